import type { Page } from '@redress/contract/answers.js';
import type { ChannelAccount } from '@redress/contract/channels.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wholePage } from './page.js';

/** Without the secret, which leaves the database only to connect. */
const ACCOUNT = `
  SELECT a.id, a.kind, a.channel, a.name, json_build_object('id', q.id, 'name', q.name) AS queue, a.settings,
    a.secret_sealed IS NOT NULL AS "hasSecret", a.abilities, a.enabled, a.state,
    to_char(a.last_success_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastSuccessAt",
    a.lag_seconds AS "lagSeconds", a.last_error AS "lastError", a.remedy, a.received,
    to_char(a.access_ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "accessEndsAt", a.version
  FROM channel_accounts a JOIN queues q ON q.id = a.queue_id`;

export async function channelAccountList(sql: Sql): Promise<Page<ChannelAccount>> {
  return wholePage(await sql.rows<ChannelAccount>(`${ACCOUNT} ORDER BY a.kind, a.name`));
}

export async function channelAccountById(sql: Sql, id: string): Promise<ChannelAccount | null> {
  const [row] = await sql.rows<ChannelAccount>(`${ACCOUNT} WHERE a.id = $1`, [id]);
  return row ?? null;
}
