import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pareto, Report, SlaAttainment } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import { newId } from '@redress/platform/ids.js';
import { type Crew, deskForTest, givenCrew, type TestDesk } from '../../../../test/support/desk.js';
import { asker, refusalOfLater } from '../../../../test/support/given.js';
import { parseFilter } from '../queue-filter.js';
import { queuePage } from '../queue.view.js';
import { readReport } from './reports.js';
import type { ReportQuestion } from './scope.js';
import { tableOf } from './table.js';

interface Clocked {
  milestone: string;
  state: string;
  retarget: boolean;
  wall: number | null;
  business: number | null;
}

interface Told {
  id: string;
  queue: string;
  customer: string;
  day: string;
  kind: string;
  status: string;
  held: string | null;
  channel: string;
  product: string | null;
  causes: (string | null)[];
  clocks: Clocked[];
  promise: string | null;
}

let given: TestDesk;
let teamA: Crew;
let teamB: Crew;
const told: Told[] = [];

/** The same numbers on every run. */
let seed = 7;
const draw = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};
const pick = <One>(from: readonly [One, ...One[]]): One => from[draw(from.length)] ?? from[0];

const PERIOD = { from: '2026-03-01', to: '2026-04-30' };
const ASKED: ReportQuestion = {
  ...PERIOD,
  ...{ by: null, queue: null, team: null, channel: null, product: null, cause: null, problem: null },
};

function invent(customers: readonly [string, ...string[]]): Told {
  const wall = draw(400_000);
  return {
    id: newId(),
    queue: pick([teamA.queueId, teamB.queueId]),
    customer: pick(customers),
    day: new Date(Date.UTC(2026, 1, 20 + draw(80), 10)).toISOString(),
    kind: pick(['complaint', 'complaint', 'complaint', 'enquiry']),
    status: pick(['open', 'resolved', 'closed', 'closed', 'spam', 'merged']),
    held: pick<string | null>([null, null, null, 'suspectedSpam']),
    channel: pick(['email', 'phone', 'webForm']),
    product: pick<string | null>([null, 'lumo-1', 'lumo-2']),
    causes: pick<(string | null)[]>([[null], ['a.one'], ['a.two'], ['b'], ['a.one', 'b'], ['b', 'b'], []]),
    promise: pick<string | null>([null, 'met', 'missed', 'running', 'cancelled']),
    clocks: [
      {
        milestone: 'firstResponse',
        state: pick(['met', 'missed', 'running', 'cancelled']),
        retarget: draw(3) === 0,
        wall: draw(4) > 0 ? wall : null,
        business: draw(4) > 0 ? Math.floor(wall / 3) : null,
      },
    ],
  };
}

async function store(one: Told): Promise<void> {
  await given.sql.rows(
    `INSERT INTO tickets (id, number, version, kind, channel, status, held, priority, queue_id, customer_id, product, received_at, updated_at, subject, reply_token)
     VALUES ($1, $2, 1, $3, $4, $5, $6, 'normal', $7, $8, $9, $10, $10, 'Lamp', $2)`,
    [one.id, one.id, one.kind, one.channel, one.status, one.held, one.queue, one.customer, one.product, one.day],
  );
  for (const [position, code] of one.causes.entries()) {
    await given.sql.rows(
      'INSERT INTO issues (id, ticket_id, position, presumed, root_cause) VALUES ($1, $2, $3, false, $4)',
      [newId(), one.id, position, code],
    );
  }
  if (one.promise !== null)
    await given.sql.rows(
      `INSERT INTO clocks (id, ticket_id, position, milestone, part, episode, state, start_at, missed_by_retarget, optional, target, body)
       VALUES ($1::uuid, $2, 1, 'undertaking', $1::uuid::text, 1, $3, $4, false, false, '{}', '{}')`,
      [newId(), one.id, one.promise, one.day],
    );
  for (const clock of one.clocks) {
    await given.sql.rows(
      `INSERT INTO clocks (id, ticket_id, position, milestone, episode, state, start_at, met_at, missed_by_retarget, optional, target, body)
       VALUES ($1, $2, 0, $3, 1, $4, $5, $5::timestamptz + make_interval(secs => $6::int), $7, false, '{}', $8)`,
      [
        newId(),
        one.id,
        clock.milestone,
        clock.state,
        one.day,
        clock.wall,
        clock.retarget,
        JSON.stringify({ elapsedSeconds: clock.business }),
      ],
    );
  }
}

async function giveNodes(): Promise<void> {
  for (const [code, parent] of [
    ['a', null],
    ['a.one', 'a'],
    ['a.two', 'a'],
    ['b', null],
  ]) {
    await given.sql.rows(
      `INSERT INTO taxonomy_nodes (tree, code, parent_code, label_en, label_de, tree_version) VALUES ('rootCause', $1, $2, $3, $4, 1)`,
      [code, parent, `Cause ${code}`, `Ursache ${code}`],
    );
  }
}

beforeAll(async () => {
  given = await deskForTest();
  teamA = await givenCrew(given, 'Ada', 'teamLead');
  teamB = await givenCrew(given, 'Bob');
  await giveNodes();
  const customers: [string, ...string[]] = [newId()];
  while (customers.length < 30) customers.push(newId());
  for (const id of customers) await given.sql.rows(`INSERT INTO customers (id, name) VALUES ($1, 'Ann')`, [id]);
  for (let count = 0; count < 300; count += 1) told.push(invent(customers));
  for (const one of told) await store(one);
});
afterAll(() => given.close());

const quality = (): Asker => asker({ role: 'quality' });

async function read<Name extends Report['name']>(
  name: Name,
  wish: Partial<ReportQuestion> = {},
  who: Asker = quality(),
): Promise<Extract<Report, { name: Name }>> {
  const report = await readReport(given.sql, who, name, { ...ASKED, ...wish });
  if (report?.name !== name) throw new Error(`There is no report ${name}`);
  return report as Extract<Report, { name: Name }>;
}

/** What is counted, found one by one. The zone of a fresh installation is that of its calendar; noon lies on the same day in it. */
const inPeriod = ({ day }: Told): boolean => day.slice(0, 10) >= PERIOD.from && day.slice(0, 10) <= PERIOD.to;
const isReal = ({ held, status }: Told): boolean => held === null && status !== 'spam' && status !== 'merged';
const counted = (): Told[] => told.filter((one) => one.kind === 'complaint' && isReal(one) && inPeriod(one));
const customersOf = (some: readonly Told[]): number => new Set(some.map(({ customer }) => customer)).size;

async function listed(q: string, who: Asker = quality()): Promise<string[]> {
  const filter = parseFilter(q);
  const page = await queuePage(given.sql, who, {
    filter,
    sort: 'received',
    descending: false,
    limit: 200,
    after: null,
  });
  return page.data.map(({ id }) => id).sort();
}

describe('the Pareto of causes', () => {
  let report: Pareto;
  beforeAll(async () => {
    report = await read('pareto');
  });

  test('counts tickets and customers apart, as a count one by one does', () => {
    expect(report).toMatchObject({ tickets: counted().length, customers: customersOf(counted()) });
    for (const code of ['a.one', 'a.two', 'b', null]) {
      const some = counted().filter(({ causes }) => causes.includes(code));
      const row = report.rows.find((one) => one.code === code);
      const issues = some.flatMap(({ causes }) => causes).filter((one) => one === code).length;
      expect(row).toMatchObject({ tickets: some.length, customers: customersOf(some), issues });
    }
  });

  test('goes from the most frequent to what nobody classified, and its shares end at one', () => {
    const named = report.rows.filter(({ code }) => code !== null).map(({ tickets }) => tickets);
    expect(named).toEqual([...named].sort((one, other) => other - one));
    expect(report.rows.at(-1)).toMatchObject({ code: null, cumulative: 1 });
  });

  test('leads from each bar to exactly its tickets', async () => {
    for (const row of report.rows) {
      const ids = counted().filter(({ causes }) => causes.includes(row.code));
      expect(await listed(row.q)).toEqual(ids.map(({ id }) => id).sort());
    }
    expect(await listed(report.q)).toEqual(
      counted()
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('of a node with others below it counts those too', async () => {
    const some = counted().filter(({ causes }) => causes.some((code) => code?.startsWith('a')));
    expect(await read('pareto', { cause: 'a' })).toMatchObject({ tickets: some.length });
  });

  test('shows a team lead what he may see and no more', async () => {
    const mine = counted().filter(({ queue }) => queue === teamA.queueId);
    expect(await read('pareto', {}, teamA.agent)).toMatchObject({ tickets: mine.length, customers: customersOf(mine) });
  });

  test('is narrowed by queue, channel and product', async () => {
    const some = counted().filter(
      (one) => one.queue === teamB.queueId && one.channel === 'email' && one.product === 'lumo-2',
    );
    const wish = { queue: 'Queue Bob', channel: 'email', product: 'lumo-2' };
    expect(await read('pareto', wish)).toMatchObject({ tickets: some.length, customers: customersOf(some) });
  });
});

describe('the trend', () => {
  test('has every week of the period, and its weeks add up to the whole', async () => {
    const { series, tickets } = await read('trend');
    const [all] = series;
    expect(all?.rows).toHaveLength(10);
    expect(all?.rows.map(({ week }) => new Date(week).getUTCDay())).toEqual(Array.from({ length: 10 }, () => 1));
    expect(all?.tickets).toBe(tickets);
    const week = all?.rows.find(({ complete }) => complete);
    expect(await listed(week?.q ?? '')).toHaveLength(week?.tickets ?? -1);
  });

  test('marks the weeks that the period cuts as incomplete', async () => {
    const [all] = (await read('trend')).series;
    expect(all?.rows.map(({ complete }) => complete)).toEqual([false, ...Array.from({ length: 8 }, () => true), false]);
  });
});

test('cause by product puts each ticket into its cell, and each cell leads to its tickets', async () => {
  const report = await read('cause-by-product');
  for (const row of report.rows) {
    for (const [index, cell] of row.cells.entries()) {
      const product = report.products[index]?.code ?? null;
      const some = counted().filter((one) => one.product === product && one.causes.includes(row.code));
      expect(cell).toMatchObject({ tickets: some.length, customers: customersOf(some) });
      expect(await listed(cell.q)).toHaveLength(some.length);
    }
  }
});

describe('kept promises', () => {
  const ended = (): { one: Told; clock: Clocked }[] =>
    told.filter((one) => isReal(one) && inPeriod(one)).flatMap((one) => one.clocks.map((clock) => ({ one, clock })));

  test.each(['milestone', 'queue', 'team', 'channel'] as const)(
    'are counted by %s: met, missed, by a new target, running',
    async (by) => {
      const report: SlaAttainment = await read('sla-attainment', { by });
      const sum = (name: 'met' | 'missed' | 'missedByRetarget' | 'running'): number =>
        report.rows.reduce((all, row) => all + (row.milestone === 'firstResponse' ? row[name] : 0), 0);
      const count = (is: (clock: Clocked) => boolean): number => ended().filter(({ clock }) => is(clock)).length;
      expect(sum('met')).toBe(count(({ state }) => state === 'met'));
      expect(sum('missed')).toBe(count(({ state, retarget }) => state === 'missed' && !retarget));
      expect(sum('missedByRetarget')).toBe(count(({ state, retarget }) => state === 'missed' && retarget));
      expect(sum('running')).toBe(count(({ state }) => state === 'running'));
    },
  );

  test('lead to the tickets that missed', async () => {
    const { rows } = await read('sla-attainment', { by: 'queue' });
    for (const row of rows) expect(await listed(row.q)).toHaveLength(row.missed + row.missedByRetarget);
  });

  test('were waited for as long as the clocks say, on the wall and in business time', async () => {
    const [first] = (await read('response-times')).rows;
    const done = ended().filter(({ clock }) => clock.state !== 'cancelled' && clock.wall !== null);
    const at = (values: readonly number[], share: number): number | undefined =>
      [...values].sort((one, other) => one - other)[Math.ceil(values.length * share) - 1];
    const walls = done.map(({ clock }) => clock.wall ?? 0);
    const business = done.flatMap(({ clock }) => clock.business ?? []);
    expect(first).toMatchObject({ milestone: 'firstResponse', n: done.length });
    expect(first?.wall).toEqual({ median: at(walls, 0.5), p90: at(walls, 0.9) });
    expect(first?.business).toEqual({ median: at(business, 0.5), p90: at(business, 0.9) });
    expect(first?.buckets.reduce((sum, bucket) => sum + bucket.wall, 0)).toBe(done.length);
    expect(first?.buckets[2]?.wall).toBe(walls.filter((wall) => wall >= 7_200 && wall < 14_400).length);
  });

  test('lead from each bar of the waiting times to its tickets', async () => {
    const [first] = (await read('response-times')).rows;
    expect(first?.buckets.filter(({ wall, business }) => wall > 0 && business > 0).length).toBeGreaterThan(2);
    for (const { wall, business, q } of first?.buckets ?? []) {
      expect(await listed(q.wall)).toHaveLength(wall);
      expect(await listed(q.business)).toHaveLength(business);
    }
  });
});

describe('promises to customers', () => {
  const promised = (): Told[] => told.filter((one) => isReal(one) && inPeriod(one) && one.promise !== null);
  const count = (state: string): number => promised().filter((one) => one.promise === state).length;

  test.each(['queue', 'team', 'channel', 'week'] as const)(
    'are counted by %s, and each number leads to its tickets',
    async (by) => {
      const { rows } = await read('undertakings', { by });
      const sum = (name: 'kept' | 'broken' | 'open'): number => rows.reduce((all, row) => all + row[name], 0);
      expect([sum('kept'), sum('broken'), sum('open')]).toEqual([count('met'), count('missed'), count('running')]);
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows)
        for (const state of ['kept', 'broken', 'open'] as const)
          expect(await listed(row.q[state])).toHaveLength(row[state]);
    },
  );

  test('tell the share that was kept, as a table too', async () => {
    const report = await read('undertakings', { queue: 'Queue Ada' });
    const [row] = report.rows;
    expect(row?.share).toBeCloseTo((row?.kept ?? 0) / ((row?.kept ?? 0) + (row?.broken ?? 0)));
    const [head, ...lines] = tableOf(report);
    expect(head).toEqual(['queue', 'kept', 'broken', 'open', 'share']);
    expect(lines).toEqual([['Queue Ada', row?.kept, row?.broken, row?.open, expect.closeTo(row?.share ?? 0, 3)]]);
  });
});

test('the backlog holds what is unfinished, by age, whatever the period', async () => {
  const { rows, ages, tickets } = await read('backlog-age');
  const open = told.filter((one) => one.kind === 'complaint' && one.held === null && one.status === 'open');
  expect(tickets).toBe(open.length);
  expect(rows.reduce((sum, row) => sum + row.tickets, 0)).toBe(open.length);
  for (const [index, age] of ages.entries()) {
    expect(await listed(age.q)).toHaveLength(rows.reduce((sum, row) => sum + (row.counts[index] ?? 0), 0));
  }
});

test('an unknown grouping is refused with those that there are', async () => {
  expect(await refusalOfLater(read('pareto', { by: 'moon' }))).toBe('invalid');
});

test.each([
  'received:2026-13-01..',
  'received:tomorrow',
  'sla:never',
  'sla:missed.moon',
  'age:old',
  'took:long',
  'took:firstResponse.wall...',
])('"%s" means nothing and is refused', async (q) => {
  expect(await refusalOfLater(listed(q))).toBe('invalid');
});
