import type { TicketEvent } from '../ticket/events.js';
import type { Instant } from '../time.js';
import type { Clock, ClockDuty } from './clock.js';
import { isOutstanding } from './clock.js';
import type { ClockBook } from './clock-book.js';
import { isSettled } from './clock-ends.js';
import { findEvidence, startEpisode, startFromAcknowledgement, startFromReceipt, startUpdate } from './clock-starts.js';
import { changeName, first, lawfulReceipt, sentAt, type Work } from './stroke.js';

type Of<Type extends TicketEvent['type']> = Extract<TicketEvent, { type: Type }>;

/** What one event means for the clocks. */
export function takeEvent(work: Work, event: TicketEvent): void {
  if (event.undoes !== undefined) fall(work, changeName(event.undoes), 'undone');
  switch (event.type) {
    case 'TicketOpened':
      return startFromReceipt(work);
    case 'MessageReceived':
      return event.automatic === null ? takeMessage(work, event) : undefined;
    case 'ReplyWritten':
      return takeReply(work, event);
    case 'ReplyCancelled':
      return fall(work, event.messageId, 'replyFell');
    case 'DeliveryReported':
      return event.report === 'failed' || event.report === 'bounced'
        ? fall(work, event.messageId, 'replyFell')
        : undefined;
    case 'StageChanged':
      return takeStage(work, event);
    case 'StatusChanged':
      return takeStatus(work, event);
    case 'TicketReopened':
      return takeReopening(work, event);
    case 'TicketAbsorbed':
      return takeReceipts(work, 'merge');
    case 'AbsorptionUndone':
      return takeReceipts(work, 'mergeUndone');
    default:
      return undefined;
  }
}

/**
 * An older message may be filed after a younger one; then what it started or ended began or ended earlier. What was judged by the younger one is
 * judged again, so that clocks do not depend on which of two mails was read first.
 */
function takeMessage({ before, after, book }: Work, { receivedAt }: Of<'MessageReceived'>): void {
  for (const clock of book.clocks) {
    if (receivedAt >= clock.startAt || clock.state === 'cancelled' || clock.missedByRetarget) continue;
    const fromReceipt = clock.episode === 1 && clock.startAt === before?.receivedAt;
    const waits = clock.milestone === 'nextResponse' && isOutstanding(clock);
    if (waits || fromReceipt) startAt(book, clock, receivedAt, 'olderMessage');
  }
  for (const clock of book.outstanding) {
    const pause = clock.pauses.at(-1);
    if (pause?.cause !== 'waitingCustomer' || clock.missedByRetarget) continue;
    const ended = pause.to === null ? after.status !== 'waitingCustomer' : pause.to > receivedAt;
    if (!ended || (pause.to !== null && receivedAt < pause.from)) continue;
    if (clock.state === 'missed') book.revoke(clock, 'olderMessage');
    book.resume(book.now(clock), receivedAt);
  }
}

function takeReply(work: Work, event: Of<'ReplyWritten'>): void {
  const sent = sentAt(event);
  const { messageId, human } = event;
  meetAll(work, sent, messageId, ({ metBy, accepts }) => {
    if (metBy === 'acknowledgement') return accepts === 'any' || (accepts === 'human') === human;
    return metBy === 'anyOutbound' || (metBy === 'publicReply' && human);
  });
  startFromAcknowledgement(work, sent, messageId);
  startUpdate(work, sent, messageId);
}

function meetAll({ book }: Work, metAt: Instant, restsOn: string, isMet: (clock: Clock) => boolean): void {
  for (const clock of book.outstanding) {
    if (isMet(clock)) book.meet(book.now(clock), metAt, restsOn);
  }
}

const meetDuty = (work: Work, event: TicketEvent, duty: ClockDuty): void =>
  meetAll(
    work,
    event.at,
    changeName(event.version),
    ({ metBy, accepts }) => metBy === duty && (duty !== 'acknowledgement' || accepts !== 'automatic'),
  );

/** The fact that verdicts rested on is gone: they fall, and what it had started with it. What stands beside it may still have done the duty. */
function fall(work: Work, name: string, because: 'replyFell' | 'undone'): void {
  const { book } = work;
  for (const clock of book.clocks) {
    if (clock.restsOn === name) {
      book.revoke(clock, because);
      findEvidence(work, book.now(clock));
    } else if (clock.startedBy === name && isOutstanding(clock)) book.cancel(clock, 'startFell');
  }
}

function takeStage(work: Work, event: Of<'StageChanged'>): void {
  if (event.undoes !== undefined) return;
  if (event.stage === 'acknowledged' && event.from === 'received') {
    const written = first(work.events, 'ReplyWritten', ({ human }) => human);
    if (written !== undefined) return;
    meetDuty(work, event, 'acknowledgement');
    startFromAcknowledgement(work, event.at, changeName(event.version));
  }
  if (event.stage === 'decided') meetDuty(work, event, 'decision');
  if (event.stage === 'closed' && event.from !== 'decided' && isSettled(work.after)) meetDuty(work, event, 'decision');
  // The final response did not arrive: the customer does not know the decision.
  if (event.from === 'decided' && event.stage === 'responding') revokeDecision(work);
}

function revokeDecision(work: Work): void {
  for (const clock of work.book.clocks) {
    const current = clock.episode === work.after.episode || clock.milestone === 'regulatory';
    if (clock.metBy === 'decision' && clock.metAt !== null && current) work.book.revoke(clock, 'replyFell');
  }
}

function takeStatus(work: Work, event: Of<'StatusChanged'>): void {
  if (event.undoes !== undefined) return;
  const closedAtOnce = event.status === 'closed' && work.after.stage === null;
  if (event.status === 'resolved' || closedAtOnce) meetDuty(work, event, 'decision');
}

function takeReopening(work: Work, { messageId, at }: Of<'TicketReopened'>): void {
  const message = first(work.events, 'MessageReceived', (event) => event.messageId === messageId);
  const answered = first(work.events, 'ReplyWritten', ({ human }) => human) !== undefined;
  startEpisode(work, message?.receivedAt ?? at, messageId, answered);
}

/** Time limits of law count from the earliest receipt; an undone merge takes the earlier one away again, with what was judged by it. */
function takeReceipts(work: Work, because: 'merge' | 'mergeUndone'): void {
  const { before, after, book } = work;
  if (before === null) return;
  const [was, is] = [lawfulReceipt(before), lawfulReceipt(after)];
  if (was === is) return;
  for (const clock of book.clocks) {
    if (clock.milestone !== 'regulatory' || clock.startAt !== was || clock.state === 'cancelled') continue;
    if (because === 'merge' && (clock.state === 'running' || clock.state === 'paused'))
      book.backdate(clock, is, because);
    if (because === 'mergeUndone') startAt(book, clock, is, because);
  }
}

/** The clock as if it had started then: a verdict falls and comes again by what it rests on. */
function startAt(book: ClockBook, clock: Clock, at: Instant, because: 'olderMessage' | 'mergeUndone'): void {
  const { metAt, restsOn } = clock;
  if (clock.state === 'missed' || clock.state === 'met') book.revoke(clock, because);
  book.backdate(book.now(clock), at, because);
  if (metAt !== null && restsOn !== null) book.meet(book.now(clock), metAt, restsOn);
}
