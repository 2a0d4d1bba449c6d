import type { Condition, Facts } from '@redress/domain/rules/condition.js';
import { compileCalendar } from '@redress/domain/sla/business-time.js';
import type { Window } from '@redress/domain/sla/calendar.js';
import type { Clock, Milestone } from '@redress/domain/sla/clock.js';
import { keepClocks } from '@redress/domain/sla/keep-clocks.js';
import type { PlanVersion, PolicyTarget, SlaPolicy, SlaRules } from '@redress/domain/sla/policy.js';
import { SHIPPED_TEMPLATES } from '@redress/domain/sla/regulatory-templates.js';
import { ringClocks } from '@redress/domain/sla/ring-clocks.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { Actor, TicketEvent, TicketFact } from '@redress/domain/ticket/events.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { instant, type Instant, later, MINUTE } from '@redress/domain/time.js';
import { AGENT, START, uuid } from './given.js';

const NINE_TO_FIVE: Window = ['09:00', '17:00'];

const weekdays = (open: Window) => ({ mon: [open], tue: [open], wed: [open], thu: [open], fri: [open] });

const calendarVersion = (id: string, name: string, open: Window) => ({
  id,
  version: 1,
  name,
  calendar: compileCalendar({ timezone: 'UTC', weekly: weekdays(open), holidays: [], exceptions: [] }),
});

/** The installation's hours: Monday to Friday 09–17 UTC. */
export const HOUSE_CALENDAR = uuid(500);
/** The hours of the team of `LATE_QUEUE`: Monday to Friday 13–21 UTC. */
export const LATE_CALENDAR = uuid(501);
export const LATE_QUEUE = uuid(11);

const CALENDARS = [
  calendarVersion(HOUSE_CALENDAR, 'House', NINE_TO_FIVE),
  calendarVersion(LATE_CALENDAR, 'Late', ['13:00', '21:00']),
];

/** Minutes of open time, the same for each priority unless said otherwise. */
export const line = (milestone: PolicyTarget['milestone'], minutes: number, more: Partial<PolicyTarget> = {}) => ({
  milestone,
  byPriority: {
    low: { minutes },
    normal: { minutes },
    high: { minutes: minutes / 2 },
    urgent: { minutes: minutes / 4 },
  },
  time: 'business' as const,
  pausesIn: [],
  accepts: 'any' as const,
  ...more,
});

export const policy = (more: Partial<SlaPolicy> = {}): SlaPolicy => ({
  id: uuid(510),
  version: 1,
  name: 'Standard',
  position: 1,
  enabled: true,
  validFrom: instant(0),
  condition: null,
  targets: [
    line('acknowledgement', 60),
    line('firstResponse', 240),
    line('nextResponse', 240),
    line('update', 2_400),
    line('resolution', 4_800),
  ],
  warnAt: [50, 80],
  calendarId: null,
  escalationPlanId: null,
  templates: [],
  ...more,
});

export const whenKind = (kind: string): Condition => ({ fact: 'kind', operator: 'is', value: kind });

/** Rules as plain data, without a database. */
export function rulesOf(policies: readonly SlaPolicy[], plans: readonly PlanVersion[] = []): SlaRules {
  const calendar = (id: string) => {
    const found = CALENDARS.find((one) => one.id === id);
    if (found === undefined) throw new Error(`No calendar ${id}`);
    return found;
  };
  return {
    revision: 1,
    policies,
    templates: SHIPPED_TEMPLATES,
    calendar,
    currentCalendar: calendar,
    teamCalendarId: (queueId) => (queueId === LATE_QUEUE ? LATE_CALENDAR : null),
    installationCalendarId: HOUSE_CALENDAR,
    plan: (id, version) => plans.find((plan) => plan.id === id && plan.version === version) ?? null,
    currentPlan: (id) => plans.findLast((plan) => plan.id === id) ?? null,
  };
}

/** A ticket whose clocks are kept, with the log that made it. */
export class Clocked {
  readonly events: TicketEvent[] = [];
  private folded: Ticket | null = null;
  private ids = 0;

  constructor(
    public rules: SlaRules,
    readonly id = uuid(100),
    private readonly known: Facts = {},
  ) {}

  get ticket(): Ticket {
    if (this.folded === null) throw new Error('Not opened yet');
    return this.folded;
  }

  /** Does something at `minutes` after the start of the story, a Monday at nine. */
  do(minutes: number, facts: readonly TicketFact[], { by = AGENT, undoes = [] as readonly number[] } = {}): this {
    const at = later(START, minutes * MINUTE);
    const before = this.folded;
    const { ticket, events } = record(before, this.id, facts, by, at);
    if (ticket === null) throw new Error('Nothing happened');
    const marked = events.map((event, index): TicketEvent => {
      const version = undoes[index];
      return version === undefined ? event : { ...event, undoes: version };
    });
    const stroke = { before, events: marked, after: ticket, rules: this.rules, known: this.known, at };
    const kept = keepClocks({ ...stroke, newId: () => uuid(10_000 + this.ids++) });
    this.take(ticket, marked, kept, at, by);
    return this;
  }

  /** Lets time pass: the clocks ring what fell until then. */
  ring(minutes: number): this {
    const at = later(START, minutes * MINUTE);
    return this.take(this.ticket, [], ringClocks(this.ticket.clocks, this.rules, at), at, AGENT);
  }

  clock(milestone: Milestone, part: string | null = null): Clock {
    const found = this.ticket.clocks.findLast(
      (clock) => clock.milestone === milestone && (part ?? clock.part) === clock.part,
    );
    if (found === undefined) throw new Error(`No clock ${milestone} ${part ?? ''}`);
    return found;
  }

  has(milestone: Milestone): boolean {
    return this.ticket.clocks.some((clock) => clock.milestone === milestone);
  }

  private take(
    ticket: Ticket,
    events: readonly TicketEvent[],
    facts: readonly TicketFact[],
    at: Instant,
    by: Actor,
  ): this {
    const kept = record(ticket, this.id, facts, by, at);
    this.folded = kept.ticket;
    this.events.push(...events, ...kept.events);
    return this;
  }
}

/** Minutes after the start of the story; null for none. */
export const minutesOf = (at: Instant | null): number | null => (at === null ? null : (at - START) / MINUTE);
