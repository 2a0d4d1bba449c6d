import type { Page } from '@redress/contract/answers.js';
import type { MailAccount, MailSettings } from '@redress/contract/mail.js';
import type { Sql } from '@redress/persistence/sql.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import { wholePage } from './page.js';

/** Without the secret, which leaves the database only to connect. */
const ACCOUNT = `
  SELECT m.id, m.address, json_build_object('id', q.id, 'name', q.name) AS queue, m.host, m.port, m.security, m.user_name AS "user",
    m.authentication, (SELECT g.provider FROM mailbox_grants g WHERE g.id = m.grant_id) AS "grantedBy", m.folders, m.mark_seen AS "markSeen", m.enabled, m.state,
    CASE WHEN m.smtp_host IS NOT NULL THEN json_build_object('host', m.smtp_host, 'port', m.smtp_port, 'security', m.smtp_security) END AS outgoing, m.last_error AS "lastError", m.stored, m.version,
    to_char(m.last_success_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastSuccessAt"
  FROM mail_accounts m JOIN queues q ON q.id = m.queue_id`;

export async function mailAccountList(sql: Sql): Promise<Page<MailAccount>> {
  return wholePage(await sql.rows<MailAccount>(`${ACCOUNT} ORDER BY m.address`));
}

export async function mailAccountById(sql: Sql, id: string): Promise<MailAccount | null> {
  const [row] = await sql.rows<MailAccount>(`${ACCOUNT} WHERE m.id = $1`, [id]);
  return row ?? null;
}

/** Version 0 while nobody has saved any. */
export async function mailSettings(sql: Sql): Promise<MailSettings> {
  const [row] = await sql.rows<{ version: number }>(`SELECT version FROM settings WHERE key = 'mail'`);
  return { ...(await readMailPolicy(sql)), version: row?.version ?? 0 };
}
