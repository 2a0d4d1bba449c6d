import type { ReplyOutcome } from '@redress/channels/channel.js';
import { later, type Instant, MINUTE } from '@redress/domain/time.js';
import type { SendingTry } from '@redress/persistence/stores/outbox.store.js';

/** How the mail server took it. `unknown`: the connection ended after the data was sent, so it may have arrived. */
export type SendingOutcome =
  | { readonly kind: 'sent'; readonly response: string }
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
}

const TWICE = 'The connection broke after it was sent once, so it may have arrived twice.';

export function verdictOn(attempt: SendingTry, outcome: SendingOutcome, at: Instant): End {
  const mayHaveArrived = outcome.kind === 'unknown' || (outcome.kind === 'retry' && outcome.mayHaveArrived === true);
  const last = { nextAt: null, mayHaveArrived };
  if (outcome.kind === 'sent')
    return { state: 'sent', detail: attempt.mayHaveArrivedTwice ? TWICE : outcome.response, ...last };
  if (outcome.kind === 'failed') return { state: 'failed', detail: outcome.detail, ...last };
  const minutes = BACK_OFF[attempt.attempts - 1];
  if (minutes === undefined)
    return { state: 'failed', detail: `Given up after ${attempt.attempts} tries: ${outcome.detail}`, ...last };
  // Spread, so that five hundred mails that failed together do not come back together.
  const spread = 0.9 + ((attempt.id.charCodeAt(attempt.id.length - 1) % 16) / 15) * 0.2;
  return {
    state: outcome.kind === 'unknown' ? 'unknown' : 'queued',
    detail: outcome.detail,
    ...{ nextAt: later(at, minutes * spread * MINUTE), mayHaveArrived },
  };
}

/** Where a channel does not know that a reply was left alone, it may stand there. */
export function asOfMail(outcome: ReplyOutcome): SendingOutcome {
  if (outcome.kind === 'sent') return { kind: 'sent', response: outcome.detail };
  return outcome.kind === 'failed' ? outcome : { ...outcome, mayHaveArrived: outcome.untaken !== true };
}
