import type { Page } from '@redress/contract/answers.js';
import type { WebForm } from '@redress/contract/forms.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wholePage } from './page.js';

/** @param $1 the address of the installation. */
const FORM = `
  SELECT f.plan || jsonb_build_object('id', f.id, 'slug', f.slug, 'name', f.name, 'queue', jsonb_build_object('id', q.id, 'name', q.name),
    'enabled', f.enabled, 'version', f.version, 'url', $1::text || '/f/' || f.slug) AS form
  FROM web_forms f JOIN queues q ON q.id = f.queue_id`;

/** By name. */
export async function webFormList(sql: Sql, publicUrl: string): Promise<Page<WebForm>> {
  const rows = await sql.rows<{ form: WebForm }>(`${FORM} ORDER BY f.name, f.id LIMIT 1000`, [publicUrl]);
  return wholePage(rows.map(({ form }) => form));
}

export async function webFormById(sql: Sql, publicUrl: string, id: string): Promise<WebForm | null> {
  const [row] = await sql.rows<{ form: WebForm }>(`${FORM} WHERE f.id = $2`, [publicUrl, id]);
  return row?.form ?? null;
}
