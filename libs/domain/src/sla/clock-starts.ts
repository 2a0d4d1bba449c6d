import type { Instant } from '../time.js';
import type { Asked } from './asked.js';
import { type Clock, type ClockPause, isOutstanding } from './clock.js';
import { first, isLive, lawfulReceipt, type Work } from './stroke.js';

/** Starts what runs from the receipt and does not yet run: on a ticket that was opened or released, or of which more is asked now. */
export function startFromReceipt(work: Work): void {
  const { after, book } = work;
  if (!isLive(after)) return;
  const lawful = lawfulReceipt(after);
  const startAt = after.episode === 1 ? after.receivedAt : startOfEpisode(work);
  for (const asked of work.asked(startAt)) {
    if (asked.starts !== 'receipt' || isThere(work, asked) || isPast(work, asked)) continue;
    const from = asked.milestone === 'regulatory' ? lawful : startAt;
    const clock = book.start(asked, { startAt: from, startedBy: null, pauses: pausesFor(work, asked, from) });
    if (clock !== undefined && work.before !== null) findEvidence(work, clock);
  }
}

function isThere({ book, after }: Work, asked: Asked): boolean {
  const once = asked.milestone === 'acknowledgement' || asked.milestone === 'regulatory';
  return book.clocks.some(
    (clock) =>
      clock.milestone === asked.milestone && clock.part === asked.part && (once || clock.episode === after.episode),
  );
}

/** What was done before anybody asked for it by a clock. */
function isPast({ after }: Work, { milestone, metBy }: Asked): boolean {
  const { stage } = after;
  if (metBy === 'decision') return stage === 'decided' || stage === 'closed';
  return milestone === 'acknowledgement' && (after.episode > 1 || (stage !== null && stage !== 'received'));
}

function startOfEpisode({ book, after, at }: Work): Instant {
  return book.clocks.find(({ episode }) => episode === after.episode)?.startAt ?? at;
}

/** The pauses that such a clock would have had, as far as another one that pauses alike remembers them. */
function pausesFor({ book, after, at }: Work, { pausesIn }: Asked, startAt: Instant): readonly ClockPause[] {
  if (pausesIn.length === 0) return [];
  const alike = book.clocks.find(
    (clock) => clock.startAt === startAt && clock.pausesIn.join() === pausesIn.join() && isOutstanding(clock),
  );
  if (alike !== undefined) return alike.pauses;
  return pausesIn.includes(after.status) ? [{ from: at, to: null, cause: after.status }] : [];
}

/** A clock that starts late, or whose verdict fell, is met by the first reply that stands. */
export function findEvidence(work: Work, clock: Clock): void {
  const evidence = evidenceFor(work, clock);
  if (evidence !== undefined) work.book.meet(work.book.now(clock), evidence.metAt, evidence.messageId);
}

function evidenceFor(
  { after, at }: Work,
  clock: Clock,
): { readonly metAt: Instant; readonly messageId: string } | undefined {
  const byHand = clock.metBy === 'acknowledgement' && clock.accepts !== 'automatic';
  if (!byHand && clock.metBy !== 'publicReply' && clock.metBy !== 'anyOutbound') return undefined;
  const standing = after.answered.find(
    ({ countsFrom, messageId }) => countsFrom >= clock.startAt && messageId !== clock.startedBy,
  );
  if (standing === undefined) return undefined;
  return { metAt: standing.countsFrom < at ? standing.countsFrom : at, messageId: standing.messageId };
}

/**
 * Starts what is asked of a ticket that was opened long ago and runs no clock, from where it would have started. What is past by then is missed
 * by retarget: nobody had asked for it before.
 */
export function startBelated(work: Work): void {
  const { book, after } = work;
  if (!isLive(after)) return;
  const known = new Set(book.clocks.map(({ id }) => id));
  startFromReceipt({ ...work, before: null });
  const acknowledged = book.clocks.find(({ metBy, metAt }) => metBy === 'acknowledgement' && metAt !== null);
  if (acknowledged?.metAt != null && acknowledged.restsOn !== null)
    startFromAcknowledgement(work, acknowledged.metAt, acknowledged.restsOn);
  const last = after.answered.at(-1);
  if (last !== undefined && !book.outstanding.some(({ milestone }) => milestone === 'update'))
    startUpdate(work, last.countsFrom, last.messageId);
  keepNextResponse(work);
  for (const clock of book.clocks) if (!known.has(clock.id)) settleBelated(work, clock);
}

function settleBelated(work: Work, clock: Clock): void {
  const { book, at } = work;
  const evidence = evidenceFor(work, clock);
  const { dueAt } = clock;
  const late = dueAt !== null && (evidence === undefined ? dueAt <= at : dueAt < evidence.metAt);
  if (late) book.missByRetarget(clock);
  if (evidence !== undefined) book.meet(book.now(clock), evidence.metAt, evidence.messageId);
}

/** A new episode: what is asked anew counts from what reopened the ticket. */
export function startEpisode(work: Work, startAt: Instant, messageId: string | null, answered: boolean): void {
  for (const asked of work.asked(startAt)) {
    const anew = asked.milestone === 'resolution' || (asked.milestone === 'firstResponse' && !answered);
    if (!anew && asked.starts !== 'reopening') continue;
    work.book.start(asked, { startAt, startedBy: messageId, pauses: [] });
  }
}

/** What counts from the acknowledgement, whoever or whatever gave it. */
export function startFromAcknowledgement(work: Work, startAt: Instant, startedBy: string): void {
  if (!isLive(work.after)) return;
  for (const asked of work.asked(startAt)) {
    if (asked.starts !== 'acknowledgement' || isThere(work, asked)) continue;
    work.book.start(asked, { startAt, startedBy, pauses: pausesFor(work, asked, startAt) });
  }
}

/** Keep informed: from each word to the customer on, until the decision. */
export function startUpdate(work: Work, startAt: Instant, startedBy: string): void {
  const { after, book } = work;
  if (!isLive(after) || after.stage === 'decided') return;
  const asked = work.asked(startAt).find(({ milestone }) => milestone === 'update');
  if (asked === undefined) return;
  const younger = book.outstanding.find((clock) => clock.milestone === 'update' && clock.startAt >= startAt);
  const clock = book.start(asked, { startAt, startedBy, pauses: pausesFor(work, asked, startAt) });
  // The mail of an agent may be filed after a word that was said later: that one followed it.
  if (clock !== undefined && younger?.startedBy) book.meet(clock, younger.startAt, younger.startedBy);
}

/**
 * Who wrote after we had answered waits for the next answer, from the oldest message that has none. Before the first answer it is the first
 * response that is owed.
 */
export function keepNextResponse(work: Work): void {
  const { after, book } = work;
  const [running, ...younger] = book.outstanding.filter(({ milestone }) => milestone === 'nextResponse');
  const owesFirst = book.outstanding.some(({ milestone }) => milestone === 'firstResponse');
  const waits = after.unansweredSince !== null && after.answered.length > 0 && !owesFirst;
  for (const clock of younger) book.cancel(clock, 'startFell');
  if (running !== undefined && !waits) book.cancel(running, 'startFell');
  if (running !== undefined || !waits || after.unansweredSince === null || !isLive(after)) return;
  const message = wokenBy(work);
  const startAt = message?.receivedAt ?? after.unansweredSince;
  const asked = work.asked(startAt).find(({ milestone }) => milestone === 'nextResponse');
  const known = book.clocks.some((clock) => clock.milestone === 'nextResponse' && clock.startAt === startAt);
  if (asked === undefined || known) return;
  book.start(asked, { startAt, startedBy: message?.messageId ?? null, pauses: [] });
}

/** The message that opened a ticket again which was settled: what had been left unanswered before was settled with it. */
export function wokenBy({ before, events }: Work): { receivedAt: Instant; messageId: string } | undefined {
  if (before?.status !== 'resolved' && before?.status !== 'closed') return undefined;
  return first(events, 'MessageReceived', ({ automatic }) => automatic === null);
}
