import type { NodeLabel, Pareto, ParetoRow } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { CODE_COLUMNS, codesOf, isRepeated, labelsOf, wordsByNumber } from './codes.js';
import { Pairs } from './pairs.js';
import { groupOf, listing, type ReportQuestion, term } from './scope.js';
import { readSegments, ticketsOf } from './segments.js';
import { eachIssue, walk } from './walk.js';

export interface CodeCount {
  readonly code: string | null;
  readonly undetermined: boolean;
  readonly label: NodeLabel | null;
  readonly issues: number;
  readonly tickets: number;
  readonly customers: number;
}

/** Most frequent first; what was not found and what nobody has looked at come last. */
const inOrder = (one: CodeCount, other: CodeCount): number =>
  rank(one) - rank(other) || other.tickets - one.tickets || (one.code ?? '').localeCompare(other.code ?? '');

const rank = (row: CodeCount): number => (row.code !== null ? 0 : row.undetermined ? 1 : 2);

/** Shares of the sum of all rows. */
export function withShares(counts: readonly CodeCount[], by: 'cause' | 'problem', q: string): ParetoRow[] {
  const all = counts.reduce((sum, { tickets }) => sum + tickets, 0);
  let before = 0;
  return [...counts].sort(inOrder).map((count) => {
    before += count.tickets;
    const value = count.code ?? (count.undetermined ? 'undetermined' : 'none');
    return { ...count, share: count.tickets / all, cumulative: before / all, q: `${q} ${term(by, value)}` };
  });
}

/** Groups: 0 looked for and not found, 1 not looked at, from 2 the words. */
const groupsOf = (words: readonly unknown[]): number => words.length + 1;

/** What few causes make most of it. */
export async function pareto(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<Pareto> {
  const by = groupOf(asked, ['cause', 'problem']);
  const [laid, labels] = await Promise.all([
    readSegments(sql, asker, asked, { complaints: true, columns: CODE_COLUMNS[by] }),
    labelsOf(sql, by),
  ]);
  const words = wordsByNumber(laid.frame);
  const pairs = new Pairs(ticketsOf(laid) * 1.25);
  const issues = new Int32Array(groupsOf(words));
  const head = await walk(laid, asked, (segment, counted) => {
    const codes = codesOf(segment, by);
    eachIssue(segment, counted, (place, from, to) => {
      for (let at = from; at < to; at += 1) {
        const group = (codes[at] ?? 0) + 1;
        issues[group] = (issues[group] ?? 0) + 1;
        if (!isRepeated(codes, from, at)) pairs.add(group, segment.customers[place] ?? 0);
      }
    });
  });
  const { tickets, customers } = pairs.count(groupsOf(words), laid.frame.customers);
  const counts = [...issues].flatMap((count, group): CodeCount[] => {
    if (count === 0) return [];
    const code = words[group - 1] ?? null;
    const label = code === null ? null : (labels.get(code) ?? null);
    const counted = { issues: count, tickets: tickets[group] ?? 0, customers: customers[group] ?? 0 };
    return [{ code, undetermined: group === 0, label, ...counted }];
  });
  const q = listing(asked, 'is:counted');
  return { name: 'pareto', by, ...head, q, rows: withShares(counts, by, q) };
}
