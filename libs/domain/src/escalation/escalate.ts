import type { Role } from '../people.js';
import type { Clock } from '../sla/clock.js';
import type { TicketFact } from '../ticket/events.js';
import { PRIORITIES, type Ticket } from '../ticket/ticket.js';
import type { CalledRole, EscalationLevel, EscalationPlan, PassedOver, Recipient } from './plan.js';

export interface Callable {
  readonly id: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  /** He does not work here any more. */
  readonly left: boolean;
  /** He is away now, by the register of absences; that he is not at his screen at night makes nobody absent. */
  readonly absent: boolean;
  /** Who stands in for him meanwhile. */
  readonly deputyId: string | null;
}

/** Who is there when a level falls; read in the transaction that acts on it. */
export interface EscalationFacts {
  readonly people: readonly Callable[];
  /** Of the team that works the ticket's queue; null when everybody does. */
  readonly teamId: string | null;
  readonly keyAccountManagerId: string | null;
  /** The first queue that a team works, by team. */
  readonly queueOfTeam: Readonly<Record<string, string>>;
}

/** What somebody is told. */
export interface Notice {
  readonly agentId: string;
  readonly kind: 'escalated';
  readonly level: number;
  readonly repeat: number;
}

export interface Escalation {
  readonly facts: readonly TicketFact[];
  readonly notices: readonly Notice[];
  readonly watchers: readonly string[];
}

export interface Called {
  readonly people: readonly Callable[];
  readonly passedOver: readonly PassedOver[];
}

const NOTHING: Escalation = { facts: [], notices: [], watchers: [] };

/** Who takes the place of a role that nobody fills. */
const NEXT_HIGHER: Readonly<Record<CalledRole, CalledRole | null>> = {
  owner: 'teamLead',
  keyAccountManager: 'teamLead',
  quality: 'admin',
  teamLead: 'admin',
  admin: null,
};

/** More than these of one role are not woken for one ticket. */
const MOST_CALLED = 20;

/**
 * Whom a recipient means now. Who is away is passed over for his deputy; who has left or has no deputy for the next higher, and so is a role
 * that nobody fills; each with its reason, so that the ticket can say why the boss was called.
 */
export function called(to: Recipient, ticket: Ticket, facts: EscalationFacts): Called {
  if ('role' in to) return calledAs(to.role, ticket, facts, []);
  if ('agentId' in to) {
    const person = facts.people.find(({ id }) => id === to.agentId);
    if (person === undefined)
      return calledAs('teamLead', ticket, facts, [{ agentId: to.agentId, role: null, because: 'left' }]);
    const { people, passedOver } = reached([person], null, facts);
    return people.length > 0 ? { people, passedOver } : calledAs('teamLead', ticket, facts, passedOver);
  }
  const members = facts.people.filter(({ teamIds, left }) => !left && teamIds.includes(to.teamId));
  if (members.length === 0)
    return calledAs('teamLead', ticket, facts, [{ agentId: null, role: null, because: 'unknownTeam' }]);
  const { people, passedOver } = reached(members, null, facts);
  return people.length > 0
    ? { people: people.slice(0, MOST_CALLED), passedOver }
    : calledAs('teamLead', ticket, facts, passedOver);
}

/** Those who are there, and the deputies of those who are away. */
function reached(wanted: readonly Callable[], role: CalledRole | null, facts: EscalationFacts): Called {
  const people = new Map<string, Callable>();
  const passedOver: PassedOver[] = [];
  for (const person of wanted) {
    const there = standIn(person, facts);
    if (there !== null) people.set(there.id, there);
    if (there === person) continue;
    const deputy = there === null ? {} : { deputyId: there.id };
    passedOver.push({ agentId: person.id, role, because: person.left ? 'left' : 'absent', ...deputy });
  }
  return { people: [...people.values()], passedOver };
}

/** He himself, or the first of his deputies and theirs who is there. Two who stand in for each other and are both away reach nobody. */
function standIn(person: Callable, { people }: EscalationFacts): Callable | null {
  const asked = new Set<string>();
  let next: Callable | undefined = person;
  while (next !== undefined && !asked.has(next.id)) {
    const { id, left, absent, deputyId }: Callable = next;
    if (left) return null;
    if (!absent) return next;
    asked.add(id);
    next = people.find((other) => other.id === deputyId);
  }
  return null;
}

function calledAs(role: CalledRole, ticket: Ticket, facts: EscalationFacts, before: readonly PassedOver[]): Called {
  const wanted = inRole(role, ticket, facts);
  const { people, passedOver } = reached(wanted.people, role, facts);
  if (people.length > 0) return { people: people.slice(0, MOST_CALLED), passedOver: [...before, ...passedOver] };
  const higher = NEXT_HIGHER[role];
  // Above him there is nobody: he is told although he is away, rather than nobody at all.
  const away = wanted.people.filter(({ left }) => !left);
  if (higher === null && away.length > 0) return { people: away.slice(0, MOST_CALLED), passedOver: before };
  const nobody: PassedOver = { agentId: null, role, because: wanted.because };
  const passed = [...before, ...(passedOver.length > 0 ? passedOver : [nobody])];
  return higher === null ? { people, passedOver: passed } : calledAs(higher, ticket, facts, passed);
}

function inRole(
  role: CalledRole,
  ticket: Ticket,
  { people, teamId, keyAccountManagerId }: EscalationFacts,
): { readonly people: readonly Callable[]; readonly because: PassedOver['because'] } {
  const byId = (id: string | null): Callable[] => people.filter((person) => person.id === id);
  switch (role) {
    case 'owner':
      return { people: byId(ticket.ownerId), because: 'ownerMissing' };
    case 'keyAccountManager':
      return { people: byId(keyAccountManagerId), because: 'nobodyInRole' };
    case 'teamLead': {
      const leads = people.filter((person) => person.role === 'teamLead');
      const own = teamId === null ? leads : leads.filter((person) => person.teamIds.includes(teamId));
      return { people: own, because: 'nobodyInRole' };
    }
    case 'admin':
    case 'quality':
      return { people: people.filter((person) => person.role === role), because: 'nobodyInRole' };
  }
}

/**
 * What a level of a plan does when it falls. Nothing once the clock has ended: a duty that is done calls nobody, however late the level is
 * looked at. A repetition only tells again. The caller sees to it that each level and repetition of a clock is asked for once.
 */
export function escalate(
  ticket: Ticket,
  clock: Clock,
  fallen: { readonly level: number; readonly repeat: number },
  plan: EscalationPlan,
  facts: EscalationFacts,
): Escalation {
  const level = plan.levels.find((one) => one.level === fallen.level);
  const ended = clock.metAt !== null || clock.state === 'met' || clock.state === 'cancelled';
  if (level === undefined || ended || ticket.status === 'merged' || ticket.status === 'spam') return NOTHING;
  const { people, passedOver } = called(level.to, ticket, facts);
  const notices = people.map(({ id }): Notice => ({ agentId: id, kind: 'escalated', ...fallen }));
  if (fallen.repeat > 0) return { facts: [], notices, watchers: [] };
  const escalated: TicketFact = {
    type: 'TicketEscalated',
    kind: level.kind,
    toIds: people.map(({ id }) => id),
    teamId: 'teamId' in level.to ? level.to.teamId : null,
    noteId: null,
    clockId: clock.id,
    level: level.level,
    passedOver,
  };
  const watchers = level.action === 'watch' ? people.map(({ id }) => id) : [];
  return { facts: [escalated, ...deeds(ticket, level, people, facts)], notices, watchers };
}

function deeds(
  ticket: Ticket,
  level: EscalationLevel,
  people: readonly Callable[],
  facts: EscalationFacts,
): TicketFact[] {
  if (level.action === 'raisePriority') return raised(ticket);
  if (level.action !== 'reassign') return [];
  return handOver(ticket, people, 'teamId' in level.to ? level.to.teamId : null, facts);
}

function raised(ticket: Ticket): TicketFact[] {
  const priority = PRIORITIES[PRIORITIES.indexOf(ticket.priority) + 1];
  const done = ticket.status === 'closed' || priority === undefined;
  return done ? [] : [{ type: 'PriorityChanged', priority, from: ticket.priority }];
}

/** To a team: into its queue, where its own rules give it to somebody. To persons: to the first of them who may work in this queue. */
export function handOver(
  ticket: Ticket,
  people: readonly Callable[],
  teamId: string | null,
  facts: EscalationFacts,
): TicketFact[] {
  const queueId = teamId === null ? undefined : facts.queueOfTeam[teamId];
  if (queueId !== undefined) {
    if (queueId === ticket.queueId) return [];
    const moved: TicketFact = { type: 'QueueChanged', queueId, from: ticket.queueId };
    return ticket.ownerId === null ? [moved] : [{ type: 'TicketAssigned', ownerId: null, from: ticket.ownerId }, moved];
  }
  const fit = people.find((person) => mayWork(person, facts.teamId));
  if (fit === undefined || fit.id === ticket.ownerId) return [];
  const assigned: TicketFact = { type: 'TicketAssigned', ownerId: fit.id, from: ticket.ownerId };
  return ticket.status === 'new' ? [assigned, { type: 'StatusChanged', status: 'open', from: 'new' }] : [assigned];
}

const mayWork = ({ role, teamIds }: Callable, teamId: string | null): boolean =>
  role === 'admin' || ((role === 'agent' || role === 'teamLead') && (teamId === null || teamIds.includes(teamId)));
