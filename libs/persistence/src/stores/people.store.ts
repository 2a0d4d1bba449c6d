import type { Role, Scope } from '@redress/domain/people.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql } from '../sql.js';

/** Somebody who was recognised by a session or a token, with all that decides what he may see. */
export interface Recognised {
  readonly viaId: string;
  readonly agentId: string;
  readonly name: string;
  readonly role: Role;
  readonly rightsVersion: number;
  readonly teamIds: readonly string[];
  /** Queues of his teams and those without a team. */
  readonly queueIds: readonly string[];
  /** Sessions only. */
  readonly csrfToken: string | null;
  /** Tokens only. */
  readonly scopes: readonly Scope[] | null;
  /** More than a minute has passed since this was last noted as used. */
  readonly stale: boolean;
  /** Of all rights of everybody: as long as it is the same, all of this is. */
  readonly epoch: number;
  /** When the session or token ends by itself; null for never. */
  readonly endsAt: Date | null;
}

const PERSON = `
  a.id AS "agentId", a.name, a.role, a.rights_version AS "rightsVersion",
  ARRAY(SELECT m.team_id FROM team_members m WHERE m.agent_id = a.id) AS "teamIds",
  ARRAY(
    SELECT q.id FROM queues q
    WHERE q.team_id IS NULL OR q.team_id IN (SELECT m.team_id FROM team_members m WHERE m.agent_id = a.id)
  ) AS "queueIds",
  (SELECT r.epoch FROM rights r) AS epoch`;

const SESSION_IDLE = `interval '12 hours'`;

/** A session ends twelve hours after it was last used and seven days after the sign-in. */
export async function recogniseSession(sql: Sql, idHash: string, now: Instant): Promise<Recognised | null> {
  const [row] = await sql.rows<Recognised>(
    `SELECT s.id_hash AS "viaId", ${PERSON}, s.csrf_token AS "csrfToken", NULL AS scopes, s.expires_at AS "endsAt",
       s.last_seen_at < $2::timestamptz - interval '1 minute' AS stale
     FROM sessions s JOIN agents a ON a.id = s.agent_id
     WHERE s.id_hash = $1 AND a.disabled_at IS NULL AND s.expires_at > $2 AND s.last_seen_at > $2::timestamptz - ${SESSION_IDLE}`,
    [idHash, new Date(now)],
  );
  return row ?? null;
}

/** Sessions that are over, or idle for too long, open nothing. */
export async function forgetOldSessions(sql: Sql, now: Instant): Promise<void> {
  await sql.rows(
    `DELETE FROM sessions WHERE expires_at < $1::timestamptz OR last_seen_at < $1::timestamptz - ${SESSION_IDLE}`,
    [new Date(now)],
  );
}

/** @param by the hash of the secret, or the id that an earlier recognition gave. */
export async function recogniseToken(
  sql: Sql,
  by: { readonly hash: string } | { readonly id: string },
  now: Instant,
): Promise<Recognised | null> {
  const [column, value] = 'hash' in by ? ['hash', by.hash] : ['id', by.id];
  const [row] = await sql.rows<Recognised>(
    `SELECT t.id AS "viaId", ${PERSON}, NULL AS "csrfToken", t.scopes, t.expires_at AS "endsAt",
       coalesce(t.last_used_at < $2::timestamptz - interval '1 minute', true) AS stale
     FROM tokens t JOIN agents a ON a.id = t.agent_id
     WHERE t.${column} = $1 AND t.revoked_at IS NULL AND a.disabled_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2)`,
    [value, new Date(now)],
  );
  return row ?? null;
}

/** Somebody who works here, whether he is signed in or not; for what goes on in his name after he asked for it. */
export async function recogniseAgent(sql: Sql, agentId: string): Promise<Recognised | null> {
  const [row] = await sql.rows<Recognised>(
    `SELECT a.id AS "viaId", ${PERSON}, NULL AS "csrfToken", NULL AS scopes, NULL AS "endsAt", false AS stale FROM agents a WHERE a.id = $1 AND a.disabled_at IS NULL`,
    [agentId],
  );
  return row ?? null;
}

/** Notes that the session or token, and its person, was here; at most one of many at once writes. */
export async function noteUse(
  sql: Sql,
  via: { readonly kind: string; readonly id: string },
  now: Instant,
): Promise<void> {
  const [table, column, key] =
    via.kind === 'token' ? ['tokens', 'last_used_at', 'id'] : ['sessions', 'last_seen_at', 'id_hash'];
  await sql.rows(
    `WITH used AS (
       UPDATE ${table} SET ${column} = $2
       WHERE ${key} = $1 AND (${column} IS NULL OR ${column} < $2::timestamptz - interval '1 minute') RETURNING agent_id)
     UPDATE agents SET last_seen_at = $2 FROM used WHERE agents.id = used.agent_id`,
    [via.id, new Date(now)],
  );
}

export interface SessionRow {
  readonly idHash: string;
  readonly agentId: string;
  readonly csrfToken: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly remoteAddress: string | null;
  readonly userAgent: string | null;
}

export async function insertSession(sql: Sql, row: SessionRow): Promise<void> {
  await sql.rows(
    `INSERT INTO sessions (id_hash, agent_id, csrf_token, created_at, last_seen_at, expires_at, remote_address, user_agent)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
    [row.idHash, row.agentId, row.csrfToken, row.createdAt, row.expiresAt, row.remoteAddress, row.userAgent],
  );
}

export async function deleteSession(sql: Sql, idHash: string): Promise<void> {
  await sql.rows('DELETE FROM sessions WHERE id_hash = $1', [idHash]);
}

/** Ends every session of somebody: after a new password, or when he is disabled. */
export async function deleteSessionsOf(sql: Sql, agentId: string): Promise<void> {
  await sql.rows('DELETE FROM sessions WHERE agent_id = $1', [agentId]);
}

export interface Credentials {
  readonly agentId: string;
  readonly passwordHash: string | null;
  readonly disabled: boolean;
  readonly name: string;
  readonly language: string | null;
}

/** @param email lower case. */
export async function findCredentials(sql: Sql, email: string): Promise<Credentials | null> {
  const [row] = await sql.rows<Credentials>(
    `SELECT id AS "agentId", password_hash AS "passwordHash", disabled_at IS NOT NULL AS disabled, name, language
     FROM agents WHERE email = $1`,
    [email],
  );
  return row ?? null;
}

export interface NewAgentRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string | null;
  readonly language?: string | null;
  readonly demo?: boolean;
}

/** Returns whether it was inserted: false when the address is taken. */
export async function insertAgent(sql: Sql, row: NewAgentRow): Promise<boolean> {
  const rows = await sql.rows<object>(
    `INSERT INTO agents (id, email, name, role, password_hash, language, demo) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (email) DO NOTHING RETURNING id`,
    [row.id, row.email, row.name, row.role, row.passwordHash, row.language ?? null, row.demo ?? false],
  );
  return rows.length > 0;
}

export interface AgentState {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly version: number;
  readonly teamIds: readonly string[];
}

/** Holds the agent's row until the transaction ends. */
export async function holdAgent(sql: Sql, id: string): Promise<AgentState | null> {
  const [row] = await sql.rows<AgentState>(
    `SELECT a.id, a.name, a.email, a.role, a.disabled_at IS NOT NULL AS disabled, a.version,
       ARRAY(SELECT m.team_id FROM team_members m WHERE m.agent_id = a.id ORDER BY m.team_id) AS "teamIds"
     FROM agents a WHERE a.id = $1 FOR UPDATE`,
    [id],
  );
  return row ?? null;
}

export async function saveAgent(
  sql: Sql,
  agent: {
    readonly id: string;
    readonly name: string;
    readonly role: Role;
    readonly disabledAt: Date | null;
    readonly rightsMoved: boolean;
  },
): Promise<void> {
  await sql.rows(
    `UPDATE agents SET name = $2, role = $3, disabled_at = CASE WHEN $4::timestamptz IS NULL THEN NULL ELSE coalesce(disabled_at, $4) END,
       version = version + 1, rights_version = rights_version + CASE WHEN $5 THEN 1 ELSE 0 END
     WHERE id = $1`,
    [agent.id, agent.name, agent.role, agent.disabledAt, agent.rightsMoved],
  );
}

/** Extensions and user names in the telephone system, as they are compared. */
export async function savePhoneNames(sql: Sql, agentId: string, names: readonly string[]): Promise<void> {
  await sql.rows('UPDATE agents SET phone_names = $2 WHERE id = $1', [agentId, names]);
}

export async function readPhoneNames(sql: Sql, agentId: string): Promise<readonly string[]> {
  const [row] = await sql.rows<{ names: readonly string[] }>('SELECT phone_names AS names FROM agents WHERE id = $1', [
    agentId,
  ]);
  return row?.names ?? [];
}

export async function setTeamsOf(sql: Sql, agentId: string, teamIds: readonly string[]): Promise<void> {
  await sql.rows('DELETE FROM team_members WHERE agent_id = $1 AND NOT team_id = ANY($2::uuid[])', [agentId, teamIds]);
  await sql.rows('INSERT INTO team_members (team_id, agent_id) SELECT unnest($2::uuid[]), $1 ON CONFLICT DO NOTHING', [
    agentId,
    teamIds,
  ]);
}

/** How many administrators can sign in besides this one. Holds their rows, so that two cannot leave at once. */
export async function otherAdmins(sql: Sql, agentId: string): Promise<number> {
  const rows = await sql.rows<object>(
    `SELECT id FROM agents WHERE role = 'admin' AND disabled_at IS NULL AND id <> $1 ORDER BY id FOR UPDATE`,
    [agentId],
  );
  return rows.length;
}

export async function setPassword(sql: Sql, agentId: string, passwordHash: string): Promise<void> {
  await sql.rows('UPDATE agents SET password_hash = $2, rights_version = rights_version + 1 WHERE id = $1', [
    agentId,
    passwordHash,
  ]);
}

/**
 * Adds to what is there: a preference that is not named keeps its value. First steps only add up, so that two screens that each saw
 * another one do not take from each other.
 */
export async function savePreferences(
  sql: Sql,
  agentId: string,
  change: { readonly preferences: Readonly<Record<string, unknown>>; readonly language?: string },
): Promise<void> {
  await sql.rows(
    `UPDATE agents SET language = coalesce($3, language), preferences = preferences || $2::jsonb ||
       CASE WHEN $2::jsonb ? 'firstSteps' THEN jsonb_build_object('firstSteps', (
         SELECT coalesce(jsonb_agg(DISTINCT step), '[]')
         FROM jsonb_array_elements(coalesce(preferences->'firstSteps', '[]') || ($2::jsonb->'firstSteps')) step))
       ELSE '{}' END
     WHERE id = $1`,
    [agentId, JSON.stringify(change.preferences), change.language ?? null],
  );
}

export async function insertPasswordLink(
  sql: Sql,
  link: { readonly hash: string; readonly agentId: string; readonly expiresAt: Date },
): Promise<void> {
  await sql.rows('INSERT INTO password_links (hash, agent_id, expires_at) VALUES ($1, $2, $3)', [
    link.hash,
    link.agentId,
    link.expiresAt,
  ]);
}

/** Whether a link can still be used; that it is used only once is for {@link usePasswordLink} to say. */
export async function isLinkOpen(sql: Sql, hash: string, now: Instant): Promise<boolean> {
  const rows = await sql.rows<object>(
    'SELECT 1 FROM password_links WHERE hash = $1 AND used_at IS NULL AND expires_at > $2',
    [hash, new Date(now)],
  );
  return rows.length > 0;
}

/** Uses a link up; of many at once one gets the agent. Null when it is unknown, used, or over. */
export async function usePasswordLink(sql: Sql, hash: string, now: Instant): Promise<string | null> {
  const rows = await sql.rows<{ agentId: string }>(
    `UPDATE password_links l SET used_at = $2 FROM agents a
     WHERE l.hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND a.id = l.agent_id AND a.disabled_at IS NULL
     RETURNING l.agent_id AS "agentId"`,
    [hash, new Date(now)],
  );
  return rows[0]?.agentId ?? null;
}

/** Links that are over, used or not. */
export async function forgetOldPasswordLinks(sql: Sql, now: Instant): Promise<void> {
  await sql.rows('DELETE FROM password_links WHERE expires_at < $1', [new Date(now)]);
}

/** Whatever else was sent to this person opens nothing any more. */
export async function dropPasswordLinks(sql: Sql, agentId: string): Promise<void> {
  await sql.rows('DELETE FROM password_links WHERE agent_id = $1 AND used_at IS NULL', [agentId]);
}
