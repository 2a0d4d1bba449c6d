import { abilitiesFor, isLongerThan, type OutgoingReply } from '@redress/domain/channel/message.js';
import type { Way } from '@redress/domain/channel/ways.js';
import { Refusal } from '@redress/domain/refusal.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { type ChannelAccountRow, channelAccount } from '@redress/persistence/stores/channels.store.js';
import { insertMessage, type StoredAttachment } from '@redress/persistence/stores/messages.store.js';
import { outboxRow } from '@redress/persistence/stores/outbox.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import type { Conversation } from '@redress/persistence/stores/ways.store.js';
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

const [REPLY, CLOSING] = ['reply', 'closingNote'] as const;

export type ChannelWay = Way<Conversation> & { readonly said: Conversation };

/** Answers by an account that the customer wrote to, in his thread. What the channel cannot do is refused before it is stored. */
export async function replyByChannel(
  tx: Transaction,
  stored: StoredTicket,
  writing: Writing,
  way: ChannelWay,
  more: More,
): Promise<void> {
  const to = way.said;
  const account = await channelAccount(tx, to.accountId);
  if (account === null) throw new Refusal('not-found', 'The channel account is gone.');
  const { at } = more;
  refuseImpossible(account, writing, way, at);
  const dueAt = account.abilities.delays ? more.undoneUntil : at;
  const { ticket, words } = stored;
  const { messageId, text } = writing;
  const publicly = way.audience === 'public' ? { publicly: writing.way?.closing === true ? CLOSING : REPLY } : {};
  const facts = lifecycle.reply(ticket, { messageId, human: true, countsFrom: dueAt, ...publicly });
  const own = ownMessage(messageId, ticket.id, text, at, writing.asker.agentId);
  const party = { name: to.name, address: to.handle };
  await insertMessage(tx, { ...own, channel: account.channel, visibility: 'public', to: [party] });
  const attachments = await more.takeUploads();
  refuseUnfit(account, attachments, way);
  const reply: OutgoingReply = {
    ...{ key: messageId, parentId: to.externalId, threadId: to.threadId, text },
    isPublic: way.audience === 'public',
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
  { openUntil, audience }: ChannelWay,
  at: Instant,
): void {
  const { mostCharacters, replyWindowHours } = abilitiesFor(abilities, audience === 'public');
  if (writing.way?.closing === true && audience === 'private')
    throw faulty('/way/closing', 'private', 'A closing note is for everybody: choose a public way.');
  if (writing.cc.length > 0) throw faulty('/cc', 'unsupported', `${name} sends no copies.`);
  if (writing.text.trim() === '') throw faulty('/text', 'required', `${name} sends no empty answer.`);
  if (mostCharacters !== null && isLongerThan(writing.text, mostCharacters))
    throw faulty('/text', 'length', `${name} takes ${mostCharacters} characters at most. Shorten the answer.`);
  if (openUntil !== null && at > openUntil) {
    const detail = `${name} takes answers within ${replyWindowHours} hours of the customer's last message.`;
    throw new Refusal('too-late', `${detail} Choose another way to the customer.`);
  }
}

function refuseUnfit(
  { name, abilities }: ChannelAccountRow,
  attachments: readonly StoredAttachment[],
  { audience }: ChannelWay,
): void {
  const can = abilitiesFor(abilities, audience === 'public').attachments;
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
