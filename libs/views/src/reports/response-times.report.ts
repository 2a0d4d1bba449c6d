import type { ResponseTimes, TimesRow } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import { MILESTONES as ALL_MILESTONES } from '@redress/domain/sla/clock.js';
import { NO_TIME } from '@redress/persistence/report-columns.js';
import type { Sql } from '@redress/persistence/sql.js';
import { listing, type ReportQuestion, term } from './scope.js';
import { readSegments, ticketsOf } from './segments.js';
import { EDGES, type Measured, Spread } from './spread.js';
import { eachRunOfClocks, walk } from './walk.js';

type Milestone = TimesRow['milestone'];

const MILESTONES: readonly Milestone[] = ['firstResponse', 'resolution'];

class Waits {
  readonly wall: Spread;
  readonly business: Spread;
  open = 0;

  constructor(
    readonly milestone: Milestone,
    expected: number,
  ) {
    this.wall = new Spread(expected);
    this.business = new Spread(expected);
  }

  add(wall: number, business: number): void {
    if (wall === NO_TIME) this.open += 1;
    else this.wall.add(wall);
    if (business !== NO_TIME) this.business.add(business);
  }

  row(q: string): TimesRow {
    const { milestone, open } = this;
    const [wall, business] = [this.wall.measured(), this.business.measured()];
    const place = (kind: 'wall' | 'business', index: number): string =>
      `${q} ${term('took', `${milestone}.${kind}.${EDGES[index - 1] ?? ''}..${EDGES[index] ?? ''}`)}`;
    const buckets = [...EDGES, null].map((below, index) => ({
      below,
      wall: wall.buckets[index] ?? 0,
      business: business.buckets[index] ?? 0,
      q: { wall: place('wall', index), business: place('business', index) },
    }));
    return { milestone, n: this.wall.length, open, wall: middle(wall), business: middle(business), buckets };
  }
}

const middle = ({ median, p90 }: Measured): TimesRow['wall'] => ({ median, p90 });

/** How long the first answer and the end were waited for, on the wall and in business time, by the clocks of the tickets received in the period. */
export async function responseTimes(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<ResponseTimes> {
  const columns = ['clock_counts', 'verdicts', 'walls', 'businesses'] as const;
  const laid = await readSegments(sql, asker, asked, { complaints: false, columns });
  const tickets = ticketsOf(laid);
  const waits = MILESTONES.map((milestone) => new Waits(milestone, tickets));
  const byNumber = ALL_MILESTONES.map((milestone) => waits.find((one) => one.milestone === milestone));
  const head = await walk(laid, asked, (segment, counted) => {
    const { verdicts, walls, businesses } = segment;
    if (verdicts === null || walls === null || businesses === null) return;
    eachRunOfClocks(segment, counted, (from, to) => {
      for (let at = from; at < to; at += 1)
        byNumber[((verdicts[at] ?? 0) >> 4) - 1]?.add(walls[at] ?? NO_TIME, businesses[at] ?? NO_TIME);
    });
  });
  const q = listing(asked, 'is:real');
  return { name: 'response-times', ...head, q, rows: waits.map((one) => one.row(q)) };
}
