import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Happening } from '@redress/domain/channel/message.js';
import { instant, type Instant } from '@redress/domain/time.js';
import {
  type Batch,
  type Channel,
  ChannelFault,
  type Connection,
  type FullReply,
  type Introduction,
  type Knock,
  type Opened,
  type Parcel,
  type ReplyOutcome,
  UnreadableSource,
} from './channel.js';

const AT_ONCE = 3;

/** A platform in memory: what customers say there, and what we answered. It can do everything that the contract knows. */
export interface Recorder {
  readonly channel: Channel;
  /** Every reply that stands there, in order; one per key. */
  readonly replies: readonly (FullReply & { readonly externalId: string })[];
  /** @param at when the platform had it. */
  say(happening: Happening, at: Instant): void;
  /** What a platform should never do: something that no reader understands. */
  sayNonsense(text: string): void;
  /** The same things again, newest first. */
  repeatBackwards(): void;
  /** The next looks fail like this; null ends it. */
  fail(fault: ChannelFault | null): void;
  /** Takes the next reply and dies before it says so. */
  loseNextAnswer(): void;
  /** A knock with everything that stands there, signed as the platform does. */
  knock(secret: string): Knock;
}

const CAN: Channel['can'] = {
  ...{ receives: ['poll', 'stream', 'webhook'], replies: ['public', 'private'], edits: true, deletes: true },
  ...{ delays: true, mostCharacters: 300, attachments: { most: 4, mostBytes: 1_048_576 }, replyWindowHours: 24 },
  cost: 'perMessage',
};

const INTRODUCTION: Introduction = {
  title: { en: 'Recorder', de: 'Aufzeichner' },
  explain: { en: 'A platform in memory, for tests.', de: 'Eine Plattform im Speicher, für Tests.' },
  fields: [
    { ...{ name: 'secret', kind: 'secret', required: true, hint: null }, label: { en: 'Secret', de: 'Geheimnis' } },
  ],
  ...{ scopes: [], steps: [] },
};

/** What stands at the platform. */
class Memory {
  readonly said: Parcel[] = [];
  readonly replies: (FullReply & { readonly externalId: string })[] = [];
  fault: ChannelFault | null = null;
  losesAnswer = false;

  put(text: string, at: Instant | null): void {
    const source = Buffer.from(text);
    this.said.push({ externalId: createHash('sha256').update(source).digest('hex'), source, at });
  }

  from(cursor: string | null): Batch {
    const start = Number(cursor ?? 0);
    const parcels = this.said.slice(start, start + AT_ONCE);
    const next = start + parcels.length;
    return { parcels, cursor: parcels.length === 0 ? null : String(next), hasMore: next < this.said.length };
  }

  post(reply: FullReply): ReplyOutcome {
    const before = this.replies.find(({ key }) => key === reply.key);
    const externalId = before?.externalId ?? `ours-${this.replies.length + 1}`;
    if (before === undefined) this.replies.push({ ...reply, externalId });
    if (!this.losesAnswer) return { kind: 'sent', externalId, detail: 'Posted' };
    this.losesAnswer = false;
    return { kind: 'retry', detail: 'The connection ended before the platform answered.' };
  }

  async signIn(given: string | null, secret: string): Promise<void> {
    if (given !== secret)
      throw new ChannelFault('refused', 'The platform refused the sign-in.', 'Give the secret again.');
    if (this.fault !== null) throw this.fault;
    return Promise.resolve();
  }
}

const connectWith = (memory: Memory, secret: string, given: string | null): Connection => ({
  poll: (cursor) => memory.signIn(given, secret).then(() => memory.from(cursor)),
  stream: (cursor, store, until) =>
    memory.signIn(given, secret).then(() => follow((at) => memory.from(at), cursor, store, until)),
  webhook: (knock) => Promise.resolve(open(knock, given)),
  reply: (reply) => Promise.resolve(memory.post(reply)),
  close: () => Promise.resolve(),
});

/** @param secret what accounts sign in with. */
export function openRecorder(secret: string): Recorder {
  const memory = new Memory();
  return {
    replies: memory.replies,
    channel: {
      ...{ kind: 'recording', introduction: INTRODUCTION, name: 'social', can: CAN, pollEveryMs: 100 },
      check: () => ({}),
      read: (source) => Promise.resolve().then(() => readRecorded(source)),
      connect: (access) => connectWith(memory, secret, access.secret()),
    },
    say: (happening, at) => memory.put(JSON.stringify(happening), at),
    sayNonsense: (text) => memory.put(text, null),
    repeatBackwards: () => void memory.said.push(...memory.said.toReversed()),
    fail: (fault) => {
      memory.fault = fault;
    },
    loseNextAnswer: () => {
      memory.losesAnswer = true;
    },
    knock: (key) => knockWith(memory.said, key),
  };
}

function knockWith(said: readonly Parcel[], key: string): Knock {
  const body = Buffer.from(JSON.stringify(said.map(({ source, at }) => ({ text: source.toString(), at }))));
  return { method: 'POST', headers: { 'x-signature': sign(key, body) }, query: {}, body };
}

async function follow(
  from: (cursor: string | null) => Batch,
  start: string | null,
  store: (batch: Batch) => Promise<void>,
  until: AbortSignal,
): Promise<void> {
  for (let cursor = start; !until.aborted;) {
    const batch = from(cursor);
    if (batch.parcels.length === 0) return;
    await store(batch);
    cursor = batch.cursor;
  }
}

const sign = (secret: string, body: Buffer): string => createHmac('sha256', secret).update(body).digest('hex');

function open({ headers, body }: Knock, secret: string | null): Opened {
  const given = Buffer.from(headers['x-signature'] ?? '');
  const right = Buffer.from(sign(secret ?? '', body));
  const isTheirs = secret !== null && given.length === right.length && timingSafeEqual(given, right);
  if (!isTheirs) return { answer: { status: 401, body: 'The signature does not fit.' }, parcels: [] };
  const rows: { text: string; at: number | null }[] = JSON.parse(body.toString());
  const parcels = rows.map(({ text, at }) => {
    const source = Buffer.from(text);
    const externalId = createHash('sha256').update(source).digest('hex');
    return { externalId, source, at: at === null ? null : instant(at) };
  });
  return { answer: { status: 200, body: 'Taken' }, parcels };
}

function readRecorded(source: Buffer): Happening {
  const happening = parsed(source);
  if (typeof happening === 'object' && happening !== null && 'kind' in happening && isHappening(happening))
    return happening;
  throw new UnreadableSource('This is nothing that the recorder said.');
}

function parsed(source: Buffer): unknown {
  try {
    return JSON.parse(source.toString());
  } catch {
    return null;
  }
}

const isHappening = (said: object): said is Happening =>
  'kind' in said &&
  (said.kind === 'deletion' ||
    said.kind === 'nothing' ||
    (said.kind === 'delivery' && 'of' in said) ||
    (said.kind === 'message' && 'message' in said));
