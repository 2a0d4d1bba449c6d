import type { Transaction } from '@redress/persistence/sql.js';
import type { DemoCustomer } from './customers.js';
import { regionOf, worthOf } from './placement.js';
import { storyId, seeded } from './random.js';
import type { TicketRows } from './rows.js';

/** Columns of the bulk inserts, with the types that JSON is read as. Tables in the order in which they refer to each other. */
const TABLES = {
  tickets: `id uuid, number text, version int, kind text, is_claim boolean, channel text, status text, stage text, priority text,
    severity smallint, risk smallint, held text, queue_id uuid, owner_id uuid, customer_id uuid, tags text[], links jsonb, episode int,
    received_at timestamptz, updated_at timestamptz, unanswered_since timestamptz, answered jsonb, first_response_at timestamptz,
    last_inbound_at timestamptz, resolved_at timestamptz, closed_at timestamptz, merged_into uuid, status_before_merge text,
    merged_from uuid[], inherited jsonb, escalated text, public_talk jsonb, language text, product text, region text, skills jsonb, excluded uuid[], chosen_policy_id uuid,
    unassigned_since timestamptz, unassigned_because text, next_due_at timestamptz, next_due_milestone text, next_due_state text, next_due_warn_at timestamptz,
    subject text, preview text, reply_token text, opened_by uuid, demo boolean, told_version int`,
  issues: `id uuid, ticket_id uuid, position int, outcome text, presumed boolean, problem_type text, root_cause text, contributing text[],
    controllability text, undetermined uuid, summary text`,
  clocks: `id uuid, ticket_id uuid, position int, milestone text, part text, episode int, state text, start_at timestamptz,
    due_at timestamptz, warned_at timestamptz, met_at timestamptz, ended_at timestamptz, missed_by_retarget boolean, optional boolean,
    target json, policy_id uuid, policy_version int, next_alarm_at timestamptz, body json`,
  ticket_events:
    'ticket_id uuid, version int, type text, at timestamptz, actor_kind text, actor_id text, undoes int, body jsonb',
  issue_tags: `ticket_id uuid, ticket_version int, issue_id uuid, tree text, code text, role text, controllability text, tree_version int,
    means text, score double precision, by_kind text, by_id text, at timestamptz`,
  participants: 'ticket_id uuid, address text, name text, role text',
  messages: `id uuid, ticket_id uuid, channel text, direction text, visibility text, rfc_message_id text, content_core text, in_reply_to text[],
    from_name text, from_address text, to_parties jsonb, cc_parties jsonb, subject text, text text, new_text text, html text,
    remote_images int, automatic text, authentication jsonb, unverified_sender boolean, used_message_id boolean, oddities text[],
    occurred_at timestamptz, received_at timestamptz, ingested_at timestamptz, author_id uuid`,
  attachments:
    'id uuid, message_id uuid, position int, filename text, content_type text, size bigint, sha256 text, created_at timestamptz',
  outbox: `id uuid, ticket_id uuid, message_id uuid, automatic boolean, purpose text, envelope_from text, to_addresses text[], subject text,
    rfc_message_id text, letter jsonb, state text, detail text, attempts int, due_at timestamptz, created_at timestamptz, sent_at timestamptz`,
} as const satisfies Readonly<Record<keyof TicketRows, string>>;

const NAMES = Object.keys(TABLES) as (keyof typeof TABLES)[];

const columns = (typed: string): string =>
  typed
    .split(',')
    .map((column) => `"${column.trim().split(' ')[0] ?? ''}"`)
    .join(', ');

const quoted = (typed: string): string => typed.replace(/(^|,)\s*(\w+) /g, '$1 "$2" ');

/** The rows of many tickets, one JSON text a table. */
export type Records = ReadonlyMap<keyof TicketRows, string>;

export function recordsOf(tickets: readonly TicketRows[]): Records {
  const filled = NAMES.map((table) => [table, tickets.flatMap((ticket) => ticket[table])] as const);
  return new Map(
    filled.flatMap(([table, rows]) => (rows.length === 0 ? [] : [[table, JSON.stringify(rows)] as const])),
  );
}

/** One statement a table, whatever the number of tickets. */
export async function insertRows(tx: Transaction, records: Records): Promise<void> {
  for (const table of NAMES) {
    const json = records.get(table);
    if (json === undefined) continue;
    const names = columns(TABLES[table]);
    await tx.rows(
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM json_to_recordset($1) AS r(${quoted(TABLES[table])})`,
      [json],
    );
  }
}

/** Those of the ids that are stored already. */
export async function storedAlready(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>('SELECT id FROM tickets WHERE id = ANY($1::uuid[])', [ids]);
  return new Set(rows.map((row) => row.id));
}

/** Customers with their addresses; whoever is known by his address already keeps his name. */
export async function insertCustomers(tx: Transaction, customers: readonly DemoCustomer[]): Promise<void> {
  const records = customers.map((customer) => ({
    id: customer.id,
    name: customer.organisation === null ? customer.name : `${customer.name} (${customer.organisation.name})`,
    language: customer.language,
    organisation: customer.organisation?.name ?? null,
    region: regionOf(customer),
    amount: worthOf(customer).amount,
    risk: worthOf(customer).risk,
    created_at: new Date(customer.since).toISOString(),
  }));
  await tx.rows(
    `INSERT INTO customers (id, name, language, organisation_id, region, value_amount, value_currency, value_as_of, value_source,
       relationship_risk, created_at, demo)
     SELECT c.id, c.name, c.language, o.id, c.region, c.amount, 'EUR', c.created_at::date, 'shop', c.risk, c.created_at, true
     FROM json_to_recordset($1) AS c(id uuid, name text, language text, organisation text, region text, amount bigint, risk double precision,
       created_at timestamptz) LEFT JOIN organisations o ON o.demo AND o.name = c.organisation
     ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(records)],
  );
  await tx.rows(
    `INSERT INTO identities (id, customer_id, first_customer_id, kind, value, verified_at, created_at)
     SELECT id, customer_id, customer_id, kind, value, verified_at, created_at FROM json_to_recordset($1)
       AS i(id uuid, customer_id uuid, kind text, value text, verified_at timestamptz, created_at timestamptz)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(customers.flatMap(identitiesOf))],
  );
}

function identitiesOf(customer: DemoCustomer): object[] {
  const random = seeded(`identities of ${customer.id}`);
  const since = new Date(customer.since).toISOString();
  const shared = { customer_id: customer.id, created_at: since };
  const email = {
    ...shared,
    id: storyId(customer.since, random),
    kind: 'email',
    value: customer.email,
    verified_at: random.chance(0.7) ? since : null,
  };
  // the shop knows the number of whoever ordered
  if (customer.phone === '') return [email];
  return [
    email,
    {
      ...shared,
      id: storyId(customer.since, random),
      kind: 'phone',
      value: customer.phone.replace(/\s/g, ''),
      verified_at: null,
    },
  ];
}
