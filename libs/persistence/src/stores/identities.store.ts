import { lockKey, type Sql, type Transaction } from '../sql.js';

/**
 * The customer behind a number in E.164; made when nobody has it yet. Whoever asks for the same number meanwhile waits until this
 * transaction ends. Both ids are proposals that are used only then.
 */
export async function recogniseNumber(
  tx: Transaction,
  proposal: {
    readonly customerId: string;
    readonly identityId: string;
    readonly name: string;
    readonly number: string;
  },
): Promise<{ readonly id: string; readonly name: string }> {
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [lockKey(`phone ${proposal.number}`)]);
  const known = await customerOfNumber(tx, proposal.number);
  if (known !== null) return known;
  const { customerId, identityId, name, number } = proposal;
  await tx.rows('INSERT INTO customers (id, name) VALUES ($1, $2)', [customerId, name]);
  await rememberNumber(tx, { customerId, identityId, number });
  return { id: customerId, name };
}

/** Whose number this is, in E.164; null when nobody's. */
export async function customerOfNumber(
  sql: Sql,
  number: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const [row] = await sql.rows<{ id: string; name: string }>(
    `SELECT c.id, c.name FROM identities i JOIN customers c ON c.id = i.customer_id WHERE i.kind = 'phone' AND i.value = $1`,
    [number],
  );
  return row ?? null;
}

/** Makes the number one of this customer; a number that is somebody's already stays his. */
export async function rememberNumber(
  tx: Transaction,
  known: { readonly customerId: string; readonly identityId: string; readonly number: string },
): Promise<void> {
  await tx.rows(
    `INSERT INTO identities (id, customer_id, first_customer_id, kind, value) VALUES ($1, $2, $2, 'phone', $3)
     ON CONFLICT (kind, value) DO NOTHING`,
    [known.identityId, known.customerId, known.number],
  );
}

/** Makes the key one of this customer where it is nobody's. @returns whose it is now */
export async function keepIdentity(
  tx: Transaction,
  known: { readonly id: string; readonly customerId: string; readonly kind: string; readonly value: string },
): Promise<string> {
  const [row] = await tx.rows<{ owner: string }>(
    `INSERT INTO identities (id, customer_id, first_customer_id, kind, value) VALUES ($1, $2, $2, $3, $4)
     ON CONFLICT (kind, value) DO UPDATE SET value = excluded.value RETURNING customer_id AS owner`,
    [known.id, known.customerId, known.kind, known.value],
  );
  if (row === undefined) throw new Error('Keeping a key gave no owner');
  return row.owner;
}

/** Gives its kind; null when the customer has no such key. */
export async function verifyIdentity(
  tx: Transaction,
  customerId: string,
  id: string,
  at: Date,
): Promise<string | null> {
  const [row] = await tx.rows<{ kind: string }>(
    'UPDATE identities SET verified_at = coalesce(verified_at, $3) WHERE id = $2 AND customer_id = $1 RETURNING kind',
    [customerId, id, at],
  );
  return row?.kind ?? null;
}

/** Gives its kind; null when the customer had no such key. */
export async function removeIdentity(tx: Transaction, customerId: string, id: string): Promise<string | null> {
  const [row] = await tx.rows<{ kind: string }>(
    'DELETE FROM identities WHERE id = $2 AND customer_id = $1 RETURNING kind',
    [customerId, id],
  );
  return row?.kind ?? null;
}

/** What somebody says is his and does not prove. It may be another's: it links nobody, and is suggested. */
export async function claimIdentity(tx: Transaction, customerId: string, kind: string, value: string): Promise<void> {
  await tx.rows(
    `INSERT INTO claimed_identities (customer_id, kind, value) SELECT $1, $2, $3
     WHERE NOT EXISTS (SELECT 1 FROM identities WHERE customer_id = $1 AND kind = $2 AND value = $3) ON CONFLICT DO NOTHING`,
    [customerId, kind, value],
  );
}
