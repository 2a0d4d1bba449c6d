import type {
  Absence,
  AgentWork,
  CustomerStanding,
  Organisation,
  Presence,
  Product,
  QueueAssignment,
  Skill,
} from '@redress/contract/routing.js';
import type { Page } from '@redress/contract/answers.js';
import type { Asker } from '@redress/domain/people.js';
import { loadOf } from '@redress/domain/routing/pick-agent.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql } from '@redress/persistence/sql.js';
import { ALIVE_FOR } from '@redress/persistence/stores/assignment.store.js';
import { routingBook } from '@redress/persistence/stores/routing-book.store.js';
import { wholePage } from './page.js';
import { rfc3339 } from './routing.view.js';

const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE json_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;

/** Whose absences, skills and loads somebody sees: admins all, leads those of their teams, everybody his own. */
const SEEN = `($1 OR a.id = $2::uuid OR EXISTS (SELECT 1 FROM team_members m WHERE m.agent_id = a.id AND m.team_id = ANY($3::uuid[])))`;

const seenBy = (asker: Asker): unknown[] => [
  asker.role === 'admin',
  asker.agentId,
  asker.role === 'teamLead' ? asker.teamIds : [],
];

type WorkRow = Omit<AgentWork, 'load'> & { readonly open: Readonly<Record<string, number>> };

const WORK = `SELECT json_build_object('id', a.id, 'name', a.name) AS agent, a.capacity, a.version, ${rfc3339('a.last_assigned_at')} AS "lastAssignedAt",
    coalesce((SELECT json_agg(json_build_object('skill', s.skill, 'level', s.level) ORDER BY s.skill) FROM agent_skills s WHERE s.agent_id = a.id), '[]') AS skills,
    CASE WHEN a.connected_at > $4::timestamptz - interval '${ALIVE_FOR / 1_000} seconds' THEN a.presence ELSE 'offline' END AS presence,
    ${rfc3339('a.presence_since')} AS "presenceSince",
    (SELECT ${rfc3339('max(x.to_at)')} FROM absences x WHERE x.agent_id = a.id AND x.from_at <= $4 AND x.to_at > $4) AS "absentUntil",
    (SELECT coalesce(json_object_agg(o.channel, o.count), '{}') FROM (SELECT t.channel, count(*)::int AS count FROM tickets t
       WHERE t.owner_id = a.id AND NOT t.shelved AND t.status IN ('new', 'open', 'waitingInternal') GROUP BY t.channel) o) AS open
  FROM agents a WHERE a.disabled_at IS NULL AND a.role IN ('admin', 'teamLead', 'agent') AND ${SEEN}`;

/** Everybody who works tickets and whom the asker may see, by name. @param agentId only him */
export async function workList(
  sql: Sql,
  asker: Asker,
  now: Instant,
  agentId: string | null = null,
): Promise<Page<AgentWork>> {
  const { settings } = await routingBook(sql);
  const rows = await sql.rows<WorkRow>(`${WORK} AND ($5::uuid IS NULL OR a.id = $5) ORDER BY a.name, a.id LIMIT 1000`, [
    ...seenBy(asker),
    new Date(now),
    agentId,
  ]);
  return wholePage(rows.map(({ open, ...rest }): AgentWork => ({ ...rest, load: loadOf(open, settings.weights) })));
}

export async function presenceOf(sql: Sql, agentId: string, now: Instant): Promise<Presence | null> {
  const [row] = await sql.rows<Presence>(
    `SELECT CASE WHEN connected_at > $2::timestamptz - interval '${ALIVE_FOR / 1_000} seconds' THEN presence ELSE 'offline' END AS state,
       ${rfc3339('presence_since')} AS since FROM agents WHERE id = $1`,
    [agentId, new Date(now)],
  );
  return row ?? null;
}

const ABSENCE = `SELECT x.id, ${named('a')} AS agent, ${rfc3339('x.from_at')} AS "from", ${rfc3339('x.to_at')} AS "to", ${named('d')} AS deputy, x.version
  FROM absences x JOIN agents a ON a.id = x.agent_id LEFT JOIN agents d ON d.id = x.deputy_id WHERE ${SEEN}`;

/** The latest first. @param agentId only his */
export async function absenceList(sql: Sql, asker: Asker, agentId: string | null): Promise<Page<Absence>> {
  const text = `${ABSENCE} AND ($4::uuid IS NULL OR a.id = $4) ORDER BY x.from_at DESC, x.id LIMIT 1000`;
  return wholePage(await sql.rows<Absence>(text, [...seenBy(asker), agentId]));
}

export async function absenceById(sql: Sql, asker: Asker, id: string): Promise<Absence | null> {
  const [row] = await sql.rows<Absence>(`${ABSENCE} AND x.id = $4`, [...seenBy(asker), id]);
  return row ?? null;
}

const ORGANISATION = `SELECT o.id, o.name, o.tier, o.region, ${named('a')} AS "keyAccountManager", o.domains, o.version,
    (SELECT count(*)::int FROM customers c WHERE c.organisation_id = o.id) AS customers
  FROM organisations o LEFT JOIN agents a ON a.id = o.key_account_manager_id`;

export async function organisationList(sql: Sql): Promise<Page<Organisation>> {
  return wholePage(await sql.rows<Organisation>(`${ORGANISATION} ORDER BY o.name, o.id LIMIT 1000`));
}

export async function organisationById(sql: Sql, id: string): Promise<Organisation | null> {
  const [row] = await sql.rows<Organisation>(`${ORGANISATION} WHERE o.id = $1`, [id]);
  return row ?? null;
}

export async function productList(sql: Sql, code: string | null = null): Promise<Page<Product>> {
  const text =
    'SELECT code, name, words, version FROM products WHERE $1::text IS NULL OR code = $1 ORDER BY name, code';
  return wholePage(await sql.rows<Product>(text, [code]));
}

export async function skillList(sql: Sql, code: string | null = null): Promise<Page<Skill>> {
  const text = `SELECT s.code, s.name, s.version, (SELECT count(*)::int FROM agent_skills a WHERE a.skill = s.code) AS people
    FROM skills s WHERE $1::text IS NULL OR s.code = $1 ORDER BY s.name, s.code`;
  return wholePage(await sql.rows<Skill>(text, [code]));
}

/** @param ids queues the asker sees; null for all */
export async function assignmentOf(
  sql: Sql,
  queueId: string,
  ids: readonly string[] | null,
): Promise<QueueAssignment | null> {
  const [row] = await sql.rows<QueueAssignment>(
    `SELECT assignment AS mode, relax_after_seconds AS "relaxAfterSeconds", version FROM queues
     WHERE id = $1 AND ($2::uuid[] IS NULL OR id = ANY($2))`,
    [queueId, ids],
  );
  return row ?? null;
}

export async function standingOf(sql: Sql, customerId: string): Promise<CustomerStanding | null> {
  const [row] = await sql.rows<CustomerStanding>(
    `SELECT ${named('o')} AS organisation, c.tier, c.region, c.relationship_risk AS "relationshipRisk", c.version,
       CASE WHEN c.value_amount IS NULL THEN NULL ELSE json_build_object('amount', c.value_amount, 'currency', c.value_currency,
         'asOf', c.value_as_of::text, 'source', c.value_source) END AS value
     FROM customers c LEFT JOIN organisations o ON o.id = c.organisation_id WHERE c.id = $1`,
    [customerId],
  );
  return row ?? null;
}
