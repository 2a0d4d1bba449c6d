import type { ClockCalendar, ClockExplanation, ClockView } from '@redress/contract/sla.js';
import type { Asker } from '@redress/domain/people.js';
import type { Clock } from '@redress/domain/sla/clock.js';
import { type ExplanationLine, withRetargets } from '@redress/domain/sla/explain.js';
import { explainTarget, openTimeOf } from '@redress/domain/sla/legal-time.js';
import type { SlaRules } from '@redress/domain/sla/policy.js';
import { elapsedSeconds, measured } from '@redress/domain/sla/reckoning.js';
import type { Target } from '@redress/domain/sla/target.js';
import { type Instant, SECOND, toRfc3339 } from '@redress/domain/time.js';
import { isUuid, sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';

/** The clocks of a ticket in the order in which they started. The caller has made sure that the asker may see it. */
export async function clocksView(sql: Sql, ticketId: string, now: Instant): Promise<ClockView[]> {
  const stored = await readTicket(sql, ticketId);
  if (stored === null || stored.ticket.clocks.length === 0) return [];
  const rules = await slaRules(sql, stored.rulesToken);
  return stored.ticket.clocks.map((clock) => viewOf(clock, rules, now));
}

/** Null when there is no such clock on a ticket that the asker may see. */
export async function clockExplanation(
  sql: Sql,
  asker: Asker,
  clockId: string,
  now: Instant,
): Promise<ClockExplanation | null> {
  const found = await findClock(sql, asker, clockId);
  if (found === null) return null;
  const rules = await slaRules(sql);
  const clock = viewOf(found, rules, now);
  const { elapsedSeconds: elapsed, remainingSeconds } = clock;
  return {
    ...{ clock, elapsedSeconds: elapsed, remainingSeconds, calendars: calendarsOf(found, rules) },
    explanation: linesOf(found, rules, now).map((line) => ({
      ...line,
      from: toRfc3339(line.from),
      to: toRfc3339(line.to),
    })),
  };
}

async function findClock(sql: Sql, asker: Asker, clockId: string): Promise<Clock | null> {
  if (!isUuid(clockId)) return null;
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<{ clock: Clock }>(
    `SELECT k.body AS clock FROM clocks k JOIN tickets t ON t.id = k.ticket_id WHERE k.id = $1 AND ${sight.text}`,
    [clockId, ...sight.values],
  );
  return row?.clock ?? null;
}

const wire = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));

function viewOf(clock: Clock, rules: SlaRules, now: Instant): ClockView {
  const { id, milestone, part, episode, state, target, missedByRetarget, optional, because, accepts } = clock;
  const elapsed = clock.elapsedSeconds ?? elapsedSeconds(clock, rules, endOf(clock, now));
  return {
    ...{ id, milestone, part, episode, state, target, missedByRetarget, optional, because, accepts },
    startAt: toRfc3339(clock.startAt),
    dueAt: wire(clock.dueAt),
    warnAt: wire(clock.warnedAt ?? clock.alarms.find(({ kind }) => kind === 'warning')?.at ?? null),
    metAt: wire(clock.metAt),
    endedAt: wire(clock.endedAt),
    policy: policyOf(clock, rules),
    template: templateOf(clock, rules),
    pausedBecause: state === 'paused' ? (clock.pauses.at(-1)?.cause ?? null) : null,
    elapsedSeconds: elapsed,
    remainingSeconds: remainingOf(clock, elapsed, now),
    retargets: clock.retargets.map(({ at, from, to }) => ({ at: toRfc3339(at), from, to })),
  };
}

const endOf = (clock: Clock, now: Instant): Instant => clock.metAt ?? clock.endedAt ?? now;

/** Of open time what of the target is left; of days the time until the last one is over. */
function remainingOf(clock: Clock, elapsed: number, now: Instant): number | null {
  const openTime = openTimeOf(clock.target);
  if (openTime !== null) return Math.floor(openTime / SECOND) - elapsed;
  return clock.dueAt === null ? null : Math.floor((clock.dueAt - endOf(clock, now)) / SECOND);
}

function policyOf({ policyId, policyVersion }: Clock, rules: SlaRules): ClockView['policy'] {
  const policy = rules.policies.find(({ id, version }) => id === policyId && version === policyVersion);
  return policy === undefined ? null : { id: policy.id, name: policy.name, version: policy.version };
}

function templateOf({ part, templateVersion }: Clock, rules: SlaRules): ClockView['template'] {
  const [code] = part?.split('.') ?? [];
  const template = rules.templates.find((one) => one.code === code && one.version === templateVersion);
  return template === undefined ? null : { code: template.code, name: template.name, version: template.version };
}

function calendarsOf({ stretches }: Clock, rules: SlaRules): ClockCalendar[] {
  return stretches.map(({ from, calendarId, calendarVersion }) => {
    if (calendarId === null) return { from: toRfc3339(from), name: null, version: 0, timezone: null };
    const { name, version, calendar } = rules.calendar(calendarId, calendarVersion);
    return { from: toRfc3339(from), name, version, timezone: calendar.zone.name };
  });
}

/** Of a clock that runs the way to its due instant; of a paused one up to now; of others up to where they ended. */
function linesOf(clock: Clock, rules: SlaRules, now: Instant): readonly ExplanationLine[] {
  const { state, target, startAt, pauses, metAt, endedAt } = clock;
  const ended = metAt ?? (state === 'cancelled' ? endedAt : null);
  const until = ended ?? (state === 'paused' ? now : undefined);
  const lines = explainTarget(target, measured(clock.stretches, rules), startAt, pauses, until);
  return withRetargets(
    lines,
    clock.retargets.map(({ at, to }) => ({ at, name: nameOf(to) })),
  );
}

/** `240 minutes` */
const nameOf = (target: Target): string =>
  Object.entries(target)
    .map(([unit, count]) => `${String(count)} ${unit}`)
    .join(' ');
