import { SEGMENT_COLUMNS, type SegmentColumn } from '@redress/persistence/report-columns.js';

/** Tickets of one queue and one week. What was not asked for is null; counts are null where each ticket has exactly one. */
export interface Columns {
  readonly customers: Int32Array | null;
  readonly received: Int32Array | null;
  readonly channels: Int32Array | null;
  readonly products: Int32Array | null;
  /** Places of the tickets that nobody has finished. */
  readonly unfinished: Int32Array | null;
  readonly issueCounts: Int16Array | null;
  /** Words; 0 not looked at, -1 looked for and not found. */
  readonly causes: Int32Array | null;
  readonly problems: Int32Array | null;
  readonly clockCounts: Int16Array | null;
  readonly verdicts: Int16Array | null;
  readonly walls: Int32Array | null;
  readonly businesses: Int32Array | null;
}

/** As they come: base64 of big-endian numbers. The driver knows texts only, and it is shorter than hexadecimal digits and faster to read. */
export type Texts = Readonly<Partial<Record<SegmentColumn, string | null>>>;

const ALL = Object.keys(SEGMENT_COLUMNS);

/** A set of columns, one bit each. */
export const bitsOf = (names: readonly SegmentColumn[]): number =>
  names.reduce((bits, name) => bits | (1 << ALL.indexOf(name)), 0);

export const columnsOf = (row: Texts): Columns => ({
  customers: ints(row.customers),
  received: ints(row.received),
  channels: ints(row.channels),
  products: ints(row.products),
  unfinished: ints(row.unfinished),
  issueCounts: shorts(row.issue_counts),
  causes: ints(row.causes),
  problems: ints(row.problems),
  clockCounts: shorts(row.clock_counts),
  verdicts: shorts(row.verdicts),
  walls: ints(row.walls),
  businesses: ints(row.businesses),
});

/** Both of the same tickets. */
export const joined = (one: Columns, other: Columns): Columns => ({
  customers: one.customers ?? other.customers,
  received: one.received ?? other.received,
  channels: one.channels ?? other.channels,
  products: one.products ?? other.products,
  unfinished: one.unfinished ?? other.unfinished,
  issueCounts: one.issueCounts ?? other.issueCounts,
  causes: one.causes ?? other.causes,
  problems: one.problems ?? other.problems,
  clockCounts: one.clockCounts ?? other.clockCounts,
  verdicts: one.verdicts ?? other.verdicts,
  walls: one.walls ?? other.walls,
  businesses: one.businesses ?? other.businesses,
});

/** In bytes, without what each array costs beside its numbers. */
export function sizeOf(columns: Columns): number {
  const { customers, received, channels, products, unfinished, causes, problems, walls, businesses } = columns;
  const longs = [customers, received, channels, products, unfinished, causes, problems, walls, businesses];
  const { issueCounts, clockCounts, verdicts } = columns;
  return [...longs, issueCounts, clockCounts, verdicts].reduce((sum, column) => sum + (column?.byteLength ?? 0), 0);
}

export function ints(text: string | null | undefined): Int32Array | null {
  if (text === null || text === undefined) return null;
  const bytes = bytesFrom(text);
  bytes.swap32();
  return new Int32Array(bytes.buffer, 0, bytes.length / 4);
}

function shorts(text: string | null | undefined): Int16Array | null {
  if (text === null || text === undefined) return null;
  const bytes = bytesFrom(text);
  bytes.swap16();
  return new Int16Array(bytes.buffer, 0, bytes.length / 2);
}

/** In memory of their own: what is kept must not hold a shared block alive, and numbers begin where numbers may. */
function bytesFrom(text: string): Buffer {
  const room = Buffer.from(new ArrayBuffer(Buffer.byteLength(text, 'base64')));
  const length = room.write(text, 'base64');
  return length === room.length ? room : Buffer.from(room.buffer.slice(0, length));
}
