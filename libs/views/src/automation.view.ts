import type { DryRun, DryRunTicket, Trigger, TriggerRun, TriggerRunOnTicket } from '@redress/contract/automation.js';
import type { Webhook, WebhookDelivery } from '@redress/contract/notifications.js';
import type { Page } from '@redress/contract/answers.js';
import { occasionOf } from '@redress/domain/automation/occasions.js';
import type { Trigger as TriggerVersion } from '@redress/domain/automation/trigger.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { judge } from '@redress/domain/rules/judge.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { MINUTE, toRfc3339 } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { triggerFacts } from '@redress/persistence/stores/triggers.store.js';
import { wholePage } from './page.js';

const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const TRIGGER = `
  SELECT t.id, t.name, t.version, t.position, t.enabled, v.fires, v.condition, v.actions,
    (SELECT count(*)::int FROM trigger_runs r WHERE r.trigger_id = t.id AND r.at > now() - interval '7 days') AS runs,
    (SELECT ${rfc3339('max(r.at)')} FROM trigger_runs r WHERE r.trigger_id = t.id) AS "lastRunAt"
  FROM triggers t JOIN trigger_versions v ON v.trigger_id = t.id AND v.version = t.version`;

/** In the order in which they run. */
export async function triggerList(sql: Sql): Promise<Page<Trigger>> {
  return wholePage(await sql.rows<Trigger>(`${TRIGGER} ORDER BY t.position, t.id LIMIT 1000`));
}

export async function triggerView(sql: Sql, id: string): Promise<Trigger | null> {
  const [row] = await sql.rows<Trigger>(`${TRIGGER} WHERE t.id = $1`, [id]);
  return row ?? null;
}

/** A run `r` with the version `v` that ran. */
const RUN = `json_build_object('id', r.trigger_id, 'name', v.name, 'version', r.trigger_version) AS trigger, ${rfc3339('r.at')} AS at, r.outcome, r.because,
  (SELECT coalesce(json_agg(json_build_object('do', a->>'do', 'outcome', a->>'outcome', 'because', a->>'because')), '[]')
   FROM jsonb_array_elements(r.actions) a) AS actions`;
const RAN = 'trigger_runs r JOIN trigger_versions v ON v.trigger_id = r.trigger_id AND v.version = r.trigger_version';

/** What triggers did to one ticket, the newest first. The caller has made sure that the asker may see it. */
export async function runsOfTicket(sql: Sql, ticketId: string): Promise<Page<TriggerRun>> {
  return wholePage(
    await sql.rows<TriggerRun>(`SELECT ${RUN} FROM ${RAN} WHERE r.ticket_id = $1 ORDER BY r.at DESC LIMIT 100`, [
      ticketId,
    ]),
  );
}

export interface RunsQuery {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Everything that one trigger did, the newest first. @throws Refusal invalid for a cursor that no list gave. */
export async function runsOfTrigger(
  sql: Sql,
  asker: Asker,
  triggerId: string,
  { limit, after }: RunsQuery,
): Promise<Page<TriggerRunOnTicket>> {
  const place = placeOfRun(after);
  const sight = sightClause(asker, 5);
  const rows = await sql.rows<TriggerRunOnTicket & { place: string }>(
    `SELECT ${RUN}, v.fires, CASE WHEN t.id IS NULL THEN NULL ELSE json_build_object('id', t.id, 'number', t.number) END AS ticket,
       (extract(epoch FROM r.at) * 1000)::bigint || ':' || r.source AS place
     FROM ${RAN} LEFT JOIN tickets t ON t.id = r.ticket_id AND ${sight.text}
     WHERE r.trigger_id = $1 AND ($2::timestamptz IS NULL OR (r.at, r.source) < ($2::timestamptz, $3::text))
     ORDER BY r.at DESC, r.source DESC LIMIT $4`,
    [triggerId, place?.at ?? null, place?.source ?? null, limit + 1, ...sight.values],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last === undefined ? null : Buffer.from(last.place).toString('base64url');
  const data = rows.slice(0, limit).map(({ place: _, ...run }) => run);
  return { data, page: { next, hasMore: last !== undefined } };
}

function placeOfRun(cursor: string | undefined): { readonly at: Date; readonly source: string } | null {
  if (cursor === undefined || cursor === '') return null;
  const [, milliseconds, source] =
    /^(\d{1,15}):([0-9a-z/-]{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (milliseconds !== undefined && source !== undefined) return { at: new Date(Number(milliseconds)), source };
  const message = 'Take it from page.next of the same list';
  throw new Refusal('invalid', message, [{ pointer: '/after', code: 'cursor', message }]);
}

const MOST_TRIED = 300;
const MOST_SHOWN = 50;
/** Events are read from the end; behind so many nobody looks. */
const LOOKED_BACK = 100_000;

/** The kinds of events that may be an occasion for it. */
const TYPES: Readonly<Record<string, TicketEvent['type']>> = {
  created: 'TicketOpened',
  customerReplied: 'MessageReceived',
  agentReplied: 'ReplyWritten',
  statusChanged: 'StatusChanged',
  priorityChanged: 'PriorityChanged',
  queueChanged: 'QueueChanged',
  assigned: 'TicketAssigned',
  tagged: 'TagsChanged',
  clockWarned: 'ClockWarned',
  clockMissed: 'ClockMissed',
  escalated: 'TicketEscalated',
  taskAsked: 'TaskAsked',
  taskAnswered: 'TaskAnswered',
};

interface Moment {
  readonly ticketId: string;
  readonly version: number;
}

/** What a trigger would have done: each ticket is judged as it was at that moment. */
export async function dryRun(sql: Sql, trigger: Pick<TriggerVersion, 'fires' | 'condition'>): Promise<DryRun> {
  const { fires } = trigger;
  const type = 'on' in fires ? TYPES[fires.on] : 'StatusChanged';
  const moments = await sql.rows<Moment>(
    `SELECT e.ticket_id AS "ticketId", e.version FROM ticket_events e
     WHERE e.id > (SELECT max(id) - ${LOOKED_BACK} FROM ticket_events) AND e.type = $1 AND ($2::text IS NULL OR e.body->>'status' = $2)
     ORDER BY e.id DESC LIMIT ${MOST_TRIED}`,
    [type, 'status' in fires ? fires.status : null],
  );
  let [tried, matched] = [0, 0];
  const tickets: DryRunTicket[] = [];
  for (const moment of moments) {
    const found = await judgedAt(sql, trigger, moment);
    if (found === null) continue;
    tried += 1;
    if (!found.holds) continue;
    matched += 1;
    if (tickets.length < MOST_SHOWN) tickets.push(found.ticket);
  }
  return { tried, matched, tickets };
}

async function judgedAt(
  sql: Sql,
  { fires, condition }: Pick<TriggerVersion, 'fires' | 'condition'>,
  { ticketId, version }: Moment,
): Promise<{ readonly holds: boolean; readonly ticket: DryRunTicket } | null> {
  const events = await eventsOf(sql, ticketId);
  const event = events[version - 1];
  if (event === undefined) return null;
  if ('on' in fires ? occasionOf(event) !== fires.on : !stayed(events, event, fires.afterMinutes)) return null;
  const ticket = replay(events.slice(0, version));
  const facts = await triggerFacts(sql, ticket);
  const subject = typeof facts['subject'] === 'string' ? facts['subject'] : '';
  const shown = { id: ticketId, number: ticket.number, subject, at: toRfc3339(event.at) };
  return { holds: judge(condition, facts).holds, ticket: shown };
}

function stayed(events: readonly TicketEvent[], since: TicketEvent, minutes: number): boolean {
  const next = events.find(({ type, version }) => type === 'StatusChanged' && version > since.version);
  const until = next?.at ?? events.at(-1)?.at ?? since.at;
  return next === undefined || until - since.at >= minutes * MINUTE;
}

const WEBHOOK = `
  SELECT w.id, w.name, w.url, w.kinds, w.enabled, w.version, d.state AS "lastState", ${rfc3339('d.created_at')} AS "lastAt"
  FROM webhooks w LEFT JOIN LATERAL (SELECT state, created_at FROM webhook_deliveries WHERE webhook_id = w.id
    ORDER BY created_at DESC, id DESC LIMIT 1) d ON true`;

/** By name. */
export async function webhookList(sql: Sql): Promise<Page<Webhook>> {
  return wholePage(await sql.rows<Webhook>(`${WEBHOOK} ORDER BY w.name LIMIT 1000`));
}

export async function webhookById(sql: Sql, id: string): Promise<Webhook | null> {
  const [row] = await sql.rows<Webhook>(`${WEBHOOK} WHERE w.id = $1`, [id]);
  return row ?? null;
}

/** The newest hundred. */
export async function hookDeliveries(sql: Sql, webhookId: string): Promise<Page<WebhookDelivery>> {
  return wholePage(
    await sql.rows<WebhookDelivery>(
      `SELECT id, kind, state, attempts, status, detail, ${rfc3339('created_at')} AS "createdAt", ${rfc3339('delivered_at')} AS "deliveredAt", body
       FROM webhook_deliveries WHERE webhook_id = $1 ORDER BY created_at DESC, id DESC LIMIT 100`,
      [webhookId],
    ),
  );
}
