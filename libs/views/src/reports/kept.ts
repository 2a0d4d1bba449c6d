import { getHeapStatistics } from 'node:v8';
import type { Sql } from '@redress/persistence/sql.js';
import { type Columns, joined, sizeOf } from './columns.js';

const MOST_BYTES = 96 * 1024 * 1024;
/** Of a small heap: the process has other things to do. */
const SHARE_OF_HEAP = 8;
/** What a segment costs beside its numbers: objects, headers of arrays, its name. */
const OVERHEAD = 2_048;

interface Kept {
  /** When its week begins, in milliseconds since 1970. */
  readonly since: number;
  readonly columns: Columns;
  /** Which columns are there: null says nothing of that. */
  readonly bits: number;
  readonly bytes: number;
  /** The reading that asked for it last. */
  readonly asked: number;
}

/** One report that reads. */
export interface Reading {
  readonly number: number;
  /** By laying. */
  readonly known: ReadonlyMap<string, Columns>;
}

/**
 * Segments that this process has read, by their laying: a random name of what was written once and is never written again, so what is
 * kept under it cannot be wrong, in whichever life of whichever database. Which segments a report may count says the database each time.
 *
 * Up to a bound; who was not asked for the longest goes first. One reading never pushes out what it needs itself: of more than there is
 * room for a part stays, instead of all of it passing through.
 */
export class KeptSegments {
  /** The one asked for last stands last. */
  private readonly kept = new Map<string, Kept>();
  private bytes = 0;
  private readings = 0;

  constructor(private readonly most: number) {}

  /**
   * What need not be sent again. It stays at hand for this reading, whatever is pushed out meanwhile.
   * @param need which columns of a week are needed, by its begin; null when the week is not
   */
  begin(need: (since: number) => number | null): Reading {
    this.readings += 1;
    const known = new Map<string, Columns>();
    for (const [laying, { since, bits, columns }] of this.kept) {
      const needed = need(since);
      if (needed !== null && (bits & needed) === needed) known.set(laying, columns);
    }
    return { number: this.readings, known };
  }

  /** @param laying known to the reading */
  again({ number, known }: Reading, laying: string): Columns {
    const columns = known.get(laying);
    if (columns === undefined) throw new Error(`The segment ${laying} was not sent`);
    const kept = this.kept.get(laying);
    if (kept !== undefined) this.put(laying, { ...kept, asked: number });
    return columns;
  }

  /** @param bits the columns that were sent */
  keep({ number }: Reading, laying: string, since: number, sent: Columns, bits: number): Columns {
    const before = this.kept.get(laying);
    const columns = before === undefined ? sent : joined(sent, before.columns);
    const bytes = sizeOf(columns) + OVERHEAD;
    this.put(laying, { since, columns, bits: bits | (before?.bits ?? 0), bytes, asked: number });
    return columns;
  }

  private put(laying: string, kept: Kept): void {
    this.forget(laying);
    for (const [oldest, { asked }] of this.kept) {
      if (this.bytes + kept.bytes <= this.most) break;
      if (asked >= kept.asked) return;
      this.forget(oldest);
    }
    if (this.bytes + kept.bytes > this.most) return;
    this.kept.set(laying, kept);
    this.bytes += kept.bytes;
  }

  private forget(laying: string): void {
    this.bytes -= this.kept.get(laying)?.bytes ?? 0;
    this.kept.delete(laying);
  }
}

const ofSpeakers = new WeakMap<Sql, KeptSegments>();

/** Those of all reports that are read by one speaker of SQL: a process has one for its database. */
export function keptBy(sql: Sql): KeptSegments {
  let kept = ofSpeakers.get(sql);
  if (kept === undefined) {
    kept = new KeptSegments(Math.min(MOST_BYTES, getHeapStatistics().heap_size_limit / SHARE_OF_HEAP));
    ofSpeakers.set(sql, kept);
  }
  return kept;
}
