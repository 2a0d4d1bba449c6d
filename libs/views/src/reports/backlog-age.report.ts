import type { BacklogAge, BacklogRow } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { groupOf, openScope, type ReportQuestion, scopeOf, term } from './scope.js';

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

const GROUPS: Readonly<Record<By, { readonly key: string; readonly name: string }>> = {
  queue: { key: 't.queue_id::text', name: '(SELECT q.name FROM queues q WHERE q.id::text = c.key)' },
  team: {
    key: `coalesce((SELECT q.team_id::text FROM queues q WHERE q.id = t.queue_id), '')`,
    name: '(SELECT e.name FROM teams e WHERE e.id::text = c.key)',
  },
  channel: { key: 't.channel', name: 'c.key' },
};

const DAYS = `floor(extract(epoch FROM now() - t.received_at) / 86400)::int`;

interface Counted {
  readonly key: string;
  readonly name: string | null;
  readonly tickets: number;
  readonly counts: readonly number[];
}

/** What rots: unfinished complaints by their age. Paused and waiting ones keep theirs. */
export async function backlogAge(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<BacklogAge> {
  const by = groupOf<By>(asked, ['queue', 'team', 'channel']);
  const scope = openScope(asker, asked);
  const { key, name } = GROUPS[by];
  const counts = AGES.map(({ from, to }) =>
    to === null ? `count(*) FILTER (WHERE days >= ${from})` : `count(*) FILTER (WHERE days BETWEEN ${from} AND ${to})`,
  );
  const [head, rows] = await Promise.all([
    scopeOf(sql, asked, scope),
    sql.rows<Counted>(
      `SELECT c.key, ${name} AS name, c.tickets, c.counts FROM (
         SELECT key, count(*)::int AS tickets, ARRAY[${counts.join(', ')}]::int[] AS counts
         FROM (SELECT ${key} AS key, ${DAYS} AS days FROM tickets t WHERE ${scope.text}) open GROUP BY 1) c ORDER BY c.tickets DESC, c.key`,
      scope.values,
    ),
  ]);
  return {
    name: 'backlog-age',
    by,
    ...head,
    ages: AGES.map((age) => ({ ...age, q: `${scope.q} ${term('age', `${age.from}..${age.to ?? ''}`)}` })),
    rows: rows.map((row): BacklogRow => {
      const group = { id: row.key, name: row.name ?? '' };
      return { group, tickets: row.tickets, counts: row.counts, q: `${scope.q} ${term(by, row.name ?? row.key)}` };
    }),
  };
}
