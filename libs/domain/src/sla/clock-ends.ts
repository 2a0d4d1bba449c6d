import type { Outcome, Ticket } from '../ticket/ticket.js';
import { isOfTicket } from './asked.js';
import type { Clock, ClockEnd } from './clock.js';
import { wokenBy } from './clock-starts.js';
import { first, type Work } from './stroke.js';

/** Cancels what the ticket as it is now asks nobody to do any more. */
export function endWhatIsOver(work: Work): void {
  const { book } = work;
  for (const clock of book.outstanding.filter(isOfTicket)) {
    const end = endOf(clock, work);
    if (end !== null) book.cancel(clock, end);
  }
}

/** Lets what was cancelled for a reason that is gone run on. */
export function reviveWhatIsNotOver(work: Work): void {
  const { book } = work;
  for (const clock of book.clocks.filter(isOfTicket)) {
    const { because } = clock;
    if (because === null || !mayRevive(clock, because, work) || endOf(clock, work) !== null) continue;
    book.revoke(clock, because);
  }
}

/** Whether a clock that was cancelled because nothing was asked of it may run on, now that something is. */
export const comesBack = (clock: Clock, work: Work): boolean =>
  endOf(clock, work) === null && (clock.milestone === 'regulatory' || clock.episode === work.after.episode);

function endOf(clock: Clock, work: Work): ClockEnd | null {
  const { after } = work;
  if (after.status === 'spam' || after.status === 'merged') return after.status;
  if (after.held !== null) return 'held';
  if (clock.episode > after.episode) return 'reopeningUndone';
  if (clock.milestone === 'firstResponse' && allAre(after, ['withdrawn'])) return 'withdrawn';
  if (clock.milestone === 'regulatory' && allAre(after, ['outOfScope'])) return 'outOfScope';
  if (clock.milestone === 'update' && (after.stage === 'decided' || after.stage === 'closed')) return 'decided';
  if (after.status === 'resolved') return 'resolved';
  return after.status === 'closed' ? closingOf(work) : null;
}

export const allAre = ({ issues }: Ticket, outcomes: readonly Outcome[]): boolean =>
  issues.length > 0 && issues.every(({ outcome }) => outcome !== null && outcomes.includes(outcome));

/** A complaint that is closed before its decision was settled at once when an issue was judged; else there was nothing to decide. */
function closingOf({ after, events }: Work): ClockEnd {
  const closed = first(events, 'StageChanged', ({ stage }) => stage === 'closed');
  if (closed === undefined || closed.from === 'decided') return 'closed';
  if (allAre(after, ['withdrawn'])) return 'withdrawn';
  if (allAre(after, ['withdrawn', 'outOfScope'])) return 'outOfScope';
  return isSettled(after) ? 'closed' : 'invalid';
}

/** Summary resolution: an issue was upheld or not, and that was said. */
export const isSettled = ({ issues }: Ticket): boolean =>
  issues.some(({ outcome }) => outcome === 'upheld' || outcome === 'partlyUpheld' || outcome === 'notUpheld');

/** A flag that is lifted brings the clock back; what ended with an episode stays ended in the next one, except before the law. */
function mayRevive(clock: Clock, because: ClockEnd, work: Work): boolean {
  if (because === 'startFell' || because === 'reopeningUndone' || because === 'noTarget') return false;
  const { after } = work;
  const passing = because === 'held' || because === 'spam' || because === 'merged';
  if ((clock.milestone === 'update' || clock.milestone === 'nextResponse') && isSuperseded(clock, work)) return false;
  if (clock.milestone === 'nextResponse' && (after.unansweredSince === null || wokenBy(work) !== undefined))
    return false;
  return passing || clock.milestone === 'regulatory' || clock.episode === after.episode;
}

/**
 * A younger one of its kind took its place, unless that never should have begun. One of an earlier episode never does: an answer that was mailed
 * before the ticket was closed and filed afterwards begins the next episode with a clock that counts from before.
 */
const isSuperseded = (clock: Clock, { book }: Work): boolean =>
  book.clocks.some(
    (other) =>
      other.milestone === clock.milestone &&
      other.episode >= clock.episode &&
      other.startAt > clock.startAt &&
      other.because !== 'startFell',
  );
