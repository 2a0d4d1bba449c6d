import type { Recipient } from '../escalation/plan.js';
import { CALLED_ROLES } from '../escalation/plan.js';
import type { Fault } from '../refusal.js';
import type { Condition } from '../rules/condition.js';
import { conditionFaults } from '../rules/condition-faults.js';
import type { TicketFact } from '../ticket/events.js';
import { move, prioritise, tag } from '../ticket/lifecycle.js';
import { setStatus } from '../ticket/stages.js';
import { PRIORITIES, type Priority, type Status, STATUSES, type Ticket, UNFINISHED } from '../ticket/ticket.js';
import { type Occasion, OCCASIONS } from './occasions.js';

/** The statuses that a trigger may set; the others have rules that a person answers for. */
export const TRIGGER_STATUSES = [
  'open',
  'waitingCustomer',
  'waitingThirdParty',
  'waitingInternal',
  'scheduled',
] as const;

export type TriggerAction =
  | { readonly do: 'setStatus'; readonly status: (typeof TRIGGER_STATUSES)[number] }
  | { readonly do: 'setPriority'; readonly priority: Priority }
  | { readonly do: 'setQueue'; readonly queueId: string }
  | { readonly do: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** Null gives it back to the queue. */
  | { readonly do: 'assign'; readonly agentId: string | null }
  | { readonly do: 'notify'; readonly to: Recipient }
  /** An automatic mail to the customer, in his language; `{{number}}` is filled in. */
  | { readonly do: 'sendTemplate'; readonly en: string; readonly de: string }
  | { readonly do: 'webhook'; readonly webhookId: string };

/** On an event, or after so many minutes in a status. */
export type Fires = { readonly on: Occasion } | { readonly afterMinutes: number; readonly status: Status };

/** One version of a trigger: immutable. */
export interface Trigger {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly position: number;
  readonly fires: Fires;
  /** Null holds for every ticket. */
  readonly condition: Condition | null;
  readonly actions: readonly TriggerAction[];
}

export const TRIGGER_LIMITS = { actions: 10, minutes: 60 * 24 * 365, text: 10_000, tags: 20 } as const;

/** What all triggers together may do to one ticket in a minute; then they stop and say so. */
export const MOST_ACTIONS_A_MINUTE = 10;

/** What a trigger may name, as it is when it is saved. */
export interface KnownThings {
  readonly queueIds: ReadonlySet<string>;
  readonly agentIds: ReadonlySet<string>;
  readonly leftIds: ReadonlySet<string>;
  readonly teamIds: ReadonlySet<string>;
  readonly webhookIds: ReadonlySet<string>;
}

/** What is wrong with a trigger that somebody saves, with where it stands and what to do. */
export function triggerFaults(
  { fires, condition, actions }: Pick<Trigger, 'fires' | 'condition' | 'actions'>,
  known: KnownThings,
): Fault[] {
  const faults = [...firesFaults(fires), ...conditionFaults(condition, '/condition')];
  if (actions.length === 0 || actions.length > TRIGGER_LIMITS.actions)
    faults.push(fault('/actions', 'count', `Give it 1 to ${TRIGGER_LIMITS.actions} actions.`));
  return [...faults, ...actions.flatMap((action, index) => actionFaults(action, `/actions/${index}`, known))];
}

const fault = (pointer: string, code: string, message: string): Fault => ({ pointer, code, message });

function firesFaults(fires: Fires): Fault[] {
  if ('on' in fires)
    return OCCASIONS.includes(fires.on) ? [] : [fault('/fires/on', 'unknown', `One of ${OCCASIONS.join(', ')}.`)];
  const { afterMinutes, status } = fires;
  const faults: Fault[] = [];
  if (!Number.isInteger(afterMinutes) || afterMinutes < 1 || afterMinutes > TRIGGER_LIMITS.minutes)
    faults.push(fault('/fires/afterMinutes', 'range', 'From a minute to a year.'));
  if (!STATUSES.includes(status) || !(UNFINISHED.includes(status) || status === 'resolved'))
    faults.push(fault('/fires/status', 'unknown', `One of ${UNFINISHED.join(', ')}, resolved.`));
  return faults;
}

/** What is wrong with one action. */
export function actionFaults(action: TriggerAction, pointer: string, known: KnownThings): Fault[] {
  const missing = (what: string): Fault[] => [fault(pointer, 'unknown', `There is no such ${what}: choose another.`)];
  switch (action.do) {
    case 'setStatus':
      return TRIGGER_STATUSES.includes(action.status)
        ? []
        : [fault(pointer, 'unknown', `A trigger sets one of ${TRIGGER_STATUSES.join(', ')}.`)];
    case 'setPriority':
      return PRIORITIES.includes(action.priority)
        ? []
        : [fault(pointer, 'unknown', `One of ${PRIORITIES.join(', ')}.`)];
    case 'setQueue':
      return known.queueIds.has(action.queueId) ? [] : missing('queue');
    case 'tag': {
      const count = action.add.length + action.remove.length;
      return count > 0 && count <= TRIGGER_LIMITS.tags ? [] : [fault(pointer, 'count', 'Name 1 to 20 tags.')];
    }
    case 'assign':
      return action.agentId === null ? [] : personFaults(action.agentId, pointer, known);
    case 'notify':
      return recipientFaults(action.to, pointer, known);
    case 'sendTemplate': {
      const texts = [action.en, action.de];
      const fits = texts.every((text) => text.trim() !== '' && text.length <= TRIGGER_LIMITS.text);
      return fits ? [] : [fault(pointer, 'text', 'Write the text in both languages, 10,000 characters at most.')];
    }
    case 'webhook':
      return known.webhookIds.has(action.webhookId) ? [] : missing('webhook');
  }
}

function personFaults(agentId: string, pointer: string, known: KnownThings): Fault[] {
  if (known.leftIds.has(agentId)) return [fault(pointer, 'left', 'This person has left: choose somebody else.')];
  return known.agentIds.has(agentId) ? [] : [fault(pointer, 'unknown', 'There is no such person: choose another.')];
}

function recipientFaults(to: Recipient, pointer: string, known: KnownThings): Fault[] {
  if ('role' in to) return CALLED_ROLES.includes(to.role) ? [] : [fault(pointer, 'unknown', 'There is no such role.')];
  if ('agentId' in to) return personFaults(to.agentId, pointer, known);
  return known.teamIds.has(to.teamId) ? [] : [fault(pointer, 'unknown', 'There is no such team: choose another.')];
}

/** The actor of what a trigger does. */
export const triggerActor = (triggerId: string): string => `trigger:${triggerId}`;

/**
 * The facts of one action that changes the ticket; none where it is so already, or where the action only tells somebody.
 * @throws Refusal where the state of the ticket forbids it.
 */
export function factsOfAction(ticket: Ticket, action: TriggerAction): TicketFact[] {
  switch (action.do) {
    case 'setStatus':
      return setStatus(ticket, action.status);
    case 'setPriority':
      return prioritise(ticket, action.priority);
    case 'setQueue':
      return move(ticket, action.queueId);
    case 'tag': {
      const kept = ticket.tags.filter((name) => !action.remove.includes(name));
      return tag(ticket, [...kept, ...action.add]);
    }
    case 'assign':
      return ticket.ownerId === action.agentId
        ? []
        : [{ type: 'TicketAssigned', ownerId: action.agentId, from: ticket.ownerId }];
    case 'notify':
    case 'sendTemplate':
    case 'webhook':
      return [];
  }
}
