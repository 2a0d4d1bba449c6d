import { instant, type Instant, later, MINUTE, SECOND } from '../time.js';
import { ALWAYS, dueOver, type Stretch } from './business-time.js';
import { type Alarm, alarmKey, type CalendarStretch, type Clock } from './clock.js';
import { dueAtOver, elapsedOfTarget, openTimeOf } from './legal-time.js';
import type { PlanLevel, SlaRules } from './policy.js';

/** What a due time is worked out from. */
export type Terms = Pick<
  Clock,
  'target' | 'startAt' | 'stretches' | 'pauses' | 'warnAt' | 'escalationPlanId' | 'escalationPlanVersion' | 'fired'
>;

export interface Reckoned {
  readonly dueAt: Instant | null;
  readonly alarms: readonly Alarm[];
}

/** The stretches with the calendars that they name, ready to count. */
export function measured(stretches: readonly CalendarStretch[], rules: SlaRules): readonly Stretch[] {
  return stretches.map(({ from, calendarId, calendarVersion }) => ({
    from,
    calendar: calendarId === null ? ALWAYS : rules.calendar(calendarId, calendarVersion).calendar,
  }));
}

/** When a clock falls due, and what rings before and after that. What went off does not go off again. */
export function reckon(terms: Terms, rules: SlaRules): Reckoned {
  const stretches = measured(terms.stretches, rules);
  const dueAt = dueAtOver(terms.target, stretches, terms.startAt, terms.pauses);
  if (dueAt === null) return { dueAt, alarms: [] };
  const alarms: Alarm[] = [...warnings(terms, stretches, dueAt), { kind: 'due', at: dueAt } as const].filter(
    (alarm) => !terms.fired.includes(alarmKey(alarm)),
  );
  alarms.push(...levels(terms, stretches, dueAt, rules));
  return { dueAt, alarms: alarms.sort(earlierFirst) };
}

/** At one instant what warns comes before what is missed, and that before what escalates. */
const ORDER = { warning: 0, due: 1, level: 2 } as const;
const earlierFirst = (one: Alarm, other: Alarm): number => one.at - other.at || ORDER[one.kind] - ORDER[other.kind];

function warnings(terms: Terms, stretches: readonly Stretch[], dueAt: Instant): Alarm[] {
  return terms.warnAt.flatMap((percent): Alarm[] => {
    const at = shareOf(terms, stretches, dueAt, percent);
    return at === null ? [] : [{ kind: 'warning', at, percent }];
  });
}

/** When so many percent of the target are used up: of open time, or, for a target of days, of the time between its ends. */
function shareOf(terms: Terms, stretches: readonly Stretch[], dueAt: Instant, percent: number): Instant | null {
  const openTime = openTimeOf(terms.target);
  if (openTime === null) return instant(terms.startAt + Math.ceil(((dueAt - terms.startAt) * percent) / 100));
  return dueOver(stretches, terms.startAt, Math.ceil((openTime * percent) / 100), terms.pauses);
}

function levels(terms: Terms, stretches: readonly Stretch[], dueAt: Instant, rules: SlaRules): Alarm[] {
  const { escalationPlanId: id, escalationPlanVersion: version } = terms;
  const plan = id === null || version === null ? null : rules.plan(id, version);
  return (plan?.levels ?? []).flatMap((level): Alarm[] => {
    const repeat = timesFired(terms.fired, level);
    if (repeat > (level.repeat?.times ?? 0)) return [];
    const first = levelAt(terms, stretches, dueAt, level);
    if (first === null) return [];
    const at = repeat === 0 ? first : later(first, repeat * (level.repeat?.everyMinutes ?? 0) * MINUTE);
    return [{ kind: 'level', at, level: level.level, repeat }];
  });
}

const timesFired = (fired: readonly string[], { level }: PlanLevel): number =>
  fired.filter((key) => key.startsWith(`level ${level}.`)).length;

/** Minutes are those of the clock's own time, and wall time for a target of days. */
function levelAt(terms: Terms, stretches: readonly Stretch[], dueAt: Instant, level: PlanLevel): Instant | null {
  const { offset } = level;
  if ('percent' in offset) return shareOf(terms, stretches, dueAt, offset.percent);
  const openTime = openTimeOf(terms.target);
  if (openTime === null) return later(dueAt, offset.minutes * MINUTE);
  return dueOver(stretches, terms.startAt, Math.max(0, openTime + offset.minutes * MINUTE), terms.pauses);
}

/** Whole seconds that had counted at an instant. */
export function elapsedSeconds(clock: Terms, rules: SlaRules, at: Instant): number {
  const stretches = measured(clock.stretches, rules);
  return Math.floor(elapsedOfTarget(clock.target, stretches, clock.startAt, at, clock.pauses) / SECOND);
}
