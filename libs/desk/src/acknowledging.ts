import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { ChangedText } from '@redress/domain/mail-templates/template.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { DAY, type Instant, later } from '@redress/domain/time.js';
import { messageRow, type StoredMessage } from '@redress/persistence/stores/messages.store.js';
import type { MailPolicy } from '@redress/persistence/stores/settings.store.js';
import type { NewRows } from '@redress/persistence/write-rows.js';
import type { Desk } from './desk.js';
import { dayIn, letterFor } from './letters.js';
import { ownMessage } from './notes.js';
import type { Born } from './opening.js';
import { senderFor, ticketMailRow, type TicketMail, ticketMessageId } from './outgoing.js';
import { withoutLinks } from './status-link.js';

/** A confirmation that is sent with an opening. */
export interface Confirming {
  readonly born: Born;
  readonly messageId: string;
  readonly ticket: Ticket;
  readonly to: MailAddress;
  readonly queue: { readonly address: string | null; readonly account: string | null };
  readonly policy: MailPolicy;
  readonly statusUrl: string | null;
  /** Null: as many days from now as the mail settings say. */
  readonly answerBy: Instant | null;
  readonly byForm: boolean;
  /** What administrators wrote for it; null for nothing. */
  readonly letters: readonly ChangedText[] | null;
  /** Message-IDs that it answers. */
  readonly answered: readonly string[];
  readonly receivedAt: Instant;
  readonly at: Instant;
}

/** What an acknowledgement promises where no clock does. */
export const promisedBy = (policy: MailPolicy, receivedAt: Instant): Instant =>
  later(receivedAt, policy.answerWithinDays * DAY);

export function confirmationRows(desk: Desk, confirming: Confirming): NewRows {
  const { born, messageId, ticket, to, queue, policy, receivedAt, at } = confirming;
  const sender = senderFor(desk, queue.account ?? queue.address, policy);
  const name = confirming.byForm ? 'formAcknowledgement' : 'acknowledgement';
  const letter = letterFor(name, born.language, confirming.letters ?? [], (language) => ({
    'ticket.number': born.number,
    'ticket.received_on': dayIn(language, receivedAt),
    'ticket.answer_by': dayIn(language, confirming.answerBy ?? promisedBy(policy, receivedAt)),
    'ticket.status_link': confirming.statusUrl,
    'installation.name': sender.name,
  }));
  const rfcMessageId = ticketMessageId(messageId, born.replyToken, sender);
  const mail: TicketMail = {
    ...{ ticket, replyToken: born.replyToken, messageId, rfcMessageId, sender },
    ...{ ...letter, html: null, attachments: [] },
    ...{ purpose: 'acknowledgement', automatic: true, to: [to], cc: [], at, dueAt: at },
  };
  const message: StoredMessage = {
    ...ownMessage(messageId, ticket.id, withoutLinks(letter.text), at, null),
    channel: 'email',
    visibility: 'public',
    rfcMessageId,
    from: sender,
    to: [to],
    subject: letter.subject,
    automatic: 'acknowledgement',
  };
  return { messages: [messageRow(message)], outbox: [ticketMailRow(desk, mail, confirming.answered)] };
}
