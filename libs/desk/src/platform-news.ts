import { type Happening, isDeliveryNews } from '@redress/domain/channel/message.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import type { Instant } from '@redress/domain/time.js';
import { lockKey, type Transaction } from '@redress/persistence/sql.js';
import type { ChannelAccountRow } from '@redress/persistence/stores/channels.store.js';
import {
  holdPosted,
  isNewestReply,
  noteNews,
  type PostedReply,
  postedReplies,
} from '@redress/persistence/stores/outbox.store.js';
import { noteOurPost } from '@redress/persistence/stores/posts.store.js';
import { commit, type Desk, hold, SYSTEM } from './desk.js';
import type { Work } from './filing.js';

type Delivered = Extract<Happening, { kind: 'delivery' }>;

/** What a platform says and nothing follows from; it is kept like everything that came. */
export const nothing = (because: string): Work => ({
  locks: [],
  file: () =>
    Promise.resolve({ outcome: 'filed', ticketId: null, ticketNumber: null, messageId: null, reason: because }),
});

/** How messages of ours fared at their platform, told on each of them. Such news keeps no order and comes more than once. */
export const deliveryNews = (desk: Desk, account: ChannelAccountRow, happening: Delivered): Work => ({
  locks: [lockKey(`news ${account.id}`)],
  file: async (tx) => {
    const replies = await postedReplies(tx, account.id, happening.of);
    const [first] = replies;
    let told = 0;
    for (const reply of replies) told += (await tellNews(tx, account, happening, reply, desk.clock.now())) ? 1 : 0;
    const receipt = { ticketId: first?.ticketId ?? null, ticketNumber: null, messageId: first?.messageId ?? null };
    if (first === undefined)
      return { ...receipt, outcome: 'filed', reason: 'It tells of a message that was not sent from here.' };
    if (told === 0) return { ...receipt, outcome: 'duplicate', reason: 'This was known, or something later.' };
    return { ...receipt, outcome: 'filed', reason: `The platform says: ${happening.news}.` };
  },
});

async function tellNews(
  tx: Transaction,
  account: ChannelAccountRow,
  { of, news, detail }: Delivered,
  { messageId, ticketId }: PostedReply,
  at: Instant,
): Promise<boolean> {
  // The ticket first, like everybody who changes a message of it: two in another order would wait for each other.
  const stored = await hold(tx, ticketId);
  const known = await holdPosted(tx, messageId);
  // What was never tried cannot have arrived, whoever says so.
  if (known === null || (known.state === 'queued' && known.attempts === 0)) return false;
  if ('key' in of) await noteOurPost(tx, account.id, of.externalId, known.reply, at);
  if (!isDeliveryNews(known.state, news)) return false;
  await noteNews(tx, messageId, news, detail, at);
  const facts: TicketFact[] = [];
  // It was given up, and what waited for it waited again.
  if (known.state === 'failed') facts.push({ type: 'ReplyWritten', messageId, human: true, countsFrom: at });
  facts.push(...lifecycle.reportDelivery(stored.ticket, messageId, news, await isNewestReply(tx, messageId)));
  await commit(tx, stored, { facts }, SYSTEM('channel'), at);
  return true;
}
