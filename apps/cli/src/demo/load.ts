import type { BlobStore } from '@redress/platform/blobs.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { instant } from '@redress/domain/time.js';
import { type RoutingBook, routingBook } from '@redress/persistence/stores/routing-book.store.js';
import { type RowOf, writeRows } from '@redress/persistence/write-rows.js';
import type { DataSource } from 'typeorm';
import { drawBlobs } from './blobs.js';
import { layDownAtHand } from './at-hand.js';
import { layDownAutomation } from './automation.js';
import { inBatches } from './batches.js';
import { layDownCalls, writeDownCalls } from './calls.js';
import { type BuiltTicket, buildTickets } from './build.js';
import { growTrees, type Trees } from './causes.js';
import { type Keeping, readKeeping } from './clocks.js';
import type { DemoCustomer } from './customers.js';
import { traceOf } from './routed.js';
import { layDownPlacement } from './placement.js';
import { layDownRules } from './rulebook.js';
import { rowsOf, type StoredBlobs, type TicketRows } from './rows.js';
import { hireStaff } from './staff.js';
import { layDownSquare } from './square.js';
import { insertCustomers, insertRows, type Records, recordsOf, storedAlready } from './store.js';
import type { DemoTicket } from './scenario.js';
import { DEMO_COUNT, DEMO_SEED, tellStory } from './story.js';
import type { Places } from './verbs.js';
import { beginWorkday } from './workday.js';

/** Kept under `settings.demo` while the demo is there, so that a load that was interrupted goes on with the same story. */
export interface DemoRecord {
  readonly seed: string;
  readonly now: number;
  readonly count: number;
  readonly finished: boolean;
}

export interface Loading {
  readonly database: DataSource;
  readonly blobs: BlobStore;
  readonly now: number;
  readonly seed?: string;
  readonly count?: number;
  /** Called after each batch. */
  onProgress?(stored: number, of: number): void;
}

export interface Loaded {
  /** 0 when all of it was there. */
  readonly stored: number;
  readonly tickets: number;
}

/** The live queue comes in the first transaction, small enough to be there within a second. */
const FIRST_BATCH = 45;
const BATCH = 100;
/** Of batches that are being stored. */
const AT_ONCE = 2;
/** Two that load at once take turns, batch by batch, for both tell the same story; the second finds everything there. Batches count from here. */
const DEMO_LOCK = 7_203_114_557_000n;

/** Loads the story, or what is missing of it. Doing it again does nothing. */
export async function loadDemo(loading: Loading): Promise<Loaded> {
  const { database } = loading;
  const { plan, places, numbers, ...telling } = await inTransaction(database, (tx) => prepare(tx, loading));
  if (plan.finished) return { stored: 0, tickets: plan.count };
  const story = tellStory(plan);
  const numberOf = new Map(story.map(({ id }, index) => [id, numbers[index] ?? index + 1]));
  const blobs = await storeBlobs(loading.blobs);
  let stored = 0;
  let seen = 0;
  const store = async (batch: readonly DemoTicket[], place: number): Promise<void> => {
    const batchNumbers = batch.map(({ id }) => numberOf.get(id) ?? 0);
    const parcel = packed(buildTickets(batch, places, batchNumbers, { ...telling, now: plan.now }), places, blobs);
    const locks = [DEMO_LOCK + BigInt(place)];
    const fresh = await inTransaction(database, (tx) => storeParcel(tx, parcel), { locks });
    stored += fresh;
    seen += batch.length;
    loading.onProgress?.(seen, story.length);
  };
  const [live = [], ...others] = inBatches(story, FIRST_BATCH, BATCH);
  await inTransaction(database, (tx) => insertCustomers(tx, customersOf(live)));
  await store(live, 0);
  // Before all that refers to them: two batches that both brought the same customer would wait for each other.
  await inTransaction(database, (tx) => insertCustomers(tx, customersOf(story)));
  await storeAll(others, (batch, place) => store(batch, place + 1));
  await beginWorkday(database, instant(plan.now));
  await inTransaction(database, async (tx) => {
    await writeDownCalls(tx);
    await layDownCalls(tx, places, plan.now);
  });
  await finish(database, plan);
  return { stored, tickets: story.length };
}

/** While PostgreSQL stores what was told, the next happens. It ends when nothing is being stored any more, also when a batch failed. */
async function storeAll(
  batches: readonly DemoTicket[][],
  store: (batch: readonly DemoTicket[], place: number) => Promise<void>,
): Promise<void> {
  const storing: Promise<void>[] = [];
  try {
    for (const [place, batch] of batches.entries()) {
      if (place >= AT_ONCE) await storing[place - AT_ONCE];
      const one = store(batch, place);
      // Heard where it is awaited, which may be a batch later.
      one.catch(() => undefined);
      storing.push(one);
    }
    await Promise.all(storing);
  } finally {
    await Promise.allSettled(storing);
  }
}

interface Plan {
  readonly plan: DemoRecord;
  readonly places: Places;
  readonly numbers: number[];
  readonly keeping: Keeping | null;
  readonly trees: Trees;
  readonly book: RoutingBook | null;
}

async function prepare(tx: Transaction, { seed = DEMO_SEED, now, count = DEMO_COUNT }: Loading): Promise<Plan> {
  await tx.rows('SELECT pg_advisory_xact_lock($1::bigint)', [String(DEMO_LOCK - 1n)]);
  const wish: DemoRecord = { seed, now, count, finished: false };
  const [row] = await tx.rows<{ plan: DemoRecord }>(
    `INSERT INTO settings (key, value) VALUES ('demo', $1)
     ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING value AS plan`,
    [JSON.stringify(wish)],
  );
  const plan = row?.plan ?? wish;
  if (plan.finished)
    return { plan, places: NOWHERE, numbers: [], keeping: null, trees: await growTrees(tx, plan.now), book: null };
  const numbers = await tx.rows<{ next: number }>(
    `SELECT nextval('ticket_numbers') AS next FROM generate_series(1, $1)`,
    [plan.count],
  );
  const places = await hireStaff(tx);
  await layDownRules(tx, places, plan.now);
  await layDownPlacement(tx, places, plan.now);
  await layDownAutomation(tx, places, instant(plan.now));
  await layDownSquare(tx, places);
  await layDownAtHand(tx, places, instant(plan.now));
  const trees = await growTrees(tx, plan.now);
  const book = await routingBook(tx);
  return { plan, places, numbers: numbers.map((one) => one.next), keeping: await readKeeping(tx), trees, book };
}

const NOWHERE: Places = {
  agents: { mara: '', jon: '', elif: '', tobias: '', giulia: '', claire: '' },
  queues: { care: '', delivery: '', billing: '' },
};

async function storeBlobs(store: BlobStore): Promise<StoredBlobs> {
  const drawn = drawBlobs();
  const put = async (key: keyof typeof drawn) => ({ ...drawn[key], ...(await store.put(drawn[key].bytes)) });
  return {
    dent: await put('dent'),
    joint: await put('joint'),
    wet: await put('wet'),
    label: await put('label'),
    box: await put('box'),
    invoice: await put('invoice'),
    returnLabel: await put('returnLabel'),
    tracking: await put('tracking'),
  };
}

interface Parcel {
  readonly rows: ReadonlyMap<string, TicketRows>;
  readonly records: Records;
  readonly traces: readonly RowOf<'routing_traces'>[];
}

function packed(batch: readonly BuiltTicket[], places: Places, blobs: StoredBlobs): Parcel {
  const rows = new Map(batch.map((one) => [one.told.id, rowsOf(one, places, blobs)]));
  const traces = batch.flatMap(({ told, placed }) => (placed === null ? [] : [traceOf(told, placed)]));
  return { rows, records: recordsOf([...rows.values()]), traces };
}

/** Returns how many were not there yet. */
async function storeParcel(tx: Transaction, { rows, records, traces }: Parcel): Promise<number> {
  const there = await storedAlready(tx, [...rows.keys()]);
  const missing = [...rows].filter(([id]) => !there.has(id)).map(([, row]) => row);
  if (missing.length === 0) return 0;
  await insertRows(tx, missing.length === rows.size ? records : recordsOf(missing));
  await writeRows(tx, { routing_traces: traces.filter(({ ticket_id: id }) => !there.has(String(id))) });
  return missing.length;
}

/** Each once, and always in the same order: two loads at once must not wait for each other crosswise. */
function customersOf(story: readonly DemoTicket[]): DemoCustomer[] {
  const customers = new Map(story.map(({ customer }) => [customer.id, customer]));
  return [...customers.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

async function finish(database: DataSource, plan: DemoRecord): Promise<void> {
  const sql = sqlOn(database);
  await sql.rows(`UPDATE settings SET value = $1, updated_at = now() WHERE key = 'demo'`, [
    JSON.stringify({ ...plan, finished: true }),
  ]);
  // The planner has seen none of this yet and would scan whole tables for the first minutes.
  for (const table of ['tickets', 'clocks', 'messages', 'ticket_events', 'customers'])
    await sql.rows(`ANALYZE ${table}`);
}
