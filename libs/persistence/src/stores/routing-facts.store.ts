import type { StickyOwner } from '@redress/domain/routing/route.js';
import type { KnownCustomer } from '@redress/domain/routing/snapshot.js';
import type { Sql } from '../sql.js';

/** What routing asks the database about one ticket that comes. */
export interface RoutingLookUp {
  /** Of the rule book. */
  readonly token: string;
  readonly customer: KnownCustomer;
  /** Who has an open ticket of this customer, then the key account manager, each with his deputy behind him while he is away. */
  readonly sticky: readonly StickyOwner[];
}

/** The organisation that a customer belongs to: his own, else the one that has his mail domain. */
const ORGANISATION_OF = (customerId: string, domain: string): string =>
  `coalesce((SELECT organisation_id FROM customers WHERE id = ${customerId}),
     (SELECT id FROM organisations WHERE domains @> ARRAY[${domain}::text] ORDER BY name LIMIT 1))`;

const IS_ABSENT = `(a.disabled_at IS NOT NULL OR a.role NOT IN ('admin', 'teamLead', 'agent')
  OR EXISTS (SELECT 1 FROM absences x WHERE x.agent_id = a.id AND x.from_at <= NOW_PLACE AND x.to_at > NOW_PLACE))`;

const WORKS_IN = `CASE WHEN a.role = 'admin' THEN NULL ELSE
  (SELECT coalesce(json_agg(q.id), '[]') FROM queues q WHERE q.team_id IS NULL
     OR q.team_id IN (SELECT m.team_id FROM team_members m WHERE m.agent_id = a.id)) END`;

/** One JSON expression of a {@link RoutingLookUp}; the arguments are SQL of a customer's id, of a mail domain, and of the instant that is now. */
export function routingJson(customerId: string, domain: string, now: string): string {
  const absent = IS_ABSENT.replaceAll('NOW_PLACE', now);
  return `(WITH organisation AS MATERIALIZED (SELECT ${ORGANISATION_OF(customerId, domain)} AS id),
    sticky AS MATERIALIZED (${STICKY(customerId)})
  SELECT json_build_object('token', (SELECT token FROM rule_book),
  'customer', (SELECT json_build_object('organisation', o.id, 'tier', coalesce(c.tier, o.tier), 'region', coalesce(c.region, o.region),
       'customerValue', c.value_amount, 'relationshipRisk', c.relationship_risk)
     FROM organisation found LEFT JOIN organisations o ON o.id = found.id
     LEFT JOIN customers c ON c.id = ${customerId}),
  'sticky', (SELECT coalesce(json_agg(json_build_object('id', a.id, 'because', w.because, 'worksIn', ${WORKS_IN}, 'absent', ${absent}) ORDER BY w.place, w.deputy), '[]')
     FROM (SELECT s.agent_id, s.because, s.place, 0 AS deputy FROM sticky s
       UNION ALL SELECT x.deputy_id, s.because, s.place, 1 FROM sticky s
         JOIN absences x ON x.agent_id = s.agent_id AND x.from_at <= ${now} AND x.to_at > ${now}) w
     JOIN agents a ON a.id = w.agent_id)))`;
}

const STICKY = (customerId: string): string => `
  (SELECT t.owner_id AS agent_id, 'openTicket' AS because, 0 AS place FROM tickets t
     WHERE t.customer_id = ${customerId} AND t.owner_id IS NOT NULL AND NOT t.shelved ORDER BY t.received_at DESC, t.id LIMIT 1)
  UNION ALL (SELECT key_account_manager_id, 'accountManager', 1 FROM organisations
     WHERE id = (SELECT id FROM organisation) AND key_account_manager_id IS NOT NULL)`;

const LOOK_UP = `SELECT ${routingJson('$1::uuid', '$2', '$3::timestamptz')} AS look`;

/** For a ticket that does not come by mail, or that was held. */
export async function routingLookUp(
  sql: Sql,
  of: { readonly customerId: string | null; readonly domain: string | null },
  now: Date,
): Promise<RoutingLookUp> {
  const [row] = await sql.rows<{ look: RoutingLookUp }>(LOOK_UP, [of.customerId, of.domain, now]);
  if (row === undefined) throw new Error('Looking up what routing needs gave nothing');
  return row.look;
}

/** The queues that each of these people may work; null for all of them. Who has left or is away now works none. */
export async function worksIn(
  sql: Sql,
  agentIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly string[] | null>> {
  if (agentIds.length === 0) return new Map();
  const rows = await sql.rows<{ id: string; queues: readonly string[] | null; absent: boolean }>(
    `SELECT a.id, ${WORKS_IN} AS queues, ${IS_ABSENT.replaceAll('NOW_PLACE', '$2::timestamptz')} AS absent FROM agents a WHERE a.id = ANY($1::uuid[])`,
    [agentIds, now],
  );
  return new Map(rows.map((row) => [row.id, row.absent ? [] : row.queues]));
}
