import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import type { Sql } from '@redress/persistence/sql.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { type ClockFindings, clockFindings, CLOCKS_HELD, silentClocks } from './clock-invariants.js';
import type { SunkMail } from './smtp-sink.js';

/** What the world outside was promised, as it remembers it. */
export interface Promised {
  /** Every mail that somebody tried to hand over: its Message-ID, and SHA-256 of its bytes. */
  readonly tried: ReadonlyMap<string, string>;
  /** Message-IDs of those that were acknowledged. */
  readonly accepted: readonly string[];
  /** Ids of the messages whose writing was answered 201. */
  readonly replies: readonly string[];
}

export const NO_PROMISE: Promised = { tried: new Map(), accepted: [], replies: [] };

/** What a test looks at: the rows, the blobs and, where mail leaves, what has arrived. */
export interface Evidence {
  readonly sql: Sql;
  readonly blobDir: string;
  readonly arrived?: readonly SunkMail[];
}

/** Each list names what breaks a promise; all are empty when everything held. */
export interface Findings extends ClockFindings {
  readonly lost: readonly string[];
  readonly unexpected: readonly string[];
  readonly doubled: readonly string[];
  readonly repliesLost: readonly string[];
  /** Arrived more than once although the outbox does not say that this may have happened. */
  readonly repliesDoubled: readonly string[];
  readonly repliesChanged: readonly string[];
  /** Tickets whose opening was acknowledged more than once. */
  readonly acknowledgedTwice: readonly string[];
  readonly blobsMissing: readonly string[];
  readonly blobsDiffer: readonly string[];
  /** Stored with other bytes than were handed over. */
  readonly sourcesDiffer: readonly string[];
  /** Tickets whose row, or one of its clocks, is not what their events fold to. */
  readonly foldDiffers: readonly string[];
  readonly stuck: readonly string[];
}

export const ALL_HELD: Findings = {
  lost: [],
  unexpected: [],
  doubled: [],
  repliesLost: [],
  repliesDoubled: [],
  repliesChanged: [],
  acknowledgedTwice: [],
  blobsMissing: [],
  blobsDiffer: [],
  sourcesDiffer: [],
  foldDiffers: [],
  stuck: [],
  ...CLOCKS_HELD,
};

/** Looks at everything once work has come to rest. */
export async function findings(evidence: Evidence, promised: Promised): Promise<Findings> {
  const { sql } = evidence;
  return {
    ...(await mailFindings(evidence, promised)),
    ...(await replyFindings(evidence, promised)),
    ...(await blobFindings(evidence)),
    ...(await clockFindings(sql)),
    foldDiffers: await foldFindings(sql),
    stuck: await stuck(sql),
    acknowledgedTwice: await names(
      sql,
      `SELECT ticket_id::text AS name FROM outbox WHERE purpose = 'acknowledgement' GROUP BY 1 HAVING count(*) > 1`,
    ),
  };
}

const names = async (sql: Sql, text: string): Promise<string[]> =>
  (await sql.rows<{ name: string }>(text)).map(({ name }) => name);

type MailFindings = Pick<Findings, 'lost' | 'unexpected' | 'doubled' | 'sourcesDiffer'>;

async function mailFindings({ sql, blobDir }: Evidence, { tried, accepted }: Promised): Promise<MailFindings> {
  const stored = await sql.rows<{ id: string; sha256: string }>(
    `SELECT coalesce(rfc_message_id, '') AS id, source_sha256 AS sha256 FROM messages WHERE direction = 'inbound' AND source_sha256 IS NOT NULL`,
  );
  const times = new Map<string, number>();
  for (const { id } of stored) times.set(id, (times.get(id) ?? 0) + 1);
  const kept = await quarantined(sql, blobDir);
  return {
    lost: accepted.filter((id) => !times.has(id) && !kept.has(id)),
    unexpected: [...times.keys(), ...kept].filter((id) => !tried.has(id)),
    doubled: [...times].filter(([, count]) => count > 1).map(([id]) => id),
    sourcesDiffer: stored.filter(({ id, sha256 }) => tried.has(id) && tried.get(id) !== sha256).map(({ id }) => id),
  };
}

/** Message-IDs of the mails that wait for a person because they could not be read. */
async function quarantined(sql: Sql, blobDir: string): Promise<Set<string>> {
  const hashes = await names(sql, `SELECT source_sha256 AS name FROM deliveries WHERE state = 'quarantined'`);
  const sources = await Promise.all(hashes.map((sha256) => readBlob(blobDir, sha256)));
  return new Set(
    sources.flatMap((source) => /^message-id:\s*<([^>]*)>/im.exec(source?.toString('latin1') ?? '')?.[1] ?? []),
  );
}

type ReplyFindings = Pick<Findings, 'repliesLost' | 'repliesDoubled' | 'repliesChanged'>;

async function replyFindings({ sql, arrived }: Evidence, { replies }: Promised): Promise<ReplyFindings> {
  const rows = await sql.rows<{ id: string; rfcId: string; twice: boolean; sha256: string | null; state: string }>(
    `SELECT message_id AS id, rfc_message_id AS "rfcId", may_have_arrived_twice AS twice, source_sha256 AS sha256, state
     FROM outbox WHERE message_id = ANY($1::uuid[])`,
    [replies],
  );
  const found: Record<keyof ReplyFindings, string[]> = { repliesLost: [], repliesDoubled: [], repliesChanged: [] };
  for (const id of replies) {
    const [row, second] = rows.filter((one) => one.id === id);
    const arrivals = (arrived ?? []).filter(({ messageId }) => messageId === row?.rfcId);
    // What the server refused for good, and what nobody was to send, has no arrival; the outbox says so.
    const excused = arrived === undefined || row?.state === 'failed';
    if (row === undefined || (arrivals.length === 0 && !excused)) found.repliesLost.push(id);
    if (second !== undefined || (arrivals.length > 1 && row?.twice !== true)) found.repliesDoubled.push(id);
    if (arrivals.some(({ sha256 }) => sha256 !== row?.sha256)) found.repliesChanged.push(id);
  }
  return found;
}

type BlobFindings = Pick<Findings, 'blobsMissing' | 'blobsDiffer'>;

async function blobFindings({ sql, blobDir }: Evidence): Promise<BlobFindings> {
  const hashes = await names(
    sql,
    `SELECT sha256 AS name FROM attachments UNION SELECT source_sha256 FROM deliveries
     UNION SELECT source_sha256 FROM messages WHERE source_sha256 IS NOT NULL
     UNION SELECT source_sha256 FROM outbox WHERE source_sha256 IS NOT NULL`,
  );
  const blobsMissing: string[] = [];
  const blobsDiffer: string[] = [];
  for (const sha256 of hashes) {
    const bytes = await readBlob(blobDir, sha256);
    if (bytes === null) blobsMissing.push(sha256);
    else if (createHash('sha256').update(bytes).digest('hex') !== sha256) blobsDiffer.push(sha256);
  }
  return { blobsMissing, blobsDiffer };
}

const readBlob = (blobDir: string, sha256: string): Promise<Buffer | null> =>
  readFile(join(blobDir, sha256.slice(0, 2), sha256.slice(2))).catch(() => null);

async function foldFindings(sql: Sql): Promise<string[]> {
  const ids = await names(sql, 'SELECT id::text AS name FROM tickets ORDER BY number');
  const orphans = await names(
    sql,
    'SELECT ticket_id::text AS name FROM messages m WHERE ticket_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ticket_events e WHERE e.ticket_id = m.ticket_id)',
  );
  const differ: string[] = [...orphans];
  for (const id of ids) {
    const stored = await readTicket(sql, id);
    if (stored === null || !isDeepStrictEqual(fold(await eventsOf(sql, id)), stored.ticket)) differ.push(id);
  }
  return differ;
}

const fold = (events: readonly TicketEvent[]): ReturnType<typeof replay> | null =>
  events.length === 0 ? null : replay(events);

/** What should move by itself and has not come to an end: nothing here may be left once everything is at rest. */
export const stuck = async (sql: Sql): Promise<string[]> => [
  ...(await names(
    sql,
    `SELECT 'delivery ' || id AS name FROM deliveries WHERE state = 'received'
     UNION ALL SELECT 'outbox ' || id || ' ' || state FROM outbox
       WHERE state = 'sending' OR (state IN ('queued', 'unknown') AND due_at <= now())`,
  )),
  ...(await silentClocks(sql)),
];
