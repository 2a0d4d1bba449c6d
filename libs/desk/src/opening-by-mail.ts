import { mayAnswer } from '@redress/domain/intake/budget.js';
import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { HeldCause } from '@redress/domain/intake/threading.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { DAY } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { bookingRow } from '@redress/persistence/stores/automatic-mails.store.js';
import { participantRows } from '@redress/persistence/stores/messages.store.js';
import { verifyAddress } from '@redress/persistence/stores/placing.store.js';
import type { NewRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { confirmationRows } from './acknowledging.js';
import { copiedIn } from './copied.js';
import type { Desk } from './desk.js';
import type { Filed, Filing } from './filing.js';
import { type AcknowledgementPlan, type Born, linksOf, newborn, NOTHING_SAID, openArrived } from './opening.js';
import type { Arriving } from './routing.js';
import { mailedLink } from './status-link.js';

/**
 * A mail becomes a ticket.
 * @param followUpOf the closed ticket that it answers, if any.
 */
export async function openFromMail(
  desk: Desk,
  tx: Transaction,
  filing: Filing,
  followUpOf: string | null,
): Promise<Filed> {
  const { facts, placement, at, message, attachments } = filing;
  const held: HeldCause | null = placement.held ?? (facts.flooding ? 'flood' : null);
  const ticket = newborn(filing.receivedAt, facts.nextNumber, filing.read.newText, held);
  const filed = await openArrived(tx, {
    ...{ deliveryId: filing.deliveryId, born: ticket, message, attachments, at, because: placement.because },
    customer: customerFor(filing, ticket.language),
    arriving: arrivingOf(filing, ticket.language),
    look: facts.routing,
    links: linksOf(placement.linkTo, followUpOf),
    acknowledgement: planAcknowledgement(desk, filing, ticket),
    rows: { participants: participantRows(ticket.ticketId, participantsOf(filing)) },
  });
  if (facts.identity?.verified === false && isProven(filing)) await verifyAddress(tx, filing.keys.from);
  return filed;
}

const isProven = ({ mail }: Filing): boolean => mail.authentication.verdict === 'pass';

function arrivingOf(filing: Filing, language: string | null): Arriving {
  const { facts, keys, read } = filing;
  return {
    ...{ kind: facts.queue.kind, isClaim: false, channel: 'email', queue: facts.queue.id },
    ...{ queueAddress: facts.queue.address, subject: filing.mail.subject, text: read.newText, language },
    ...{ product: null, sender: keys.from === '' ? null : keys.from, receivedAt: filing.receivedAt },
    ...{ severity: null, risk: null, tags: [], queueIsChosen: false, chosenPriority: null },
    excluded: facts.agentId === null ? [] : [facts.agentId],
  };
}

/** Whom the address belongs to, or a new customer: nobody else makes one for it meanwhile, since the address is locked. */
function customerFor(filing: Filing, language: string | null): { readonly id: string | null; readonly rows: NewRows } {
  const { from } = filing.mail;
  if (from === null) return { id: null, rows: {} };
  if (filing.facts.identity !== null) return { id: filing.facts.identity.customerId, rows: {} };
  const id = newId();
  const identity = {
    id: newId(),
    customer_id: id,
    first_customer_id: id,
    kind: 'email',
    value: filing.keys.from,
    verified_at: isProven(filing) ? new Date(filing.at) : null,
  };
  return {
    id,
    rows: {
      customers: [
        { id, name: from.name || from.address, language, organisation_id: filing.facts.routing.customer.organisation },
      ],
      identities: [identity],
    },
  };
}

function participantsOf(filing: Filing): { address: string; name: string; role: 'customer' | 'cc' }[] {
  const { mail, placement } = filing;
  const sender = mail.from === null ? [] : [{ ...mail.from, role: 'customer' as const }];
  if (!placement.mayAddParticipants) return sender;
  return [...sender, ...copiedIn(filing).map((party) => ({ ...party, role: 'cc' as const }))];
}

/**
 * Says what is acknowledged before the ticket is stored, so that opening and acknowledgement are one change. Mail that lay
 * in its mailbox for more than a day (a mailbox that was just connected) is not acknowledged.
 */
function planAcknowledgement(desk: Desk, filing: Filing, born: Born): AcknowledgementPlan {
  const { facts, at } = filing;
  const wanted = facts.policy.acknowledge && filing.what.mayBeAnswered && filing.placement.mayAnswerAutomatically;
  const to = filing.mail.replyTo[0] ?? filing.mail.from;
  const fresh = filing.receivedAt > at - DAY;
  if (!wanted || !fresh || born.held !== null || to === null) return NOTHING_SAID;
  if (filing.placement.unverifiedSender || facts.agentId !== null) return NOTHING_SAID;
  const verdict = mayAnswer('confirmation', facts.sent);
  if (!verdict.allowed) {
    const loops = verdict.because === 'ticketBudget' || verdict.because === 'recipientBudget';
    return { ...NOTHING_SAID, facts: [{ type: 'AutomaticMailStopped', cause: loops ? 'loop' : 'unverifiedSender' }] };
  }
  const messageId = newId();
  return {
    facts: [{ type: 'ReplyWritten', messageId, human: false, countsFrom: at }],
    rows: (ticket) => ({
      ...acknowledgementRows(desk, filing, { ...born, messageId, ticket, to }),
      automatic_mails: [bookingRow(to.address, born.ticketId, at)],
    }),
  };
}

interface Acknowledged extends Born {
  readonly messageId: string;
  readonly ticket: Ticket;
  readonly to: MailAddress;
}

/** Only to whom it belongs: an answer that is asked for at another address goes to somebody who proved nothing. */
function linkFor(
  desk: Desk,
  { mail }: Filing,
  { ticketId, replyToken, to }: Born & Pick<Acknowledged, 'to'>,
): string | null {
  const isSender = mail.from?.address.toLowerCase() === to.address.toLowerCase();
  return isSender ? mailedLink(desk, ticketId, replyToken, to.address) : null;
}

function acknowledgementRows(desk: Desk, filing: Filing, { messageId, ticket, to, ...born }: Acknowledged): NewRows {
  const { facts, receivedAt, at, mail } = filing;
  const statusUrl = linkFor(desk, filing, { ...born, to });
  return confirmationRows(desk, {
    ...{ born, messageId, ticket, to, statusUrl, receivedAt, at, queue: facts.queue, policy: facts.policy },
    letters: facts.letters,
    ...{ answerBy: null, byForm: false, answered: mail.rfcMessageId === null ? [] : [mail.rfcMessageId] },
  });
}
