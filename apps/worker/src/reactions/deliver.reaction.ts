import { buildMail } from '@redress/channels/email/build-mail.js';
import type { MailSender } from '@redress/channels/email/sender.js';
import type { Desk } from '@redress/desk/desk.js';
import { type FullLetter, type Post, send } from '@redress/desk/sending.js';
import { sqlOn } from '@redress/persistence/sql.js';
import type { Reaction } from './reaction.js';

export interface DeliverPayload {
  /** A message on its way, or a mail of the outbox that belongs to no ticket. */
  readonly messageId?: string;
  readonly outboxId?: string;
}

/** By which our letters leave. */
export interface Ways {
  readonly sender: MailSender;
  readonly ownWay: NonNullable<Post['ownWay']>;
  readonly reply: NonNullable<Post['reply']>;
}

/** A reply was written: it leaves by mail or by its channel when the undo window is over. */
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
      if (event.type !== 'ReplyWritten') return [];
      const payload = { messageId: event.messageId };
      return [
        {
          name: 'deliver',
          id: `message-${event.messageId}-${event.version}`,
          payload,
          delayMs: Math.max(0, event.countsFrom - now),
        },
      ];
    },
    async run({ payload }) {
      const id = payload.outboxId ?? (await outboxOf(desk, payload.messageId ?? null));
      if (id !== null) await send(desk, post, id);
    },
  };
}

async function outboxOf(desk: Desk, messageId: string | null): Promise<string | null> {
  const [row] = await sqlOn(desk.database).rows<{ id: string }>('SELECT id FROM outbox WHERE message_id = $1', [
    messageId,
  ]);
  return row?.id ?? null;
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
