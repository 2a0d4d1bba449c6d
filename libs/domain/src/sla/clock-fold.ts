import type { Instant } from '../time.js';
import { type Alarm, alarmKey, type Clock, type ClockFact, type ClockPause } from './clock.js';

/**
 * The clocks of a ticket after one more fact about them. Total and without arithmetic: every instant stands in the fact, so that a log that is
 * played again in ten years, with other calendars and another build, gives the same clocks.
 * @param at when the fact was recorded
 */
export function foldClock(clocks: readonly Clock[], fact: ClockFact, at: Instant): readonly Clock[] {
  if (fact.type === 'ClockStarted') return [...clocks, started(fact)];
  return clocks.map((clock) => (clock.id === fact.clockId ? { ...clock, ...change(clock, fact, at) } : clock));
}

function started(fact: Extract<ClockFact, { type: 'ClockStarted' }>): Clock {
  return {
    id: fact.clockId,
    milestone: fact.milestone,
    part: fact.part,
    episode: fact.episode,
    state: isOpen(fact.pauses) ? 'paused' : 'running',
    startAt: fact.startAt,
    startedBy: fact.startedBy,
    target: fact.target,
    policyId: fact.policyId,
    policyVersion: fact.policyVersion,
    escalationPlanId: fact.escalationPlanId,
    escalationPlanVersion: fact.escalationPlanVersion,
    ...templateVersionOf(fact),
    stretches: fact.stretches,
    pausesIn: fact.pausesIn,
    accepts: fact.accepts,
    metBy: fact.metBy,
    optional: fact.optional,
    warnAt: fact.warnAt,
    pauses: fact.pauses,
    dueAt: fact.dueAt,
    alarms: fact.alarms,
    fired: [],
    warnedAt: null,
    metAt: null,
    restsOn: null,
    missedByRetarget: false,
    retargets: [],
    endedAt: null,
    because: null,
    elapsedSeconds: null,
  };
}

const templateVersionOf = ({ templateVersion }: Pick<Clock, 'templateVersion'>): Pick<Clock, 'templateVersion'> =>
  templateVersion === undefined ? {} : { templateVersion };

const isOpen = (pauses: readonly ClockPause[]): boolean => pauses.at(-1)?.to === null;

/** Ends the pause that lasts; and, where the last one ended later, ends that one earlier. */
function endPause(pauses: readonly ClockPause[], to: Instant): readonly ClockPause[] {
  const last = pauses.at(-1);
  if (last === undefined || (last.to !== null && last.to <= to)) return pauses;
  return [...pauses.slice(0, -1), { ...last, to: to < last.from ? last.from : to }];
}

function change(clock: Clock, fact: Exclude<ClockFact, { type: 'ClockStarted' }>, at: Instant): Partial<Clock> {
  switch (fact.type) {
    case 'ClockPaused': {
      const pauses = [...endPause(clock.pauses, fact.from), { from: fact.from, to: null, cause: fact.cause }];
      return { state: 'paused', pauses, dueAt: null, alarms: [] };
    }
    case 'ClockResumed':
      return { state: 'running', pauses: endPause(clock.pauses, fact.to), ...ahead(clock, fact) };
    case 'ClockBackdated':
      return { ...ahead(clock, fact), ...backdated(fact) };
    case 'ClockMet':
      return met(clock, fact);
    case 'ClockMissed':
      return {
        ...{ state: 'missed', dueAt: fact.dueAt, missedByRetarget: fact.byRetarget },
        ...{ alarms: fact.alarms, fired: [...clock.fired, 'due'], endedAt: clock.optional ? fact.dueAt : null },
      };
    case 'ClockRetargeted':
      return retargeted(clock, fact, at);
    case 'ClockHandedOver':
      return { stretches: [...clock.stretches, fact.stretch], ...ahead(clock, fact) };
    case 'ClockCancelled': {
      const state = clock.state === 'missed' ? 'missed' : 'cancelled';
      return { state, alarms: [], endedAt: at, because: fact.because, elapsedSeconds: fact.elapsedSeconds };
    }
    case 'VerdictRevoked':
      return revoked(clock, fact);
    case 'ClockWarned': {
      const fired = [...clock.fired, `warning ${fact.percent}`];
      return { warnedAt: clock.warnedAt ?? fact.warnAt, fired, alarms: fact.alarms };
    }
    case 'EscalationFired':
      return { fired: [...clock.fired, `level ${fact.level}.${fact.repeat}`], alarms: fact.alarms };
  }
}

function met(clock: Clock, fact: Extract<ClockFact, { type: 'ClockMet' }>): Partial<Clock> {
  return {
    ...{ state: fact.late ? 'missed' : 'met', metAt: fact.metAt, restsOn: fact.restsOn, endedAt: fact.metAt },
    elapsedSeconds: fact.elapsedSeconds ?? null,
    ...{ alarms: [], pauses: isOpen(clock.pauses) ? endPause(clock.pauses, fact.metAt) : clock.pauses },
  };
}

const backdated = ({ startAt, stretches, warnedAt, fired }: Extract<ClockFact, { type: 'ClockBackdated' }>) => ({
  ...{ startAt, stretches, warnedAt },
  ...(fired === undefined ? {} : { fired }),
});

function retargeted(clock: Clock, fact: Extract<ClockFact, { type: 'ClockRetargeted' }>, at: Instant): Partial<Clock> {
  return {
    target: fact.target,
    policyId: fact.policyId,
    policyVersion: fact.policyVersion,
    escalationPlanId: fact.escalationPlanId,
    escalationPlanVersion: fact.escalationPlanVersion,
    ...templateVersionOf(fact),
    pausesIn: fact.pausesIn,
    accepts: fact.accepts,
    warnAt: fact.warnAt,
    stretches: fact.stretches,
    retargets: [...clock.retargets, { at, from: fact.from, to: fact.target }],
    ...ahead(clock, fact),
  };
}

function revoked(clock: Clock, fact: Extract<ClockFact, { type: 'VerdictRevoked' }>): Partial<Clock> {
  return {
    ...{ state: fact.state, metAt: null, restsOn: null, endedAt: null, because: null, elapsedSeconds: null },
    missedByRetarget: fact.state === 'missed' && clock.missedByRetarget,
    pauses: fact.pauses,
    ...ahead(clock, fact),
  };
}

/** What lies ahead: an alarm that is among it again counts as one that has not gone off. */
function ahead(
  clock: Clock,
  next: { readonly dueAt: Instant | null; readonly alarms: readonly Alarm[] },
): Pick<Clock, 'dueAt' | 'alarms' | 'fired' | 'warnedAt'> {
  const coming = next.alarms.map(alarmKey);
  const fired = clock.fired.filter((key) => !coming.includes(key));
  const warned = fired.some((key) => key.startsWith('warning '));
  return { dueAt: next.dueAt, alarms: next.alarms, fired, warnedAt: warned ? clock.warnedAt : null };
}
