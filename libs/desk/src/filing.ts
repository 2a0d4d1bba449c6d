import type { IntakeReceipt } from '@redress/contract/mail.js';
import { classify, type Classification } from '@redress/domain/intake/automatic.js';
import { readBounce } from '@redress/domain/intake/bounce.js';
import type { InboundMail } from '@redress/domain/intake/inbound.js';
import { subjectNumbers } from '@redress/domain/intake/subject.js';
import { type AgentClaim, type Placement, type Proof, placeMessage } from '@redress/domain/intake/threading.js';
import { DAY, instant, type Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import type { Delivery } from '@redress/persistence/stores/deliveries.store.js';
import {
  insertMessage,
  type StoredAttachment,
  type StoredMessage,
} from '@redress/persistence/stores/messages.store.js';
import {
  agentMayReply,
  candidates,
  lookUp,
  type PlacingFacts,
  type PlacingKeys,
} from '@redress/persistence/stores/placing.store.js';
import { newId } from '@redress/platform/ids.js';
import { appendMail, bringBack } from './appending.js';
import type { Desk } from './desk.js';
import type { ReadMail } from './intake.js';
import { fileForwardAnswer } from './forward-mail.js';
import { openFromMail } from './opening-by-mail.js';
import { tokensIn } from './outgoing.js';
import { fileTaskAnswer } from './task-mail.js';

/** Everything that is known about one mail while it finds its place. */
export interface Filing {
  readonly deliveryId: string;
  readonly read: ReadMail;
  readonly mail: InboundMail;
  readonly keys: PlacingKeys;
  readonly facts: PlacingFacts;
  readonly what: Classification;
  readonly placement: Placement;
  readonly attachments: readonly StoredAttachment[];
  readonly receivedAt: Instant;
  readonly at: Instant;
  readonly message: StoredMessage;
}

/** What became of a mail. */
export interface Filed extends IntakeReceipt {
  /** Whether the delivery was still open, where it was settled together with what the mail became; else the caller settles it. */
  readonly settled?: boolean;
}

/** What is to be done with one source, once it was read: under these locks, in one transaction. */
export interface Work {
  readonly locks: readonly bigint[];
  file(tx: Transaction): Promise<Filed>;
}

/** Where one mail goes: decided once, by pure rules, over facts that are looked up while the caller holds the locks of its keys. */
export async function file(
  desk: Desk,
  tx: Transaction,
  delivery: Delivery,
  read: ReadMail,
  keys: PlacingKeys,
  attachments: readonly StoredAttachment[],
): Promise<Filed> {
  const { mail } = read;
  const at = desk.clock.now();
  const facts = await lookUp(tx, keys, new Date(at));
  if (facts.same !== null) {
    const { messageId, ticketId, number } = facts.same;
    return { outcome: 'duplicate', ticketId, ticketNumber: number, messageId, reason: 'The same message came before.' };
  }
  const { what, placement } = await place(desk, tx, mail, keys, facts);
  const receivedAt = instant(delivery.receivedAt.getTime());
  const known = { what, placement, facts, receivedAt, at };
  const message = messageOf(read, delivery, known);
  const filing = { ...known, deliveryId: delivery.id, read, mail, keys, attachments, message };
  return (await fileTaskAnswer(tx, filing)) ?? (await fileForwardAnswer(tx, filing)) ?? put(desk, tx, filing);
}

/** What a mail is and where it goes; changes nothing. */
export async function place(
  desk: Desk,
  tx: Transaction,
  mail: InboundMail,
  keys: PlacingKeys,
  facts: PlacingFacts,
): Promise<{ readonly what: Classification; readonly placement: Placement }> {
  const what = classify(mail, {
    installationId: desk.installationId,
    addresses:
      facts.policy.senderAddress === ''
        ? facts.ourAddresses
        : [...facts.ourAddresses, facts.policy.senderAddress.toLowerCase()],
  });
  const found = await proofs(tx, keys, facts);
  const placement = placeMessage({
    proofs: found,
    verdict: mail.authentication.verdict,
    sameSenderAndSubject: null,
    agent: await agentClaim(tx, keys, facts, found),
  });
  return { what, placement };
}

async function put(desk: Desk, tx: Transaction, filing: Filing): Promise<Filed> {
  const bounce =
    filing.what.automatic === 'bounce' || filing.what.automatic === 'delayed' ? readBounce(filing.mail) : null;
  if (bounce !== null) {
    const receipt = await bringBack(tx, filing, bounce);
    if (receipt !== null) return receipt;
  }
  if (filing.placement.place === 'append' && filing.placement.ticketId !== null) {
    const receipt = await appendMail(desk, tx, filing, filing.placement.ticketId);
    if (receipt !== null) return receipt;
    return openFromMail(desk, tx, filing, filing.placement.ticketId);
  }
  if (!filing.what.mayStartTicket) return fileAlone(tx, filing);
  return openFromMail(desk, tx, filing, null);
}

/** Automatic mail that belongs to no ticket: kept and shown, and nobody is asked to work on it. */
async function fileAlone(tx: Transaction, filing: Filing): Promise<IntakeReceipt> {
  await insertMessage(tx, filing.message, filing.attachments);
  return {
    outcome: 'filed',
    ticketId: null,
    ticketNumber: null,
    messageId: filing.message.id,
    reason: `Automatic mail: ${filing.what.because}.`,
  };
}

export function keysOf(mail: InboundMail, delivery: Pick<Delivery, 'envelopeTo' | 'queueId'>): PlacingKeys {
  const references = [...new Set([...mail.inReplyTo, ...mail.references.toReversed()])];
  const recipients = [
    ...mail.deliveredTo,
    ...delivery.envelopeTo,
    ...mail.to.map((to) => to.address),
    ...mail.cc.map((cc) => cc.address),
  ];
  const lower = [...new Set(recipients.map((address) => address.toLowerCase()))].slice(0, 200);
  return {
    rfcMessageId: mail.rfcMessageId,
    contentCore: mail.contentCore,
    references: references.slice(0, 100),
    tokens: tokensIn(references, lower),
    numbers: subjectNumbers(mail.subject),
    from: mail.from?.address.toLowerCase() ?? '',
    recipients: lower,
    queueId: delivery.queueId,
    answersTo: (mail.replyTo[0] ?? mail.from)?.address.toLowerCase() ?? '',
  };
}

/** A ticket whose reopening window is over still proves where the mail belongs: it becomes a follow-up of it. */
async function proofs(tx: Transaction, keys: PlacingKeys, facts: PlacingFacts): Promise<Proof[]> {
  const referenced = (direction: 'inbound' | 'outbound'): string[] =>
    facts.referenced.flatMap((one) => (one.direction === direction ? one.ticketId : []));
  // Where the mail lies that is answered says more than its token: it may have been split off since.
  const named = [
    ...[...referenced('outbound'), ...facts.byToken].map((id) => ({ kind: 'ours' as const, id })),
    ...referenced('inbound').map((id) => ({ kind: 'earlierInbound' as const, id })),
    ...facts.byNumber.map((id) => ({ kind: 'number' as const, id })),
  ];
  const ids = [...new Set(named.map((one) => one.id))];
  const found = await candidates(tx, ids, keys.from, facts.identity?.customerId ?? null);
  return named.flatMap(({ kind, id }) => {
    const candidate = found.find((one) => one.origin === id);
    return candidate === undefined
      ? []
      : [{ kind, ticketId: candidate.ticketId, senderTakesPart: candidate.senderTakesPart }];
  });
}

/** Message-IDs in the form of our own whose token we do not know: somebody made them up, or their ticket is gone. */
const OUR_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\.[a-z2-7]{16}@/i;

async function agentClaim(
  tx: Transaction,
  keys: PlacingKeys,
  facts: PlacingFacts,
  found: readonly Proof[],
): Promise<AgentClaim | null> {
  if (facts.agentId === null) return null;
  const ours = found.find((proof) => proof.kind === 'ours');
  // Somebody of the house who complains is a customer where he takes part as one.
  if (ours?.senderTakesPart === true) return null;
  if (ours !== undefined) {
    return { token: 'valid', ticketId: ours.ticketId, mayReply: await agentMayReply(tx, facts.agentId, ours.ticketId) };
  }
  return {
    token: keys.references.some((id) => OUR_FORM.test(id)) ? 'invalid' : 'none',
    ticketId: null,
    mayReply: false,
  };
}

function messageOf(
  read: ReadMail,
  delivery: Delivery,
  known: { what: Classification; placement: Placement; facts: PlacingFacts; receivedAt: Instant; at: Instant },
): StoredMessage {
  const { mail } = read;
  const absurd = mail.occurredAt !== null && mail.occurredAt > known.at + DAY;
  return {
    id: newId(),
    ticketId: null,
    channel: 'email',
    direction: 'inbound',
    visibility: 'public',
    rfcMessageId: mail.rfcMessageId,
    contentCore: mail.contentCore,
    inReplyTo: mail.inReplyTo,
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    text: mail.text,
    newText: read.newText,
    html: read.sanitisedHtml,
    remoteImages: read.remoteImages,
    automatic: known.what.automatic,
    authentication: mail.authentication,
    unverifiedSender: known.placement.unverifiedSender,
    usedMessageId: known.facts.usedMessageId,
    oddities: delivery.sourceComplete
      ? mail.oddities
      : [...mail.oddities, 'Larger than the limit: only its beginning was kept.'],
    occurredAt: absurd ? null : mail.occurredAt,
    receivedAt: known.receivedAt,
    ingestedAt: known.at,
    authorId: null,
    sourceSha256: delivery.sourceSha256,
  };
}
