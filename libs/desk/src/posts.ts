import type { InboundMessage, Happening } from '@redress/domain/channel/message.js';
import { isNews, placePost } from '@redress/domain/channel/placing.js';
import type { Placement, Proof } from '@redress/domain/intake/threading.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { instant, type Instant } from '@redress/domain/time.js';
import { sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { type ChannelAccountRow, channelAccount } from '@redress/persistence/stores/channels.store.js';
import type { Delivery } from '@redress/persistence/stores/deliveries.store.js';
import {
  insertMessage,
  type StoredAttachment,
  type StoredMessage,
} from '@redress/persistence/stores/messages.store.js';
import { candidates } from '@redress/persistence/stores/placing.store.js';
import {
  invitedBy,
  keepEarlierState,
  liveTicketBy,
  lookUpPost,
  markDeleted,
  type PostFacts,
  type PostKeys,
  postLocks,
  reviseMessage,
} from '@redress/persistence/stores/posts.store.js';
import { routingLookUp } from '@redress/persistence/stores/routing-facts.store.js';
import { writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { storeAttachments } from './attachments.js';
import { commit, type Desk, hold, SYSTEM } from './desk.js';
import type { Filed, Work } from './filing.js';
import { holdWhereItWent } from './appending.js';
import { previewOf } from './messages.js';
import { linksOf, newborn, NOTHING_SAID, openArrived } from './opening.js';
import { deliveryNews, nothing } from './platform-news.js';
import { authorRows, keepAuthor, knownAs, postArriving, postRow } from './post-rows.js';

/** Everything that is known about one message of a channel while it finds its place. */
export interface PostFiling {
  readonly account: ChannelAccountRow;
  readonly deliveryId: string;
  readonly said: InboundMessage;
  readonly keys: PostKeys;
  readonly message: StoredMessage;
  readonly attachments: readonly StoredAttachment[];
  readonly at: Instant;
}

/** Reads what a channel brought. @throws Refusal not-found when its account is gone: then nobody knows how to read it. */
export async function readPost(desk: Desk, delivery: Delivery, source: Buffer): Promise<Work> {
  const account = await channelAccount(sqlOn(desk.database), delivery.mailbox);
  if (account === null) throw new Refusal('not-found', 'The channel account that it came by is gone.');
  const happening = await desk.readPost(account, source);
  if (happening.kind === 'deletion') return deletion(desk, account, happening);
  if (happening.kind === 'delivery') return deliveryNews(desk, account, happening);
  if (happening.kind === 'nothing') return nothing(happening.because);
  const said = happening.message;
  const html = said.html === null ? null : await desk.sanitise(said.html);
  const attachments = await storeAttachments(desk, said.attachments);
  const keys: PostKeys = {
    ...{ accountId: account.id, externalId: said.externalId, parentId: said.parentId, threadId: said.threadId },
    ...{ identities: said.author.identities, queueId: account.queueId },
  };
  return {
    locks: postLocks(keys),
    file: (tx) => {
      const at = desk.clock.now();
      const message = messageOf(account, delivery, said, html, at);
      return file(tx, { account, deliveryId: delivery.id, said, keys, message, attachments, at });
    },
  };
}

function messageOf(
  account: ChannelAccountRow,
  delivery: Delivery,
  said: InboundMessage,
  html: string | null,
  at: Instant,
): StoredMessage {
  const { text, author } = said;
  return {
    ...{ id: newId(), ticketId: null, channel: account.channel, direction: 'inbound', visibility: 'public' },
    ...{ rfcMessageId: null, contentCore: null, inReplyTo: [], to: [], cc: [], subject: said.subject ?? '' },
    ...{ text, newText: text, html, remoteImages: 0, automatic: null, authentication: null, oddities: [] },
    ...{ unverifiedSender: false, usedMessageId: false, authorId: null, sourceSha256: delivery.sourceSha256 },
    from: { name: author.name, address: author.handle },
    occurredAt: said.occurredAt !== null && said.occurredAt > at ? null : said.occurredAt,
    receivedAt: instant(delivery.receivedAt.getTime()),
    ingestedAt: at,
  };
}

async function file(tx: Transaction, filing: PostFiling): Promise<Filed> {
  const facts = await lookUpPost(tx, filing.keys);
  const { known } = facts;
  if (known !== null) return revise(tx, filing, known);
  const customerId = facts.identities[0]?.customerId ?? null;
  const placement = await place(tx, filing, facts, customerId);
  if (placement.place !== 'append' || placement.ticketId === null) {
    return open(tx, filing, facts, placement, null);
  }
  const receipt = await append(tx, filing, facts, placement, placement.ticketId);
  return receipt ?? open(tx, filing, facts, placement, placement.ticketId);
}

async function place(
  tx: Transaction,
  { said, account }: PostFiling,
  facts: PostFacts,
  customerId: string | null,
): Promise<Placement> {
  const named = facts.referenced.map((one) => one.ticketId);
  const found = await candidates(tx, named, '', customerId);
  const proofs = facts.referenced.flatMap(({ ticketId, isPrivateAnswerOfOurs }): Proof[] => {
    const one = found.find(({ origin }) => origin === ticketId);
    // Everybody may answer what we said in public: that proves nothing but where it belongs.
    const kind = isPrivateAnswerOfOurs ? 'ours' : 'earlierInbound';
    return one === undefined ? [] : [{ kind, ticketId: one.ticketId, senderTakesPart: one.senderTakesPart }];
  });
  const alone = !said.isPublic && proofs.length === 0 && customerId !== null;
  const threadless = said.threadId === null;
  const live = alone ? await liveTicketBy(tx, account.id, customerId) : null;
  const invited = alone && !threadless ? await invitedBy(tx, account.id, customerId) : [];
  return placePost({ proofs, continues: threadless ? live : null, invited, beside: threadless ? null : live });
}

/** Null when the ticket is closed for too long: then it starts a follow-up. */
async function append(
  tx: Transaction,
  filing: PostFiling,
  facts: PostFacts,
  placement: Placement,
  ticketId: string,
): Promise<Filed | null> {
  const stored = await holdWhereItWent(tx, ticketId);
  const { ticket } = stored;
  const { message, at } = filing;
  if (lifecycle.isPastReopening(ticket, message.receivedAt, facts.policy.reopenWindowDays)) return null;
  await insertMessage(tx, { ...message, ticketId: ticket.id }, filing.attachments);
  const identities = ticket.customerId === null ? {} : knownAs(filing, facts, ticket.customerId);
  await writeRows(tx, { ...identities, channel_messages: [postRow(filing)] });
  await keepAuthor(tx, filing, ticket.customerId);
  const { id: messageId, receivedAt, automatic, unverifiedSender } = message;
  const post = { isPublic: filing.said.isPublic, isByCustomer: isBy(facts, ticket.customerId) };
  const said = lifecycle.receive(ticket, { messageId, receivedAt, automatic, unverifiedSender, post });
  const by = { kind: 'customer' as const, id: ticket.customerId };
  const done = await commit(tx, stored, { facts: said, words: { preview: previewOf(message.newText) } }, by, at);
  return {
    outcome: done.ticket.episode > ticket.episode ? 'reopened' : 'appended',
    ...{ ticketId: ticket.id, ticketNumber: ticket.number, messageId, reason: placement.because },
  };
}

const isBy = (facts: PostFacts, customerId: string | null): boolean =>
  customerId !== null && facts.identities.some((identity) => identity.customerId === customerId);

async function open(
  tx: Transaction,
  filing: PostFiling,
  facts: PostFacts,
  placement: Placement,
  followUpOf: string | null,
): Promise<Filed> {
  const { message, at } = filing;
  const held = placement.held ?? (facts.flooding ? 'flood' : null);
  const ticket = newborn(message.receivedAt, facts.nextNumber, message.newText, held);
  const customer = authorRows(filing, facts, ticket.language);
  const filed = await openArrived(tx, {
    ...{ deliveryId: filing.deliveryId, born: ticket, message, attachments: filing.attachments, at },
    ...{ customer, because: placement.because, acknowledgement: NOTHING_SAID },
    arriving: postArriving(filing, facts, ticket.language),
    look: await routingLookUp(tx, { customerId: customer.id, domain: null }, new Date(at)),
    links: linksOf(placement.linkTo, followUpOf),
    rows: { channel_messages: [postRow(filing)] },
    isPublic: filing.said.isPublic,
  });
  await keepAuthor(tx, filing, customer.id);
  return filed;
}

/** Another state of a message that came before. What it said then stays in the source of that delivery. */
async function revise(tx: Transaction, filing: PostFiling, known: NonNullable<PostFacts['known']>): Promise<Filed> {
  const { message, said, keys, at } = filing;
  const { messageId, ticketId, number: ticketNumber } = known;
  const receipt = { ticketId, ticketNumber, messageId };
  if (known.isDeleted) return { ...receipt, outcome: 'filed', reason: 'Its author had deleted it.' };
  const isOld = messageId !== null && !isNews({ ...known, changedAt: instant(known.changedAt) }, said.changedAt);
  if (isOld) await keepEarlierState(tx, messageId, message.text, new Date(said.changedAt));
  if (messageId === null || isOld)
    return { ...receipt, outcome: 'duplicate', reason: 'This message came before, in this state or a later one.' };
  const words = { text: message.text, html: message.html, sourceSha256: message.sourceSha256 ?? '' };
  await reviseMessage(tx, { ...keys, messageId }, words, new Date(said.changedAt));
  await tell(tx, ticketId, { type: 'MessageEdited', messageId, changedAt: said.changedAt }, at);
  return { ...receipt, outcome: 'filed', reason: 'Its author changed it.' };
}

async function tell(tx: Transaction, ticketId: string | null, fact: TicketFact, at: Instant): Promise<void> {
  if (ticketId !== null) await commit(tx, await hold(tx, ticketId), { facts: [fact] }, SYSTEM('channel'), at);
}

/** What we received stays: it is the complaint. That its author took it back is told. */
function deletion(desk: Desk, account: ChannelAccountRow, gone: Extract<Happening, { kind: 'deletion' }>): Work {
  const { externalId, deletedAt } = gone;
  const keys: PostKeys = {
    ...{ accountId: account.id, externalId, parentId: null, threadId: null, identities: [], queueId: account.queueId },
  };
  return {
    locks: postLocks(keys),
    file: async (tx) => {
      const { known } = await lookUpPost(tx, keys);
      const { messageId = null, ticketId = null, number: ticketNumber = null } = known ?? {};
      const receipt = { ticketId, ticketNumber, messageId };
      if (known?.isDeleted === true)
        return { ...receipt, outcome: 'duplicate', reason: 'That it was deleted came before.' };
      await markDeleted(tx, account.id, externalId, new Date(deletedAt));
      if (messageId !== null)
        await tell(tx, ticketId, { type: 'MessageDeleted', messageId, changedAt: deletedAt }, desk.clock.now());
      return { ...receipt, outcome: 'filed', reason: 'Its author deleted it.' };
    },
  };
}
