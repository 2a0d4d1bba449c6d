import type { Transaction } from './sql.js';

/** The columns that a new row may fill, per table and in the order in which tables refer to each other; all else has its default. */
const COLUMNS = {
  customers: ['id', 'name', 'language', 'organisation_id'],
  identities: ['id', 'customer_id', 'first_customer_id', 'kind', 'value', 'verified_at'],
  claimed_identities: ['customer_id', 'kind', 'value'],
  tickets: [
    ...[
      'id',
      'number',
      'version',
      'kind',
      'is_claim',
      'channel',
      'status',
      'stage',
      'priority',
      'severity',
      'risk',
      'held',
      'queue_id',
    ],
    ...[
      'owner_id',
      'customer_id',
      'tags',
      'links',
      'episode',
      'received_at',
      'updated_at',
      'unanswered_since',
      'answered',
    ],
    ...[
      'first_response_at',
      'last_inbound_at',
      'resolved_at',
      'closed_at',
      'merged_into',
      'status_before_merge',
      'merged_from',
      'inherited',
      'escalated',
      'public_talk',
    ],
    ...[
      'language',
      'product',
      'region',
      'skills',
      'excluded',
      'chosen_policy_id',
      'unassigned_since',
      'unassigned_because',
    ],
    ...['next_due_at', 'next_due_milestone', 'next_due_state', 'next_due_warn_at'],
    ...['subject', 'preview', 'reply_token', 'opened_by', 'demo'],
  ],
  issues: [
    ...['id', 'ticket_id', 'position', 'outcome', 'presumed', 'problem_type', 'root_cause', 'contributing'],
    ...['controllability', 'undetermined', 'summary'],
  ],
  clocks: [
    ...['id', 'ticket_id', 'position', 'milestone', 'part', 'episode', 'state', 'start_at', 'due_at', 'warned_at'],
    ...['met_at', 'ended_at', 'missed_by_retarget', 'optional', 'target', 'policy_id', 'policy_version'],
    ...['next_alarm_at', 'body'],
  ],
  ticket_events: ['ticket_id', 'version', 'type', 'at', 'actor_kind', 'actor_id', 'undoes', 'body'],
  issue_tags: [
    ...['ticket_id', 'ticket_version', 'issue_id', 'tree', 'code', 'role', 'controllability', 'tree_version', 'means'],
    ...['score', 'by_kind', 'by_id', 'at'],
  ],
  participants: ['ticket_id', 'address', 'name', 'role'],
  messages: [
    ...[
      'id',
      'ticket_id',
      'channel',
      'direction',
      'visibility',
      'rfc_message_id',
      'content_core',
      'in_reply_to',
      'from_name',
    ],
    ...[
      'from_address',
      'to_parties',
      'cc_parties',
      'subject',
      'text',
      'new_text',
      'html',
      'remote_images',
      'automatic',
      'authentication',
    ],
    ...[
      'unverified_sender',
      'used_message_id',
      'oddities',
      'occurred_at',
      'received_at',
      'ingested_at',
      'author_id',
      'source_sha256',
    ],
  ],
  channel_messages: [
    'account_id',
    'external_id',
    'message_id',
    'thread_id',
    'is_public',
    'author',
    'changed_at',
    'deleted_at',
  ],
  attachments: ['id', 'message_id', 'position', 'filename', 'content_type', 'size', 'sha256', 'inline', 'content_id'],
  outbox: [
    ...[
      'id',
      'ticket_id',
      'message_id',
      'automatic',
      'purpose',
      'envelope_from',
      'to_addresses',
      'cc_addresses',
      'subject',
    ],
    ...['rfc_message_id', 'letter', 'state', 'may_have_arrived_twice', 'attempts', 'due_at', 'created_at'],
    ...['channel_account_id', 'channel_reply', 'template_fault'],
  ],
  automatic_mails: ['recipient', 'ticket_id', 'at'],
  routing_traces: ['id', 'ticket_id', 'at', 'because', 'revision', 'facts', 'trace', 'result'],
} as const;

type Table = keyof typeof COLUMNS;

/** A record whose fields are columns; every column of the list is there, null where it is empty. */
export type RowOf<Name extends Table> = Readonly<Record<(typeof COLUMNS)[Name][number], unknown>>;

export type NewRows = { readonly [Name in Table]?: readonly RowOf<Name>[] };

/** Of the new rows `r`: which are left out because they are there already, in this form or another. */
const ALREADY_THERE: Partial<Record<Table, string>> = {
  claimed_identities: ` WHERE NOT EXISTS (SELECT FROM identities i WHERE i.customer_id = r.customer_id AND i.kind = r.kind AND i.value = r.value)
    ON CONFLICT DO NOTHING`,
  participants: ' ON CONFLICT (ticket_id, address) DO NOTHING',
  channel_messages: ' ON CONFLICT (account_id, external_id) DO NOTHING',
};

const isTable = (name: string): name is Table => name in COLUMNS;

/** Inserts rows that came as JSON in the parameter of this number; part of a larger statement. */
export function insertion(table: Table, place: number): string {
  const columns = COLUMNS[table].join(', ');
  return `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $${place}) r${ALREADY_THERE[table] ?? ''}`;
}

/** A text that was cut inside of a pair of surrogates, or holds NUL: as JSON PostgreSQL would refuse the whole row for it. */
const storable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value;

/** What the escapes of such texts look like in JSON; a text that merely names them looks the same, and is looked at twice for nothing. */
const SUSPECT = /\\u(?:0000|d[89a-f])/;

export function toJson(rows: unknown): string {
  const json = JSON.stringify(rows);
  // Asking about every value costs ten times as much as writing it.
  return SUSPECT.test(json) ? JSON.stringify(rows, storable) : json;
}

/** A statement with RETURNING whose parameters begin at the given number. */
export interface Closing {
  readonly text: (first: number) => string;
  readonly values: readonly unknown[];
}

/**
 * Inserts rows of several tables in one statement: a mail becomes a ticket in one round trip instead of ten. References between the new
 * rows hold, because they are checked at the end of the statement.
 * @param closing a statement that goes with them; it does not see the new rows.
 * @returns whether the closing statement returned anything; true without one.
 */
export async function writeRows(tx: Transaction, rows: NewRows, closing?: Closing): Promise<boolean> {
  const tables = Object.keys(COLUMNS)
    .filter(isTable)
    .filter((table) => (rows[table]?.length ?? 0) > 0);
  if (tables.length === 0 && closing === undefined) return true;
  const parts = tables.map((table, index) => insertion(table, index + 1));
  if (closing !== undefined) parts.push(closing.text(tables.length + 1));
  const [last, ...before] = parts.reverse();
  const text =
    before.length === 0
      ? (last ?? '')
      : `WITH ${before
          .reverse()
          .map((part, index) => `w${index} AS (${part})`)
          .join(', ')} ${last}`;
  const returned = await tx.rows(text, [...tables.map((table) => toJson(rows[table])), ...(closing?.values ?? [])]);
  return closing === undefined || returned.length > 0;
}
