import type {
  FactDescription,
  PriorityTable,
  RoutedOnce,
  RoutingRule,
  RoutingRuleVersion,
  TicketRouting,
  Unassigned,
  RoutingSettings,
} from '@redress/contract/routing.js';
import type { Named, Page } from '@redress/contract/answers.js';
import type { Asker } from '@redress/domain/people.js';
import { DEFAULT_PRIORITY_TABLE } from '@redress/domain/routing/priority.js';
import { DEFAULT_ROUTING_SETTINGS } from '@redress/domain/routing/settings.js';
import { FACT_KINDS, OPERATORS_FOR } from '@redress/domain/rules/facts.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { STANDS } from '@redress/persistence/stores/routing-traces.store.js';
import { wholePage } from './page.js';

export const rfc3339 = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const RULE = `SELECT v.body || jsonb_build_object('id', r.id, 'name', r.name, 'position', r.position, 'enabled', v.enabled, 'version', r.version) AS rule
  FROM routing_rules r JOIN routing_rule_versions v ON v.rule_id = r.id AND v.version = r.version WHERE r.removed_at IS NULL`;

export async function routingRuleList(sql: Sql): Promise<Page<RoutingRule>> {
  const rows = await sql.rows<{ rule: RoutingRule }>(`${RULE} ORDER BY r.position, r.id`);
  return wholePage(rows.map(({ rule }) => rule));
}

export async function routingRuleById(sql: Sql, id: string): Promise<RoutingRule | null> {
  const [row] = await sql.rows<{ rule: RoutingRule }>(`${RULE} AND r.id = $1`, [id]);
  return row?.rule ?? null;
}

/** Newest first. Null when there is no such rule. */
export async function versionsOfRule(sql: Sql, id: string): Promise<Page<RoutingRuleVersion> | null> {
  const rows = await sql.rows<{ version: RoutingRuleVersion }>(
    `SELECT v.body || jsonb_build_object('name', v.name, 'enabled', v.enabled, 'version', v.version, 'madeAt', ${rfc3339('v.made_at')},
       'madeBy', (SELECT jsonb_build_object('id', a.id, 'name', a.name) FROM agents a WHERE a.id::text = v.made_by)) AS version
     FROM routing_rule_versions v WHERE v.rule_id = $1 ORDER BY v.version DESC LIMIT 200`,
    [id],
  );
  return rows.length === 0 ? null : wholePage(rows.map(({ version }) => version));
}

export const factList = (): Page<FactDescription> =>
  wholePage(
    Object.entries(FACT_KINDS).map(([name, { type, values }]) => ({
      ...{ name, type, values: values ?? null },
      operators: OPERATORS_FOR[type],
    })),
  );

export async function priorityTable(sql: Sql): Promise<PriorityTable> {
  const [row] = await sql.rows<PriorityTable>(
    `SELECT value -> 'rows' AS rows, version FROM settings WHERE key = 'priorityTable'`,
  );
  return row ?? { rows: DEFAULT_PRIORITY_TABLE, version: 0 };
}

export async function routingSettings(sql: Sql): Promise<RoutingSettings> {
  const [row] = await sql.rows<{ value: Partial<RoutingSettings>; version: number }>(
    `SELECT value, version FROM settings WHERE key = 'routing'`,
  );
  const { weights, returnAfterMinutes } = { ...DEFAULT_ROUTING_SETTINGS, ...row?.value };
  return {
    weights: { ...DEFAULT_ROUTING_SETTINGS.weights, ...weights },
    returnAfterMinutes,
    version: row?.version ?? 0,
  };
}

/** Names of people, queues and policies by their ids. */
export async function namesOf(sql: Sql, ids: readonly string[]): Promise<Named[]> {
  return sql.rows<Named>(
    `SELECT id, name FROM agents WHERE id = ANY($1::uuid[]) UNION ALL SELECT id, name FROM queues WHERE id = ANY($1::uuid[])
     UNION ALL SELECT id, name FROM sla_policies WHERE id = ANY($1::uuid[]) UNION ALL SELECT id, name FROM organisations WHERE id = ANY($1::uuid[])
     ORDER BY name`,
    [[...new Set(ids)]],
  );
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every id that stands somewhere in it. */
export const idsIn = (thing: unknown): string[] => [...new Set(JSON.stringify(thing).match(UUID))];

interface Found {
  readonly routed: RoutedOnce | null;
  readonly since: string | null;
  readonly because: Unassigned['because'];
  readonly skills: Unassigned['skills'];
  readonly relaxesAt: string | null;
  readonly assignedBecause: string | null;
}

/** Why a ticket is where it is; null when the asker may not see it. */
export async function ticketRouting(sql: Sql, asker: Asker, ticketId: string): Promise<TicketRouting | null> {
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<Found>(
    `SELECT (SELECT json_build_object('at', ${rfc3339('r.at')}, 'because', r.because, 'revision', r.revision, 'facts', r.facts, 'result', jsonb_build_object('kind', NULL) || r.result,
         'trace', r.trace) FROM routing_traces r WHERE r.ticket_id = t.id AND ${STANDS} ORDER BY r.at DESC, r.id DESC LIMIT 1) AS routed,
       CASE WHEN t.shelved THEN NULL ELSE ${rfc3339('t.unassigned_since')} END AS since,
       CASE WHEN q.assignment = 'manual' THEN 'manual' ELSE t.unassigned_because END AS because, t.skills,
       CASE WHEN t.skills <> '[]' THEN ${rfc3339(`(t.unassigned_since + q.relax_after_seconds * interval '1 second')`)} END AS "relaxesAt",
       (SELECT e.body ->> 'because' FROM ticket_events e WHERE e.ticket_id = t.id AND e.type = 'TicketAssigned' AND t.owner_id IS NOT NULL
         ORDER BY e.version DESC LIMIT 1) AS "assignedBecause"
     FROM tickets t JOIN queues q ON q.id = t.queue_id WHERE t.id = $1 AND ${sight.text}`,
    [ticketId, ...sight.values],
  );
  if (row === undefined) return null;
  const { routed, since, because, skills, relaxesAt, assignedBecause } = row;
  const unassigned = since === null ? null : { since, because, skills, relaxesAt };
  return { routed, unassigned, assignedBecause, names: await namesOf(sql, idsIn(routed)) };
}
