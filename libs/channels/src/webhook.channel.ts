import { createHash } from 'node:crypto';
import type { AuthorIdentity, Happening, InboundMessage } from '@redress/domain/channel/message.js';
import { fromRfc3339, type Instant, instant, MINUTE, SECOND } from '@redress/domain/time.js';
import {
  type Access,
  type Channel,
  type Knock,
  type Opened,
  type Parcel,
  UnreadableSource,
  type Introduction,
} from './channel.js';
import { isJson, type Json, objectAt, parsed, textAt } from './json.js';
import { isSame, signed } from './signature.js';

/**
 * The door for everything that has no channel of its own: whoever knows the secret posts JSON, signed over time and body. What it looks like
 * is said in docs/webhook-channel.md.
 */
const MOST_EVENTS = 100;
const MOST_TEXT = 100_000;
const MOST_ID = 500;
/** Clocks differ; whoever overheard a call may repeat it no longer than that, and what comes twice is taken once. */
const OLDEST = 5 * MINUTE;
const SOURCE = /^[a-z0-9][a-z0-9-]{0,39}$/;
const ADDRESS = /^[^\s@]{1,64}@[^\s@]{1,255}$/;
const PHONE = /^\+[1-9]\d{6,14}$/;
const KINDS: readonly (string | null)[] = ['post', 'edit', 'delete', null];

function open(knock: Knock, access: Access): Opened {
  if (knock.method === 'GET') return refused(405, 'Post your events here; the documentation says how to sign them.');
  const secret = access.secret();
  const time = knock.headers['x-redress-timestamp'] ?? '';
  const given = knock.headers['x-redress-signature'] ?? '';
  if (secret === null || !isSame(given, `v1=${signed(secret, `${time}.`, knock.body)}`))
    return refused(401, 'The signature does not fit: X-Redress-Signature is v1= and HMAC-SHA256 of timestamp.body.');
  const age = access.now() - Number(time) * SECOND;
  if (!(Math.abs(age) <= OLDEST))
    return refused(401, 'X-Redress-Timestamp must be the time in seconds and no more than five minutes off.');
  return take(knock.body);
}

const refused = (status: number, body: string): Opened => ({ answer: { status, body }, parcels: [] });

/** Everything that is signed is kept, and what nobody will be able to read is told at once. */
function take(body: Buffer): Opened {
  const said = parsed(body);
  const events: readonly unknown[] = Array.isArray(said) ? said : [said];
  if (events.length > MOST_EVENTS) return refused(413, `Send ${MOST_EVENTS} events at a time at most.`);
  const sources = said === null ? [body] : events.map((event) => Buffer.from(JSON.stringify(event)));
  const unreadable = sources.flatMap((source, index) => {
    const reason = faultIn(source);
    return reason === null ? [] : [{ index, reason }];
  });
  return {
    answer: { status: 200, body: JSON.stringify({ taken: sources.length, unreadable }) },
    parcels: sources.map(parcelOf),
  };
}

function faultIn(source: Buffer): string | null {
  try {
    read(source, '');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'It cannot be read.';
  }
}

const parcelOf = (source: Buffer): Parcel => {
  const at = momentOf(parsed(source));
  return { externalId: createHash('sha256').update(source).digest('hex'), source, at };
};

function momentOf(event: unknown): Instant | null {
  const at = isJson(event) ? textAt(event, 'at') : null;
  try {
    return at === null ? null : fromRfc3339(at);
  } catch {
    return null;
  }
}

/** @param from names the other side, so that its ids never meet those of another one. */
function read(source: Buffer, from: string): Happening {
  const event = parsed(source);
  if (!isJson(event)) throw new UnreadableSource('This is no JSON object.');
  const kind = textAt(event, 'kind');
  if (!KINDS.includes(kind)) throw new UnreadableSource('"kind" is none of post, edit, delete.');
  const id = needed(event, 'id', MOST_ID);
  const at = momentOf(event);
  if (at === null) throw new UnreadableSource('"at" is no time: write it as 2026-01-16T15:30:00Z.');
  if (kind === 'delete') return { kind: 'deletion', externalId: id, deletedAt: at };
  // An edit within the same second must not be taken for what it changes.
  const changedAt = instant(kind === 'edit' ? at + 1 : at);
  return { kind: 'message', message: messageIn(event, { id, from, at: kind === 'edit' ? null : at, changedAt }) };
}

interface Named {
  readonly id: string;
  readonly from: string;
  readonly at: Instant | null;
  readonly changedAt: Instant;
}

function messageIn(event: Json, { id, from, at, changedAt }: Named): InboundMessage {
  const author = objectAt(event, 'author');
  if (author === null) throw new UnreadableSource('"author" is missing: { "id", "name" }.');
  const authorId = needed(author, 'id', MOST_ID);
  const url = textAt(event, 'url');
  const text = needed(event, 'text', MOST_TEXT);
  return {
    externalId: id,
    author: {
      ...{ name: short(author, 'name'), handle: short(author, 'handle') || authorId },
      identities: identitiesOf(author, `webhook:${from}:${authorId}`),
    },
    subject: short(event, 'subject') || null,
    text: url === null ? text : `${text}\n\n${url.slice(0, 2_000)}`,
    html: null,
    attachments: [],
    ...{ parentId: optional(event, 'answers'), threadId: optional(event, 'conversation') },
    ...{ isPublic: event['public'] === true, occurredAt: at, changedAt },
  };
}

function identitiesOf(author: Json, own: string): AuthorIdentity[] {
  const email = textAt(author, 'email')?.toLowerCase() ?? '';
  const phone = textAt(author, 'phone') ?? '';
  return [
    { kind: 'socialHandle', value: own, verified: true },
    ...(ADDRESS.test(email)
      ? [{ kind: 'email' as const, value: email, verified: author['emailVerified'] === true }]
      : []),
    ...(PHONE.test(phone)
      ? [{ kind: 'phone' as const, value: phone, verified: author['phoneVerified'] === true }]
      : []),
  ];
}

function needed(from: Json, key: string, most: number): string {
  const text = textAt(from, key);
  if (text === null) throw new UnreadableSource(`"${key}" is missing.`);
  if (text.length > most) throw new UnreadableSource(`"${key}" is longer than ${most} characters.`);
  return text;
}

function optional(from: Json, key: string): string | null {
  const text = textAt(from, key);
  if (text !== null && text.length > MOST_ID)
    throw new UnreadableSource(`"${key}" is longer than ${MOST_ID} characters.`);
  return text;
}

const short = (from: Json, key: string): string => (textAt(from, key) ?? '').slice(0, 300);

const INTRODUCTION: Introduction = {
  title: { en: 'Signed webhook', de: 'Signierter Webhook' },
  explain: {
    en: 'Anything that can post JSON and knows the secret: another desk, an app, a survey.',
    de: 'Alles, was JSON senden kann und das Geheimnis kennt: ein anderer Schalter, eine App, eine Umfrage.',
  },
  fields: [
    {
      ...{
        name: 'source',
        kind: 'text',
        required: true,
        label: { en: 'Name of the other side', de: 'Name der Gegenseite' },
      },
      hint: {
        en: 'Small letters, digits and hyphens; its ids are kept apart by it.',
        de: 'Kleinbuchstaben, Ziffern und Bindestriche; ihre Kennungen werden daran unterschieden.',
      },
    },
    {
      ...{ name: 'secret', kind: 'secret', required: true, label: { en: 'Secret', de: 'Geheimnis' } },
      hint: {
        en: '16 characters at least; both sides sign with it.',
        de: 'Mindestens 16 Zeichen; beide Seiten unterschreiben damit.',
      },
    },
  ],
  scopes: [],
  steps: [
    {
      en: 'Give the other side the address below and the secret; each call is signed as docs/webhook-channel.md says.',
      de: 'Geben Sie der Gegenseite die Adresse unten und das Geheimnis; signiert wird, wie docs/webhook-channel.md sagt.',
    },
  ],
};

export const webhook: Channel = {
  kind: 'webhook',
  name: 'api',
  introduction: INTRODUCTION,
  can: {
    ...{ receives: ['webhook'], replies: [], edits: true, deletes: true, delays: true, mostCharacters: null },
    ...{ attachments: null, replyWindowHours: null, cost: 'free' },
  },
  pollEveryMs: 60_000,
  check: ({ source }): Readonly<Record<string, string>> =>
    typeof source === 'string' && SOURCE.test(source)
      ? {}
      : { source: 'Name the other side in small letters, digits and hyphens: its ids are kept apart by it.' },
  checkSecret: (secret) =>
    secret !== null && secret.length >= 16 ? null : 'Give a secret of 16 characters at least: both sides sign with it.',
  read: async (source, { settings }) => Promise.resolve().then(() => read(source, String(settings['source']))),
  connect: (access) => ({
    webhook: (knock) => Promise.resolve().then(() => open(knock, access)),
    reply: () => Promise.resolve({ kind: 'failed', detail: 'This door takes no answers.' }),
    close: () => Promise.resolve(),
  }),
};
