import { createHash } from 'node:crypto';
import { type Instant, instant } from '@redress/domain/time.js';
import { type Access, type Knock, type Opened, type Parcel, UnreadableSource } from '../channel.js';
import { isJson, type Json, listAt, numberAt, objectAt, parsed, textAt } from '../json.js';
import { isSame, signed } from '../signature.js';
import { keysIn, settingOf } from './account.js';

const NOBODY = { status: 401, body: 'The signature does not fit.' };

/** One thing that happened, in the envelope in which Meta sends such things, alone. */
export interface MetaEvent {
  readonly object: string;
  /** Of the page or account. */
  readonly entryId: string;
  readonly entryAt: Instant;
  readonly field: string | null;
  readonly value: Json | null;
  readonly messaging: Json | null;
  readonly isStandby: boolean;
}

/** Meta counts seconds in some places and milliseconds in others. */
export function metaTime(number: number | null): Instant | null {
  if (number === null || number <= 0 || number > 9e12) return null;
  return instant(Math.floor(number < 1e11 ? number * 1_000 : number));
}

/**
 * Lets Meta in: the question whether the address is ours, or a signed batch.
 * @param object what this channel listens to: `page`, `instagram` …
 * @param partsOf the things in one entry that are for this account; Meta mixes those of all accounts of an app.
 */
export function openMeta(
  { method, query, headers, body }: Knock,
  access: Access,
  object: string,
  partsOf: (entry: Json) => readonly Json[],
): Opened {
  if (method === 'GET') return { answer: challenge(query, access), parcels: [] };
  const keys = keysIn(access.secret());
  const given = headers['x-hub-signature-256'] ?? '';
  if (keys === null || !isSame(given, `sha256=${signed(keys.appSecret, body)}`)) return { answer: NOBODY, parcels: [] };
  const said = parsed(body);
  const taken = { status: 200, body: 'EVENT_RECEIVED' };
  // Signed, and yet nothing that anybody can take apart: it is kept whole.
  if (!isJson(said)) return { answer: taken, parcels: [parcelOf(body, body.toString('latin1'), null)] };
  if (textAt(said, 'object') !== object) return { answer: taken, parcels: [] };
  const parcels = listAt(said, 'entry').flatMap((entry) => partsOf(entry).map((part) => parcelIn(object, entry, part)));
  return { answer: taken, parcels };
}

function challenge(query: Knock['query'], access: Access): Opened['answer'] {
  const isAsked = query['hub.mode'] === 'subscribe';
  const token = settingOf(access, 'verifyToken');
  const word = query['hub.challenge'] ?? '';
  if (!isAsked || token === '' || !isSame(query['hub.verify_token'] ?? '', token) || !/^[\w.-]{1,200}$/.test(word))
    return { status: 403, body: 'The verify token does not fit.' };
  return { status: 200, body: word };
}

/** What Meta sends again has the same content; what happened again at another time is something else. */
function parcelIn(object: string, entry: Json, part: Json): Parcel {
  const { id, time } = entry;
  const source = Buffer.from(JSON.stringify({ object, entry: [{ id, time, ...part }] }));
  const hasOwnTime = 'messaging' in part || 'standby' in part;
  const name = JSON.stringify(hasOwnTime ? [id, part] : [id, time, part]);
  return parcelOf(source, name, momentOf(part) ?? metaTime(numberAt(entry, 'time')));
}

const parcelOf = (source: Buffer, name: string, at: Instant | null): Parcel => ({
  externalId: createHash('sha256').update(name).digest('hex'),
  source,
  at,
});

function momentOf(part: Json): Instant | null {
  const [said] = [...listAt(part, 'messaging'), ...listAt(part, 'standby')];
  if (said !== undefined) return metaTime(numberAt(said, 'timestamp'));
  const value = objectAt(listAt(part, 'changes')[0] ?? null, 'value');
  const [inner] = [...listAt(value, 'messages'), ...listAt(value, 'statuses')];
  return metaTime(numberAt(inner ?? value, inner === undefined ? 'created_time' : 'timestamp'));
}

/** The parts of an entry of a page or an Instagram account; none when it is another account's. */
export function partsOfEntry(entry: Json, accountId: string): readonly Json[] {
  if (textAt(entry, 'id') !== accountId) return [];
  const { field, value } = entry;
  return [
    ...listAt(entry, 'changes').map((change) => ({ changes: [change] })),
    ...listAt(entry, 'messaging').map((one) => ({ messaging: [one] })),
    ...listAt(entry, 'standby').map((one) => ({ standby: [one] })),
    // Apps that sign in by Instagram itself get the change without its list.
    ...(typeof field === 'string' ? [{ changes: [{ field, value }] }] : []),
  ];
}

/** @throws UnreadableSource */
export function eventIn(source: Buffer): MetaEvent {
  const said = parsed(source);
  const [entry] = isJson(said) ? listAt(said, 'entry') : [];
  const object = isJson(said) ? textAt(said, 'object') : null;
  const entryId = textAt(entry ?? null, 'id');
  if (entry === undefined || object === null || entryId === null)
    throw new UnreadableSource('This is nothing that Meta says.');
  const [change] = listAt(entry, 'changes');
  const [messaging] = listAt(entry, 'messaging');
  const [standby] = listAt(entry, 'standby');
  return {
    ...{ object, entryId, entryAt: metaTime(numberAt(entry, 'time')) ?? instant(0) },
    field: textAt(change ?? null, 'field'),
    value: objectAt(change ?? null, 'value'),
    messaging: messaging ?? standby ?? null,
    isStandby: messaging === undefined && standby !== undefined,
  };
}
