import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';

interface HeldCustomer {
  readonly id: string;
  readonly mergedInto: string | null;
  readonly version: number;
}

async function holdCustomer(tx: Transaction, id: string): Promise<HeldCustomer> {
  const [row] = await tx.rows<HeldCustomer>(
    'SELECT id, merged_into AS "mergedInto", version FROM customers WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (!row) throw new Refusal('not-found');
  return row;
}

export interface CustomerChange {
  readonly name?: string | undefined;
  readonly language?: string | null | undefined;
}

export async function editCustomer(ground: Ground, asker: Asker, id: string, change: CustomerChange): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await holdCustomer(tx, id);
    const name = change.name === undefined ? null : plainName(change.name);
    await tx.rows(
      `UPDATE customers SET name = coalesce($2, name), language = CASE WHEN $3 THEN $4 ELSE language END, version = version + 1
       WHERE id = $1`,
      [id, name, change.language !== undefined, change.language ?? null],
    );
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action: 'customerChanged', subject: id });
  });
}

/**
 * Makes two records one person: the identities move, tickets stay where they are and are found through `merged_into`. Each identity
 * remembers whom it belonged to first, so that it can be undone. @throws Refusal merge-circle
 */
export async function mergeCustomers(ground: Ground, asker: Asker, id: string, into: string): Promise<void> {
  if (id === into) throw new Refusal('merge-circle', 'Choose another customer than this one');
  await inTransaction(ground.database, async (tx) => {
    // Always in the order of their ids: two who merge the same pair must not wait for each other.
    for (const each of [id, into].sort()) await holdCustomer(tx, each);
    const source = await holdCustomer(tx, id);
    const target = await holdCustomer(tx, into);
    if (source.mergedInto !== null) throw new Refusal('already-done', 'This customer is merged already');
    if (target.mergedInto !== null)
      throw new Refusal('merge-circle', 'The other one is itself merged: choose the one it went into');
    await tx.rows('UPDATE customers SET merged_into = $2, version = version + 1 WHERE id = $1', [id, into]);
    await tx.rows('UPDATE customers SET merged_into = $2 WHERE merged_into = $1', [id, into]);
    await tx.rows('UPDATE identities SET customer_id = $2 WHERE customer_id = $1', [id, into]);
    await auditIn(tx, ground.clock, {
      actor: asker.agentId ?? 'system',
      action: 'customersMerged',
      subject: id,
      detail: { into },
    });
  });
}

/** Takes a merge back: `from`, which was merged into `id`, has what it was first known by again. */
export async function unmergeCustomers(ground: Ground, asker: Asker, id: string, from: string): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    for (const each of [id, from].sort()) await holdCustomer(tx, each);
    const source = await holdCustomer(tx, from);
    if (source.mergedInto !== id) throw faulty('/from', 'notMerged', 'This customer is not merged into the other one');
    await tx.rows('UPDATE customers SET merged_into = NULL, version = version + 1 WHERE id = $1', [from]);
    await tx.rows(
      'UPDATE identities SET customer_id = first_customer_id WHERE customer_id = $1 AND first_customer_id = $2',
      [id, from],
    );
    await auditIn(tx, ground.clock, {
      actor: asker.agentId ?? 'system',
      action: 'customersParted',
      subject: id,
      detail: { from },
    });
  });
}
