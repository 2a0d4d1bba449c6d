import type { ChangedText, MailTemplateName, MailText } from '@redress/domain/mail-templates/template.js';
import type { Instant } from '@redress/domain/time.js';
import { lockKey, type Sql, type Transaction } from '../sql.js';

/** As a part of a larger statement, which need not be asked twice: what administrators wrote for one mail, null for nothing. */
export const changedTextsJson = (name: MailTemplateName): string =>
  `(SELECT json_agg(json_build_object('language', language, 'subject', subject, 'text', body)) FROM mail_templates
     WHERE template = '${name}' AND body IS NOT NULL)`;

export async function changedTexts(sql: Sql, name: MailTemplateName): Promise<readonly ChangedText[]> {
  const [row] = await sql.rows<{ texts: ChangedText[] | null }>(`SELECT ${changedTextsJson(name)} AS texts`);
  return row?.texts ?? [];
}

/** Makes those who change one template come one after the other. @returns the version that is there; 0 for none yet */
export async function holdTemplate(tx: Transaction, name: MailTemplateName, language: string): Promise<number> {
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [lockKey(`mail template ${name}`)]);
  const [row] = await tx.rows<{ version: number }>(
    'SELECT version FROM mail_templates WHERE template = $1 AND language = $2',
    [name, language],
  );
  return row?.version ?? 0;
}

export interface TemplateVersion {
  readonly name: MailTemplateName;
  readonly language: string;
  /** Null takes back what was written. */
  readonly words: MailText | null;
  readonly version: number;
  readonly at: Instant;
  readonly by: string | null;
}

export async function saveTemplate(tx: Transaction, saved: TemplateVersion): Promise<void> {
  const { name, language, words, version, at, by } = saved;
  await tx.rows(
    `INSERT INTO mail_templates (template, language, subject, body, version, changed_at, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (template, language) DO UPDATE SET subject = excluded.subject, body = excluded.body, version = excluded.version,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [name, language, words?.subject ?? null, words?.text ?? null, version, new Date(at), by],
  );
}

export interface TemplateRow extends ChangedText {
  readonly template: MailTemplateName;
  /** False: it was taken back. */
  readonly stands: boolean;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: { readonly id: string; readonly name: string } | null;
}

/** All that was ever written, by language. @param name of one; null for all */
export async function templateRows(sql: Sql, name: MailTemplateName | null): Promise<TemplateRow[]> {
  return sql.rows<TemplateRow>(
    `SELECT m.template, m.language, coalesce(m.subject, '') AS subject, coalesce(m.body, '') AS text, m.body IS NOT NULL AS stands,
       m.version, m.changed_at AS "changedAt",
       CASE WHEN a.id IS NULL THEN NULL ELSE json_build_object('id', a.id, 'name', a.name) END AS "changedBy"
     FROM mail_templates m LEFT JOIN agents a ON a.id = m.changed_by
     WHERE $1::text IS NULL OR m.template = $1 ORDER BY m.template, m.language`,
    [name],
  );
}

/** Which texts could not be filled in when they were to go out since then. */
export async function templateFaultsSince(sql: Sql, since: Instant): Promise<string[]> {
  const rows = await sql.rows<{ fault: string }>(
    'SELECT DISTINCT template_fault AS fault FROM outbox WHERE template_fault IS NOT NULL AND created_at > $1 ORDER BY 1',
    [new Date(since)],
  );
  return rows.map(({ fault }) => fault);
}
