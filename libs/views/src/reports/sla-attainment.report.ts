import type { AttainmentRow, SlaAttainment } from '@redress/contract/reports.js';
import { MILESTONES } from '@redress/domain/sla/clock.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { SegmentColumn } from '@redress/persistence/report-columns.js';
import { wordsByNumber } from './codes.js';
import { NO_GROUP, placesOf } from './places.js';
import { groupOf, listing, type ReportQuestion, term } from './scope.js';
import { readSegments } from './segments.js';
import { eachClock, walk } from './walk.js';

type By = SlaAttainment['by'];
type Counted = Omit<AttainmentRow, 'attainment' | 'q'>;

const order = new Map<string, number>(MILESTONES.map((name, index) => [name, index]));

const inOrder = (one: Counted, other: Counted): number =>
  (order.get(one.milestone) ?? 99) - (order.get(other.milestone) ?? 99) ||
  (one.group?.name ?? '').localeCompare(other.group?.name ?? '');

export function attained(row: Counted, by: By, q: string): AttainmentRow {
  const ended = row.met + row.missed + row.missedByRetarget;
  const where = row.group === null ? [] : [term(by, row.group.name)];
  return {
    ...row,
    attainment: ended === 0 ? null : row.met / ended,
    q: [q, term('sla', `missed.${row.milestone}`), ...where].join(' '),
  };
}

const VERDICTS = ['met', 'missed', 'missedByRetarget', 'running'] as const;
const OPTIONAL = 8;

/** Of a group: the verdicts of the first milestone, then those of the second, and so on. */
type Verdicts = Int32Array;

/** By milestone only, or also by the queue or the team, or by the number of the channel. */
class Promises {
  readonly groups = new Map<string | number, Verdicts>();

  add(group: string | number, verdict: number): void {
    if ((verdict & OPTIONAL) !== 0 || verdict < 16) return;
    let counts = this.groups.get(group);
    if (counts === undefined) this.groups.set(group, (counts = new Int32Array(MILESTONES.length * VERDICTS.length)));
    const at = ((verdict >> 4) - 1) * VERDICTS.length + (verdict & 7);
    counts[at] = (counts[at] ?? 0) + 1;
  }

  rows(groupOf: (key: string | number) => AttainmentRow['group']): Counted[] {
    return [...this.groups].flatMap(([key, counts]) =>
      MILESTONES.map((milestone, index) => {
        const [met = 0, missed = 0, missedByRetarget = 0, running = 0] = counts.subarray(index * VERDICTS.length);
        return { milestone, group: groupOf(key), met, missed, missedByRetarget, running };
      }).filter(({ met, missed, missedByRetarget, running }) => met + missed + missedByRetarget + running > 0),
    );
  }
}

/**
 * What was promised and kept, from the clocks as the tickets show them. The clocks of the tickets that were received in the period: their
 * later ones too, such as the next answer of a long correspondence.
 */
export async function slaAttainment(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<SlaAttainment> {
  const by = groupOf<By>(asked, ['milestone', 'queue', 'team', 'channel']);
  const columns: SegmentColumn[] = ['clock_counts', 'verdicts', ...(by === 'channel' ? (['channels'] as const) : [])];
  const [laid, places] = await Promise.all([
    readSegments(sql, asker, asked, { complaints: false, columns }),
    placesOf(sql),
  ]);
  const promises = new Promises();
  const head = await walk(laid, asked, (segment, counted) => {
    const { verdicts, channels, queueId } = segment;
    const whole = by === 'milestone' ? NO_GROUP : places.keyOf(by, queueId);
    eachClock(segment, counted, (place, from, to) => {
      const group = whole ?? channels?.[place] ?? 0;
      for (let at = from; at < to; at += 1) promises.add(group, verdicts?.[at] ?? 0);
    });
  });
  const words = wordsByNumber(laid.frame);
  const rows = promises.rows((key) => (by === 'milestone' || key === NO_GROUP ? null : places.groupOf(by, key, words)));
  const q = listing(asked, 'is:real');
  return { name: 'sla-attainment', by, ...head, q, rows: rows.sort(inOrder).map((row) => attained(row, by, q)) };
}
