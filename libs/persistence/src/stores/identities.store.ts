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
