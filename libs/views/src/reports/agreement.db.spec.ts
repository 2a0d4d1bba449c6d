import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Report } from '@redress/contract/reports.js';
import type { Wish } from '@redress/desk/desk.js';
import { editIssue } from '@redress/desk/issues.js';
import { merge, undo } from '@redress/desk/merging.js';
import { openByHand } from '@redress/desk/opening-by-hand.js';
import { addIssue, close, edit, reopen, resolve } from '@redress/desk/tickets.js';
import { keepUndertaking, undertake, withdrawUndertaking } from '@redress/desk/undertakings.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { DAY, instant } from '@redress/domain/time.js';
import { inTransaction, type Sql } from '@redress/persistence/sql.js';
import { areReportsLaidOut, keepReportSegments } from '@redress/persistence/stores/report-segments.store.js';
import { newId } from '@redress/platform/ids.js';
import { type Crew, deskForTest, givenCrew, settledLog, type TestDesk } from '../../../../test/support/desk.js';
import { asker } from '../../../../test/support/given.js';
import { obviously, obviousReport } from '../../../../test/support/obvious-reports.js';
import { readReport, reportOffers } from './reports.js';
import type { ReportQuestion } from './scope.js';

/** Several hundred reports are read twice each. */
let given: TestDesk;
let ada: Crew;
let bob: Crew;
let ids: string[] = [];

/** The same numbers on every run. */
let seed = 11;
const draw = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};
const pick = <One>(from: readonly [One, ...One[]]): One => from[draw(from.length)] ?? from[0];
const someone = (): string => ids[draw(ids.length)] ?? '';
const wish = (ticket: string): Wish => ({ asker: given.admin, ticket, version: null });

let causes: [string, ...string[]];
let problems: [string, ...string[]];

const open = (): Promise<string> =>
  openByHand(given.desk, given.admin, newId(), {
    subject: 'Broken lamp',
    text: 'The lamp broke.',
    kind: pick(['complaint', 'complaint', 'complaint', 'enquiry']),
    channel: pick(['email', 'phone', 'webForm']),
    queueId: pick([ada.queueId, bob.queueId]),
    receivedAt: new Date(given.clock.now() - draw(60 * 24) * (DAY / 24) - 1_000).toISOString(),
    customer: { name: 'Ann', email: `ann${draw(9)}@customer.test` },
  });

async function issueOf(ticketId: string): Promise<string> {
  const rows = await given.sql.rows<{ id: string }>('SELECT id FROM issues WHERE ticket_id = $1 ORDER BY position', [
    ticketId,
  ]);
  return rows[draw(rows.length)]?.id ?? '';
}

async function promiseOf(): Promise<string> {
  const rows = await given.sql.rows<{ id: string }>(`SELECT id FROM undertakings WHERE state = 'open' ORDER BY id`);
  return rows[draw(rows.length)]?.id ?? newId();
}

const CHANGES: readonly [() => Promise<unknown>, ...(() => Promise<unknown>)[]] = [
  async () => ids.push(await open()),
  () => edit(given.desk, wish(someone()), { queueId: pick([ada.queueId, bob.queueId]) }),
  () => edit(given.desk, wish(someone()), { product: pick(['lumo-1', 'lumo-2', null]) }),
  () => edit(given.desk, wish(someone()), { kind: pick(['complaint', 'enquiry']) }),
  () => edit(given.desk, wish(someone()), { status: pick(['spam', 'open', 'waitingCustomer']) }),
  () => merge(given.desk, wish(someone()), someone()),
  () => undo(given.desk, wish(someone()), undefined),
  () => close(given.desk, wish(someone()), 'Done.'),
  () => reopen(given.desk, wish(someone()), 'Again.'),
  () => resolve(given.desk, wish(someone()), 'Done.'),
  () => addIssue(given.desk, wish(someone()), 'And the box'),
  ...Array.from({ length: 2 }, () => () => {
    const dueAt = instant(given.clock.now() + (1 + draw(72)) * 3_600_000);
    return undertake(given.desk, wish(someone()), newId(), { text: 'We call back.', dueAt });
  }),
  async () => keepUndertaking(given.desk, given.admin, await promiseOf()),
  async () => withdrawUndertaking(given.desk, given.admin, await promiseOf(), 'Not needed.'),
  ...Array.from({ length: 4 }, () => async () => {
    const ticket = someone();
    const said = pick<object>([
      { rootCause: pick(causes), problemType: pick(problems) },
      { rootCause: null },
      { rootCause: pick(causes), outcome: 'upheld' },
      { undeterminedReason: 'Nobody knows.', outcome: 'upheld' },
    ]);
    await editIssue(given.desk, wish(ticket), { id: await issueOf(ticket), ...said });
  }),
];

/** What the trade refuses does not happen. */
async function live(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    given.clock.moveBy(draw(7_200_000));
    await pick(CHANGES)().catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  }
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function questions(): Partial<ReportQuestion>[] {
  return [
    {},
    { from: dayOf(given.clock.now() - 20 * DAY), to: dayOf(given.clock.now() - 6 * DAY) },
    { queue: 'Queue Ada', channel: 'email' },
    { team: 'Team Bob', product: 'lumo-1' },
    { cause: causes[0].split('.')[0] ?? null },
    { problem: problems[0] },
  ];
}

/** Both ways to say a report as the same rows, whatever their order. */
function told(report: Report): unknown[] {
  switch (report.name) {
    case 'pareto':
      return report.rows.map(({ code, undetermined, issues, tickets, customers }) => ({
        ...{ code, undetermined, issues, tickets, customers },
      }));
    case 'trend':
      return report.series.flatMap(({ rows }) =>
        rows
          .filter(({ tickets }) => tickets > 0)
          .map(({ week, code, tickets, customers }) => ({ week, code, tickets, customers })),
      );
    case 'cause-by-product':
      return report.rows.flatMap(({ code, cells }) =>
        cells.flatMap(({ tickets, customers }, index) =>
          tickets === 0 ? [] : [{ code, product: report.products[index]?.code ?? null, tickets, customers }],
        ),
      );
    case 'sla-attainment':
      return report.rows.map(({ milestone, group, met, missed, missedByRetarget, running }) => ({
        ...{ milestone, key: group?.id ?? '', met, missed, missedByRetarget, running },
      }));
    case 'response-times':
      return report.rows
        .filter(({ n, open: running }) => n + running > 0)
        .map(({ milestone, n, open: running, wall, business, buckets }) => {
          const sums = (kind: 'wall' | 'business'): number[] =>
            buckets.map((_, index) => buckets.slice(0, index + 1).reduce((sum, one) => sum + one[kind], 0));
          return {
            ...{ milestone, n, open: running, wallBelow: sums('wall'), businessBelow: sums('business') },
            ...{ wall: known(wall.median, wall.p90), business: known(business.median, business.p90) },
          };
        });
    case 'undertakings':
      return report.rows.map(({ group, kept, broken, open: unkept }) => ({
        ...{ key: group.id, kept, broken, open: unkept },
      }));
    case 'backlog-age':
      return report.rows.map(({ group, tickets, counts }) => ({ key: group.id, tickets, counts }));
  }
}

const known = (median: number | null, p90: number | null): (number | null)[] | null =>
  median === null ? null : [median, p90];

const sorted = (rows: readonly unknown[]): unknown[] =>
  [...rows].sort((one, other) => (order(one) < order(other) ? -1 : 1));
const order = (row: unknown): string => JSON.stringify(Object.entries(row ?? {}).sort());

/** The trend shows six codes only, of those that tie it takes the first of the alphabet. */
function shown(report: Report, rows: readonly { readonly code?: string | null }[]): unknown[] {
  if (report.name !== 'trend') return [...rows];
  const codes = new Set<string | null | undefined>(report.series.map(({ code }) => code));
  return rows.filter(({ code }) => codes.has(code));
}

/** @returns how many tickets both have counted. */
async function agreeOn(sql: Sql, who: Asker, name: Report['name'], asked: ReportQuestion): Promise<number> {
  const report = await readReport(sql, who, name, asked);
  if (report === null) throw new Error(`There is no report ${name}`);
  const { head, rows } = obviousReport(name, who, asked);
  const [counts] = await obviously(sql, head);
  expect({ name, asked, tickets: report.tickets, customers: report.customers }).toEqual({ name, asked, ...counts });
  expect(sorted(told(report))).toEqual(sorted(shown(report, await obviously(sql, rows))));
  return report.tickets;
}

/** Every report by every grouping the first time; later some questions of each, others every time. */
async function agree(who: Asker, whole: boolean): Promise<number> {
  let tickets = 0;
  for (const { name, by } of reportOffers()) {
    for (const wanted of questions()) {
      for (const one of by.length === 0 ? [null] : by) {
        if (!whole && draw(4) > 0) continue;
        const asked: ReportQuestion = {
          ...{ from: dayOf(given.clock.now() - 100 * DAY), to: dayOf(given.clock.now()) },
          ...{ queue: null, team: null, channel: null, product: null, cause: null, problem: null },
          ...wanted,
          by: one,
        };
        // Of one moment: a ticket may grow a day older between two looks.
        tickets += await inTransaction(given.desk.database, (tx) => agreeOn(tx, who, name, asked));
      }
    }
  }
  return tickets;
}

async function agreeAll(whole = false): Promise<number> {
  await agree(ada.agent, whole);
  await agree(asker({ agentId: given.admin.agentId, sight: { kind: 'own' } }), false);
  return agree(asker({ role: 'quality' }), whole);
}

const layOut = (): Promise<void> => keepReportSegments(given.desk.database, 60_000, true);

const codesOf = async (tree: string): Promise<[string, ...string[]]> => {
  const rows = await given.sql.rows<{ code: string }>(
    `SELECT code FROM taxonomy_nodes WHERE tree = $1 AND parent_code IS NOT NULL ORDER BY code LIMIT 9`,
    [tree],
  );
  const [first = '', ...rest] = rows.map(({ code }) => code);
  return [first, ...rest];
};

beforeAll(async () => {
  given = await deskForTest();
  ada = await givenCrew(given, 'Ada', 'teamLead');
  bob = await givenCrew(given, 'Bob');
  causes = await codesOf('rootCause');
  problems = await codesOf('problemType');
  for (const code of ['lumo-1', 'lumo-2'])
    await given.sql.rows(`INSERT INTO products (code, name) VALUES ($1, $1)`, [code]);
  for (let count = 0; count < 60; count += 1) ids.push(await open());
  await live(120);
});
afterAll(() => given.close());

test('figures equal an obvious count while nothing is laid out', async () => {
  expect(await areReportsLaidOut(given.sql)).toBe(false);
  expect(await agreeAll()).toBeGreaterThan(200);
});

test('figures equal an obvious count when all is laid out, and when things happen afterwards', async () => {
  await layOut();
  expect(await areReportsLaidOut(given.sql)).toBe(true);
  expect(await agreeAll(true)).toBeGreaterThan(1_000);
  for (let round = 0; round < 3; round += 1) {
    await live(60);
    await agreeAll();
    await layOut();
    await agreeAll();
  }
});

test('the tail of the log is short after laying out, and laying out nothing changes nothing', async () => {
  await live(10);
  await settledLog(given);
  await layOut();
  const segments = (): Promise<object[]> =>
    given.sql.rows('SELECT * FROM report_segments ORDER BY queue_id, week, complaint');
  const before = await segments();
  const open = await given.sql.rows(`SELECT * FROM report_open_tickets('-infinity', 'infinity')`);
  expect(open.length).toBeLessThanOrEqual(1);
  await layOut();
  expect(await segments()).toEqual(before);
});

test('a deleted ticket is counted no more, before and after the next laying out', async () => {
  const [gone] = await given.sql.rows<{ id: string }>(
    `SELECT t.id FROM tickets t WHERE t.status = 'open' AND t.kind = 'complaint' AND t.merged_from = '{}' ORDER BY t.id LIMIT 1`,
  );
  await given.sql.rows('DELETE FROM tickets WHERE id = $1', [gone?.id]);
  ids = ids.filter((id) => id !== gone?.id);
  expect(await given.sql.rows('SELECT 1 FROM report_gone')).toHaveLength(1);
  await agreeAll();
  await layOut();
  expect(await given.sql.rows('SELECT 1 FROM report_gone')).toHaveLength(0);
  await agreeAll();
});

test('after the database was put back from a copy everything is laid out anew, and read from the tickets until then', async () => {
  await given.sql.rows(`INSERT INTO settings (key, value) VALUES ('epoch', '"copy"')`);
  expect(await areReportsLaidOut(given.sql)).toBe(false);
  await agreeAll();
  await layOut();
  expect(await areReportsLaidOut(given.sql)).toBe(true);
  await agreeAll();
});

test('two workers that lay out at once do it once', async () => {
  await live(40);
  await Promise.all([layOut(), layOut(), live(20), layOut()]);
  await agreeAll();
  await layOut();
  await agreeAll();
});
