import type { Standing, Taken } from '@redress/domain/customers/standing.js';
import type { Sql, Transaction } from '../sql.js';

export interface HeldCustomer {
  readonly id: string;
  /** The end of the way; null for one who stands for himself. */
  readonly mergedInto: string | null;
  readonly version: number;
  readonly standing: Standing;
}

const STANDING = `json_build_object('language', language, 'organisationId', organisation_id, 'tier', tier, 'region', region,
  'worth', CASE WHEN value_amount IS NULL THEN NULL ELSE json_build_object('amount', value_amount, 'currency', value_currency,
    'asOf', value_as_of::text, 'source', value_source) END, 'relationshipRisk', relationship_risk)`;

/** Held in the order of their ids, so that two who want the same pair never wait for each other. Ids that nobody has are left out. */
export function holdCustomers(tx: Transaction, ids: readonly string[]): Promise<HeldCustomer[]> {
  return tx.rows<HeldCustomer>(
    `SELECT id, merged_into AS "mergedInto", version, ${STANDING} AS standing FROM customers WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [ids],
  );
}

export async function saveStandingParts(tx: Transaction, id: string, standing: Standing): Promise<void> {
  const { language, organisationId, tier, region, worth, relationshipRisk } = standing;
  await tx.rows(
    `UPDATE customers SET language = $2, organisation_id = (SELECT o.id FROM organisations o WHERE o.id = $3), tier = $4, region = $5,
       value_amount = $6, value_currency = $7, value_as_of = $8, value_source = $9, relationship_risk = $10, version = version + 1 WHERE id = $1`,
    [
      ...[id, language, organisationId, tier, region, worth?.amount ?? null, worth?.currency ?? null],
      ...[worth?.asOf ?? null, worth?.source ?? null, relationshipRisk],
    ],
  );
}

export interface Key {
  readonly kind: string;
  readonly value: string;
}

export const keysOfCustomer = (sql: Sql, id: string): Promise<Key[]> =>
  sql.rows<Key>('SELECT kind, value FROM identities WHERE customer_id = $1', [id]);

/** All of them, or those with these ids. @returns the ids of what moved */
export async function moveIdentities(
  tx: Transaction,
  from: string,
  to: string,
  ids: readonly string[] | null = null,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `UPDATE identities SET customer_id = $2 WHERE customer_id = $1 AND ($3::uuid[] IS NULL OR id = ANY($3)) RETURNING id`,
    [from, to, ids],
  );
  return rows.map(({ id }) => id).sort();
}

/** In the order of their ids. */
export async function ticketIdsOf(sql: Sql, customerId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>('SELECT id FROM tickets WHERE customer_id = $1 ORDER BY id', [
    customerId,
  ]);
  return rows.map(({ id }) => id);
}

export interface Merge {
  readonly id: string;
  readonly sourceId: string;
  /** Whom he was merged into directly. */
  readonly targetId: string;
  readonly identityIds: readonly string[];
  readonly ticketIds: readonly string[];
  readonly taken: Taken;
  readonly mergedAt: Date;
}

export async function insertMerge(tx: Transaction, merge: Merge & { readonly by: string }): Promise<void> {
  await tx.rows(
    `INSERT INTO customer_merges (id, source_id, target_id, identity_ids, ticket_ids, taken, merged_at, merged_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[merge.id, merge.sourceId, merge.targetId, merge.identityIds, merge.ticketIds, JSON.stringify(merge.taken)],
      ...[merge.mergedAt, merge.by],
    ],
  );
}

const MERGE = `SELECT id, source_id AS "sourceId", target_id AS "targetId", identity_ids AS "identityIds", ticket_ids AS "ticketIds", taken,
  merged_at AS "mergedAt" FROM customer_merges`;

/** The merge by which this customer is no longer himself; null for one who stands for himself. */
export async function openMerge(sql: Sql, sourceId: string): Promise<Merge | null> {
  const [merge] = await sql.rows<Merge>(`${MERGE} WHERE source_id = $1 AND undone_at IS NULL`, [sourceId]);
  return merge ?? null;
}

/** A later merge took along what goes back now: undone itself, it must not move that once more. */
export async function leaveOut(
  tx: Transaction,
  mergeId: string,
  gone: { readonly identityIds: readonly string[]; readonly ticketIds: readonly string[] },
  taken: Taken,
): Promise<void> {
  await tx.rows(
    `UPDATE customer_merges SET identity_ids = ARRAY(SELECT unnest(identity_ids) EXCEPT SELECT unnest($2::uuid[])),
       ticket_ids = ARRAY(SELECT unnest(ticket_ids) EXCEPT SELECT unnest($3::uuid[])), taken = $4 WHERE id = $1`,
    [mergeId, gone.identityIds, gone.ticketIds, JSON.stringify(taken)],
  );
}

export async function closeMerge(tx: Transaction, mergeId: string, at: Date, by: string): Promise<void> {
  await tx.rows('UPDATE customer_merges SET undone_at = $2, undone_by = $3 WHERE id = $1', [mergeId, at, by]);
}

/** Points the customer, and all who were merged into him, to the end of the way; null gives him back to himself. */
export async function pointTo(tx: Transaction, id: string, end: string | null): Promise<void> {
  await tx.rows('UPDATE customers SET merged_into = $2, version = version + 1 WHERE id = $1', [id, end]);
  await tx.rows(
    `WITH RECURSIVE below AS (
       SELECT source_id FROM customer_merges WHERE target_id = $1 AND undone_at IS NULL
       UNION SELECT m.source_id FROM customer_merges m JOIN below b ON m.target_id = b.source_id WHERE m.undone_at IS NULL)
     UPDATE customers SET merged_into = $2 WHERE id IN (SELECT source_id FROM below)`,
    [id, end ?? id],
  );
}

/** Tickets of this customer that were opened since, by what reached us from one of these keys: they belong to whom the key belongs. */
export async function openedSinceBy(
  sql: Sql,
  customerId: string,
  since: Date,
  identityIds: readonly string[],
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `WITH keys AS (SELECT kind, value FROM identities WHERE id = ANY($3::uuid[]))
     SELECT t.id FROM tickets t JOIN ticket_events e ON e.ticket_id = t.id AND e.version = 1
     WHERE t.customer_id = $1 AND e.at > $2 AND (
       EXISTS (SELECT 1 FROM participants p JOIN keys k ON k.kind = 'email' AND k.value = lower(p.address) WHERE p.ticket_id = t.id AND p.role = 'customer')
       OR EXISTS (SELECT 1 FROM messages m JOIN channel_messages c ON c.message_id = m.id JOIN keys k ON k.value = c.author
         WHERE m.ticket_id = t.id AND m.direction = 'inbound')
       OR EXISTS (SELECT 1 FROM messages m JOIN calls c ON c.message_id = m.id
         JOIN keys k ON k.kind = 'phone' AND k.value = CASE c.direction WHEN 'inbound' THEN c.from_number ELSE c.to_number END
         WHERE m.ticket_id = t.id)) ORDER BY t.id`,
    [customerId, since, identityIds],
  );
  return rows.map(({ id }) => id);
}

/** Of a ticket whose customer claimed this address, which is another's: both. Null where there is nothing to join. */
export async function claimantOf(
  sql: Sql,
  ticketId: string,
  address: string,
): Promise<{ readonly claimant: string; readonly owner: string } | null> {
  const [row] = await sql.rows<{ claimant: string; owner: string }>(
    `SELECT c.id AS claimant, o.id AS owner FROM tickets t JOIN customers c ON c.id = t.customer_id AND c.merged_into IS NULL
       JOIN claimed_identities k ON k.customer_id = c.id AND k.kind = 'email' AND k.value = $2
       JOIN identities i ON i.kind = 'email' AND i.value = $2 JOIN customers o ON o.id = i.customer_id AND o.merged_into IS NULL
     WHERE t.id = $1 AND o.id <> c.id`,
    [ticketId, address],
  );
  return row ?? null;
}
