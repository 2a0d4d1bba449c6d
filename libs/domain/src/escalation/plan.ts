import type { Fault } from '../refusal.js';
import type { PlanLevel } from '../sla/policy.js';
import { ESCALATION_KINDS, type EscalationKind } from '../ticket/ticket.js';

/** Whom a level calls without naming a person. `teamLead` is one of the team that works the ticket's queue. */
export const CALLED_ROLES = ['owner', 'teamLead', 'keyAccountManager', 'admin', 'quality'] as const;
export type CalledRole = (typeof CALLED_ROLES)[number];

export type Recipient = { readonly role: CalledRole } | { readonly agentId: string } | { readonly teamId: string };

/** What a level does for those it calls. Each includes the notice: nobody gets work without being told. */
export const LEVEL_ACTIONS = ['notify', 'watch', 'reassign', 'raisePriority'] as const;
export type LevelAction = (typeof LEVEL_ACTIONS)[number];

export interface EscalationLevel extends PlanLevel {
  readonly kind: EscalationKind;
  readonly to: Recipient;
  readonly action: LevelAction;
}

/** One version of a plan: immutable. Levels are numbered from 1 in the order in which they fall. */
export interface EscalationPlan {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly levels: readonly EscalationLevel[];
}

/** Somebody who was to be called and was not. */
export interface PassedOver {
  readonly agentId: string | null;
  readonly role: CalledRole | null;
  readonly because: 'left' | 'absent' | 'ownerMissing' | 'nobodyInRole' | 'unknownTeam';
  /** Who was called in his place because he stands in for him; absent where nobody does. */
  readonly deputyId?: string;
}

export const PLAN_LIMITS = { levels: 20, percent: 1_000, minutes: 60 * 24 * 90, repeats: 50 } as const;

export type { EscalationKind };

/** Those whom a plan may name, as they are when it is saved. */
export interface KnownPeople {
  /** Of persons who may be called; who left is not in it. */
  readonly agentIds: ReadonlySet<string>;
  readonly leftIds: ReadonlySet<string>;
  readonly teamIds: ReadonlySet<string>;
}

/** What is wrong with the levels of a plan, each with where it stands and what to do; nothing when it can be used. */
export function planFaults(levels: readonly EscalationLevel[], known: KnownPeople): Fault[] {
  const { levels: most } = PLAN_LIMITS;
  if (levels.length === 0) return [fault('/levels', 'empty', 'A plan needs at least one level.')];
  if (levels.length > most) return [fault('/levels', 'tooMany', `A plan takes ${most} levels at most.`)];
  return [
    ...levels.flatMap((level, index) => levelFaults(level, `/levels/${index}`, known)),
    ...doubled(levels),
    ...disordered(levels),
  ];
}

const fault = (pointer: string, code: string, message: string): Fault => ({ pointer, code, message });

function levelFaults(level: EscalationLevel, pointer: string, known: KnownPeople): Fault[] {
  const faults = [...offsetFaults(level, pointer), ...recipientFaults(level.to, `${pointer}/to`, known)];
  if (!ESCALATION_KINDS.includes(level.kind))
    faults.push(fault(`${pointer}/kind`, 'unknown', `Choose one of ${ESCALATION_KINDS.join(', ')}.`));
  if (!LEVEL_ACTIONS.includes(level.action))
    faults.push(fault(`${pointer}/action`, 'unknown', `Choose one of ${LEVEL_ACTIONS.join(', ')}.`));
  if (level.action === 'reassign' && 'role' in level.to && level.to.role === 'owner')
    faults.push(fault(`${pointer}/action`, 'toOwner', 'The owner has the ticket already: choose another action.'));
  if (level.action === 'reassign' && 'role' in level.to && level.to.role === 'quality')
    faults.push(
      fault(`${pointer}/action`, 'toQuality', 'Quality answers no customers: let this level notify instead.'),
    );
  return faults;
}

function offsetFaults({ offset, repeat }: EscalationLevel, pointer: string): Fault[] {
  const faults: Fault[] = [];
  if ('percent' in offset) {
    if (!whole(offset.percent, 1, PLAN_LIMITS.percent))
      faults.push(fault(`${pointer}/offset`, 'range', `Between 1 and ${PLAN_LIMITS.percent} percent of the target.`));
  } else if (!whole(offset.minutes, -PLAN_LIMITS.minutes, PLAN_LIMITS.minutes)) {
    faults.push(fault(`${pointer}/offset`, 'range', 'At most 90 days before or after the due time.'));
  }
  if (repeat !== null && (!whole(repeat.everyMinutes, 5, 60 * 24 * 30) || !whole(repeat.times, 1, PLAN_LIMITS.repeats)))
    faults.push(
      fault(`${pointer}/repeat`, 'range', `Every 5 minutes to 30 days, ${PLAN_LIMITS.repeats} times at most.`),
    );
  return faults;
}

const whole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

function recipientFaults(to: Recipient, pointer: string, known: KnownPeople): Fault[] {
  if ('role' in to)
    return CALLED_ROLES.includes(to.role)
      ? []
      : [fault(pointer, 'unknown', `Choose one of ${CALLED_ROLES.join(', ')}, a person or a team.`)];
  if ('teamId' in to)
    return known.teamIds.has(to.teamId) ? [] : [fault(pointer, 'unknown', 'There is no such team. Choose another.')];
  if (known.leftIds.has(to.agentId))
    return [fault(pointer, 'left', 'This person has left: name somebody else, or a role.')];
  return known.agentIds.has(to.agentId)
    ? []
    : [fault(pointer, 'unknown', 'There is no such person. Choose another, or a role.')];
}

/** Numbered twice, one of both would never be told. */
function doubled(levels: readonly EscalationLevel[]): Fault[] {
  const seen = new Set<number>();
  return levels.flatMap(({ level }, index) => {
    if (!Number.isInteger(level) || level < 1)
      return [fault(`/levels/${index}/level`, 'range', 'Levels are numbered from 1.')];
    if (seen.has(level)) return [fault(`/levels/${index}/level`, 'doubled', `There is a level ${level} already.`)];
    seen.add(level);
    return [];
  });
}

/** Among levels that are counted alike, a higher one falls later: else the boss would hear of it before the agent. */
function disordered(levels: readonly EscalationLevel[]): Fault[] {
  return levels.flatMap((level, index) => {
    const before = levels.slice(0, index).findLast((other) => 'percent' in other.offset === 'percent' in level.offset);
    if (before === undefined || sizeOf(before) <= sizeOf(level)) return [];
    return [fault(`/levels/${index}/offset`, 'order', `This level falls before level ${before.level}: put it there.`)];
  });
}

const sizeOf = ({ offset }: EscalationLevel): number => ('percent' in offset ? offset.percent : offset.minutes);
