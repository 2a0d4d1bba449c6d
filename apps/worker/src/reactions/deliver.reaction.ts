import { buildMail } from '@redress/channels/email/build-mail.js';
import type { MailSender } from '@redress/channels/email/sender.js';
import type { Desk } from '@redress/desk/desk.js';
import { type FullLetter, type Post, send } from '@redress/desk/sending.js';
import type { NewJob } from '@redress/platform/queues.js';
import type { Reaction } from './reaction.js';

export interface DeliverPayload {
  /** Messages on their way, or a mail of the outbox that may belong to no ticket. */
  readonly messageIds?: readonly string[];
  readonly outboxId?: string;
}

/** Messages that one job reminds of, one after the other: a job costs the queue more than a mail costs to send. */
const TOGETHER = 8;

/** By which our letters leave. */
export interface Ways {
  readonly sender: MailSender;
  readonly ownWay: NonNullable<Post['ownWay']>;
  readonly reply: NonNullable<Post['reply']>;
}

/** A reply was written, or a message handed on: it leaves by mail or by its channel when the undo window is over. */
export function deliver(desk: Desk, { sender, ownWay, reply }: Ways): Reaction<DeliverPayload> {
  const post: Post = {
    build: buildLetter,
    reply,
    ownWay,
    send: sender.captures ? null : (source, envelope) => sender.send(source, envelope),
  };
  return {
    name: 'deliver',
    jobsFor({ event }, now) {
      if (event.type !== 'ReplyWritten' && event.type !== 'MessageForwarded') return [];
      const id = `message-${event.messageId}-${event.version}`;
      const leavesAt = event.type === 'ReplyWritten' ? event.countsFrom : event.leavesAt;
      const delayMs = Math.max(0, leavesAt - now);
      return [{ name: 'deliver', id, payload: { messageIds: [event.messageId] }, delayMs }];
    },
    together,
    waitsForOthers: !sender.captures,
    run: ({ payload: { outboxId, messageIds = [] } }) =>
      send(desk, post, outboxId === undefined ? { messageIds } : { ids: [outboxId] }),
  };
}

/** What may leave at once goes together; what waits for its undo window keeps its own time. */
function together(jobs: readonly NewJob<DeliverPayload>[]): readonly NewJob<DeliverPayload>[] {
  const now = jobs.filter((job) => (job.delayMs ?? 0) === 0);
  const joined: NewJob<DeliverPayload>[] = [];
  for (let first = 0; first < now.length; first += TOGETHER) {
    const some = now.slice(first, first + TOGETHER);
    const [job] = some;
    if (job !== undefined)
      joined.push({ ...job, payload: { messageIds: some.flatMap((one) => one.payload.messageIds ?? []) } });
  }
  return [...joined, ...jobs.filter((job) => (job.delayMs ?? 0) > 0)];
}

/** The bytes of a mail, the same at every try. */
export function buildLetter(letter: FullLetter): Promise<Buffer> {
  const { rfcMessageId, installationId, sentAt, replyTo, automatic, ...rest } = letter;
  return buildMail({
    ...rest,
    messageId: rfcMessageId,
    replyTo: replyTo === null ? null : { name: '', address: replyTo },
    attachments: letter.attachments.map((attachment) => ({ ...attachment, contentId: null })),
    automatic: automatic ? (letter.inReplyTo === null ? 'generated' : 'replied') : null,
    installation: installationId,
    at: sentAt,
  });
}
