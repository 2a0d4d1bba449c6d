import type { Status } from '../ticket/ticket.js';
import type { Instant } from '../time.js';
import type { Target } from './target.js';

/** A kind of target. `task` and `undertaking` run beside the others, on a calendar of their own. */
export const MILESTONES = [
  'acknowledgement',
  'firstResponse',
  'nextResponse',
  'update',
  'resolution',
  'regulatory',
  'task',
  'undertaking',
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** `missed` is final for the verdict, yet the duty stands until `metAt` says that it was done late. */
export const CLOCK_STATES = ['running', 'paused', 'met', 'missed', 'cancelled'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** Something that happens at an instant while the clock runs. `due` is the breach itself. */
export type Alarm =
  | { readonly kind: 'warning'; readonly at: Instant; readonly percent: number }
  | { readonly kind: 'due'; readonly at: Instant }
  /** A level of the escalation plan; `repeat` counts from 0. */
  | { readonly kind: 'level'; readonly at: Instant; readonly level: number; readonly repeat: number };

export interface ClockPause {
  readonly from: Instant;
  /** Null while it lasts. */
  readonly to: Instant | null;
  /** The status that paused it. */
  readonly cause: Status;
}

/** From when on which version of which calendar measures; `calendarId` null is always open. */
export interface CalendarStretch {
  readonly from: Instant;
  readonly calendarId: string | null;
  readonly calendarVersion: number;
}

/** What a clock waits for. */
export type ClockDuty = 'acknowledgement' | 'publicReply' | 'anyOutbound' | 'decision' | 'taskAnswer' | 'kept';

/** One target running on one ticket, exactly as the fold of the ticket's events gives it. Instants are stored, never worked out again. */
export interface Clock {
  readonly id: string;
  readonly milestone: Milestone;
  /** Which duty of a regulatory template (`fcaDisp.final`), or the id of the task or undertaking; else null. */
  readonly part: string | null;
  readonly episode: number;
  readonly state: ClockState;
  readonly startAt: Instant;
  /** The message that started it: one that is taken back takes it along. Null when it was something else. */
  readonly startedBy: string | null;
  readonly target: Target;
  /** Null: a regulatory clock, a task or an undertaking. */
  readonly policyId: string | null;
  readonly policyVersion: number | null;
  readonly escalationPlanId: string | null;
  readonly escalationPlanVersion: number | null;
  /** Of the template whose duty it is; absent where there is none, or nobody wrote it down. */
  readonly templateVersion?: number;
  readonly stretches: readonly CalendarStretch[];
  /** The statuses that pause it. */
  readonly pausesIn: readonly Status[];
  readonly accepts: 'human' | 'automatic' | 'any';
  /** What has to happen. */
  readonly metBy: ClockDuty;
  /** Missing it breaks nothing, so nobody is held to it afterwards. */
  readonly optional: boolean;
  /** Shares of the target in percent at which it warns, ascending. */
  readonly warnAt: readonly number[];
  readonly pauses: readonly ClockPause[];
  /** Null while a pause without end keeps it from falling due. */
  readonly dueAt: Instant | null;
  /** What is still to happen, earliest first; empty when the clock has ended or is paused. */
  readonly alarms: readonly Alarm[];
  /** What went off, as `alarmKey` names it: a new due time does not make it go off again. */
  readonly fired: readonly string[];
  /** The first warning went off. */
  readonly warnedAt: Instant | null;
  /** When its duty was done, also when that was late. */
  readonly metAt: Instant | null;
  /** The message or change that met it: when that falls, so does the verdict. */
  readonly restsOn: string | null;
  /** It was late only because its target was shortened while it ran. */
  readonly missedByRetarget: boolean;
  readonly retargets: readonly { readonly at: Instant; readonly from: Target; readonly to: Target }[];
  /** When nothing more was expected of it; null while a duty stands, also one that is missed. */
  readonly endedAt: Instant | null;
  /** Why it was cancelled: a code. */
  readonly because: ClockEnd | null;
  /** What had counted when it was cancelled, or when its duty was done. */
  readonly elapsedSeconds: number | null;
}

/** Why a clock ended without its duty being done. */
export const CLOCK_ENDS = [
  'held',
  'spam',
  'merged',
  'invalid',
  'withdrawn',
  'outOfScope',
  'resolved',
  'closed',
  'decided',
  'noTarget',
  'startFell',
  'reopeningUndone',
  'waived',
] as const;
export type ClockEnd = (typeof CLOCK_ENDS)[number];

/** Names one alarm within its clock. */
export function alarmKey(alarm: Alarm): string {
  if (alarm.kind === 'warning') return `warning ${alarm.percent}`;
  return alarm.kind === 'due' ? 'due' : `level ${alarm.level}.${alarm.repeat}`;
}

/** Whether somebody still has to do what it stands for. */
export const isOutstanding = (clock: Clock): boolean =>
  clock.state === 'running' || clock.state === 'paused' || (clock.state === 'missed' && clock.endedAt === null);

/** What can happen to a clock; facts of the ticket that carries it. */
export type ClockFact =
  | {
      readonly type: 'ClockStarted';
      readonly clockId: string;
      readonly milestone: Milestone;
      readonly part: string | null;
      readonly episode: number;
      readonly startAt: Instant;
      readonly startedBy: string | null;
      readonly target: Target;
      readonly policyId: string | null;
      readonly policyVersion: number | null;
      readonly escalationPlanId: string | null;
      readonly escalationPlanVersion: number | null;
      readonly templateVersion?: number;
      readonly stretches: readonly CalendarStretch[];
      readonly pausesIn: readonly Status[];
      readonly accepts: 'human' | 'automatic' | 'any';
      readonly metBy: ClockDuty;
      readonly optional: boolean;
      readonly warnAt: readonly number[];
      readonly pauses: readonly ClockPause[];
      readonly dueAt: Instant | null;
      readonly alarms: readonly Alarm[];
    }
  | {
      readonly type: 'ClockPaused';
      readonly clockId: string;
      readonly from: Instant;
      readonly cause: Status;
    }
  | {
      readonly type: 'ClockResumed';
      readonly clockId: string;
      /** A second one for the same pause ends it earlier: a message that came in late had ended it already. */
      readonly to: Instant;
      readonly dueAt: Instant | null;
      readonly alarms: readonly Alarm[];
    }
  | {
      readonly type: 'ClockBackdated';
      readonly clockId: string;
      readonly startAt: Instant;
      /** An older message came in late; a merge brought an earlier receipt, or took it along when it was undone. */
      readonly because: 'olderMessage' | 'merge' | 'mergeUndone';
      readonly stretches: readonly CalendarStretch[];
      readonly warnedAt: Instant | null;
      /** What has rung all the same; absent unless a merge is undone. */
      readonly fired?: readonly string[];
      readonly dueAt: Instant | null;
      readonly alarms: readonly Alarm[];
    }
  | {
      readonly type: 'ClockMet';
      readonly clockId: string;
      readonly metAt: Instant;
      readonly restsOn: string | null;
      /** After its due time: it is missed, and this says when its duty was done. */
      readonly late: boolean;
      /** What had counted by then; absent where nothing measures it. */
      readonly elapsedSeconds?: number;
    }
  | {
      readonly type: 'ClockMissed';
      readonly clockId: string;
      readonly dueAt: Instant;
      readonly byRetarget: boolean;
      readonly alarms: readonly Alarm[];
    }
  | {
      readonly type: 'ClockRetargeted';
      readonly clockId: string;
      readonly target: Target;
      readonly from: Target;
      readonly policyId: string | null;
      readonly policyVersion: number | null;
      readonly escalationPlanId: string | null;
      readonly escalationPlanVersion: number | null;
      readonly templateVersion?: number;
      readonly pausesIn: readonly Status[];
      readonly accepts: 'human' | 'automatic' | 'any';
      readonly warnAt: readonly number[];
      readonly stretches: readonly CalendarStretch[];
      readonly dueAt: Instant | null;
      readonly alarms: readonly Alarm[];
    }
  | {
      readonly type: 'ClockHandedOver';
      readonly clockId: string;
      readonly stretch: CalendarStretch;
      readonly dueAt: Instant | null;
      readonly alarms: readonly Alarm[];
    }
  | {
      readonly type: 'ClockCancelled';
      readonly clockId: string;
      readonly because: ClockEnd;
      readonly elapsedSeconds: number;
    }
  | {
      readonly type: 'VerdictRevoked';
      readonly clockId: string;
      /** What fell: a message that bounced or was taken back, a step or merge that was undone, the reason of a cancellation. */
      readonly because: 'replyFell' | 'undone' | 'answeredInTime' | 'olderMessage' | 'mergeUndone' | ClockEnd;
      /** `missed` where it was too late anyway and only its being done fell. */
      readonly state: 'running' | 'paused' | 'missed';
      readonly pauses: readonly ClockPause[];
      readonly dueAt: Instant | null;
      readonly alarms: readonly Alarm[];
    }
  | {
      readonly type: 'ClockWarned';
      readonly clockId: string;
      readonly percent: number;
      readonly dueAt: Instant;
      /** When it should have gone off, however late anybody looked. */
      readonly warnAt: Instant;
      readonly alarms: readonly Alarm[];
    }
  | {
      readonly type: 'EscalationFired';
      readonly clockId: string;
      readonly level: number;
      readonly repeat: number;
      readonly planId: string;
      readonly planVersion: number;
      readonly fallsAt: Instant;
      readonly alarms: readonly Alarm[];
    };

/** The clock that a queue shows and orders by: the duty that falls due first, overdue ones included; a paused one when nothing else runs. */
export interface NextDue {
  readonly clockId: string;
  readonly milestone: Milestone;
  readonly dueAt: Instant | null;
  readonly state: 'running' | 'paused' | 'missed';
  /** When it begins to be at risk. */
  readonly warnAt: Instant | null;
}

/** The names of everything that can happen to a clock. */
export const CLOCK_FACTS: readonly string[] = [
  'ClockStarted',
  'ClockPaused',
  'ClockResumed',
  'ClockBackdated',
  'ClockMet',
  'ClockMissed',
  'ClockRetargeted',
  'ClockHandedOver',
  'ClockCancelled',
  'VerdictRevoked',
  'ClockWarned',
  'EscalationFired',
] satisfies readonly ClockFact['type'][];

export const isClockFact = <Fact extends { readonly type: string }>(fact: Fact): fact is Extract<Fact, ClockFact> =>
  CLOCK_FACTS.includes(fact.type);
