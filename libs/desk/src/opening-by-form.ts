import { createHash } from 'node:crypto';
import { doubtOf, type Sending } from '@redress/domain/forms/doubt.js';
import type { FormLanguage } from '@redress/domain/forms/form.js';
import { messageOf, type Submission } from '@redress/domain/forms/submission.js';
import { mayAnswer } from '@redress/domain/intake/budget.js';
import type { HeldCause } from '@redress/domain/intake/threading.js';
import { expectedNext } from '@redress/domain/portal/progress.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { bookingRow } from '@redress/persistence/stores/automatic-mails.store.js';
import {
  type FormFacts,
  type FormKeys,
  formLocks,
  lookUpForm,
} from '@redress/persistence/stores/form-openings.store.js';
import {
  participantRows,
  type StoredAttachment,
  type StoredMessage,
} from '@redress/persistence/stores/messages.store.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import type { WebFormRow } from '@redress/persistence/stores/web-forms.store.js';
import type { NewRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { confirmationRows, promisedBy } from './acknowledging.js';
import type { Desk } from './desk.js';
import { ownMessage } from './notes.js';
import { type AcknowledgementPlan, type Arrived, type Born, newborn, NOTHING_SAID, openTicket } from './opening.js';
import { idFrom, type LinkFile, storeFiles } from './portal-writing.js';
import type { Arriving } from './routing.js';
import { handedLink, mailedLink } from './status-link.js';

/** A form that somebody sent, judged field by field. */
export interface SentForm {
  readonly form: WebFormRow;
  readonly submission: Submission;
  readonly files: readonly LinkFile[];
  /** Null: that of the words. */
  readonly language: FormLanguage | null;
  /** What the same sending has in common, and no other has. */
  readonly once: string;
  readonly sending: Sending;
}

/** What the customer is told. */
export interface FormOpening {
  readonly ticketNumber: string;
  readonly statusUrl: string;
  readonly answerBy: Instant;
}

/**
 * A form becomes a ticket, durable when this returns. The same sending again is answered alike.
 * @throws Refusal key-reused when something else was sent with the same `once`
 */
export async function openFromForm(desk: Desk, sent: SentForm): Promise<FormOpening> {
  const keys = keysOf(sent);
  const contentCore = coreOf(keys.messageId, sent);
  const files = await storeFiles(desk, sent.files);
  return inTransaction(
    desk.database,
    async (tx) => {
      const at = desk.clock.now();
      const facts = await lookUpForm(tx, keys, new Date(at));
      if (facts.same !== null) return openedBefore(desk, tx, facts.same, contentCore);
      return open(desk, tx, { sent, keys, contentCore, files, facts, at });
    },
    { locks: formLocks(keys), plannedOnce: true },
  );
}

const keysOf = ({ form, submission, once }: SentForm): FormKeys => ({
  messageId: idFrom('form', form.id, once),
  queueId: form.queueId,
  address: submission.email?.toLowerCase() ?? '',
  customerNumber: submission.customerNumber,
  phone: submission.phone,
  product: submission.product,
});

/** A digest of everything that was filled in and attached, of this sending: the same words may come again, and are another message. */
function coreOf(messageId: string, { submission, files }: SentForm): string {
  const hash = createHash('sha256').update(`${messageId}\n${JSON.stringify(submission)}`);
  for (const { filename, content } of files) hash.update(`\n${filename}\n${content.length}\n`).update(content);
  return hash.digest('hex');
}

async function openedBefore(
  desk: Desk,
  tx: Transaction,
  same: NonNullable<FormFacts['same']>,
  contentCore: string,
): Promise<FormOpening> {
  if (same.contentCore !== contentCore)
    throw new Refusal('key-reused', 'Something else was sent under this name before: send it under a new one.');
  const stored = await readTicket(tx, same.ticketId);
  if (stored === null) throw new Refusal('already-done', 'This was sent before, and its ticket is gone.');
  return told(desk, tx, stored.ticket, stored.words.replyToken);
}

/** By its own clock; where none runs, because a person looks first, by what confirmations promise. */
async function told(desk: Desk, tx: Transaction, ticket: Ticket, replyToken: string): Promise<FormOpening> {
  const ahead = expectedNext(ticket, desk.clock.now()).at;
  return {
    ticketNumber: ticket.number,
    statusUrl: handedLink(desk, ticket.id, replyToken),
    answerBy: ahead ?? promisedBy(await readMailPolicy(tx), ticket.receivedAt),
  };
}

interface Opening {
  readonly sent: SentForm;
  readonly keys: FormKeys;
  readonly contentCore: string;
  readonly files: readonly StoredAttachment[];
  readonly facts: FormFacts;
  readonly at: Instant;
}

async function open(desk: Desk, tx: Transaction, opening: Opening): Promise<FormOpening> {
  const { sent, keys, files, facts, at } = opening;
  const { submission } = sent;
  const held: HeldCause | null = doubtOf(sent.sending);
  const spoken = newborn(at, facts.nextNumber, submission.description, held);
  const born: Born = { ...spoken, language: sent.language ?? spoken.language };
  const customer = customerOf(submission, keys, facts, born.language);
  const party = { address: submission.email ?? '', name: submission.name, role: 'customer' as const };
  const { ticket } = await openTicket(tx, {
    ...{ deliveryId: null, born, customer, attachments: files, links: [], at },
    ...{ look: facts.routing, because: 'A form was sent.', message: messageFor(opening) },
    arriving: arrivingOf(opening, born.language),
    acknowledgement: acknowledgementOf(desk, opening, born),
    rows: {
      ...claimRows(customer, keys),
      participants: participantRows(born.ticketId, submission.email === null ? [] : [party]),
    },
  });
  return told(desk, tx, ticket, born.replyToken);
}

/** What he typed in and could not prove only suggests who he is, until it is proved or a person says so. */
function claimRows({ id, rows }: Customer, keys: FormKeys): NewRows {
  if (id === null) return {};
  const typed = { email: keys.address, phone: keys.phone, customerNumber: keys.customerNumber };
  const isHis = (kind: string, value: string): boolean =>
    rows.identities?.some((identity) => identity.kind === kind && identity.value === value) ?? false;
  return {
    claimed_identities: Object.entries(typed).flatMap(([kind, value]) =>
      value === null || value === '' || isHis(kind, value) ? [] : [{ customer_id: id, kind, value }],
    ),
  };
}

/** The sender is never proved by a form, whatever address he types in. */
function messageFor({ sent, keys, contentCore, at }: Opening): StoredMessage {
  const { submission } = sent;
  const from = submission.email === null ? null : { name: submission.name, address: submission.email };
  return {
    ...ownMessage(keys.messageId, '', messageOf(submission), at, null),
    ...{ channel: 'webForm', direction: 'inbound', visibility: 'public' },
    ...{ ticketId: null, subject: submission.subject, from, contentCore, unverifiedSender: true },
  };
}

function arrivingOf({ sent, keys, facts, at }: Opening, language: string | null): Arriving {
  const { submission } = sent;
  return {
    ...{ kind: facts.queue.kind, isClaim: false, channel: 'webForm', queue: facts.queue.id },
    ...{ queueAddress: facts.queue.address, subject: submission.subject, text: messageOf(submission), language },
    ...{ product: facts.product, sender: keys.address || null, receivedAt: at },
    ...{ severity: null, risk: null, tags: [], queueIsChosen: false, chosenPriority: null },
    excluded: facts.agentId === null ? [] : [facts.agentId],
  };
}

type Customer = Arrived['customer'];

/**
 * A customer number names its customer. An address names whoever has not proved it either; one that was proved may be typed in by
 * anybody, and a telephone number too: then it is somebody new until the address is proved or a person says who it is.
 */
function customerOf(
  { name, email, phone }: Submission,
  keys: FormKeys,
  facts: FormFacts,
  language: string | null,
): Customer {
  const known = facts.byNumber ?? (facts.byAddress?.verified === false ? facts.byAddress.customerId : null);
  if (known !== null) return { id: known, rows: {} };
  const shown = name || (email ?? phone ?? '');
  if (shown === '') return { id: null, rows: {} };
  const id = newId();
  const identity = (kind: 'email' | 'phone', value: string) => ({
    ...{ id: newId(), customer_id: id, first_customer_id: id, kind, value, verified_at: null },
  });
  return {
    id,
    rows: {
      customers: [{ id, name: shown, language, organisation_id: null }],
      identities: [
        ...(keys.address === '' || facts.byAddress !== null ? [] : [identity('email', keys.address)]),
        ...(phone === null || facts.phoneTaken ? [] : [identity('phone', phone)]),
      ],
    },
  };
}

/**
 * To the address and to no name, and with nothing of the form: else anybody could have us send his words to a stranger. Once a day,
 * also to an address that is proved: whoever typed it in proved nothing.
 */
function acknowledgementOf(desk: Desk, { sent, facts, at }: Opening, born: Born): AcknowledgementPlan {
  const address = sent.submission.email;
  if (!facts.policy.acknowledge || born.held !== null || address === null || facts.agentId !== null)
    return NOTHING_SAID;
  const verdict = mayAnswer('formConfirmation', facts.sent);
  if (!verdict.allowed) {
    const loops = verdict.because === 'ticketBudget' || verdict.because === 'recipientBudget';
    return { ...NOTHING_SAID, facts: [{ type: 'AutomaticMailStopped', cause: loops ? 'loop' : 'unverifiedSender' }] };
  }
  const messageId = newId();
  const to = { name: '', address };
  const statusUrl = mailedLink(desk, born.ticketId, born.replyToken, address);
  return {
    facts: [{ type: 'ReplyWritten', messageId, human: false, countsFrom: at }],
    rows: (ticket) => ({
      ...confirmationRows(desk, {
        ...{ born, messageId, ticket, to, statusUrl, queue: facts.queue, policy: facts.policy, answered: [] },
        letters: facts.letters,
        ...{ answerBy: expectedNext(ticket, at).at, byForm: true, receivedAt: at, at },
      }),
      automatic_mails: [bookingRow(address, born.ticketId, at)],
    }),
  };
}
