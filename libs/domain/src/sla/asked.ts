import { judge } from '../rules/judge.js';
import type { Facts } from '../rules/condition.js';
import { ticketFacts } from '../rules/ticket-facts.js';
import type { Status, Ticket } from '../ticket/ticket.js';
import type { Instant } from '../time.js';
import type { CalendarStretch, Clock, ClockDuty, Milestone } from './clock.js';
import { inForce, templateInForce } from './in-force.js';
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
  | 'templateVersion'
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

/** Answers by rules, policy, templates, queue and priority: thousands of changes ask the same. */
const answers = new WeakMap<SlaRules, WeakMap<SlaPolicy, Map<string, readonly Asked[]>>>();

/**
 * Everything that a policy asks of a ticket: its own targets at the ticket's priority, and the duties of its templates, in the version of them
 * that counts at an instant.
 */
export function askedBy(policy: SlaPolicy | null, ticket: Ticket, rules: SlaRules, startAt: Instant): readonly Asked[] {
  if (policy === null) return [];
  const byPolicy = answers.get(rules) ?? new WeakMap<SlaPolicy, Map<string, readonly Asked[]>>();
  answers.set(rules, byPolicy);
  const byPlace = byPolicy.get(policy) ?? new Map<string, readonly Asked[]>();
  byPolicy.set(policy, byPlace);
  const isPraise = ticket.kind === 'compliment';
  const templates = templatesOf(policy, rules, startAt);
  const versions = templates.map(({ version }) => version).join();
  const place = `${ticket.priority} ${ticket.queueId} ${isPraise} ${versions}`;
  const all = byPlace.get(place) ?? workOut(policy, ticket, rules, templates);
  const answer = isPraise ? all.filter(({ milestone }) => THANKED.includes(milestone)) : all;
  byPlace.set(place, answer);
  return answer;
}

function workOut(
  policy: SlaPolicy,
  ticket: Ticket,
  rules: SlaRules,
  templates: readonly RegulatoryTemplate[],
): readonly Asked[] {
  const calendar = calendarOf(policy, ticket.queueId, rules);
  const shared = callsOf(policy, rules);
  const service = policy.targets.flatMap((line): Asked[] => {
    const target = line.byPriority[ticket.priority];
    if (target === undefined) return [];
    const { id: policyId, version: policyVersion } = policy;
    const own = line.time === 'wall' ? ALWAYS_OPEN : calendar;
    return [{ ...shared, ...serviceTerms(line), part: null, target, policyId, policyVersion, calendar: own }];
  });
  const lawful = templates.flatMap((template) => dutiesIn(template, shared));
  return [...service, ...lawful.map((duty) => ({ ...duty, calendar }))];
}

/** What a clock of a template is held to by a policy: its own terms, as long as that runs the template at all. */
export function heldTo(clock: Clock, policy: SlaPolicy, ticket: Ticket, rules: SlaRules): Asked | undefined {
  const [code = ''] = clock.part?.split('.') ?? [];
  if (!policy.templates.includes(code) || ticket.kind === 'compliment') return undefined;
  return { ...clock, starts: 'receipt', calendar: calendarOf(policy, ticket.queueId, rules) };
}

type Calls = Pick<Asked, 'warnAt' | 'escalationPlanId' | 'escalationPlanVersion'>;

function callsOf(policy: SlaPolicy, rules: SlaRules): Calls {
  const plan = policy.escalationPlanId === null ? null : rules.currentPlan(policy.escalationPlanId);
  return {
    warnAt: policy.warnAt,
    escalationPlanId: plan?.id ?? null,
    escalationPlanVersion: plan?.version ?? null,
  };
}

/** The duties of the templates that a policy runs at an instant, the same for every ticket. */
export function dutiesOf(policy: SlaPolicy, rules: SlaRules, at: Instant): readonly Omit<Asked, 'calendar'>[] {
  const shared = callsOf(policy, rules);
  return templatesOf(policy, rules, at).flatMap((template) => dutiesIn(template, shared));
}

function templatesOf({ templates }: SlaPolicy, rules: SlaRules, at: Instant): readonly RegulatoryTemplate[] {
  if (templates.length === 0) return [];
  return templates.flatMap((code) => templateInForce(rules.templates, code, at) ?? []);
}

const dutiesIn = (template: RegulatoryTemplate, shared: Calls): readonly Omit<Asked, 'calendar'>[] =>
  template.duties.map((duty) => ({ ...shared, ...dutyTerms(template, duty) }));

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

/** What a policy asks from the receipt on of tickets of a priority; null: of all. */
export interface AskedFromReceipt extends Pick<Asked, 'milestone' | 'part' | 'metBy'> {
  readonly priority: string | null;
}

export function askedFromReceipt(policy: SlaPolicy, rules: SlaRules, at: Instant): AskedFromReceipt[] {
  const service = policy.targets.flatMap((line) => {
    const { milestone, metBy, starts } = serviceTerms(line);
    if (starts !== 'receipt') return [];
    return Object.keys(line.byPriority).map((priority) => ({ milestone, part: null, metBy, priority }));
  });
  const lawful = dutiesOf(policy, rules, at).filter(({ starts }) => starts === 'receipt');
  return [...service, ...lawful.map(({ milestone, part, metBy }) => ({ milestone, part, metBy, priority: null }))];
}

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
  { code, version }: RegulatoryTemplate,
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
  | 'templateVersion'
> {
  return {
    ...{ milestone: 'regulatory', part: `${code}.${duty.part}`, target: duty.target, templateVersion: version },
    ...{ pausesIn: duty.pausesIn, accepts: duty.metBy === 'acknowledgement' ? 'any' : 'human' },
    ...{ metBy: duty.metBy, optional: duty.optional, starts: duty.starts, policyId: null, policyVersion: null },
  };
}

/** Clocks of tasks and undertakings are kept with those. */
export const isOfTicket = ({ milestone }: { readonly milestone: Milestone }): boolean =>
  milestone !== 'task' && milestone !== 'undertaking';
