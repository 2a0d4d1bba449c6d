import type { BacklogAge, BacklogRow } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { SegmentColumn } from '@redress/persistence/report-columns.js';
import { wordsByNumber } from './codes.js';
import { placesOf } from './places.js';
import { backlogListing, groupOf, type ReportQuestion, term } from './scope.js';
import { readSegments } from './segments.js';
import { eachTicket, walk } from './walk.js';

type By = BacklogAge['by'];

/** Days since receipt, both included. */
export const AGES = [
  { from: 0, to: 3 },
  { from: 4, to: 7 },
  { from: 8, to: 14 },
  { from: 15, to: 30 },
  { from: 31, to: 56 },
  { from: 57, to: null },
] as const;

const DAY_MS = 86_400_000;

interface Aged {
  tickets: number;
  readonly counts: number[];
}

/** None for what comes from the future. */
const ageOf = (days: number): number => AGES.findIndex(({ from, to }) => days >= from && (to === null || days <= to));

const inOrder = (one: BacklogRow, other: BacklogRow): number =>
  other.tickets - one.tickets || one.group.id.localeCompare(other.group.id);

/** What rots: unfinished complaints by their age. Paused and waiting ones keep theirs. */
export async function backlogAge(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<BacklogAge> {
  const by = groupOf<By>(asked, ['queue', 'team', 'channel']);
  const columns: SegmentColumn[] = ['received', ...(by === 'channel' ? (['channels'] as const) : [])];
  const [laid, places] = await Promise.all([
    readSegments(sql, asker, asked, { complaints: true, columns, unfinished: true }),
    placesOf(sql),
  ]);
  const groups = new Map<string | number, Aged>();
  const head = await walk(laid, asked, (segment, counted) => {
    const whole = places.keyOf(by, segment.queueId);
    eachTicket(segment, counted, (place) => {
      const key = whole ?? segment.channels?.[place] ?? 0;
      const aged = groups.get(key) ?? { tickets: 0, counts: AGES.map(() => 0) };
      const age = ageOf(Math.floor((laid.frame.now - segment.since - (segment.received?.[place] ?? 0)) / DAY_MS));
      aged.tickets += 1;
      if (age >= 0) aged.counts[age] = (aged.counts[age] ?? 0) + 1;
      groups.set(key, aged);
    });
  });
  const words = wordsByNumber(laid.frame);
  const q = backlogListing(asked);
  const rows = [...groups].map(([key, { tickets, counts }]): BacklogRow => {
    const group = places.groupOf(by, key, words);
    return { group, tickets, counts, q: `${q} ${term(by, group.name === '' ? group.id : group.name)}` };
  });
  const ages = AGES.map((age) => ({ ...age, q: `${q} ${term('age', `${age.from}..${age.to ?? ''}`)}` }));
  return { name: 'backlog-age', by, ...head, q, ages, rows: rows.sort(inOrder) };
}
