import { Refusal } from '../refusal.js';
import { type BusinessCalendar, due, elapsed } from '../sla/business-time.js';
import type { CalendarStretch, Clock } from '../sla/clock.js';
import type { TicketFact } from '../ticket/events.js';
import { refuseFinished } from '../ticket/lifecycle.js';
import type { Ticket } from '../ticket/ticket.js';
import { DAY, instant, type Instant, MINUTE, SECOND } from '../time.js';

/** More questions than this on one ticket are a case of their own. */
export const MOST_OPEN_TASKS = 20;
export const LONGEST_TASK_DAYS = 365;
/** Minutes when nobody says how long: a working day of eight hours. */
export const USUAL_MINUTES = 480;

/** The share of the time after which the one who was asked is reminded. */
const REMIND_AT = 75;

export interface TaskQuestion {
  readonly taskId: string;
  readonly clockId: string;
  readonly agentId: string | null;
  readonly teamId: string | null;
  /** Minutes of the calendar's time, or an instant. */
  readonly due: { readonly minutes: number } | { readonly at: Instant };
  /** Of those who are asked; null counts every hour. */
  readonly calendar: { readonly id: string; readonly version: number; readonly calendar: BusinessCalendar } | null;
  /** The ticket waits for the answer meanwhile. */
  readonly wait: boolean;
  readonly at: Instant;
}

/** The clock of a task; null when the ticket never asked it. */
export const clockOfTask = (ticket: Ticket, taskId: string): Clock | null =>
  ticket.clocks.find(({ milestone, part }) => milestone === 'task' && part === taskId) ?? null;

const isOpen = (clock: Clock): boolean => clock.metAt === null && clock.endedAt === null && clock.state !== 'cancelled';

export const openTaskClocks = (ticket: Ticket): readonly Clock[] =>
  ticket.clocks.filter((clock) => clock.milestone === 'task' && isOpen(clock));

export interface AskedTask {
  readonly facts: readonly TicketFact[];
  readonly dueAt: Instant;
}

/** Asks another department. The ticket's own clocks run on: whom we ask is no matter of the customer's. */
export function askTask(ticket: Ticket, question: TaskQuestion): AskedTask {
  refuseFinished(ticket, 'asked about');
  if (ticket.status === 'closed')
    throw new Refusal('not-in-this-status', 'This ticket is closed. Reopen it before you ask about it.');
  if (openTaskClocks(ticket).length >= MOST_OPEN_TASKS)
    throw new Refusal('too-many', `${MOST_OPEN_TASKS} questions are open on this ticket. Wait for answers first.`);
  const times = timesOf(question);
  const { taskId, clockId, agentId, teamId, at } = question;
  const asked: TicketFact = { type: 'TaskAsked', taskId, dueAt: times.dueAt, agentId, teamId };
  const started: TicketFact = {
    type: 'ClockStarted',
    clockId,
    milestone: 'task',
    part: taskId,
    episode: ticket.episode,
    startAt: at,
    startedBy: null,
    target: { seconds: times.seconds },
    ...{ policyId: null, policyVersion: null, escalationPlanId: null, escalationPlanVersion: null },
    stretches: [times.stretch],
    pausesIn: [],
    accepts: 'any',
    metBy: 'taskAnswer',
    optional: false,
    warnAt: [REMIND_AT],
    pauses: [],
    dueAt: times.dueAt,
    alarms: [
      { kind: 'warning', at: times.remindAt, percent: REMIND_AT },
      { kind: 'due', at: times.dueAt },
    ],
  };
  const waits = question.wait && ticket.status !== 'waitingInternal' && ticket.status !== 'resolved';
  const waiting: TicketFact[] = waits
    ? [{ type: 'StatusChanged', status: 'waitingInternal', from: ticket.status }]
    : [];
  return { facts: [asked, started, ...waiting], dueAt: times.dueAt };
}

interface TaskTimes {
  readonly dueAt: Instant;
  readonly remindAt: Instant;
  readonly seconds: number;
  readonly stretch: CalendarStretch;
}

function timesOf({ due: wanted, calendar, at }: TaskQuestion): TaskTimes {
  const late = (pointer: string, message: string): Refusal =>
    new Refusal('invalid', message, [{ pointer, code: 'range', message }]);
  if ('at' in wanted) {
    const length = wanted.at - at;
    if (length < MINUTE) throw late('/dueAt', 'Choose a time at least a minute from now.');
    if (length > LONGEST_TASK_DAYS * DAY) throw late('/dueAt', 'Choose a time within a year.');
    return {
      dueAt: wanted.at,
      remindAt: instant(at + (length * REMIND_AT) / 100),
      seconds: Math.ceil(length / SECOND),
      stretch: { from: at, calendarId: null, calendarVersion: 0 },
    };
  }
  const target = wanted.minutes * MINUTE;
  const dueIn = (milliseconds: number): Instant | null =>
    calendar === null ? instant(at + milliseconds) : due(calendar.calendar, at, milliseconds, []);
  const [dueAt, remindAt] = [dueIn(target), dueIn((target * REMIND_AT) / 100)];
  if (dueAt === null || remindAt === null || target < MINUTE || dueAt - at > LONGEST_TASK_DAYS * DAY)
    throw late('/dueMinutes', 'Choose from a minute to a year.');
  const stretch = { from: at, calendarId: calendar?.id ?? null, calendarVersion: calendar?.version ?? 0 };
  return { dueAt, remindAt, seconds: wanted.minutes * 60, stretch };
}

function heldClock(ticket: Ticket, taskId: string): Clock {
  const clock = clockOfTask(ticket, taskId);
  if (clock === null) throw new Refusal('not-found', 'This ticket has no such task.');
  if (!isOpen(clock)) throw new Refusal('already-done', 'This task was answered or waived already.');
  return clock;
}

/** Too late is too late, also if nobody had looked yet. */
function missedBefore({ id: clockId, state, dueAt }: Clock, at: Instant): TicketFact[] {
  if (state !== 'running' || dueAt === null || at <= dueAt) return [];
  return [{ type: 'ClockMissed', clockId, dueAt, byRetarget: false, alarms: [] }];
}

/** The answer stands in a note. The ticket that waited for it, and for nothing else, is open again. */
export function answerTask(
  ticket: Ticket,
  { taskId, noteId, at }: { readonly taskId: string; readonly noteId: string; readonly at: Instant },
): TicketFact[] {
  const clock = heldClock(ticket, taskId);
  const late = clock.dueAt !== null && at > clock.dueAt;
  const facts: TicketFact[] = [
    ...missedBefore(clock, at),
    { type: 'NoteAdded', messageId: noteId },
    { type: 'TaskAnswered', taskId, noteId },
    { type: 'ClockMet', clockId: clock.id, metAt: at, restsOn: noteId, late },
  ];
  return [...facts, ...goesOn(ticket)];
}

/** Nobody needs the answer any more. @param calendar of the clock; null counts every hour. */
export function waiveTask(
  ticket: Ticket,
  taskId: string,
  calendar: BusinessCalendar | null,
  at: Instant,
): TicketFact[] {
  const clock = heldClock(ticket, taskId);
  const run = calendar === null ? at - clock.startAt : elapsed(calendar, clock.startAt, at, []);
  const facts: TicketFact[] = [
    ...missedBefore(clock, at),
    { type: 'TaskWaived', taskId },
    { type: 'ClockCancelled', clockId: clock.id, because: 'waived', elapsedSeconds: Math.floor(run / SECOND) },
  ];
  return [...facts, ...goesOn(ticket)];
}

function goesOn(ticket: Ticket): TicketFact[] {
  const waits = ticket.status === 'waitingInternal' && openTaskClocks(ticket).length <= 1;
  return waits ? [{ type: 'StatusChanged', status: 'open', from: 'waitingInternal' }] : [];
}

/** Its mail came back. The clock runs on: whoever asked has to ask somebody else, or by telephone. */
export function taskCameBack(ticket: Ticket, taskId: string): TicketFact[] {
  const clock = clockOfTask(ticket, taskId);
  return clock === null || !isOpen(clock) ? [] : [{ type: 'TaskUndeliverable', taskId }];
}
