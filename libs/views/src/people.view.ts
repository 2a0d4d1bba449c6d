import type { Page } from '@redress/contract/answers.js';
import type { Agent, Queue, RoleRights, Team } from '@redress/contract/people.js';
import type { Token } from '@redress/contract/session.js';
import { ROLES, type Role } from '@redress/domain/people.js';
import { READS_REPORTS, SCOPES_OF, SIGHT_OF, verbsOf } from '@redress/domain/roles.js';
import { mayTakeAway } from '@redress/domain/ticket/permissions.js';
import type { Sql } from '@redress/persistence/sql.js';
import { pageByName, placeAfter, wholePage } from './page.js';

const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const AGENT = `
  SELECT a.id, a.name, a.email, a.role, a.disabled_at IS NOT NULL AS disabled, ${rfc3339('a.last_seen_at')} AS "lastSeenAt", a.phone_names AS "phoneNames", a.version,
    coalesce((SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY t.name)
      FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.agent_id = a.id), '[]') AS teams
  FROM agents a`;

/** By name. */
export async function agentList(
  sql: Sql,
  query: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<Agent>> {
  const place = placeAfter(query.after);
  const rows = await sql.rows<Agent>(`${AGENT} WHERE (a.name, a.id) > ($1, $2::uuid) ORDER BY a.name, a.id LIMIT $3`, [
    place.name,
    place.id,
    query.limit + 1,
  ]);
  return pageByName(rows, query.limit);
}

export async function agentById(sql: Sql, id: string): Promise<Agent | null> {
  const [row] = await sql.rows<Agent>(`${AGENT} WHERE a.id = $1`, [id]);
  return row ?? null;
}

/** The roles with their rights, from the tables by which everybody is judged, and how many people have each. */
export async function roleList(sql: Sql): Promise<Page<RoleRights>> {
  const rows = await sql.rows<{ role: Role; people: number }>(
    'SELECT role, count(*)::int AS people FROM agents WHERE disabled_at IS NULL GROUP BY role',
  );
  return wholePage(
    ROLES.map((role) => ({
      ...{
        role,
        sees: SIGHT_OF[role],
        verbs: verbsOf(role),
        takesAway: mayTakeAway({ role }),
        readsReports: READS_REPORTS.includes(role),
        scopes: SCOPES_OF[role],
      },
      people: rows.find((one) => one.role === role)?.people ?? 0,
    })),
  );
}

const TEAM = `
  SELECT t.id, t.name, t.version, CASE WHEN c.id IS NULL THEN NULL ELSE json_build_object('id', c.id, 'name', c.name) END AS calendar, coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY a.name)
    FROM team_members m JOIN agents a ON a.id = m.agent_id WHERE m.team_id = t.id), '[]') AS members
  FROM teams t LEFT JOIN business_calendars c ON c.id = t.calendar_id`;

export async function teamList(sql: Sql): Promise<Page<Team>> {
  return wholePage(await sql.rows<Team>(`${TEAM} ORDER BY t.name`));
}

export async function teamById(sql: Sql, id: string): Promise<Team | null> {
  const [row] = await sql.rows<Team>(`${TEAM} WHERE t.id = $1`, [id]);
  return row ?? null;
}

const QUEUE = `
  SELECT q.id, q.name, q.kind, q.is_default AS "isDefault", q.signatures, q.version,
    CASE WHEN t.id IS NULL THEN NULL ELSE json_build_object('id', t.id, 'name', t.name) END AS team,
    ARRAY(SELECT address FROM queue_addresses WHERE queue_id = q.id ORDER BY address) AS addresses
  FROM queues q LEFT JOIN teams t ON t.id = q.team_id`;

/** The default one first. @param ids only these; null for all. */
export async function queueList(sql: Sql, ids: readonly string[] | null): Promise<Page<Queue>> {
  const text = `${QUEUE} WHERE $1::uuid[] IS NULL OR q.id = ANY($1::uuid[]) ORDER BY q.is_default DESC, q.name`;
  return wholePage(await sql.rows<Queue>(text, [ids]));
}

export async function queueById(sql: Sql, id: string): Promise<Queue | null> {
  const [row] = await sql.rows<Queue>(`${QUEUE} WHERE q.id = $1`, [id]);
  return row ?? null;
}

const TOKEN = `
  SELECT k.id, k.name, json_build_object('id', a.id, 'name', a.name) AS agent, k.scopes, ${rfc3339('k.created_at')} AS "createdAt",
    ${rfc3339('k.last_used_at')} AS "lastUsedAt", ${rfc3339('k.expires_at')} AS "expiresAt"
  FROM tokens k JOIN agents a ON a.id = k.agent_id`;

/** Those that are not revoked, the newest first. @param agentId only of this person; null for all. */
export async function tokenList(sql: Sql, agentId: string | null): Promise<Page<Token>> {
  const text = `${TOKEN} WHERE k.revoked_at IS NULL AND ($1::uuid IS NULL OR k.agent_id = $1) ORDER BY k.created_at DESC, k.id LIMIT 1000`;
  return wholePage(await sql.rows<Token>(text, [agentId]));
}

export async function tokenById(sql: Sql, id: string): Promise<Token | null> {
  const [row] = await sql.rows<Token>(`${TOKEN} WHERE k.id = $1`, [id]);
  return row ?? null;
}
