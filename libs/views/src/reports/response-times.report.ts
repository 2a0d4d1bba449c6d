import type { ResponseTimes, TimesRow } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import { MILESTONES as ALL_MILESTONES } from '@redress/domain/sla/clock.js';
import { NO_TIME } from '@redress/persistence/report-columns.js';
import type { Sql } from '@redress/persistence/sql.js';
import { listing, type ReportQuestion, term } from './scope.js';
import { readSegments } from './segments.js';
import { BUCKETS, Spread } from './spread.js';
import { eachClock, walk } from './walk.js';

type Milestone = TimesRow['milestone'];

const MILESTONES: readonly Milestone[] = ['firstResponse', 'resolution'];

class Waits {
  readonly wall = new Spread();
  readonly business = new Spread();
  open = 0;

  constructor(readonly milestone: Milestone) {}

  add(wall: number, business: number): void {
    if (wall === NO_TIME) this.open += 1;
    else this.wall.add(wall);
    if (business !== NO_TIME) this.business.add(business);
  }

  row(q: string): TimesRow {
    const { milestone, open, wall, business } = this;
    const place = (kind: 'wall' | 'business', index: number): string =>
      term('took', `${milestone}.${kind}.${BUCKETS[index - 1] ?? ''}..${BUCKETS[index] ?? ''}`);
    const buckets = BUCKETS.map((below, index) => ({
      below,
      wall: wall.buckets[index] ?? 0,
      business: business.buckets[index] ?? 0,
      q: { wall: `${q} ${place('wall', index)}`, business: `${q} ${place('business', index)}` },
    }));
    return { milestone, n: wall.length, open, wall: middle(wall), business: middle(business), buckets };
  }
}

const middle = (spread: Spread): TimesRow['wall'] => ({ median: spread.quantile(0.5), p90: spread.quantile(0.9) });

/** How long the first answer and the end were waited for, on the wall and in business time, by the clocks of the tickets received in the period. */
export async function responseTimes(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<ResponseTimes> {
  const columns = ['clock_counts', 'verdicts', 'walls', 'businesses'] as const;
  const laid = await readSegments(sql, asker, asked, { complaints: false, columns });
  const waits = MILESTONES.map((milestone) => new Waits(milestone));
  const byNumber = ALL_MILESTONES.map((milestone) => waits.find((one) => one.milestone === milestone));
  const head = await walk(laid, asked, (segment, counted) => {
    const { verdicts, walls, businesses } = segment;
    eachClock(segment, counted, (_, from, to) => {
      for (let at = from; at < to; at += 1)
        byNumber[((verdicts?.[at] ?? 0) >> 4) - 1]?.add(walls?.[at] ?? NO_TIME, businesses?.[at] ?? NO_TIME);
    });
  });
  const q = listing(asked, 'is:real');
  return { name: 'response-times', ...head, q, rows: waits.map((one) => one.row(q)) };
}
