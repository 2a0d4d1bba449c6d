import type { TicketFact } from '@redress/domain/ticket/events.js';
import { assign, move } from '@redress/domain/ticket/lifecycle.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { commit, hold, SYSTEM } from '@redress/desk/desk.js';
import { inTransaction, type Sql, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { moveRightsOfAll } from '@redress/persistence/stores/policy.store.js';
import type { BlobStore } from '@redress/platform/blobs.js';
import type { Clock } from '@redress/platform/clock.js';
import { newId } from '@redress/platform/ids.js';
import type { DataSource } from 'typeorm';
import { createHash } from 'node:crypto';
import { drawBlobs } from './blobs.js';
import { takeUpAtHand } from './at-hand.js';
import { takeUpAutomation } from './automation.js';
import { takeUpPlacement } from './placement.js';
import { takeUpRules } from './rulebook.js';
import { takeUpCalls } from './calls.js';
import { takeUpSquare } from './square.js';

export interface Clearing {
  readonly database: DataSource;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** Attachments younger than this stay for the next sweep: a mail that is being stored may be about to refer to them. */
  readonly youngMs?: number;
}

export interface Cleared {
  readonly tickets: number;
  /** Tickets of real people that were in a queue of the demo, or with one of its agents: they are in the default queue now. */
  readonly kept: number;
}

const BY = SYSTEM('demo-clear');

/**
 * Removes every row of the demo in one transaction. What people made stays: queues and teams that they use or renamed, settings, accounts,
 * and tickets that came in meanwhile, which leave the demo's queues and agents by events of their own.
 */
export async function clearDemo({ database, blobs, clock, youngMs = 60_000 }: Clearing): Promise<Cleared> {
  const cleared = await inTransaction(database, async (tx) => {
    const kept = await freeRealTickets(tx, clock);
    const tickets = await removeTickets(tx);
    await takeUpRules(tx, clock.now());
    await takeUpPlacement(tx);
    await takeUpAutomation(tx);
    await takeUpSquare(tx);
    await takeUpCalls(tx);
    await takeUpAtHand(tx);
    await removePeople(tx);
    await tx.rows(`DELETE FROM settings WHERE key = 'demo'`);
    // Rows vanished without an event: a new epoch makes every screen ask for its queue again.
    await tx.rows(
      `INSERT INTO settings (key, value) VALUES ('epoch', to_jsonb($1::text))
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = settings.version + 1, updated_at = now()`,
      [newId().slice(-12)],
    );
    return { tickets, kept };
  });
  await sweepBlobs(blobs, sqlOn(database), youngMs);
  return cleared;
}

/** Real tickets let go of the demo as they would of anything: by events, so that row and log still agree. */
async function freeRealTickets(tx: Transaction, clock: Clock): Promise<number> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT t.id FROM tickets t
     LEFT JOIN queues q ON q.id = t.queue_id LEFT JOIN agents a ON a.id = t.owner_id LEFT JOIN tickets m ON m.id = t.merged_into
     WHERE NOT t.demo AND (q.demo OR a.demo OR m.demo OR t.links <> '[]'
       OR EXISTS (SELECT 1 FROM tickets d WHERE d.demo AND d.merged_into = t.id)) ORDER BY t.id`,
  );
  const [fallback] = await tx.rows<{ id: string }>(
    'SELECT id FROM queues WHERE NOT demo ORDER BY is_default DESC, name LIMIT 1',
  );
  let freed = 0;
  for (const { id } of rows) freed += (await free(tx, id, fallback?.id ?? null, clock)) ? 1 : 0;
  return freed;
}

interface Ties {
  readonly queue: boolean;
  readonly owner: boolean;
  readonly into: boolean;
  readonly from: readonly string[];
  readonly links: readonly string[];
}

async function free(tx: Transaction, id: string, fallback: string | null, clock: Clock): Promise<boolean> {
  const stored = await hold(tx, id);
  const [ties] = await tx.rows<Ties>(
    `SELECT coalesce((SELECT demo FROM queues WHERE id = $1), false) AS queue, coalesce((SELECT demo FROM agents WHERE id = $2), false) AS owner,
       coalesce((SELECT demo FROM tickets WHERE id = $3), false) AS into,
       ARRAY(SELECT id FROM tickets WHERE id = ANY($4::uuid[]) AND demo) AS "from",
       ARRAY(SELECT id FROM tickets WHERE id = ANY($5::uuid[]) AND demo) AS links`,
    [
      stored.ticket.queueId,
      stored.ticket.ownerId,
      stored.ticket.mergedInto,
      stored.ticket.mergedFrom,
      stored.ticket.links.map((link) => link.other),
    ],
  );
  if (ties === undefined) return false;
  const facts = farewell(stored.ticket, ties, fallback, clock);
  await commit(tx, stored, { facts }, BY, clock.now());
  return facts.length > 0;
}

function farewell(ticket: Ticket, ties: Ties, fallback: string | null, clock: Clock): TicketFact[] {
  const facts: TicketFact[] = [];
  let after = ticket;
  const say = (more: readonly TicketFact[]): void => {
    facts.push(...more);
    after = record(after, after.id, more, BY, clock.now()).ticket ?? after;
  };
  if (ties.into && after.mergedInto !== null && after.statusBeforeMerge !== null) {
    say([{ type: 'TicketUnmerged', from: after.mergedInto, status: after.statusBeforeMerge }]);
  }
  say(ties.from.map((source) => ({ type: 'AbsorptionUndone', source })));
  say(
    after.links
      .filter((link) => ties.links.includes(link.other))
      .map(({ kind, other }) => ({ type: 'TicketUnlinked', kind, other })),
  );
  // Merged into another real ticket: its queue shows nowhere and is set as the log allows.
  if (ties.queue && fallback !== null)
    say(
      after.status === 'merged'
        ? [{ type: 'QueueChanged', queueId: fallback, from: after.queueId }]
        : move(after, fallback),
    );
  if (ties.owner)
    say(
      after.status === 'merged'
        ? [{ type: 'TicketAssigned', ownerId: null, from: after.ownerId }]
        : assign(after, null, null, true),
    );
  return facts;
}

async function removeTickets(tx: Transaction): Promise<number> {
  // Tickets of the demo that are merged into one another go together, in whatever order.
  await tx.rows('UPDATE tickets SET merged_into = NULL WHERE demo AND merged_into IS NOT NULL');
  const rows = await tx.rows<{ count: number }>(
    'WITH gone AS (DELETE FROM tickets WHERE demo RETURNING 1) SELECT count(*) AS count FROM gone',
  );
  return rows[0]?.count ?? 0;
}

/** Causes of the demo that real complaints were given stay, with everything above them. */
const CAUSES_GO = [
  `WITH RECURSIVE used AS (
     SELECT n.tree, n.code, n.parent_code FROM taxonomy_nodes n WHERE NOT n.demo OR EXISTS (
       SELECT 1 FROM issues i WHERE n.code IN (i.root_cause, i.problem_type) OR n.code = ANY(i.contributing))
     UNION SELECT p.tree, p.code, p.parent_code FROM taxonomy_nodes p JOIN used u ON u.tree = p.tree AND u.parent_code = p.code)
   UPDATE taxonomy_nodes n SET demo = false FROM used u WHERE n.demo AND n.tree = u.tree AND n.code = u.code`,
  `UPDATE taxonomies SET version = version + 1 WHERE tree IN (SELECT tree FROM taxonomy_nodes WHERE demo)`,
  `DELETE FROM taxonomy_nodes WHERE demo`,
];

const DEMO_AGENTS = 'SELECT id FROM agents WHERE demo';

/** In the order in which rows refer to each other. A person or place of the demo that real work still needs becomes real. */
async function removePeople(tx: Transaction): Promise<void> {
  const statements = [
    `UPDATE customers c SET demo = false WHERE demo AND EXISTS (SELECT 1 FROM tickets t WHERE t.customer_id = c.id)`,
    `UPDATE customers SET merged_into = NULL WHERE merged_into IN (SELECT id FROM customers WHERE demo)`,
    `DELETE FROM identities i USING customers c WHERE c.id = i.customer_id AND c.demo`,
    `DELETE FROM customers WHERE demo`,
    `UPDATE messages SET author_id = NULL WHERE author_id IN (SELECT id FROM agents WHERE demo)`,
    `UPDATE tickets SET opened_by = NULL WHERE opened_by IN (SELECT id FROM agents WHERE demo)`,
    `DELETE FROM attachments WHERE message_id IS NULL AND uploaded_by IN (SELECT id FROM agents WHERE demo)`,
    `UPDATE attachments SET uploaded_by = NULL WHERE uploaded_by IN (SELECT id FROM agents WHERE demo)`,
    ...['asked_by', 'agent_id', 'answered_by'].map(
      (column) => `UPDATE tasks SET ${column} = NULL WHERE ${column} IN (${DEMO_AGENTS})`,
    ),
    ...['made_by', 'ended_by'].map(
      (column) => `UPDATE undertakings SET ${column} = NULL WHERE ${column} IN (${DEMO_AGENTS})`,
    ),
    `UPDATE call_backs SET done_by = NULL WHERE done_by IN (${DEMO_AGENTS})`,
    `DELETE FROM bulk_changes WHERE asked_by IN (${DEMO_AGENTS})`,
    `DELETE FROM agents WHERE demo`,
    `UPDATE queues q SET demo = false WHERE demo AND (is_default OR EXISTS (SELECT 1 FROM mail_accounts m WHERE m.queue_id = q.id)
       OR EXISTS (SELECT 1 FROM web_forms f WHERE f.queue_id = q.id) OR EXISTS (SELECT 1 FROM channel_accounts a WHERE a.queue_id = q.id)
       OR EXISTS (SELECT 1 FROM tickets t WHERE t.queue_id = q.id) OR EXISTS (SELECT 1 FROM phone_connections p WHERE p.queue_id = q.id)
       OR EXISTS (SELECT 1 FROM phone_calls p WHERE p.queue_id = q.id) OR EXISTS (SELECT 1 FROM call_backs b WHERE b.queue_id = q.id))`,
    `UPDATE teams t SET demo = false WHERE demo AND EXISTS (SELECT 1 FROM queues q WHERE q.team_id = t.id AND NOT q.demo)`,
    `DELETE FROM queues WHERE demo`,
    `DELETE FROM teams WHERE demo`,
  ];
  for (const statement of [...statements, ...CAUSES_GO]) await tx.rows(statement);
  await moveRightsOfAll(tx);
}

/** Only the files of the story are asked for; everything else is left to the sweep of the worker. */
async function sweepBlobs(blobs: BlobStore, sql: Sql, youngMs: number): Promise<void> {
  const ours = new Set(Object.values(drawBlobs()).map((blob) => createHash('sha256').update(blob.bytes).digest('hex')));
  const isReferenced = async (sha256: string): Promise<boolean> => {
    if (!ours.has(sha256)) return true;
    const rows = await sql.rows('SELECT 1 FROM attachments WHERE sha256 = $1 LIMIT 1', [sha256]);
    return rows.length > 0;
  };
  await blobs.sweep(isReferenced, youngMs);
}
