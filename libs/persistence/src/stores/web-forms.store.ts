import type { FormPlan } from '@redress/domain/forms/form.js';
import { type Sql, sqlState, type Transaction } from '../sql.js';

export interface WebFormRow extends FormPlan {
  readonly id: string;
  readonly version: number;
}

const COLUMNS = `plan || jsonb_build_object('id', id, 'version', version, 'slug', slug, 'name', name, 'queueId', queue_id, 'enabled', enabled)`;

/** Null when there is none, or it was switched off. */
export async function openForm(sql: Sql, slug: string): Promise<WebFormRow | null> {
  const [row] = await sql.rows<{ form: WebFormRow }>(
    `SELECT ${COLUMNS} AS form FROM web_forms WHERE slug = $1 AND enabled`,
    [slug],
  );
  return row?.form ?? null;
}

/** Holds the form until the transaction ends; null when there is none. */
export async function holdForm(tx: Transaction, id: string): Promise<WebFormRow | null> {
  const [row] = await tx.rows<{ form: WebFormRow }>(
    `SELECT ${COLUMNS} AS form FROM web_forms WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return row?.form ?? null;
}

/** False when another form has this slug. */
export async function saveForm(tx: Transaction, id: string, plan: FormPlan): Promise<boolean> {
  const { slug, name, queueId, enabled, ...rest } = plan;
  // Asked before it is tried: a statement that failed would end the transaction.
  const [other] = await tx.rows('SELECT 1 FROM web_forms WHERE slug = $2 AND id <> $1', [id, slug]);
  if (other !== undefined) return false;
  try {
    await tx.rows(
      `INSERT INTO web_forms (id, slug, name, queue_id, enabled, plan) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, name = excluded.name, queue_id = excluded.queue_id,
         enabled = excluded.enabled, plan = excluded.plan, version = web_forms.version + 1`,
      [id, slug, name, queueId, enabled, JSON.stringify(rest)],
    );
    return true;
  } catch (error) {
    if (sqlState(error) === '23505') return false;
    throw error;
  }
}

export async function deleteForm(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM web_forms WHERE id = $1', [id]);
}

/** True once in the life of an installation: whoever removes the first form does not get it back with the next start. */
export async function claimFirstForm(tx: Transaction): Promise<boolean> {
  const rows = await tx.rows(
    `INSERT INTO settings (key, value) VALUES ('firstForm', 'true') ON CONFLICT (key) DO NOTHING RETURNING key`,
  );
  return rows.length > 0;
}
