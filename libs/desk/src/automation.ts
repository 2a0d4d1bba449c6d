import { occasionOf } from '@redress/domain/automation/occasions.js';
import {
  factsOfAction,
  MOST_ACTIONS_A_MINUTE,
  type Trigger,
  triggerActor,
  type TriggerAction,
} from '@redress/domain/automation/trigger.js';
import { called } from '@redress/domain/escalation/escalate.js';
import { Refusal } from '@redress/domain/refusal.js';
import { judge } from '@redress/domain/rules/judge.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { instant, type Instant, later, MINUTE, toRfc3339 } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { escalationFacts } from '@redress/persistence/stores/plans.store.js';
import { agentMayReply } from '@redress/persistence/stores/placing.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import {
  actionsSince,
  type ActionTrace,
  chainBehind,
  insertRun,
  ranBefore,
  settledIn,
  stoppedSince,
  sweptTo,
  timedTriggers,
  triggerFacts,
  triggersOn,
} from '@redress/persistence/stores/triggers.store.js';
import { insertHookDelivery } from '@redress/persistence/stores/webhooks.store.js';
import { newId } from '@redress/platform/ids.js';
import { sendAutomatic } from './automatic-mail.js';
import { commit, type Desk, hold, SYSTEM } from './desk.js';
import { tell, tellAdmins } from './notifying.js';

/** What made a trigger fire; the same source fires it once. */
interface Cause {
  readonly ticketId: string;
  readonly source: string;
  /** The event; null for one on time. */
  readonly event: TicketEvent | null;
}

/** Runs what waits for this event, one after the other in their order, each in a transaction of its own. */
export async function runTriggers(desk: Desk, event: TicketEvent): Promise<void> {
  const occasion = occasionOf(event);
  if (occasion === null) return;
  const source = `${event.ticketId}/${event.version}`;
  for (const trigger of await triggersOn(sqlOn(desk.database), occasion)) {
    await inTransaction(desk.database, (tx) => run(desk, tx, trigger, { ticketId: event.ticketId, source, event }));
  }
}

const AT_ONCE = 200;

/** Fires the triggers on time whose minutes are over. */
export async function sweepTriggers(desk: Desk): Promise<void> {
  const sql = sqlOn(desk.database);
  for (const trigger of await timedTriggers(sql)) {
    const to = later(desk.clock.now(), -trigger.fires.afterMinutes * MINUTE);
    const settled = await settledIn(sql, trigger, to, AT_ONCE);
    for (const { ticketId, version } of settled) {
      const cause = { ticketId, source: `status/${ticketId}/${version}`, event: null };
      await inTransaction(desk.database, (tx) => run(desk, tx, trigger, cause));
    }
    const last = settled.length < AT_ONCE ? to : instant(settled.at(-1)?.at.getTime() ?? to);
    await sweptTo(sql, trigger.id, trigger.version, last);
  }
}

const BY_TRIGGER = /^trigger:([0-9a-f-]{36})$/;

/** The triggers behind an event. None of them fires again by it: a circle of triggers ends where it began. */
async function chainOf(tx: Transaction, event: TicketEvent | null): Promise<readonly string[]> {
  const maker = event?.by.kind === 'system' ? BY_TRIGGER.exec(event.by.id)?.[1] : undefined;
  if (event === null || maker === undefined) return [];
  return chainBehind(tx, { triggerId: maker, ticketId: event.ticketId, version: event.version });
}

async function run(desk: Desk, tx: Transaction, trigger: Trigger, cause: Cause): Promise<void> {
  const stored = await hold(tx, cause.ticketId);
  if (stored.ticket.held !== null || stored.ticket.status === 'merged' || stored.ticket.status === 'spam') return;
  if (await ranBefore(tx, trigger.id, cause.source)) return;
  const chain = await chainOf(tx, cause.event);
  if (chain.includes(trigger.id)) return;
  const judgement = judge(trigger.condition, await triggerFacts(tx, stored.ticket));
  if (!judgement.holds) return;
  const at = desk.clock.now();
  const lately = await actionsSince(tx, cause.ticketId, later(at, -MINUTE));
  const stopped = lately + trigger.actions.length > MOST_ACTIONS_A_MINUTE;
  const done = stopped ? await stop(tx, stored, trigger, at) : await act({ desk, tx, trigger, cause, at }, stored);
  await insertRun(tx, {
    triggerId: trigger.id,
    source: cause.source,
    triggerVersion: trigger.version,
    ticketId: cause.ticketId,
    at,
    because: judgement.because,
    chain: [...chain, trigger.id],
    ...done,
  });
}

type Ran = Pick<
  Parameters<typeof insertRun>[1],
  'outcome' | 'actions' | 'actionCount' | 'firstVersion' | 'lastVersion'
>;

/** Says so on the ticket and to the administrators, once a minute, and does nothing else. */
async function stop(tx: Transaction, stored: StoredTicket, trigger: Trigger, at: Instant): Promise<Ran> {
  const { id: ticketId } = stored.ticket;
  const nothing = { outcome: 'stopped', actions: [], actionCount: 0, firstVersion: null, lastVersion: null } as const;
  if (await stoppedSince(tx, ticketId, later(at, -MINUTE))) return nothing;
  const minute = toRfc3339(at).slice(0, 16);
  const source = `stopped/${ticketId}/${minute}`;
  const body = { because: 'tooManyActions', triggerId: trigger.id };
  await tellAdmins(tx, 'automation', body, { ticketId, source }, at);
  const facts = [{ type: 'TriggersStopped', triggerId: trigger.id } as const];
  const done = await commit(tx, stored, { facts }, SYSTEM(triggerActor(trigger.id)), at);
  const version = done.ticket.version;
  return { ...nothing, firstVersion: version, lastVersion: version };
}

interface Acting {
  readonly desk: Desk;
  readonly tx: Transaction;
  readonly trigger: Trigger;
  readonly cause: Cause;
  readonly at: Instant;
}

/** One action after the other, each on the ticket as the one before left it. What the ticket does not allow is noted, and the rest is done. */
async function act(acting: Acting, before: StoredTicket): Promise<Ran> {
  const actions: ActionTrace[] = [];
  let stored = before;
  for (const [index, action] of acting.trigger.actions.entries()) {
    try {
      const { changed, ticket } = await perform(acting, stored, action, index);
      stored = { ...stored, ticket };
      actions.push({ do: action.do, outcome: changed ? 'done' : 'nothing' });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      actions.push({ do: action.do, outcome: 'refused', because: error.code });
    }
  }
  const changed = stored.ticket.version > before.ticket.version;
  const outcomes = actions.map(({ outcome }) => outcome);
  return {
    outcome: outcomes.includes('done') ? 'done' : outcomes.includes('refused') ? 'refused' : 'nothing',
    actions,
    actionCount: outcomes.filter((outcome) => outcome === 'done').length,
    firstVersion: changed ? before.ticket.version + 1 : null,
    lastVersion: changed ? stored.ticket.version : null,
  };
}

async function perform(
  acting: Acting,
  stored: StoredTicket,
  action: TriggerAction,
  index: number,
): Promise<{ readonly changed: boolean; readonly ticket: StoredTicket['ticket'] }> {
  const { desk, tx, trigger, cause, at } = acting;
  const by = SYSTEM(triggerActor(trigger.id));
  const source = `${cause.source}/${trigger.id}/${index}`;
  const { ticket } = stored;
  if (action.do === 'notify') return { changed: await notify(acting, stored, action.to, source), ticket };
  if (action.do === 'webhook') {
    const data = { ticketId: ticket.id, number: ticket.number, version: ticket.version, triggerId: trigger.id };
    const body = JSON.stringify({ type: 'trigger', timestamp: toRfc3339(at), data });
    await insertHookDelivery(tx, { id: newId(), webhookId: action.webhookId, source, kind: 'trigger', body, at });
    return { changed: true, ticket };
  }
  if (action.do === 'sendTemplate') return sendAutomatic(desk, tx, stored, { en: action.en, de: action.de, by, at });
  if (action.do === 'assign' && action.agentId !== null && !(await agentMayReply(tx, action.agentId, ticket.id)))
    throw new Refusal('invalid', 'This person cannot work on that queue.');
  const facts = factsOfAction(ticket, action);
  const done = await commit(tx, stored, { facts }, by, at);
  return { changed: facts.length > 0, ticket: done.ticket };
}

async function notify(
  { tx, trigger, at }: Acting,
  { ticket }: StoredTicket,
  to: Extract<TriggerAction, { do: 'notify' }>['to'],
  source: string,
): Promise<boolean> {
  const named = {
    agentIds: 'agentId' in to ? [to.agentId] : [],
    teamIds: 'teamId' in to ? [to.teamId] : [],
  };
  const { people } = called(to, ticket, await escalationFacts(tx, ticket, named, at));
  const body = { because: 'trigger', triggerId: trigger.id };
  const notices = people.map(({ id }) => ({ agentId: id, kind: 'automation' as const, clockId: null, body }));
  await tell(tx, notices, { ticketId: ticket.id, source }, at);
  return people.length > 0;
}
