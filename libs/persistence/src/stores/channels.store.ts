import type { Abilities } from '@redress/domain/channel/message.js';
import type { ChannelName } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { lockKey, type Sql, type Transaction } from '../sql.js';

/** An account of a channel, without its health. */
export interface ChannelAccountRow {
  readonly id: string;
  readonly kind: string;
  readonly channel: ChannelName;
  readonly name: string;
  readonly queueId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretSealed: string | null;
  readonly abilities: Abilities;
  readonly enabled: boolean;
  readonly version: number;
}

const COLUMNS = `id, kind, channel, name, queue_id AS "queueId", settings, secret_sealed AS "secretSealed", abilities, enabled, version`;

export async function channelAccount(sql: Sql, id: string): Promise<ChannelAccountRow | null> {
  const [row] = await sql.rows<ChannelAccountRow>(`SELECT ${COLUMNS} FROM channel_accounts WHERE id = $1`, [id]);
  return row ?? null;
}

export async function holdChannelAccount(tx: Transaction, id: string): Promise<ChannelAccountRow | null> {
  const [row] = await tx.rows<ChannelAccountRow>(`SELECT ${COLUMNS} FROM channel_accounts WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  return row ?? null;
}

export interface Namesake {
  readonly name: string;
  readonly enabled: boolean;
}

/** Another account of a channel that says the same of itself in a setting, whatever its case. Two that ask at once ask one after the other. */
export async function channelNamesake(
  tx: Transaction,
  { id, kind }: Pick<ChannelAccountRow, 'id' | 'kind'>,
  setting: string,
  value: string,
): Promise<Namesake | null> {
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [lockKey(`channel accounts ${kind}`)]);
  const [row] = await tx.rows<Namesake>(
    `SELECT name, enabled FROM channel_accounts WHERE kind = $1 AND id <> $2 AND lower(btrim(settings ->> $3)) = lower(btrim($4)) ORDER BY name`,
    [kind, id, setting, value],
  );
  return row ?? null;
}

/** @param kind of this channel only. */
export async function enabledChannelAccounts(sql: Sql, kind: string | null = null): Promise<ChannelAccountRow[]> {
  return sql.rows<ChannelAccountRow>(
    `SELECT ${COLUMNS} FROM channel_accounts WHERE enabled AND ($1::text IS NULL OR kind = $1) ORDER BY id`,
    [kind],
  );
}

/** A changed account begins anew as `starting`; the worker notices by the version that it has to connect again. */
export async function saveChannelAccount(tx: Transaction, account: Omit<ChannelAccountRow, 'version'>): Promise<void> {
  await tx.rows(
    `INSERT INTO channel_accounts (id, kind, channel, name, queue_id, settings, secret_sealed, abilities, enabled, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::boolean, CASE WHEN $9::boolean THEN 'starting' ELSE 'off' END)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, queue_id = excluded.queue_id, settings = excluded.settings,
       secret_sealed = excluded.secret_sealed, abilities = excluded.abilities, enabled = excluded.enabled, state = excluded.state,
       last_error = NULL, remedy = NULL, access_ends_at = NULL, version = channel_accounts.version + 1`,
    [
      ...[account.id, account.kind, account.channel, account.name, account.queueId, JSON.stringify(account.settings)],
      ...[account.secretSealed, JSON.stringify(account.abilities), account.enabled],
    ],
  );
}

/** No change of the account: whoever has it open goes on. */
export async function saveAbilities(sql: Sql, id: string, abilities: Abilities): Promise<void> {
  await sql.rows('UPDATE channel_accounts SET abilities = $2 WHERE id = $1 AND abilities <> $2::jsonb', [
    ...[id, JSON.stringify(abilities)],
  ]);
}

export async function deleteChannelAccount(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM channel_accounts WHERE id = $1', [id]);
}

export async function channelCursor(sql: Sql, accountId: string): Promise<string | null> {
  const [row] = await sql.rows<{ position: string }>('SELECT position FROM channel_cursors WHERE account_id = $1', [
    accountId,
  ]);
  return row?.position ?? null;
}

export async function saveChannelCursor(sql: Sql, accountId: string, position: string, at: Instant): Promise<void> {
  await sql.rows(
    `INSERT INTO channel_cursors (account_id, position, moved_at) VALUES ($1, $2, $3)
     ON CONFLICT (account_id) DO UPDATE SET position = excluded.position, moved_at = excluded.moved_at`,
    [accountId, position, new Date(at)],
  );
}

/** Somebody waits for a platform that knocks by itself; until it does there is nothing more to say. */
export async function noteWaiting(sql: Sql, accountId: string): Promise<void> {
  await sql.rows(`UPDATE channel_accounts SET state = 'receiving' WHERE id = $1 AND enabled AND state = 'starting'`, [
    accountId,
  ]);
}

/** @param lagSeconds how long the newest thing that was taken in had been at the platform; null leaves it. */
export async function noteSuccess(
  sql: Sql,
  accountId: string,
  taken: { readonly count: number; readonly lagSeconds: number | null },
  at: Instant,
): Promise<void> {
  await sql.rows(
    `UPDATE channel_accounts SET state = 'receiving', last_success_at = $2, received = received + $3, last_error = NULL, remedy = NULL,
       lag_seconds = coalesce($4, lag_seconds) WHERE id = $1 AND enabled`,
    [accountId, new Date(at), taken.count, taken.lagSeconds],
  );
}

/**
 * What a platform brought by itself: it says nothing of whether we are still let in there, so that a fault stays.
 * @param lagSeconds as with `noteSuccess`.
 */
export async function noteArrived(
  sql: Sql,
  accountId: string,
  taken: { readonly count: number; readonly lagSeconds: number | null },
  at: Instant,
): Promise<void> {
  await sql.rows(
    `UPDATE channel_accounts SET state = CASE WHEN state = 'starting' THEN 'receiving' ELSE state END, last_success_at = $2,
       received = received + $3, lag_seconds = coalesce($4, lag_seconds) WHERE id = $1 AND enabled`,
    [accountId, new Date(at), taken.count, taken.lagSeconds],
  );
}

/** @param remedy what to do before it ends; null while there is time. */
export async function noteAccessEnd(
  sql: Sql,
  accountId: string,
  endsAt: Instant | null,
  remedy: string | null,
): Promise<void> {
  await sql.rows('UPDATE channel_accounts SET access_ends_at = $2, remedy = $3 WHERE id = $1 AND enabled', [
    accountId,
    endsAt === null ? null : new Date(endsAt),
    remedy,
  ]);
}

export async function noteFault(
  sql: Sql,
  accountId: string,
  fault: { readonly state: 'failing' | 'refused'; readonly message: string; readonly remedy: string },
): Promise<void> {
  await sql.rows('UPDATE channel_accounts SET state = $2, last_error = $3, remedy = $4 WHERE id = $1 AND enabled', [
    accountId,
    fault.state,
    fault.message,
    fault.remedy,
  ]);
}
