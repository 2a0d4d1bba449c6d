import { type Abilities, abilitiesFor, isLongerThan, type OutgoingReply } from '@redress/domain/channel/message.js';
import { Refusal } from '@redress/domain/refusal.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { HOUR, type Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { type ChannelAccountRow, channelAccount } from '@redress/persistence/stores/channels.store.js';
import { insertMessage, type StoredAttachment } from '@redress/persistence/stores/messages.store.js';
import { outboxRow } from '@redress/persistence/stores/outbox.store.js';
import type { Conversation } from '@redress/persistence/stores/posts.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { actorOf, commit } from './desk.js';
import type { Writing } from './messages.js';
import { ownMessage } from './notes.js';
import { faulty } from './people.js';

interface More {
  readonly at: Instant;
  readonly undoneUntil: Instant;
  readonly preview: string;
  /** Gives the uploads to the message, which must be stored by then. */
  takeUploads(): Promise<readonly StoredAttachment[]>;
}

/** Answers where the customer wrote: in his thread, by the account that he wrote to. What the channel cannot do is refused before it is stored. */
export async function replyByChannel(
  tx: Transaction,
  stored: StoredTicket,
  writing: Writing,
  to: Conversation,
  more: More,
): Promise<void> {
  const account = await channelAccount(tx, to.accountId);
  if (account === null) throw new Refusal('not-found', 'The channel account is gone.');
  const { at } = more;
  refuseImpossible(account, writing, to, at);
  const dueAt = account.abilities.delays ? more.undoneUntil : at;
  const { ticket, words } = stored;
  const { messageId, text } = writing;
  const facts = lifecycle.reply(ticket, { messageId, human: true, countsFrom: dueAt });
  const own = ownMessage(messageId, ticket.id, text, at, writing.asker.agentId);
  const party = { name: to.name, address: to.handle };
  await insertMessage(tx, { ...own, channel: account.channel, visibility: 'public', to: [party] });
  const attachments = await more.takeUploads();
  refuseUnfit(account, attachments, to);
  const reply: OutgoingReply = {
    ...{ key: messageId, parentId: to.externalId, threadId: to.threadId, text },
    isPublic: goesPublic(account.abilities, to),
    to: { name: to.name, handle: to.handle, identity: to.author },
  };
  const row = outboxRow({
    ...{ id: newId(), ticketId: ticket.id, messageId, automatic: false, purpose: 'reply', envelopeFrom: '' },
    rfcMessageId: `${messageId}@${account.id}.channel`,
    letter: {
      ...{ from: { name: account.name, address: '' }, replyTo: null, to: [party], cc: [], subject: words.subject },
      ...{ text, html: null, inReplyTo: null, references: [], attachments },
    },
    ...{ byChannel: { accountId: account.id, reply }, dueAt, createdAt: at },
  });
  await writeRows(tx, { outbox: [row] });
  await commit(tx, stored, { facts, words: { preview: more.preview } }, actorOf(writing.asker), at);
}

function refuseImpossible(
  { name, abilities }: ChannelAccountRow,
  writing: Writing,
  to: Conversation,
  at: Instant,
): void {
  const { replies } = abilities;
  const { mostCharacters, replyWindowHours } = abilitiesFor(abilities, goesPublic(abilities, to));
  const privately = !to.isPublic;
  if (replies.length === 0 || (privately && !replies.includes('private')))
    throw new Refusal('invalid', `${name} takes no answer. Write to another address of the customer.`);
  if (writing.cc.length > 0) throw faulty('/cc', 'unsupported', `${name} sends no copies.`);
  if (writing.text.trim() === '') throw faulty('/text', 'required', `${name} sends no empty answer.`);
  if (mostCharacters !== null && isLongerThan(writing.text, mostCharacters))
    throw faulty('/text', 'length', `${name} takes ${mostCharacters} characters at most. Shorten the answer.`);
  if (replyWindowHours !== null && at > to.receivedAt.getTime() + replyWindowHours * HOUR) {
    const detail = `${name} takes answers within ${replyWindowHours} hours of the customer's last message.`;
    throw new Refusal('too-late', `${detail} Write to another address of the customer.`);
  }
}

const goesPublic = (abilities: Abilities, to: Conversation): boolean =>
  to.isPublic && abilities.replies.includes('public');

function refuseUnfit(
  { name, abilities }: ChannelAccountRow,
  attachments: readonly StoredAttachment[],
  to: Conversation,
): void {
  const can = abilitiesFor(abilities, goesPublic(abilities, to)).attachments;
  const { most, mostBytes, types } = can ?? { most: 0, mostBytes: 0 };
  if (attachments.length > most) {
    const words = most === 0 ? `${name} takes no attachments.` : `${name} takes ${most} attachments at most.`;
    throw faulty('/attachments', 'count', words);
  }
  if (attachments.some(({ size }) => size > mostBytes))
    throw faulty(
      '/attachments',
      'size',
      `${name} takes attachments of ${Math.floor(mostBytes / 100_000) / 10} MB at most.`,
    );
  const unknown = attachments.find(({ contentType }) => types !== undefined && !types.includes(contentType));
  if (unknown !== undefined)
    throw faulty('/attachments', 'type', `${name} takes ${types?.join(', ')}; ${unknown.filename} is none of these.`);
}
