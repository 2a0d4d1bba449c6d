import type { UndertakingRow, Undertakings } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import { MILESTONES } from '@redress/domain/sla/clock.js';
import type { SegmentColumn } from '@redress/persistence/report-columns.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wordsByNumber } from './codes.js';
import { placesOf } from './places.js';
import { groupOf, listing, type ReportQuestion, term } from './scope.js';
import { readSegments } from './segments.js';
import { mondaysOf, weekDays, weekFinder } from './weeks.js';
import { eachClock, walk } from './walk.js';

type By = Undertakings['by'];

const UNDERTAKING = MILESTONES.indexOf('undertaking') + 1;

/** Kept, broken, open. */
type Counts = [number, number, number];

/** Place in the counts by what stands in the lowest bits of a verdict: met, missed, missed by retarget, running. */
const PLACE = [0, 1, 1, 2] as const;

const inOrder = (one: UndertakingRow, other: UndertakingRow): number =>
  one.group.name.localeCompare(other.group.name) || one.group.id.localeCompare(other.group.id);

/** What customers were promised on the tickets that were received in the period, and what became of it. What was withdrawn before it was broken is not counted. */
export async function undertakings(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<Undertakings> {
  const by = groupOf<By>(asked, ['queue', 'team', 'channel', 'week']);
  const own: readonly SegmentColumn[] = by === 'channel' ? ['channels'] : by === 'week' ? ['received'] : [];
  const [laid, places] = await Promise.all([
    readSegments(sql, asker, asked, { complaints: false, columns: ['clock_counts', 'verdicts', ...own] }),
    placesOf(sql),
  ]);
  const groups = new Map<string | number, Counts>();
  const head = await walk(laid, asked, (segment, counted) => {
    const { verdicts, channels, queueId } = segment;
    const weekOf = by === 'week' ? weekFinder(segment, laid.frame.weeks) : null;
    const whole = by === 'week' ? null : places.keyOf(by, queueId);
    eachClock(segment, counted, (place, from, to) => {
      for (let at = from; at < to; at += 1) {
        const verdict = verdicts?.[at] ?? 0;
        if (verdict >> 4 !== UNDERTAKING) continue;
        const key = whole ?? weekOf?.(place) ?? channels?.[place] ?? 0;
        const counts = groups.get(key) ?? [0, 0, 0];
        counts[PLACE[verdict & 3] ?? 2] += 1;
        groups.set(key, counts);
      }
    });
  });
  const words = wordsByNumber(laid.frame);
  const mondays = mondaysOf(asked.from, asked.to);
  const group = (key: string | number): UndertakingRow['group'] => {
    if (by !== 'week') return places.groupOf(by, key, words);
    const monday = mondays[Number(key)] ?? '';
    return { id: monday, name: monday };
  };
  const q = listing(asked, 'is:real');
  const rows = [...groups].map(([key, counts]) => rowOf(group(key), counts, by, { ...asked, q }));
  return { name: 'undertakings', by, ...head, q, rows: rows.sort(inOrder) };
}

function rowOf(
  group: UndertakingRow['group'],
  [kept, broken, open]: Counts,
  by: By,
  span: { readonly from: string; readonly to: string; readonly q: string },
): UndertakingRow {
  const where = (): string => {
    if (by === 'week') return span.q.replace(/received:\S+/, `received:${weekDays(group.id, span).join('..')}`);
    return `${span.q} ${term(by, group.name === '' ? 'none' : group.name)}`;
  };
  const of = (state: string): string => `${where()} ${term('sla', `${state}.undertaking`)}`;
  const q = { kept: of('met'), broken: of('missed'), open: of('running') };
  return { group, kept, broken, open, share: kept + broken === 0 ? null : kept / (kept + broken), q };
}
