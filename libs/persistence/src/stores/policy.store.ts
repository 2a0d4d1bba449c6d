import type { Kind } from '@redress/domain/ticket/ticket.js';
import type { Transaction } from '../sql.js';

export interface TeamState {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly memberIds: readonly string[];
}

/** Holds the team's row until the transaction ends. */
export async function holdTeam(tx: Transaction, id: string): Promise<TeamState | null> {
  const [row] = await tx.rows<TeamState>(
    `SELECT t.id, t.name, t.version, ARRAY(SELECT m.agent_id FROM team_members m WHERE m.team_id = t.id) AS "memberIds"
     FROM teams t WHERE t.id = $1 FOR UPDATE OF t`,
    [id],
  );
  return row ?? null;
}

/** Returns whether it was inserted: false when the name is taken. */
export async function insertTeam(tx: Transaction, id: string, name: string): Promise<boolean> {
  const rows = await tx.rows('INSERT INTO teams (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id', [
    id,
    name,
  ]);
  return rows.length > 0;
}

export async function renameTeam(tx: Transaction, id: string, name: string): Promise<void> {
  await tx.rows('UPDATE teams SET name = $2, version = version + 1 WHERE id = $1', [id, name]);
}

/** Makes exactly these people the team; the ids of whom that changed the rights. */
export async function setMembers(tx: Transaction, teamId: string, memberIds: readonly string[]): Promise<string[]> {
  const moved = await tx.rows<{ id: string }>(
    `WITH gone AS (DELETE FROM team_members WHERE team_id = $1 AND NOT agent_id = ANY($2::uuid[]) RETURNING agent_id),
       come AS (INSERT INTO team_members (team_id, agent_id) SELECT $1, id FROM agents WHERE id = ANY($2::uuid[])
         ON CONFLICT DO NOTHING RETURNING agent_id)
     SELECT agent_id AS id FROM gone UNION SELECT agent_id FROM come`,
    [teamId, memberIds],
  );
  return moved.map((row) => row.id);
}

export async function setCalendarOfTeam(tx: Transaction, teamId: string, calendarId: string | null): Promise<void> {
  await tx.rows('UPDATE teams SET calendar_id = $2 WHERE id = $1', [teamId, calendarId]);
}

/** Sockets of these people look again at what they may see. */
export async function moveRights(tx: Transaction, agentIds: readonly string[]): Promise<void> {
  await tx.rows('UPDATE agents SET rights_version = rights_version + 1 WHERE id = ANY($1::uuid[])', [agentIds]);
}

/** After a change of queues: everybody whose sight is made of queues. */
export async function moveRightsOfAll(tx: Transaction): Promise<void> {
  await tx.rows(`UPDATE agents SET rights_version = rights_version + 1 WHERE role IN ('agent', 'teamLead')`);
}

export async function deleteTeam(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM teams WHERE id = $1', [id]);
}

export async function queuesOfTeam(tx: Transaction, teamId: string): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>('SELECT name FROM queues WHERE team_id = $1 ORDER BY name', [teamId]);
  return rows.map((row) => row.name);
}

export interface QueueState {
  readonly id: string;
  readonly name: string;
  readonly teamId: string | null;
  readonly kind: Kind;
  readonly isDefault: boolean;
  readonly version: number;
}

export async function holdQueue(tx: Transaction, id: string): Promise<QueueState | null> {
  const [row] = await tx.rows<QueueState>(
    `SELECT id, name, team_id AS "teamId", kind, is_default AS "isDefault", version FROM queues WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return row ?? null;
}

export interface QueueWords {
  readonly id: string;
  readonly name: string;
  readonly teamId: string | null;
  readonly kind: Kind;
}

export async function insertQueue(tx: Transaction, queue: QueueWords): Promise<boolean> {
  const rows = await tx.rows(
    'INSERT INTO queues (id, name, team_id, kind) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id',
    [queue.id, queue.name, queue.teamId, queue.kind],
  );
  return rows.length > 0;
}

export async function saveQueue(tx: Transaction, queue: QueueWords): Promise<void> {
  await tx.rows('UPDATE queues SET name = $2, team_id = $3, kind = $4, version = version + 1 WHERE id = $1', [
    queue.id,
    queue.name,
    queue.teamId,
    queue.kind,
  ]);
}

/** There is always one default; the old one steps down first, because the index allows no second. */
export async function makeDefaultQueue(tx: Transaction, id: string): Promise<void> {
  await tx.rows('UPDATE queues SET is_default = false, version = version + 1 WHERE is_default AND id <> $1', [id]);
  await tx.rows('UPDATE queues SET is_default = true WHERE id = $1', [id]);
}

/** Gives the queue exactly these addresses; returns those that belong to another queue, which it then has not got. */
export async function setAddresses(tx: Transaction, queueId: string, addresses: readonly string[]): Promise<string[]> {
  await tx.rows('DELETE FROM queue_addresses WHERE queue_id = $1 AND NOT address = ANY($2)', [queueId, addresses]);
  await tx.rows(
    'INSERT INTO queue_addresses (address, queue_id) SELECT unnest($2::text[]), $1 ON CONFLICT DO NOTHING',
    [queueId, addresses],
  );
  const taken = await tx.rows<{ address: string }>(
    'SELECT address FROM queue_addresses WHERE address = ANY($2) AND queue_id <> $1',
    [queueId, addresses],
  );
  return taken.map((row) => row.address);
}

interface QueueUses {
  readonly ticket: boolean;
  readonly accounts: readonly string[];
  readonly channels: readonly string[];
  readonly forms: readonly string[];
  readonly phones: readonly string[];
  /** Of the telephone, kept without a ticket. */
  readonly call: boolean;
  readonly rules: readonly string[];
}

/** What a queue cannot be taken away from. */
export async function usesOfQueue(tx: Transaction, id: string): Promise<QueueUses> {
  const [row] = await tx.rows<QueueUses>(
    `SELECT EXISTS (SELECT 1 FROM tickets WHERE queue_id = $1) AS ticket,
       ARRAY(SELECT address FROM mail_accounts WHERE queue_id = $1 ORDER BY address) AS accounts,
       ARRAY(SELECT name FROM channel_accounts WHERE queue_id = $1 ORDER BY name) AS channels,
       ARRAY(SELECT name FROM web_forms WHERE queue_id = $1 ORDER BY name) AS forms,
       ARRAY(SELECT name FROM phone_connections WHERE queue_id = $1 ORDER BY name) AS phones,
       EXISTS (SELECT 1 FROM phone_calls WHERE queue_id = $1) OR EXISTS (SELECT 1 FROM call_backs WHERE queue_id = $1) AS call,
       ARRAY(SELECT r.name FROM routing_rules r JOIN routing_rule_versions v ON v.rule_id = r.id AND v.version = r.version
         WHERE r.removed_at IS NULL AND v.body -> 'actions' ->> 'queueId' = $1::text ORDER BY r.position) AS rules`,
    [id],
  );
  return row ?? { ticket: false, accounts: [], channels: [], forms: [], phones: [], call: false, rules: [] };
}

export async function deleteQueue(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM queues WHERE id = $1', [id]);
}

/** The version of a setting, 0 when it was never saved. Others who save it wait until the transaction ends. */
export async function holdSetting(tx: Transaction, key: string): Promise<number> {
  await tx.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 11))', [`setting ${key}`]);
  const [row] = await tx.rows<{ version: number }>('SELECT version FROM settings WHERE key = $1', [key]);
  return row?.version ?? 0;
}

export async function saveSetting(tx: Transaction, key: string, value: object): Promise<void> {
  await tx.rows(
    `INSERT INTO settings (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = settings.version + 1, updated_at = now()`,
    [key, JSON.stringify(value)],
  );
}
