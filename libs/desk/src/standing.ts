import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, sqlState } from '@redress/persistence/sql.js';
import { auditIn } from './audit.js';
import { faulty, type Ground } from './people.js';

export interface StandingWords {
  readonly organisationId: string | null;
  readonly tier: string | null;
  readonly region: string | null;
  readonly value: {
    readonly amount: number;
    readonly currency: string;
    readonly asOf?: string | null | undefined;
    readonly source?: string | null | undefined;
  } | null;
  /** 0 to 1. */
  readonly relationshipRisk: number | null;
}

const SAVE = `UPDATE customers SET organisation_id = $2, tier = $3, region = $4, value_amount = $5, value_currency = $6, value_as_of = $7,
    value_source = $8, relationship_risk = $9, version = version + 1 WHERE id = $1`;

/** Says what a customer means to us: tickets that come from now on are placed by it. */
export async function saveStanding(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number | null,
  words: StandingWords,
): Promise<void> {
  const { organisationId, tier, region, value, relationshipRisk } = words;
  await inTransaction(ground.database, async (tx) => {
    const [row] = await tx.rows<{ version: number }>('SELECT version FROM customers WHERE id = $1 FOR UPDATE', [id]);
    if (row === undefined) throw new Refusal('not-found');
    if (version !== null && row.version !== version) throw new Refusal('moved-on');
    const worth = [value?.amount ?? null, value?.currency ?? null, value?.asOf ?? null, value?.source ?? null];
    try {
      await tx.rows(SAVE, [id, organisationId, tier, region, ...worth, relationshipRisk]);
    } catch (error) {
      if (sqlState(error) === '23503') throw faulty('/organisationId', 'unknown', 'There is no such organisation.');
      if (sqlState(error)?.startsWith('22') === true) throw faulty('/value/asOf', 'date', 'There is no such day.');
      throw error;
    }
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action: 'customerStandingChanged', subject: id });
  });
}
