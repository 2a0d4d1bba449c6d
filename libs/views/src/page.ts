import type { Page } from '@redress/contract/answers.js';
import { Refusal } from '@redress/domain/refusal.js';
import { isUuid } from '@redress/persistence/sight.js';

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
  throw foreignCursor();
}

/** A list whose cursor is the id of the last one. @throws Refusal invalid for a cursor that no list gave. */
export function idAfter(cursor: string | null | undefined): string | null {
  if (cursor === null || cursor === undefined || cursor === '') return null;
  if (!isUuid(cursor)) throw foreignCursor();
  return cursor;
}

/** A list whose cursor is a version. @throws Refusal invalid for a cursor that no list gave. */
export function versionAfter(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  if (!/^\d{1,9}$/.test(cursor)) throw foreignCursor();
  return Number(cursor);
}

function foreignCursor(): Refusal {
  const message = 'Take it from page.next of the same list';
  return new Refusal('invalid', message, [{ pointer: '/after', code: 'cursor', message }]);
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
