import type { Occasion } from '@redress/domain/automation/occasions.js';
import type { Fires, KnownThings, Trigger } from '@redress/domain/automation/trigger.js';
import type { Facts } from '@redress/domain/rules/condition.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { instant, type Instant, later, MINUTE } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';
import { knownPeople } from './plans.store.js';

const TRIGGER = `SELECT t.id, v.version, v.name, t.position, v.fires, v.condition, v.actions
  FROM triggers t JOIN trigger_versions v ON v.trigger_id = t.id AND v.version = t.version`;

/** Those that wait for an event, in their order. */
export function triggersOn(sql: Sql, occasion: Occasion): Promise<Trigger[]> {
  return sql.rows<Trigger>(`${TRIGGER} WHERE t.enabled AND v.fires->>'on' = $1 ORDER BY t.position, t.id`, [occasion]);
}

export type TimedTrigger = Trigger & {
  readonly fires: Extract<Fires, { afterMinutes: number }>;
  readonly sweptTo: Date | null;
};

export function timedTriggers(sql: Sql): Promise<TimedTrigger[]> {
  return sql.rows<TimedTrigger>(
    `${TRIGGER.replace('SELECT ', 'SELECT t.swept_to AS "sweptTo", ')} WHERE t.enabled AND v.fires ? 'afterMinutes' ORDER BY t.position, t.id`,
  );
}

export async function triggerById(sql: Sql, id: string): Promise<Trigger | null> {
  const [row] = await sql.rows<Trigger>(`${TRIGGER} WHERE t.id = $1`, [id]);
  return row ?? null;
}

export async function holdTrigger(tx: Transaction, id: string): Promise<{ readonly version: number } | null> {
  const [row] = await tx.rows<{ version: number }>('SELECT version FROM triggers WHERE id = $1 FOR UPDATE', [id]);
  return row ?? null;
}

export interface NewTriggerVersion extends Trigger {
  readonly enabled: boolean;
  readonly by: string | null;
  readonly at: Instant;
}

/** False when another one has this name. A trigger on time looks at what happens from now on, not at what lies there already. */
export async function saveTrigger(tx: Transaction, trigger: NewTriggerVersion): Promise<boolean> {
  const { id, name, position, enabled, version, fires, condition, actions, by } = trigger;
  const [other] = await tx.rows('SELECT 1 FROM triggers WHERE lower(name) = lower($2) AND id <> $1', [id, name]);
  if (other !== undefined) return false;
  const at = new Date(trigger.at);
  const sweptTo = 'afterMinutes' in fires ? new Date(later(trigger.at, -fires.afterMinutes * MINUTE)) : null;
  await tx.rows(
    `INSERT INTO triggers (id, name, position, enabled, version, swept_to) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position, enabled = excluded.enabled,
       version = excluded.version, swept_to = excluded.swept_to`,
    [id, name, position, enabled, version, sweptTo],
  );
  await tx.rows(
    `INSERT INTO trigger_versions (trigger_id, version, name, fires, condition, actions, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, version, name, JSON.stringify(fires), JSON.stringify(condition), JSON.stringify(actions), at, by],
  );
  return true;
}

export async function deleteTrigger(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM triggers WHERE id = $1', [id]);
}

export async function knownThings(sql: Sql): Promise<KnownThings> {
  const [row] = await sql.rows<{ queues: string[]; webhooks: string[] }>(
    'SELECT ARRAY(SELECT id FROM queues) AS queues, ARRAY(SELECT id FROM webhooks) AS webhooks',
  );
  return { ...(await knownPeople(sql)), queueIds: new Set(row?.queues), webhookIds: new Set(row?.webhooks) };
}

/** What triggers did to this ticket since then. */
export async function actionsSince(tx: Sql, ticketId: string, since: Instant): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    'SELECT coalesce(sum(action_count), 0)::int AS count FROM trigger_runs WHERE ticket_id = $1 AND at > $2',
    [ticketId, new Date(since)],
  );
  return row?.count ?? 0;
}

/** Somebody was told already that triggers do too much on this ticket. */
export async function stoppedSince(tx: Sql, ticketId: string, since: Instant): Promise<boolean> {
  const rows = await tx.rows(
    `SELECT 1 FROM trigger_runs WHERE ticket_id = $1 AND at > $2 AND outcome = 'stopped' LIMIT 1`,
    [ticketId, new Date(since)],
  );
  return rows.length > 0;
}

export async function ranBefore(tx: Sql, triggerId: string, source: string): Promise<boolean> {
  const rows = await tx.rows('SELECT 1 FROM trigger_runs WHERE trigger_id = $1 AND source = $2', [triggerId, source]);
  return rows.length > 0;
}

/** The triggers that led to an event, the one that made it the last. */
export async function chainBehind(
  tx: Sql,
  made: { readonly triggerId: string; readonly ticketId: string; readonly version: number },
): Promise<readonly string[]> {
  const [row] = await tx.rows<{ chain: string[] }>(
    'SELECT chain FROM trigger_runs WHERE ticket_id = $1 AND trigger_id = $2 AND first_version <= $3 AND last_version >= $3',
    [made.ticketId, made.triggerId, made.version],
  );
  return row?.chain ?? [made.triggerId];
}

/** How one action went. */
export interface ActionTrace {
  readonly do: string;
  readonly outcome: 'done' | 'nothing' | 'refused';
  /** The code of the refusal. */
  readonly because?: string;
}

export interface TriggerRun {
  readonly triggerId: string;
  readonly source: string;
  readonly triggerVersion: number;
  readonly ticketId: string;
  readonly at: Instant;
  readonly outcome: 'done' | 'nothing' | 'stopped' | 'refused';
  /** The test of the condition that decided; null without a condition. */
  readonly because: unknown;
  readonly actions: readonly ActionTrace[];
  readonly actionCount: number;
  readonly chain: readonly string[];
  readonly firstVersion: number | null;
  readonly lastVersion: number | null;
}

export async function insertRun(tx: Transaction, run: TriggerRun): Promise<void> {
  await tx.rows(
    `INSERT INTO trigger_runs (trigger_id, source, trigger_version, ticket_id, at, outcome, because, actions, action_count, chain, first_version, last_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      run.triggerId,
      run.source,
      run.triggerVersion,
      run.ticketId,
      new Date(run.at),
      run.outcome,
      JSON.stringify(run.because),
      JSON.stringify(run.actions),
      run.actionCount,
      run.chain,
      run.firstVersion,
      run.lastVersion,
    ],
  );
}

export interface Settled {
  readonly ticketId: string;
  /** Of the event that brought it into the status. */
  readonly version: number;
  readonly at: Date;
}

/** Transactions that commit late may bring events of so long ago. */
const OVERLAP = 2 * MINUTE;

/** Tickets that came into a status in this stretch of time and are still in it, the oldest first; those that were served before are left out. */
export function settledIn(sql: Sql, trigger: TimedTrigger, to: Instant, limit: number): Promise<Settled[]> {
  const from = later(instant(trigger.sweptTo?.getTime() ?? to), -OVERLAP);
  return sql.rows<Settled>(
    `SELECT e.ticket_id AS "ticketId", e.version, e.at FROM ticket_events e JOIN tickets t ON t.id = e.ticket_id AND t.status = $3
     WHERE e.type IN ('TicketOpened', 'StatusChanged') AND e.at > $1 AND e.at <= $2
       AND CASE e.type WHEN 'TicketOpened' THEN $3 = 'new' ELSE e.body->>'status' = $3 END
       AND NOT EXISTS (SELECT 1 FROM ticket_events l WHERE l.ticket_id = e.ticket_id AND l.version > e.version AND l.type = 'StatusChanged')
       AND NOT EXISTS (SELECT 1 FROM trigger_runs r WHERE r.trigger_id = $4 AND r.source = 'status/' || e.ticket_id || '/' || e.version)
     ORDER BY e.at, e.id LIMIT $5`,
    [new Date(from), new Date(to), trigger.fires.status, trigger.id, limit],
  );
}

export async function sweptTo(sql: Sql, id: string, version: number, at: Instant): Promise<void> {
  await sql.rows('UPDATE triggers SET swept_to = greatest(swept_to, $3) WHERE id = $1 AND version = $2', [
    id,
    version,
    new Date(at),
  ]);
}

/** What the condition of a trigger may ask of a ticket, as it is in `ticket`; words and customer as they are now. */
export async function triggerFacts(sql: Sql, ticket: Ticket): Promise<Facts> {
  const [row] = await sql.rows<Record<string, string | null>>(
    `SELECT t.subject, q.team_id AS team, o.id AS organisation, coalesce(c.tier, o.tier) AS tier, m.text, m.from_address AS sender,
       coalesce(c.region, o.region) AS "customerRegion"
     FROM tickets t JOIN queues q ON q.id = $2 LEFT JOIN customers c ON c.id = $3 LEFT JOIN organisations o ON o.id = c.organisation_id
     LEFT JOIN LATERAL (SELECT left(text, 20000) AS text, from_address FROM messages WHERE ticket_id = t.id AND direction = 'inbound'
       AND visibility = 'public' ORDER BY received_at, id LIMIT 1) m ON true WHERE t.id = $1`,
    [ticket.id, ticket.queueId, ticket.customerId],
  );
  const { kind, isClaim, channel, status, stage, priority, severity, risk, tags, description } = ticket;
  const sender = row?.['sender']?.toLowerCase() ?? null;
  return {
    ...{ kind, isClaim, channel, status, stage, priority, severity, risk, tags },
    queue: ticket.queueId,
    owner: ticket.ownerId,
    language: description.language,
    product: description.product,
    region: description.region ?? row?.['customerRegion'] ?? null,
    team: row?.['team'] ?? null,
    organisation: row?.['organisation'] ?? null,
    tier: row?.['tier'] ?? null,
    subject: row?.['subject'] ?? '',
    text: row?.['text'] ?? '',
    sender,
    senderDomain: sender === null ? null : sender.slice(sender.lastIndexOf('@') + 1),
  };
}
