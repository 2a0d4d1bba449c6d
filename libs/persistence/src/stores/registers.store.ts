import type { Sql, Transaction } from '../sql.js';

/** Registers of codes: what routing and people name by a short word. */
export type RegisterName = 'skills' | 'products';

/** Makes or renames it; `words` counts for products only. */
export async function saveCode(
  tx: Transaction,
  register: RegisterName,
  code: string,
  entry: { readonly name: string; readonly words?: readonly string[]; readonly demo?: boolean },
): Promise<void> {
  const demo = entry.demo ?? false;
  if (register === 'skills') {
    await tx.rows(
      `INSERT INTO skills (code, name, demo) VALUES ($1, $2, $3)
       ON CONFLICT (code) DO UPDATE SET name = excluded.name, version = skills.version + 1`,
      [code, entry.name, demo],
    );
    return;
  }
  await tx.rows(
    `INSERT INTO products (code, name, words, demo) VALUES ($1, $2, $3, $4)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, words = excluded.words, version = products.version + 1`,
    [code, entry.name, entry.words ?? [], demo],
  );
}

/** False when there was none. */
export async function deleteCode(tx: Transaction, register: RegisterName, code: string): Promise<boolean> {
  const rows = await tx.rows(`DELETE FROM ${register} WHERE code = $1 RETURNING code`, [code]);
  return rows.length > 0;
}

export async function countCodes(sql: Sql, register: RegisterName): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${register}`);
  return row?.count ?? 0;
}

export interface OrganisationWords {
  readonly name: string;
  readonly tier: string | null;
  readonly region: string | null;
  readonly keyAccountManagerId: string | null;
  /** Lower case. */
  readonly domains: readonly string[];
}

/** Holds the row; null when there is none. */
export async function holdOrganisation(tx: Transaction, id: string): Promise<number | null> {
  const [row] = await tx.rows<{ version: number }>('SELECT version FROM organisations WHERE id = $1 FOR UPDATE', [id]);
  return row?.version ?? null;
}

export async function saveOrganisation(
  tx: Transaction,
  id: string,
  { name, tier, region, keyAccountManagerId, domains }: OrganisationWords,
  demo = false,
): Promise<void> {
  await tx.rows(
    `INSERT INTO organisations (id, name, tier, region, key_account_manager_id, domains, demo) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, tier = excluded.tier, region = excluded.region,
       key_account_manager_id = excluded.key_account_manager_id, domains = excluded.domains, version = organisations.version + 1`,
    [id, name, tier, region, keyAccountManagerId, domains, demo],
  );
}

/** Other organisations that have one of these domains. */
export async function domainsTaken(tx: Transaction, id: string, domains: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(
    'SELECT name FROM organisations WHERE domains && $2::text[] AND id <> $1',
    [id, domains],
  );
  return rows.map((row) => row.name);
}

export async function deleteOrganisation(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM organisations WHERE id = $1', [id]);
}

/** The key account manager of a customer's organisation, or null. */
export async function keyAccountManagerOf(sql: Sql, customerId: string | null): Promise<string | null> {
  const [row] = await sql.rows<{ id: string | null }>(
    `SELECT o.key_account_manager_id AS id FROM customers c JOIN organisations o ON o.id = c.organisation_id WHERE c.id = $1`,
    [customerId],
  );
  return row?.id ?? null;
}
