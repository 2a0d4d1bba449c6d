import { DAY, MINUTE, type Instant } from '../time.js';

/** How much automatic mail one window may carry. A window is the half-open stretch `(at - minutes, at]`. */
export interface BudgetWindow {
  readonly minutes: number;
  readonly perTicketAndRecipient: number;
  readonly perRecipient: number;
}

/** Two robots that answer each other are stopped by the first row within minutes and by the last one for good. */
export const BUDGET_WINDOWS: readonly BudgetWindow[] = [
  { minutes: 10, perTicketAndRecipient: 10, perRecipient: 30 },
  { minutes: 30, perTicketAndRecipient: 15, perRecipient: 60 },
  { minutes: 60, perTicketAndRecipient: 25, perRecipient: 120 },
  { minutes: 180, perTicketAndRecipient: 50, perRecipient: 240 },
  { minutes: 600, perTicketAndRecipient: 100, perRecipient: 360 },
];

/** How long one confirmation keeps the next one away from an unverified address. */
export const CONFIRMATION_WINDOW = DAY;
export const CONFIRMATIONS_TO_UNVERIFIED = 1;

/** All automatic mail that an address may get before anybody has shown that it is his: the public form must not be a mail bomb. */
export const MAILS_TO_UNVERIFIED = 3;

/** What was sent already, each mail counted when it was queued: a mail on its way counts as sent. */
export interface SentSoFar {
  /** One count per row of `BUDGET_WINDOWS`, in its order: automatic mail on this ticket to this recipient. */
  readonly perTicketAndRecipient: readonly number[];
  /** The same to this recipient over all tickets. */
  readonly perRecipient: readonly number[];
  readonly recipientVerified: boolean;
  /** Confirmations to this address within `CONFIRMATION_WINDOW`. */
  readonly confirmations: number;
  /** All automatic mail that this address ever got while unverified. */
  readonly toUnverified: number;
}

/** `formConfirmation`: to an address that somebody typed into a form, which proves nothing even of an address that is known. */
export type AutomaticMailKind = 'confirmation' | 'formConfirmation' | 'other';

export type BudgetVerdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly because: 'ticketBudget' | 'recipientBudget' | 'confirmationOfTheDay' | 'unverifiedTotal';
      readonly limit: number;
      /** Length of the window that is full; null where the limit holds for good. */
      readonly minutes: number | null;
    };

const ALLOWED: BudgetVerdict = { allowed: true };

/** A missing count is read as a full window: what nobody counted is not sent. */
function fullWindow(counts: readonly number[], limitOf: (row: BudgetWindow) => number): BudgetWindow | undefined {
  return BUDGET_WINDOWS.find((row, index) => (counts[index] ?? Infinity) >= limitOf(row));
}

/** May one more automatic mail go out? Law: a sequence of mails that were each allowed never overfills any window. */
export function mayAnswer(kind: AutomaticMailKind, sent: SentSoFar): BudgetVerdict {
  if (!sent.recipientVerified && sent.toUnverified >= MAILS_TO_UNVERIFIED) {
    return { allowed: false, because: 'unverifiedTotal', limit: MAILS_TO_UNVERIFIED, minutes: null };
  }
  const once = kind === 'formConfirmation' || (kind === 'confirmation' && !sent.recipientVerified);
  if (once && sent.confirmations >= CONFIRMATIONS_TO_UNVERIFIED) {
    const minutes = CONFIRMATION_WINDOW / MINUTE;
    return { allowed: false, because: 'confirmationOfTheDay', limit: CONFIRMATIONS_TO_UNVERIFIED, minutes };
  }
  const ticket = fullWindow(sent.perTicketAndRecipient, (row) => row.perTicketAndRecipient);
  if (ticket)
    return { allowed: false, because: 'ticketBudget', limit: ticket.perTicketAndRecipient, minutes: ticket.minutes };
  const recipient = fullWindow(sent.perRecipient, (row) => row.perRecipient);
  if (recipient)
    return { allowed: false, because: 'recipientBudget', limit: recipient.perRecipient, minutes: recipient.minutes };
  return ALLOWED;
}

/** Counts per row of `BUDGET_WINDOWS`. A mail from the future (a clock was set back) counts in every window: it was sent. */
export function countPerWindow(sentAts: readonly Instant[], at: Instant): number[] {
  return BUDGET_WINDOWS.map((row) => sentAts.filter((sentAt) => sentAt > at - row.minutes * MINUTE).length);
}
