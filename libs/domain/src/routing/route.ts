import type { Facts, Test } from '../rules/condition.js';
import { judge } from '../rules/judge.js';
import type { AssignmentCause, Grade, Kind, Priority, SkillNeed } from '../ticket/ticket.js';
import { asksQueue } from './circles.js';
import { priorityOf, type PriorityTable } from './priority.js';
import type { RoutingActions, RoutingRule } from './rule.js';

/** Somebody who knows the customer already. */
export interface StickyOwner {
  readonly id: string;
  readonly because: Extract<AssignmentCause, 'openTicket' | 'accountManager'>;
  /** The queues he may work; null for all of them. */
  readonly worksIn: readonly string[] | null;
  /** He is away by a registered absence, or has left. */
  readonly absent: boolean;
}

/** What stands before any rule is asked. */
export interface RoutingGround {
  readonly queueId: string;
  /** A person chose the queue: no rule moves the ticket. */
  readonly queueIsChosen: boolean;
  /** A person chose it: no rule changes it. Null when nobody did. */
  readonly chosenPriority: Priority | null;
  readonly severity: Grade | null;
  readonly risk: Grade | null;
  readonly table: PriorityTable;
  /** Best first. */
  readonly sticky: readonly StickyOwner[];
  /** Who must not get it, whatever the rules say. */
  readonly excluded: readonly string[];
  /** Whom a rule may name as owner, with the queues he may work. */
  worksIn(agentId: string): readonly string[] | null;
}

export interface RoutingResult {
  readonly queueId: string;
  /** Null: no rule says what it is. */
  readonly kind: Kind | null;
  readonly priority: Priority;
  readonly severity: Grade | null;
  readonly risk: Grade | null;
  readonly skills: readonly SkillNeed[];
  readonly tags: readonly string[];
  readonly ownerId: string | null;
  readonly ownerBecause: Extract<AssignmentCause, 'openTicket' | 'accountManager' | 'rule'> | null;
  readonly policyId: string | null;
  readonly excluded: readonly string[];
}

/** What became of one rule. */
export interface RuleTrace {
  readonly ruleId: string;
  readonly version: number;
  readonly name: string;
  /** 1, and one more each time a rule had moved the ticket to another queue. */
  readonly pass: number;
  readonly matched: boolean;
  /** The test that decided. */
  readonly because: Test | null;
  /** What it did; null when it did not match. */
  readonly did: RoutingActions | null;
  /** It matched, and its move was left out: the ticket has been in that queue, or a person chose the one it is in. */
  readonly moveLeftOut: 'circle' | 'chosen' | null;
  readonly stopped: boolean;
}

export interface OwnerTrace {
  readonly agentId: string;
  readonly because: AssignmentCause;
  readonly taken: boolean;
  /** Why he did not get it. */
  readonly not: 'excluded' | 'absent' | 'otherQueue' | null;
}

export interface RoutingTrace {
  readonly rules: readonly RuleTrace[];
  readonly owners: readonly OwnerTrace[];
  /** Where the priority comes from. */
  readonly priority: 'person' | 'rule' | 'table' | 'default';
  /** A person chose the queue; left out where nobody did, and of what was routed before this was kept. */
  readonly queue?: 'person';
}

interface Way {
  readonly result: RoutingActions & { readonly queueId: string };
  readonly rules: readonly RuleTrace[];
}

/**
 * Where a ticket goes, and a trace of every rule that was asked. Each rule acts once at most; later ones override what earlier ones set,
 * while skills, tags and exclusions add up. When the queue changed, the rules that ask for a queue are asked again with the new one; a
 * move back into a queue that it has been in is left out, so that this always ends. Depends on nothing but its arguments.
 */
export function route(
  rules: readonly RoutingRule[],
  facts: Facts,
  ground: RoutingGround,
): { readonly result: RoutingResult; readonly trace: RoutingTrace } {
  const way = follow(rules, facts, ground);
  const severity = way.result.severity ?? ground.severity;
  const risk = way.result.risk ?? ground.risk;
  const byTable = priorityOf(ground.table, severity, risk);
  const priority = ground.chosenPriority ?? way.result.priority ?? byTable ?? 'normal';
  const excluded = [...new Set([...ground.excluded, ...(way.result.exclude ?? [])])].sort();
  const owners = ownersTried(way, ground, excluded);
  const owner = owners.find((one) => one.taken) ?? null;
  return {
    result: {
      queueId: way.result.queueId,
      kind: way.result.kind ?? null,
      ...{ priority, severity, risk, excluded },
      skills: way.result.skills ?? [],
      tags: way.result.tags ?? [],
      ownerId: owner?.agentId ?? null,
      ownerBecause: owner === null ? null : causeOf(owner.because),
      policyId: way.result.policyId ?? null,
    },
    trace: { rules: way.rules, owners, priority: sourceOf(ground, way, byTable), ...queueSource(ground) },
  };
}

const queueSource = ({ queueIsChosen }: RoutingGround): Pick<RoutingTrace, 'queue'> =>
  queueIsChosen ? { queue: 'person' } : {};

function sourceOf(ground: RoutingGround, way: Way, byTable: Priority | null): RoutingTrace['priority'] {
  if (ground.chosenPriority !== null) return 'person';
  if (way.result.priority !== undefined) return 'rule';
  return byTable === null ? 'default' : 'table';
}

const causeOf = (cause: AssignmentCause): RoutingResult['ownerBecause'] =>
  cause === 'openTicket' || cause === 'accountManager' ? cause : 'rule';

function follow(rules: readonly RoutingRule[], facts: Facts, { queueId, queueIsChosen }: RoutingGround): Way {
  const ordered = rules
    .filter((rule) => rule.enabled)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const traces: RuleTrace[] = [];
  const been = queueIsChosen ? null : new Set([queueId]);
  let result: Way['result'] = { queueId };
  let left = ordered;
  for (let pass = 1; ; pass += 1) {
    const here = result.queueId;
    const now = { ...facts, queue: here };
    for (const rule of left) {
      const trace = ask(rule, now, pass, been);
      traces.push(trace);
      if (trace.did !== null) result = merged(result, trace.did);
      if (trace.stopped) return { result, rules: traces };
    }
    if (result.queueId === here) return { result, rules: traces };
    been?.add(result.queueId);
    const acted = new Set(traces.filter((trace) => trace.matched).map((trace) => trace.ruleId));
    left = ordered.filter((rule) => asksQueue(rule.condition) && !acted.has(rule.id));
  }
}

/** @param been the queues that it was in; null when it must stay. */
function ask(rule: RoutingRule, facts: Facts, pass: number, been: ReadonlySet<string> | null): RuleTrace {
  const { holds, because } = judge(rule.condition, facts);
  const { queueId, ...rest } = rule.actions;
  const moves = holds && queueId !== undefined && queueId !== facts['queue'];
  const moveLeftOut = !moves ? null : been === null ? 'chosen' : been.has(queueId) ? 'circle' : null;
  const did = !holds ? null : moveLeftOut === null ? rule.actions : rest;
  const { id, version, name } = rule;
  return { ruleId: id, version, name, pass, matched: holds, because, did, moveLeftOut, stopped: holds && rule.stop };
}

function merged(before: Way['result'], did: RoutingActions): Way['result'] {
  const skills = new Map((before.skills ?? []).map((need) => [need.skill, need]));
  for (const need of did.skills ?? []) {
    const known = skills.get(need.skill);
    if (known === undefined || known.level < need.level) skills.set(need.skill, need);
  }
  return {
    ...before,
    ...did,
    queueId: did.queueId ?? before.queueId,
    skills: [...skills.values()].sort((a, b) => (a.skill < b.skill ? -1 : 1)),
    tags: [...new Set([...(before.tags ?? []), ...(did.tags ?? [])])].sort(),
    exclude: [...new Set([...(before.exclude ?? []), ...(did.exclude ?? [])])].sort(),
  };
}

/** A rule's owner first, then who has an open ticket of the customer, then the key account manager. */
function ownersTried(way: Way, ground: RoutingGround, excluded: readonly string[]): OwnerTrace[] {
  const { queueId, ownerId } = way.result;
  const named =
    ownerId === undefined
      ? []
      : [{ id: ownerId, because: 'rule' as const, worksIn: ground.worksIn(ownerId), absent: false }];
  const tried: OwnerTrace[] = [];
  for (const one of [...named, ...ground.sticky]) {
    const not = excluded.includes(one.id)
      ? ('excluded' as const)
      : one.absent
        ? ('absent' as const)
        : one.worksIn !== null && !one.worksIn.includes(queueId)
          ? ('otherQueue' as const)
          : null;
    tried.push({ agentId: one.id, because: one.because, taken: not === null, not });
    if (not === null) break;
  }
  return tried;
}
