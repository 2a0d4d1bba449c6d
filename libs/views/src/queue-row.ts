import type { Named } from '@redress/contract/answers.js';
import type { NextDue, QueueRow } from '@redress/contract/queue.js';

/**
 * Columns of one row of the queue; the alias `t` is the ticket. Told apart by their names from what else a statement reads. Plain columns:
 * making each row JSON in the database costs more than finding the rows, and making a `Date` of each instant as much as reading all the rest.
 */
export const ROW_COLUMNS = `t.id AS row_id, t.number AS row_number, t.kind AS row_kind, t.subject AS row_subject, t.status AS row_status,
    t.stage AS row_stage, t.priority AS row_priority, t.severity AS row_severity, t.held AS row_held, t.channel AS row_channel,
    t.queue_id AS row_queue_id, q.name AS row_queue, te.id AS row_team_id, te.name AS row_team, o.id AS row_owner_id, o.name AS row_owner,
    c.id AS row_customer_id, c.name AS row_customer, t.next_due_milestone AS row_milestone, t.next_due_at::text AS row_due_at,
    t.next_due_state AS row_due_state, t.next_due_warn_at::text AS row_warn_at, round(c.value_amount * c.relationship_risk)::float8 AS row_at_risk,
    c.value_currency AS row_currency, t.received_at::text AS row_received_at, t.updated_at::text AS row_updated_at,
    t.unanswered_since::text AS row_unanswered_since, t.preview AS row_preview, t.version AS row_version`;

/** Where the columns come from besides the ticket. */
export const ROW_JOINS = `JOIN queues q ON q.id = t.queue_id LEFT JOIN teams te ON te.id = q.team_id LEFT JOIN agents o ON o.id = t.owner_id
  LEFT JOIN customers c ON c.id = t.customer_id`;

export interface RowRead {
  readonly row_id: string;
  readonly row_number: string;
  readonly row_kind: QueueRow['kind'];
  readonly row_subject: string;
  readonly row_status: QueueRow['status'];
  readonly row_stage: QueueRow['stage'];
  readonly row_priority: QueueRow['priority'];
  readonly row_severity: QueueRow['severity'];
  readonly row_held: QueueRow['held'];
  readonly row_channel: QueueRow['channel'];
  readonly row_queue_id: string;
  readonly row_queue: string;
  readonly row_team_id: string | null;
  readonly row_team: string | null;
  readonly row_owner_id: string | null;
  readonly row_owner: string | null;
  readonly row_customer_id: string | null;
  readonly row_customer: string | null;
  readonly row_milestone: string | null;
  readonly row_due_at: string | null;
  readonly row_due_state: NextDue['state'] | null;
  readonly row_warn_at: string | null;
  readonly row_at_risk: number | null;
  readonly row_currency: string | null;
  readonly row_received_at: string;
  readonly row_updated_at: string;
  readonly row_unanswered_since: string | null;
  readonly row_preview: string;
  readonly row_version: number;
}

const named = (id: string | null, name: string | null): Named | null => (id === null ? null : { id, name: name ?? '' });

/** `2026-11-23 09:47:06.123456+00`, as PostgreSQL writes an instant in UTC, as RFC 3339 to the millisecond, as everywhere else. */
const instant = (at: string): string =>
  `${at.slice(0, 10)}T${at.slice(11, 19)}.${at.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`;

const time = (at: string | null): string | null => (at === null ? null : instant(at));

/** One row as it crosses the wire. */
export const rowOf = (read: RowRead): QueueRow => ({
  id: read.row_id,
  number: read.row_number,
  kind: read.row_kind,
  subject: read.row_subject,
  status: read.row_status,
  stage: read.row_stage,
  priority: read.row_priority,
  severity: read.row_severity,
  held: read.row_held,
  queue: { id: read.row_queue_id, name: read.row_queue },
  team: named(read.row_team_id, read.row_team),
  owner: named(read.row_owner_id, read.row_owner),
  customer: named(read.row_customer_id, read.row_customer),
  channel: read.row_channel,
  nextDue: nextDueOf(read),
  // What the customer is worth to us by the chance to lose him, in whole minor units.
  valueAtRisk: read.row_at_risk === null ? null : { amount: read.row_at_risk, currency: read.row_currency ?? '' },
  receivedAt: instant(read.row_received_at),
  updatedAt: instant(read.row_updated_at),
  unansweredSince: time(read.row_unanswered_since),
  preview: read.row_preview,
  version: read.row_version,
});

const nextDueOf = (read: RowRead): NextDue | null =>
  read.row_due_state === null
    ? null
    : {
        milestone: read.row_milestone ?? '',
        dueAt: time(read.row_due_at),
        state: read.row_due_state,
        warnAt: time(read.row_warn_at),
      };
