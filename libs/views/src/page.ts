import type { Page } from '@redress/contract/answers.js';
import { Refusal } from '@redress/domain/refusal.js';

/** Where a list by name goes on: behind this name and, among equal names, behind this id. */
export interface PlaceByName {
  readonly name: string;
  readonly id: string;
}

export const BEFORE_ALL: PlaceByName = { name: '', id: '00000000-0000-0000-0000-000000000000' };

/** @throws Refusal invalid for a cursor that no list gave. */
export function placeAfter(cursor: string | undefined): PlaceByName {
  if (cursor === undefined || cursor === '') return BEFORE_ALL;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed) && typeof parsed[0] === 'string' && isId(parsed[1]))
      return { name: parsed[0], id: parsed[1] };
  } catch {
    // Told below, like every cursor that is not ours.
  }
  const message = 'Take it from page.next of the same list';
  throw new Refusal('invalid', message, [{ pointer: '/after', code: 'cursor', message }]);
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

/** @param rows one more than `limit` where there are more. */
export function pageByName<Row extends PlaceByName>(rows: readonly Row[], limit: number): Page<Row> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last ? Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url') : null;
  return { data: rows.slice(0, limit), page: { next, hasMore: last !== undefined } };
}

/** A list that is short by nature, in one page. */
export const wholePage = <Row>(rows: readonly Row[]): Page<Row> => ({
  data: rows,
  page: { next: null, hasMore: false },
});
