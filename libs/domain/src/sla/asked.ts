import { judge } from '../rules/judge.js';
import type { Facts } from '../rules/condition.js';
import { ticketFacts } from '../rules/ticket-facts.js';
import type { Status, Ticket } from '../ticket/ticket.js';
import type { Instant } from '../time.js';
import type { CalendarStretch, Clock, ClockDuty, Milestone } from './clock.js';
import { inForce } from './in-force.js';
import type { PolicyTarget, RegulatoryDuty, RegulatoryTemplate, SlaPolicy, SlaRules } from './policy.js';

/** What a policy or a template asks of one clock on this ticket. */
export type Asked = Pick<
  Clock,
  | 'milestone'
  | 'part'
  | 'target'
  | 'pausesIn'
  | 'accepts'
  | 'metBy'
  | 'optional'
  | 'warnAt'
  | 'policyId'
  | 'policyVersion'
  | 'escalationPlanId'
  | 'escalationPlanVersion'
> & {
  readonly starts: 'receipt' | 'acknowledgement' | 'reopening' | 'answer';
  readonly calendar: Omit<CalendarStretch, 'from'>;
};

/**
 * The policy of a ticket for a clock that starts at an instant: the one a routing rule chose, else the first whose condition holds.
 * Null: no policy is for it, and it runs no clocks.
 */
export function choosePolicy(ticket: Ticket, known: Facts, rules: SlaRules, startAt: Instant): SlaPolicy | null {
  const candidates = inForce(rules.policies, startAt);
  const chosen = candidates.find((policy) => policy.id === ticket.chosenPolicyId);
  if (chosen !== undefined) return chosen;
  const facts = ticketFacts(ticket, known);
  return candidates.find((policy) => judge(policy.condition, facts).holds) ?? null;
}

/** Praise is thanked for: there is nothing to resolve, nothing to be kept informed of, and no law waits for it. */
const THANKED: readonly Milestone[] = ['acknowledgement', 'firstResponse', 'nextResponse'];

/** Answers by rules, policy, queue and priority: thousands of changes ask the same. */
const answers = new WeakMap<SlaRules, WeakMap<SlaPolicy, Map<string, readonly Asked[]>>>();

/** Everything that a policy asks of a ticket: its own targets at the ticket's priority, and the duties of its templates. */
export function askedBy(policy: SlaPolicy | null, ticket: Ticket, rules: SlaRules): readonly Asked[] {
  if (policy === null) return [];
  const byPolicy = answers.get(rules) ?? new WeakMap<SlaPolicy, Map<string, readonly Asked[]>>();
  answers.set(rules, byPolicy);
  const byPlace = byPolicy.get(policy) ?? new Map<string, readonly Asked[]>();
  byPolicy.set(policy, byPlace);
  const isPraise = ticket.kind === 'compliment';
  const place = `${ticket.priority} ${ticket.queueId} ${isPraise}`;
  const all = byPlace.get(place) ?? workOut(policy, ticket, rules);
  const answer = isPraise ? all.filter(({ milestone }) => THANKED.includes(milestone)) : all;
  byPlace.set(place, answer);
  return answer;
}

function workOut(policy: SlaPolicy, ticket: Ticket, rules: SlaRules): readonly Asked[] {
  const calendar = calendarOf(policy, ticket.queueId, rules);
  const shared = callsOf(policy, rules);
  const service = policy.targets.flatMap((line): Asked[] => {
    const target = line.byPriority[ticket.priority];
    if (target === undefined) return [];
    const { id: policyId, version: policyVersion } = policy;
    const own = line.time === 'wall' ? ALWAYS_OPEN : calendar;
    return [{ ...shared, ...serviceTerms(line), part: null, target, policyId, policyVersion, calendar: own }];
  });
  return [...service, ...dutiesOf(policy, rules).map((duty) => ({ ...duty, calendar }))];
}

function callsOf(
  policy: SlaPolicy,
  rules: SlaRules,
): Pick<Asked, 'warnAt' | 'escalationPlanId' | 'escalationPlanVersion'> {
  const plan = policy.escalationPlanId === null ? null : rules.currentPlan(policy.escalationPlanId);
  return {
    warnAt: policy.warnAt,
    escalationPlanId: plan?.id ?? null,
    escalationPlanVersion: plan?.version ?? null,
  };
}

/** The duties of the templates that a policy runs, the same for every ticket. */
export function dutiesOf(policy: SlaPolicy, rules: SlaRules): readonly Omit<Asked, 'calendar'>[] {
  const shared = callsOf(policy, rules);
  return policy.templates.flatMap((code) => {
    const template = rules.templates.find((one) => one.code === code);
    return (template?.duties ?? []).map((duty) => ({ ...shared, ...dutyTerms(template, duty) }));
  });
}

const ALWAYS_OPEN: Asked['calendar'] = { calendarId: null, calendarVersion: 0 };

/** The policy's calendar, else the team's, else the installation's; without any it is always open. */
function calendarOf(policy: SlaPolicy, queueId: string, rules: SlaRules): Asked['calendar'] {
  const id = policy.calendarId ?? rules.teamCalendarId(queueId) ?? rules.installationCalendarId;
  return id === null ? ALWAYS_OPEN : { calendarId: id, calendarVersion: rules.currentCalendar(id).version };
}

const STARTS: Readonly<Record<PolicyTarget['milestone'], Asked['starts']>> = {
  acknowledgement: 'receipt',
  firstResponse: 'receipt',
  nextResponse: 'answer',
  update: 'answer',
  resolution: 'receipt',
};

const MET_BY: Readonly<Record<PolicyTarget['milestone'], ClockDuty>> = {
  acknowledgement: 'acknowledgement',
  firstResponse: 'publicReply',
  nextResponse: 'publicReply',
  update: 'anyOutbound',
  resolution: 'decision',
};

function serviceTerms(
  line: PolicyTarget,
): Pick<Asked, 'milestone' | 'pausesIn' | 'accepts' | 'metBy' | 'optional' | 'starts'> {
  const { milestone } = line;
  const accepts = milestone === 'acknowledgement' ? line.accepts : milestone === 'update' ? 'any' : 'human';
  return {
    ...{ milestone, accepts, optional: false },
    ...{ pausesIn: pausesOf(line), metBy: MET_BY[milestone], starts: STARTS[milestone] },
  };
}

/** Waiting for the customer always pauses the resolution, waiting for ourselves never does; answers that are owed never pause. */
function pausesOf({ milestone, pausesIn }: PolicyTarget): readonly Status[] {
  if (milestone === 'update') return pausesIn;
  if (milestone !== 'resolution') return [];
  const wanted: Status[] = ['waitingCustomer', ...pausesIn];
  return [...new Set(wanted)].filter((status) => status !== 'waitingInternal');
}

function dutyTerms(
  template: RegulatoryTemplate | undefined,
  duty: RegulatoryDuty,
): Pick<
  Asked,
  | 'milestone'
  | 'part'
  | 'target'
  | 'pausesIn'
  | 'accepts'
  | 'metBy'
  | 'optional'
  | 'starts'
  | 'policyId'
  | 'policyVersion'
> {
  return {
    ...{ milestone: 'regulatory', part: `${template?.code ?? ''}.${duty.part}`, target: duty.target },
    ...{ pausesIn: duty.pausesIn, accepts: duty.metBy === 'acknowledgement' ? 'any' : 'human' },
    ...{ metBy: duty.metBy, optional: duty.optional, starts: duty.starts, policyId: null, policyVersion: null },
  };
}

/** Clocks of tasks and undertakings are kept with those. */
export const isOfTicket = ({ milestone }: { readonly milestone: Milestone }): boolean =>
  milestone !== 'task' && milestone !== 'undertaking';
