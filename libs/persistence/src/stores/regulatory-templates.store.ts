import type { RegulatoryDuty } from '@redress/domain/sla/policy.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '../sql.js';

export interface TemplateVersionRow {
  readonly rowId: string;
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly basedOn: string | null;
  readonly name: string;
  readonly source: string;
  readonly duties: readonly RegulatoryDuty[];
  readonly madeBy: string;
  readonly madeAt: Instant;
}

export interface HeldTemplate {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly basedOn: string | null;
}

/** Holds a template of the house until the transaction ends; null for one that was removed. */
export async function holdTemplate(tx: Transaction, id: string): Promise<HeldTemplate | null> {
  const [row] = await tx.rows<HeldTemplate>(
    `SELECT id, code, version, based_on AS "basedOn" FROM regulatory_templates WHERE id = $1 AND removed_at IS NULL FOR UPDATE`,
    [id],
  );
  return row ?? null;
}

/** How far the versions of a code go, in whatever templates had it: 0 for one that nobody used. */
export async function lastVersionOfCode(tx: Transaction, code: string): Promise<number> {
  const [row] = await tx.rows<{ version: number | null }>(
    'SELECT max(version) AS version FROM regulatory_templates WHERE code = $1',
    [code],
  );
  return row?.version ?? 0;
}

/** The first version with its template, or one more. The unique index on codes speaks when the code is taken. */
export async function saveTemplateVersion(tx: Transaction, row: TemplateVersionRow): Promise<void> {
  await tx.rows(
    `INSERT INTO regulatory_templates (id, code, version, based_on) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version`,
    [row.id, row.code, row.version, row.basedOn],
  );
  await tx.rows(
    `INSERT INTO regulatory_template_versions (id, template_id, version, body, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))`,
    [
      row.rowId,
      row.id,
      row.version,
      JSON.stringify({ name: row.name, source: row.source, duties: row.duties }),
      row.madeBy,
      row.madeAt,
    ],
  );
}

export async function markTemplateRemoved(tx: Transaction, id: string, now: Instant): Promise<void> {
  await tx.rows('UPDATE regulatory_templates SET removed_at = to_timestamp($2 / 1000.0) WHERE id = $1', [id, now]);
}
