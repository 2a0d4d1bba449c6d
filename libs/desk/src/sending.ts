import type { FullReply, ReplyOutcome } from '@redress/channels/channel.js';
import type { OutgoingReply } from '@redress/domain/channel/message.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import type { DeliveryReport } from '@redress/domain/ticket/events.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import {
  beginTry,
  type DueMail,
  dueMails,
  endTry,
  isNewestReply,
  type Letter,
  type OfOutbox,
  type SendingTry,
} from '@redress/persistence/stores/outbox.store.js';
import { channelMessageRow } from '@redress/persistence/stores/posts.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { type NewRows, writeRows } from '@redress/persistence/write-rows.js';
import { errorText } from '@redress/platform/errors.js';
import { failpoint } from '@redress/platform/failpoint.js';
import { newId } from '@redress/platform/ids.js';
import { commit, type Desk, hold, SYSTEM } from './desk.js';
import { type KeptMail, keepMails } from './keeping-mail.js';
import { hasReached, openRecipients } from './recipients-taken.js';
import { asOfMail, type End, type SendingOutcome, verdictOn } from './sending-verdict.js';
import { reportTaskMail } from './task-mail.js';

/** A letter with the contents of its attachments, ready to be turned into bytes. */
export interface FullLetter extends Omit<Letter, 'attachments'> {
  readonly rfcMessageId: string;
  readonly automatic: boolean;
  readonly installationId: string;
  readonly sentAt: Instant;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
  }[];
}

type SendMail = (source: Buffer, envelope: { from: string; to: readonly string[] }) => Promise<SendingOutcome>;

/** What the desk needs of the world to send. `send` is null where no mail server is configured: the mail is captured. */
export interface Post {
  build(letter: FullLetter): Promise<Buffer>;
  readonly send: SendMail | null;
  /** How mail from this address leaves where its mailbox sends by a server of its own; null: like all other mail. */
  readonly ownWay?: (from: string) => Promise<SendMail | null>;
  /** Posts by the account of a channel. Left out where this process opens none: the reply waits for another one. */
  readonly reply?: (accountId: string, reply: FullReply) => Promise<ReplyOutcome>;
}

/**
 * Sends those mails of the outbox that are due and that nobody else is at; running it twice sends once. The bytes are built before the
 * first try and kept, so that every try sends the same. One that fails keeps the others from nothing.
 *
 * @throws Error of the first that failed, when all had their turn
 */
export async function send(desk: Desk, post: Post, of: OfOutbox): Promise<void> {
  const kept: KeptMail[] = [];
  const failures: unknown[] = [];
  const ways = { ...post, ownWay: oncePer(post.ownWay ?? (() => Promise.resolve(null))) };
  for (const mail of await dueMails(sqlOn(desk.database), of, desk.clock.now())) {
    try {
      const source = await sendOne(desk, ways, mail);
      if (source !== null) kept.push({ mail, source });
    } catch (error) {
      failures.push(error);
    }
  }
  if (kept.length > 0) await keepMails(desk, kept).catch((error: unknown) => failures.push(error));
  if (failures.length > 0)
    throw new Error(`A mail could not be sent: ${errorText(failures[0])}`, { cause: failures[0] });
}

/** Mails that leave together mostly come from one address. */
function oncePer<Found>(find: (key: string) => Promise<Found>): (key: string) => Promise<Found> {
  const found = new Map<string, Promise<Found>>();
  return (key) => {
    const known = found.get(key) ?? find(key);
    found.set(key, known);
    return known;
  };
}

/** The key of its bytes where there is no way for it to leave. */
async function sendOne(desk: Desk, post: Post, mail: DueMail): Promise<string | null> {
  if (mail.channelReply !== null) {
    await sendByChannel(desk, post, mail.channelReply, await begin(desk, mail, null));
    return null;
  }
  const ready = await prepare(desk, post, mail).catch((error: unknown) => errorText(error));
  if (typeof ready === 'string') {
    // A mail that cannot be built waits and at last fails with its reason: left as it is it would be tried for ever, and in silence.
    await giveBack(desk, await begin(desk, mail, null), ready);
    return null;
  }
  const { source, way, isOwn } = ready;
  if (way === null) return source.sha256;
  await sendByMail(desk, { way, isOwn }, mail, source);
  return null;
}

/** Its bytes, and the way by which it leaves: null where none is configured. */
async function prepare(desk: Desk, post: Post, mail: DueMail) {
  const source = await sourceOf(desk, post, mail);
  const own = (await post.ownWay?.(mail.letter.from.address)) ?? null;
  return { source, way: own ?? post.send, isOwn: own !== null };
}

const begin = (desk: Desk, { id }: DueMail, source: string | null): Promise<SendingTry | null> =>
  beginTry(sqlOn(desk.database), { id, token: newId(), source }, desk.clock.now());

async function giveBack(desk: Desk, attempt: SendingTry | null, why: string): Promise<void> {
  if (attempt === null) return;
  await end(desk, attempt, verdictOn(attempt, { kind: 'retry', detail: why }, desk.clock.now()));
}

async function sendByMail(
  desk: Desk,
  { way, isOwn }: { readonly way: SendMail; readonly isOwn: boolean },
  mail: DueMail,
  source: Source,
): Promise<void> {
  const attempt = await begin(desk, mail, source.sha256);
  if (attempt === null) return;
  // Somebody else built it at the same time, and was faster to begin: then his bytes are the mail.
  const bytes =
    attempt.sourceSha256 === source.sha256 ? source.bytes : await desk.blobs.read(attempt.sourceSha256 ?? '');
  await failpoint('send.before_send');
  // Servers of mailboxes take no null sender of those who signed in; what bounces to the mailbox is known as a bounce there.
  const from = isOwn && attempt.envelopeFrom === '' ? attempt.letter.from.address : attempt.envelopeFrom;
  const outcome = await inTime(way(bytes, { from, to: openRecipients(attempt) }), LATE);
  await failpoint('send.after_250');
  await end(desk, attempt, verdictOn(attempt, outcome, desk.clock.now()));
}

/** Below the lease of a try: a mail that crosses a slow line for longer is judged before somebody else may begin another try. */
const LONGEST_SENDING_MS = 240_000;

const LATE = { kind: 'unknown', detail: 'The server had not taken it after four minutes.' } as const;

async function inTime<Outcome>(sending: Promise<Outcome>, late: Outcome): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(late), LONGEST_SENDING_MS);
  });
  return Promise.race([sending, overdue]).finally(() => clearTimeout(timer));
}

/** A key posts once however often it is tried, so that a try of which nothing is known is no reason to warn of a second copy. */
async function sendByChannel(desk: Desk, post: Post, reply: OutgoingReply, attempt: SendingTry | null): Promise<void> {
  if (attempt === null) return;
  const outcome = await postReply(desk, post, attempt, reply).catch((error: unknown): ReplyOutcome => {
    return { kind: 'retry', detail: errorText(error) };
  });
  await failpoint('send.after_250');
  const ended = verdictOn({ ...attempt, mayHaveArrivedTwice: false }, asOfMail(outcome), desk.clock.now());
  const posts = outcome.kind === 'sent' ? [outcome.externalId, ...(outcome.alsoAs ?? [])] : [];
  await end(desk, attempt, ended, posts);
}

async function postReply(desk: Desk, post: Post, attempt: SendingTry, reply: OutgoingReply): Promise<ReplyOutcome> {
  const { channelAccountId: accountId, letter } = attempt;
  if (accountId === null) return { kind: 'failed', detail: 'The channel account that it would leave by is gone.' };
  if (post.reply === undefined) return { kind: 'retry', untaken: true, detail: 'Nobody who opens channels was there.' };
  const attachments = await contentsOf(desk, letter);
  await failpoint('send.before_send');
  const late = { kind: 'retry', detail: 'The platform had not answered after four minutes.' } as const;
  return inTime<ReplyOutcome>(post.reply(accountId, { ...reply, attachments }), late);
}

const contentsOf = (desk: Desk, letter: Letter): Promise<FullLetter['attachments'][number][]> =>
  Promise.all(
    letter.attachments.map(async ({ sha256, ...attachment }) => ({
      ...attachment,
      content: await desk.blobs.read(sha256),
    })),
  );

/** What answers our post finds its ticket by it; a text that was too long for one became several. */
const postedRows = (accountId: string, externalIds: readonly string[], reply: OutgoingReply, at: Instant): NewRows => ({
  channel_messages: externalIds.map((externalId) =>
    channelMessageRow({
      ...{ accountId, externalId, messageId: reply.key, threadId: reply.threadId, isPublic: reply.isPublic },
      ...{ author: null, changedAt: new Date(at), deletedAt: null },
    }),
  ),
});

/** The bytes of a mail, and by what they are found again. */
interface Source {
  readonly bytes: Buffer;
  readonly sha256: string;
}

async function sourceOf(desk: Desk, post: Post, mail: DueMail): Promise<Source> {
  if (mail.sourceSha256 !== null) return { bytes: await desk.blobs.read(mail.sourceSha256), sha256: mail.sourceSha256 };
  const bytes = await post.build({
    ...mail.letter,
    attachments: await contentsOf(desk, mail.letter),
    rfcMessageId: mail.rfcMessageId,
    automatic: mail.automatic,
    installationId: desk.installationId,
    sentAt: desk.clock.now(),
  });
  return { bytes, sha256: (await desk.blobs.put(bytes)).sha256 };
}

/** As often as there is mail, and by the same indexes. */
const OFTEN = { plannedOnce: true };

/** @param posts what a channel names the posts that it made of the reply. */
function end(desk: Desk, attempt: SendingTry, ended: End, posts: readonly string[] = []): Promise<void> {
  return inTransaction(
    desk.database,
    async (tx) => {
      const at = desk.clock.now();
      // The ticket first, like everybody who changes a mail of it: two in another order would wait for each other.
      const stored = attempt.ticketId === null ? null : await hold(tx, attempt.ticketId);
      if (!(await endTry(tx, attempt, { ...ended, at }))) return;
      const { channelAccountId: accountId, channelReply: reply } = attempt;
      if (posts.length > 0 && accountId !== null && reply !== null)
        await writeRows(tx, postedRows(accountId, posts, reply, at));
      if (ended.state === 'queued' || stored === null) return;
      const { messageId } = attempt;
      // Whoever else was refused, which the mail shows: the customer was answered, so no clock runs on and no decision falls.
      const report = ended.state === 'failed' && hasReached(attempt, ended.settled) ? 'sent' : ended.state;
      if (messageId !== null) return tell(tx, stored, { messageId }, report, at);
      if (ended.state === 'failed') await reportTaskMail(tx, stored, attempt.rfcMessageId, ended.detail ?? '', at);
    },
    OFTEN,
  );
}

async function tell(
  tx: Transaction,
  stored: StoredTicket,
  { messageId }: { readonly messageId: string },
  state: DeliveryReport,
  at: Instant,
): Promise<void> {
  // Of what went well nobody asks whether it was the last word.
  const isNewest = state === 'failed' && (await isNewestReply(tx, messageId));
  const facts = lifecycle.reportDelivery(stored.ticket, messageId, state, isNewest);
  await commit(tx, stored, { facts }, SYSTEM('outbox'), at);
}
