import type { Report, ReportName } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import { openDatabase } from '@redress/persistence/data-source.js';
import { keepReportSegments } from '@redress/persistence/stores/report-segments.store.js';
import { obviously, obviousReport } from '../support/obvious-reports.js';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, processorTime, quantile } from './measure.js';
import { DAYS, fillReports } from './reports-ground.js';

/** `--quick` counts a tenth. */
const TICKETS = process.argv.includes('--quick') ? 100_000 : 1_000_000;
const ROUNDS = 12;
const WARM_UP = 3;
/** Changed after all was laid out: what a report has to read beside. */
const CHANGED = 200;
const LIMIT_MS = 500;
const LAYING_OUT_MS = 30 * 60_000;

interface Question {
  readonly name: ReportName;
  readonly days: number;
  readonly filters: Readonly<Record<string, string>>;
}

const NAMES: readonly ReportName[] = ['pareto', 'trend', 'cause-by-product', 'sla-attainment', 'response-times'];

/** What the screen opens with, then all; and each filter and grouping somewhere. */
const QUESTIONS: readonly Question[] = [
  ...[90, DAYS].flatMap((days) => NAMES.map((name) => ({ name, days, filters: {} }))),
  { name: 'backlog-age', days: DAYS, filters: {} },
  { name: 'pareto', days: DAYS, filters: { by: 'problem', queue: 'Queue 2', product: 'a' } },
  { name: 'trend', days: DAYS, filters: { cause: 'partner', channel: 'email' } },
  { name: 'sla-attainment', days: DAYS, filters: { by: 'channel', team: 'Team 1' } },
  { name: 'response-times', days: 90, filters: { problem: 'delivery' } },
  { name: 'backlog-age', days: DAYS, filters: { by: 'team', channel: 'email' } },
];

const EVERYBODY: Asker = {
  ...{ agentId: null, name: 'bench', role: 'quality', teamIds: [], sight: { kind: 'all' }, scopes: [] },
  via: { kind: 'system', id: 'bench' },
};

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const periodOf = (days: number): { from: string; to: string } => ({
  from: dateOf(Date.now() - days * 86_400_000),
  to: dateOf(Date.now()),
});

/** The tickets as a desk has them after three years, laid out as its worker would have done. */
async function prepare(url: string, say: (sentence: string) => void): Promise<void> {
  await fillReports(url, TICKETS, say);
  const database = await openDatabase({ url, poolSize: 2, applicationName: 'reports bench' });
  const start = performance.now();
  await keepReportSegments(database, LAYING_OUT_MS);
  await database.destroy();
  say(`laid out in ${((performance.now() - start) / 1_000).toFixed(0)} s`);
}

async function changeSome(ground: Ground): Promise<void> {
  const { rows } = await ground.database.query<{ id: string }>(
    `SELECT id FROM tickets WHERE status = 'open' AND kind = 'complaint' ORDER BY received_at DESC LIMIT ${CHANGED}`,
  );
  for (const { id } of rows) await ground.api('POST', `/tickets/${id}/issues`, { summary: 'And the box was open' });
}

interface Measured {
  readonly times: readonly number[];
  /** Processor time of database and API for one report, in milliseconds. */
  readonly processor: number;
  readonly report: Report;
}

async function measure(ground: Ground, { name, days, filters }: Question): Promise<Measured> {
  const query = new URLSearchParams({ ...periodOf(days), ...filters });
  const read = (): Promise<Report> => ground.api<Report>('GET', `/reports/${name}?${query.toString()}`);
  let report = await read();
  for (let round = 1; round < WARM_UP; round += 1) report = await read();
  const pids = [ground.databasePid, ground.product.pids.api];
  const times: number[] = [];
  const before = processorTime(pids);
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    report = await read();
    times.push(performance.now() - start);
  }
  return { times, processor: (processorTime(pids) - before) / ROUNDS, report };
}

/** The same asked in one obvious statement; it must have counted the same tickets and customers. */
async function bare(ground: Ground, { name, days, filters }: Question, report: Report): Promise<number> {
  const nothing = { by: null, queue: null, team: null, channel: null, product: null, cause: null, problem: null };
  const { head, rows } = obviousReport(name, EVERYBODY, { ...nothing, ...periodOf(days), ...filters });
  const sql = {
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await ground.database.query<Row>(text, [...values])).rows,
  };
  const [counted] = await obviously<{ tickets: number; customers: number }>(sql, head);
  if (counted?.tickets !== report.tickets || counted.customers !== report.customers)
    throw new Error(
      `${name} says ${report.tickets} tickets of ${report.customers} customers, the tables say ${JSON.stringify(counted)}`,
    );
  const start = performance.now();
  await obviously(sql, rows);
  return performance.now() - start;
}

const titleOf = ({ name, days, filters }: Question, tickets: number): string =>
  [
    name,
    ...Object.entries(filters).map((filter) => filter.join(' ')),
    `${days} days`,
    `${tickets.toLocaleString('en')} tickets`,
  ].join(', ');

/** Every report beside a million tickets of three years, and the same in one statement over the same tickets. */
export const reports: Bench = {
  name: 'reports',
  async run(say) {
    const ground = await openGround((url) => prepare(url, say));
    try {
      await changeSome(ground);
      const figures: Figure[] = [];
      for (const question of QUESTIONS) {
        const { times, processor, report } = await measure(ground, question);
        const what = titleOf(question, report.tickets);
        const p95 = quantile(times, 0.95);
        const value = await bare(ground, question, report);
        figures.push({
          what: `${what}, p95`,
          ours: p95,
          unit: 'ms',
          beside: { what: 'one statement', value },
          must: { most: LIMIT_MS },
        });
        figures.push({ what: `${what}, processor`, ours: processor, unit: 'ms' });
        say(
          `${what}: median ${quantile(times, 0.5).toFixed(0)}, p95 ${p95.toFixed(0)} ms, processor ${processor.toFixed(0)} ms; one statement ${value.toFixed(0)} ms`,
        );
      }
      return figures;
    } finally {
      await ground.close();
    }
  },
};
