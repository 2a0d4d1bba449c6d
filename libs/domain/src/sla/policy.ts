import type { Condition } from '../rules/condition.js';
import type { Priority, Status } from '../ticket/ticket.js';
import type { Instant } from '../time.js';
import type { BusinessCalendar } from './business-time.js';
import type { Milestone } from './clock.js';
import type { Target } from './target.js';

export type ServiceMilestone = Exclude<Milestone, 'regulatory' | 'task' | 'undertaking'>;

/** One line of a policy. A priority without a target starts no such clock. */
export interface PolicyTarget {
  readonly milestone: ServiceMilestone;
  readonly byPriority: Readonly<Partial<Record<Priority, Target>>>;
  /** `wall` counts every second, whatever the calendar. */
  readonly time: 'business' | 'wall';
  readonly pausesIn: readonly Status[];
  /** Which acknowledgement counts; other milestones are met by people only. */
  readonly accepts: 'human' | 'automatic' | 'any';
}

/** One version of a policy: immutable. Policies are tried in order, the first whose condition holds is the ticket's. */
export interface SlaPolicy {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly position: number;
  readonly enabled: boolean;
  /** It is used for clocks that start at this instant or later. */
  readonly validFrom: Instant;
  /** Null holds for every ticket. */
  readonly condition: Condition | null;
  readonly targets: readonly PolicyTarget[];
  /** Shares of the target in percent, ascending. */
  readonly warnAt: readonly number[];
  /** Null: the team's calendar, else the installation's. */
  readonly calendarId: string | null;
  readonly escalationPlanId: string | null;
  /** Codes of the regulatory templates that run beside it. */
  readonly templates: readonly string[];
}

export interface RegulatoryDuty {
  /** `acknowledgement`, `interim`, `final`, `summaryResolution`, `stage1`, `stage2` … */
  readonly part: string;
  readonly target: Target;
  readonly starts: 'receipt' | 'acknowledgement' | 'reopening';
  readonly metBy: 'acknowledgement' | 'publicReply' | 'decision';
  readonly pausesIn: readonly Status[];
  /** Missing it breaks no law (a summary resolution that was not reached only opens the longer way). */
  readonly optional: boolean;
}

/** One version of a time limit of a regulator, shipped as data: "check with your lawyer". Immutable; code and version name it. */
export interface RegulatoryTemplate {
  readonly code: string;
  readonly version: number;
  /** It is used for clocks that start at this instant or later. */
  readonly validFrom: Instant;
  readonly name: string;
  readonly source: string;
  readonly duties: readonly RegulatoryDuty[];
}

export interface CalendarVersion {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly calendar: BusinessCalendar;
}

/** A level of an escalation plan, as far as the clock needs it: when it falls. */
export interface PlanLevel {
  readonly level: number;
  /** Percent of the target, or minutes of the clock's own time before (negative) or after (positive) the due instant. */
  readonly offset: { readonly percent: number } | { readonly minutes: number };
  /** Minutes of wall time between repetitions, and how many; null fires once. */
  readonly repeat: { readonly everyMinutes: number; readonly times: number } | null;
}

export interface PlanVersion {
  readonly id: string;
  readonly version: number;
  readonly levels: readonly PlanLevel[];
}

/** Everything that clocks are kept by, as it stands at one moment; read in the transaction that changes the ticket. */
export interface SlaRules {
  /** Grows with every change of a policy, calendar, template, plan, team or queue. */
  readonly revision: number;
  readonly policies: readonly SlaPolicy[];
  /** Every version of each; `templateInForce` says which counts. */
  readonly templates: readonly RegulatoryTemplate[];
  /** All versions that a running clock may need; `current` is the newest. */
  calendar(id: string, version: number): CalendarVersion;
  currentCalendar(id: string): CalendarVersion;
  /** The calendar of the team that works a queue, or null. */
  teamCalendarId(queueId: string): string | null;
  readonly installationCalendarId: string | null;
  plan(id: string, version: number): PlanVersion | null;
  currentPlan(id: string): PlanVersion | null;
}
