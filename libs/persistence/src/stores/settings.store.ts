import type { Sql } from '../sql.js';

/** What an administrator says about mail; `settings` key `mail`. */
export interface MailPolicy {
  readonly trustedAuthservIds: readonly string[];
  readonly senderName: string;
  /** Used when a queue has no address of its own. */
  readonly senderAddress: string;
  readonly acknowledge: boolean;
  readonly answerWithinDays: number;
  readonly reopenWindowDays: number;
}

export const DEFAULT_MAIL_POLICY: MailPolicy = {
  trustedAuthservIds: [],
  senderName: '',
  senderAddress: '',
  acknowledge: true,
  answerWithinDays: 3,
  reopenWindowDays: 14,
};

/** Absent fields have their defaults, so that a newer release finds an older row complete. */
export async function readMailPolicy(sql: Sql): Promise<MailPolicy> {
  const [row] = await sql.rows<{ value: Partial<MailPolicy> }>(`SELECT value FROM settings WHERE key = 'mail'`);
  return { ...DEFAULT_MAIL_POLICY, ...row?.value };
}

/** Names this installation in what it sends, so that it knows its own mail again; made once. */
export async function installationId(sql: Sql, proposal: string): Promise<string> {
  const [row] = await sql.rows<{ id: string }>(
    `INSERT INTO settings (key, value) VALUES ('installation', to_jsonb($1::text))
     ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING value #>> '{}' AS id`,
    [proposal],
  );
  return row?.id ?? proposal;
}
