import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { auditIn } from './audit.js';
import { type Ground, plainName } from './people.js';

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
