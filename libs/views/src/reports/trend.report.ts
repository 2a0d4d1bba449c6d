import type { Trend, TrendRow, TrendSeries } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { type By, CODE_COLUMNS, codesOf, isRepeated, labelsOf, wordsByNumber } from './codes.js';
import { type GroupCounts, Pairs } from './pairs.js';
import { groupOf, listing, type ReportQuestion, term } from './scope.js';
import { type Laid, readSegments, ticketsOf } from './segments.js';
import { eachIssue, walk } from './walk.js';
import { dayAfter, mondaysOf, weekDays, weekFinder } from './weeks.js';

interface WeekCount {
  readonly week: string;
  readonly tickets: number;
  readonly customers: number;
}

interface Counted {
  readonly code: string | null;
  readonly weeks: readonly WeekCount[];
}

const SERIES = 6;
interface Span {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  readonly q: string;
}

/** One row a week: empty ones too, and the first and last cut to the period. */
export function rowsOf({ code, weeks }: Counted, by: By, span: Span): TrendRow[] {
  const known = new Map(weeks.map((one) => [one.week, one]));
  return mondaysOf(span.from, span.to).map((week) => {
    const sunday = dayAfter(week, 6);
    const [first, last] = weekDays(week, span);
    const complete = week >= span.from && sunday <= span.to && sunday < span.today;
    const q = span.q.replace(/received:\S+/, `received:${first}..${last}`);
    const { tickets = 0, customers = 0 } = known.get(week) ?? {};
    return { week, code, tickets, customers, complete, q: code === null ? q : `${q} ${term(by, code)}` };
  });
}

/** Groups: the weeks of all tickets, then those of the first word, and so on. */
async function countWeeks(laid: Laid, asked: ReportQuestion, by: By, words: number) {
  const { weeks } = laid.frame;
  const pairs = new Pairs(ticketsOf(laid) * 2.25);
  const head = await walk(laid, asked, (segment, counted) => {
    const codes = codesOf(segment, by);
    const weekOf = weekFinder(segment, weeks);
    eachIssue(segment, counted, (place, from, to) => {
      const week = weekOf(place);
      const customer = segment.customers[place] ?? 0;
      pairs.add(week, customer);
      for (let at = from; at < to; at += 1) {
        const code = codes[at] ?? 0;
        if (code > 0 && !isRepeated(codes, from, at)) pairs.add(code * weeks.length + week, customer);
      }
    });
  });
  return { head, counts: pairs.count(words * weeks.length, laid.frame.customers) };
}

const weekCounts = ({ tickets, customers }: GroupCounts, word: number, mondays: readonly string[]): WeekCount[] =>
  mondays.map((week, index) => {
    const group = word * mondays.length + index;
    return { week, tickets: tickets[group] ?? 0, customers: customers[group] ?? 0 };
  });

/** How many came week by week: all, and the most frequent codes. */
export async function trend(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<Trend> {
  const by = groupOf(asked, ['cause', 'problem']);
  const [laid, labels] = await Promise.all([
    readSegments(sql, asker, asked, { complaints: true, columns: ['received', ...CODE_COLUMNS[by]] }),
    labelsOf(sql, by),
  ]);
  const words = wordsByNumber(laid.frame);
  const { head, counts } = await countWeeks(laid, asked, by, words.length);
  const mondays = mondaysOf(asked.from, asked.to);
  const q = listing(asked, 'is:counted');
  const span = { from: asked.from, to: asked.to, today: laid.frame.today, q };
  const series = [0, ...mostFrequent(counts, words, mondays.length)].map((word): TrendSeries => {
    const code = words[word] ?? null;
    const rows = rowsOf({ code, weeks: weekCounts(counts, word, mondays) }, by, span);
    const tickets = rows.reduce((sum, row) => sum + row.tickets, 0);
    return { code, label: code === null ? null : (labels.get(code) ?? null), tickets, rows };
  });
  return { name: 'trend', by, ...head, q, series };
}

/** The words that most tickets bear, by their numbers. */
function mostFrequent({ tickets }: GroupCounts, words: readonly (string | null)[], weeks: number): number[] {
  return words
    .map((code, word) => {
      const some = tickets.subarray(word * weeks, (word + 1) * weeks);
      return { word, code: code ?? '', sum: some.reduce((sum, count) => sum + count, 0) };
    })
    .filter(({ word, sum }) => word > 0 && sum > 0)
    .sort((one, other) => other.sum - one.sum || one.code.localeCompare(other.code))
    .slice(0, SERIES)
    .map(({ word }) => word);
}
