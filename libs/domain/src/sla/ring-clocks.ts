import type { Instant } from '../time.js';
import { type Alarm, type Clock, type ClockFact, isOutstanding } from './clock.js';
import { foldClock } from './clock-fold.js';
import type { SlaRules } from './policy.js';
import { reckon } from './reckoning.js';

/** A clock that repeats a level more often than this at once was asleep for months; the rest rings at the next look. */
const MOST_AT_ONCE = 500;

/**
 * What the clocks ring up to an instant, in the order of the instants at which it should have rung: each fact carries that instant, however late
 * anybody looked. Each alarm rings once, because it is gone from the clock that the fold of the fact gives.
 */
export function ringClocks(clocks: readonly Clock[], rules: SlaRules, now: Instant): ClockFact[] {
  const facts: ClockFact[] = [];
  let folded = clocks;
  while (facts.length < MOST_AT_ONCE) {
    const next = earliest(folded);
    if (next === null || next.alarm.at > now) break;
    const fact = ring(next.clock, next.alarm, rules);
    facts.push(fact);
    folded = foldClock(folded, fact, now);
  }
  return facts;
}

function earliest(clocks: readonly Clock[]): { readonly clock: Clock; readonly alarm: Alarm } | null {
  let found: { readonly clock: Clock; readonly alarm: Alarm } | null = null;
  for (const clock of clocks) {
    const [alarm] = clock.alarms;
    if (alarm === undefined || !isOutstanding(clock)) continue;
    if (found === null || alarm.at < found.alarm.at) found = { clock, alarm };
  }
  return found;
}

function ring(clock: Clock, alarm: Alarm, rules: SlaRules): ClockFact {
  const clockId = clock.id;
  const alarms = clock.alarms.slice(1);
  if (alarm.kind === 'warning')
    return {
      ...{ type: 'ClockWarned', clockId, percent: alarm.percent, dueAt: clock.dueAt ?? alarm.at },
      ...{ warnAt: alarm.at, alarms },
    };
  if (alarm.kind === 'due') {
    const levels = clock.optional ? [] : alarms.filter(({ kind }) => kind === 'level');
    return { type: 'ClockMissed', clockId, dueAt: alarm.at, byRetarget: false, alarms: levels };
  }
  return {
    ...{ type: 'EscalationFired', clockId, level: alarm.level, repeat: alarm.repeat, fallsAt: alarm.at },
    ...{ planId: clock.escalationPlanId ?? '', planVersion: clock.escalationPlanVersion ?? 0 },
    alarms: afterLevel(clock, alarm, rules),
  };
}

/** The next repetition of a level takes the place of the one that rang. */
function afterLevel(clock: Clock, alarm: Extract<Alarm, { kind: 'level' }>, rules: SlaRules): readonly Alarm[] {
  const fired = [...clock.fired, `level ${alarm.level}.${alarm.repeat}`];
  const { alarms } = reckon({ ...clock, fired }, rules);
  return clock.state === 'missed' ? alarms.filter(({ kind }) => kind === 'level') : alarms;
}
