import type { CustomerCard, IdentityKind, Lookalike, ResemblanceName } from '@redress/contract/customers.js';
import { nameForms, ownMailbox } from '@redress/domain/customers/resemblance.js';
import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

const SHOWN = 5;
/** So many are looked at for each reason: beyond it the reason says nothing. */
const LOOKED_AT = 30;

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** $1 the customer, $2 the forms of his name, $3 the mailboxes of his addresses with their @. Names stand before the rest: they are the weakest. */
const LIKELY = `
  (SELECT i.customer_id AS id, i.kind AS reason, i.value FROM claims k JOIN identities i USING (kind, value) LIMIT ${LOOKED_AT})
  UNION ALL (SELECT coalesce(c.merged_into, c.id), k.kind, k.value FROM identities k JOIN claimed_identities x USING (kind, value)
    JOIN customers c ON c.id = x.customer_id WHERE k.customer_id = $1 LIMIT ${LOOKED_AT})
  UNION ALL (SELECT coalesce(c.merged_into, c.id), k.kind, k.value FROM claims k JOIN claimed_identities x USING (kind, value)
    JOIN customers c ON c.id = x.customer_id LIMIT ${LOOKED_AT})
  UNION ALL (SELECT c.id, 'name', c.name FROM customers c WHERE lower(c.name) = ANY($2::text[]) AND c.merged_into IS NULL LIMIT ${LOOKED_AT})
  UNION ALL (SELECT near.id, 'mailbox', near.value FROM unnest($3::text[]) AS box(start) CROSS JOIN LATERAL (
    SELECT i.customer_id AS id, i.value FROM identities i WHERE i.kind = 'email' AND i.value ~>=~ box.start AND i.value ~<~ (box.start || chr(1114111))
    ORDER BY i.value USING ~<~ LIMIT ${LOOKED_AT}) near)`;

const PARTED = `SELECT 1 FROM different_people d JOIN customers one ON one.id = d.one_id JOIN customers other ON other.id = d.other_id
  WHERE (coalesce(one.merged_into, one.id), coalesce(other.merged_into, other.id)) IN (($1, l.id), (l.id, $1))`;

const OF_CUSTOMER = 't.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)';

const statement = (sight: string): string => `
  WITH family AS (SELECT $1::uuid AS id UNION ALL SELECT c.id FROM customers c WHERE c.merged_into = $1),
  claims AS (SELECT DISTINCT kind, value FROM claimed_identities WHERE customer_id IN (SELECT id FROM family)),
  likely AS (SELECT DISTINCT id, reason, value FROM (${LIKELY}) ways WHERE id <> $1)
  SELECT json_build_object('id', c.id, 'name', c.name, 'since', ${time('c.created_at')}, 'ticketCount', seen.count,
      'identities', coalesce((SELECT json_agg(json_build_object('kind', i.kind, 'value', i.value) ORDER BY i.created_at, i.id)
        FROM identities i WHERE i.customer_id = c.id), '[]')) AS customer,
    l.reasons
  FROM (SELECT l.id, json_agg(json_build_object('kind', l.reason, 'value', l.value) ORDER BY l.reason IN ('name', 'mailbox'), l.reason, l.value) AS reasons,
      bool_or(l.reason NOT IN ('name', 'mailbox')) AS claimed, count(DISTINCT l.reason) AS ways
    FROM likely l WHERE NOT EXISTS (${PARTED}) GROUP BY l.id) l
  JOIN customers c ON c.id = l.id AND c.merged_into IS NULL
  CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM tickets t WHERE ${OF_CUSTOMER} AND ${sight}) seen
  WHERE $4 OR seen.count > 0
  ORDER BY l.claimed DESC, l.ways DESC, c.name, c.id LIMIT ${SHOWN}`;

const REASONS: Readonly<Record<IdentityKind | 'name' | 'mailbox', ResemblanceName>> = {
  email: 'claimedAddress',
  phone: 'claimedPhone',
  customerNumber: 'claimedNumber',
  socialHandle: 'claimedAccount',
  name: 'sameName',
  mailbox: 'sameMailbox',
};

interface Found {
  readonly customer: Lookalike['customer'];
  readonly reasons: readonly { readonly kind: keyof typeof REASONS; readonly value: string }[];
}

/** Who might be the same person, the likeliest first; nobody of whom the asker sees no ticket, and nobody who was said to be another. */
export async function lookalikes(sql: Sql, asker: Asker, card: CustomerCard): Promise<Lookalike[]> {
  const sight = sightClause(asker, 5);
  const mailboxes = card.identities.flatMap(({ kind, value }) => (kind === 'email' ? (ownMailbox(value) ?? []) : []));
  const starts = [...new Set(mailboxes)].slice(0, 10).map((mailbox) => `${mailbox}@`);
  const rows = await sql.rows<Found>(statement(sight.text), [
    ...[card.id, nameForms(card.name), starts, asker.sight.kind === 'all'],
    ...sight.values,
  ]);
  return rows.map(({ customer, reasons }) => ({
    customer,
    because: reasons.map(({ kind, value }) => ({ kind: REASONS[kind], value })),
  }));
}
