import type { ReplyOutcome } from '@redress/channels/channel.js';
import { later, type Instant, MINUTE } from '@redress/domain/time.js';
import type { SendingTry, Settled } from '@redress/persistence/stores/outbox.store.js';
import { openRecipients, type Refused, refusals, settle } from './recipients-taken.js';

/** How the mail server took it. `unknown`: the connection ended after the data was sent, so it may have arrived. */
export type SendingOutcome =
  | { readonly kind: 'sent'; readonly response: string; readonly refused?: readonly Refused[] }
  | { readonly kind: 'retry'; readonly detail: string; readonly mayHaveArrived?: boolean }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };

/** Minutes until the next try; after the last one the mail has failed. */
const BACK_OFF = [1, 5, 15, 60, 120, 240, 480, 960];

/** How a try ended, and when the next one is due. */
export interface End {
  readonly state: 'queued' | 'sent' | 'unknown' | 'failed';
  readonly detail: string | null;
  readonly nextAt: Instant | null;
  readonly mayHaveArrived: boolean;
  readonly settled: Settled;
}

const TWICE = 'The connection broke after it was sent once, so it may have arrived twice.';

/** Taken for everybody, or for some: then the others are tried again alone, or it has failed for them. */
function verdictOnTaken(attempt: SendingTry, outcome: Extract<SendingOutcome, { kind: 'sent' }>, at: Instant): End {
  const { settled, waiting } = settle(attempt, outcome.refused ?? []);
  if (waiting.length > 0) {
    const detail = waiting
      .map((one) => `${one.address}: ${one.detail}`)
      .join('; ')
      .slice(0, 1_000);
    const mayHaveArrived = Object.values(settled).includes(null);
    // Who has it has it: nobody may take it back as if it had never left.
    return { ...verdictOn({ ...attempt, settled }, { kind: 'retry', detail, mayHaveArrived }, at), settled };
  }
  const last = { nextAt: null, mayHaveArrived: false, settled };
  const refused = refusals(settled);
  if (refused !== null) return { state: 'failed', detail: refused, ...last };
  return { state: 'sent', detail: attempt.mayHaveArrivedTwice ? TWICE : outcome.response, ...last };
}

/** Where others have it or were refused before, it is said whom the last word is about. */
function named(attempt: SendingTry, detail: string): string {
  if (Object.keys(attempt.settled).length === 0) return detail;
  const last = `${openRecipients(attempt).join(', ')}: ${detail}`;
  return [refusals(attempt.settled), last].filter((one) => one !== null).join('; ');
}

export function verdictOn(attempt: SendingTry, outcome: SendingOutcome, at: Instant): End {
  if (outcome.kind === 'sent') return verdictOnTaken(attempt, outcome, at);
  const { settled } = attempt;
  const mayHaveArrived = outcome.kind === 'unknown' || (outcome.kind === 'retry' && outcome.mayHaveArrived === true);
  const last = { nextAt: null, mayHaveArrived, settled };
  if (outcome.kind === 'failed') return { state: 'failed', detail: named(attempt, outcome.detail), ...last };
  const minutes = BACK_OFF[attempt.attempts - 1];
  if (minutes === undefined)
    return {
      state: 'failed',
      detail: named(attempt, `Given up after ${attempt.attempts} tries: ${outcome.detail}`),
      ...last,
    };
  // Spread, so that five hundred mails that failed together do not come back together.
  const spread = 0.9 + ((attempt.id.charCodeAt(attempt.id.length - 1) % 16) / 15) * 0.2;
  return {
    state: outcome.kind === 'unknown' ? 'unknown' : 'queued',
    detail: outcome.detail,
    ...{ nextAt: later(at, minutes * spread * MINUTE), mayHaveArrived, settled },
  };
}

/** Where a channel does not know that a reply was left alone, it may stand there. */
export function asOfMail(outcome: ReplyOutcome): SendingOutcome {
  if (outcome.kind === 'sent') return { kind: 'sent', response: outcome.detail };
  return outcome.kind === 'failed' ? outcome : { ...outcome, mayHaveArrived: outcome.untaken !== true };
}
