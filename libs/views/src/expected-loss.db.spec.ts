import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectedLoss } from '@redress/domain/routing/expected-loss.js';
import { PRIORITIES } from '@redress/domain/ticket/ticket.js';
import { instant, later, MINUTE } from '@redress/domain/time.js';
import { deskForTest, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { expectedLossOf, expectedLossSql } from './expected-loss.view.js';
import { parseFilter } from './queue-filter.js';
import { queuePage } from './queue.view.js';

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

const DUE = [null, -90, 0, 1, 45, 300, 100_000];

/** Tickets of every priority, due in every way, of rich and unknown customers. */
async function manyTickets(): Promise<string[]> {
  const ids: string[] = [];
  const now = given.clock.now();
  for (const [index, minutes] of DUE.entries()) {
    const id = await givenTicket(given);
    const priority = PRIORITIES[index % PRIORITIES.length];
    const due = minutes === null ? null : new Date(later(now, minutes * MINUTE));
    await given.sql.rows(
      'UPDATE tickets SET priority = $2, severity = $3, next_due_at = $4, next_due_milestone = $5 WHERE id = $1',
      [id, priority, index === 5 ? 4 : null, due, index % 2 === 0 ? 'regulatory' : 'resolution'],
    );
    await given.sql.rows(
      `UPDATE customers SET value_amount = $2, value_currency = 'EUR', relationship_risk = 0.3
       WHERE $2::bigint IS NOT NULL AND id = (SELECT customer_id FROM tickets WHERE id = $1)`,
      [id, index % 3 === 0 ? 123_457 : null],
    );
    ids.push(id);
  }
  return ids;
}

interface Row {
  readonly id: string;
  readonly priority: (typeof PRIORITIES)[number];
  readonly severity: 4 | null;
  readonly dueAt: Date | null;
  readonly milestone: 'regulatory' | 'resolution' | null;
  readonly value: number | null;
  readonly risk: number | null;
  readonly loss: number;
}

describe('the expected loss in SQL', () => {
  test('is that of the rule, for every ticket', async () => {
    await manyTickets();
    const now = given.clock.now();
    const rows = await given.sql.rows<Row>(
      `SELECT t.id, t.priority, t.severity, t.next_due_at AS "dueAt", t.next_due_milestone AS milestone, c.value_amount AS value,
         c.relationship_risk AS risk, ${expectedLossSql('$1::timestamptz')} AS loss
       FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id`,
      [new Date(now)],
    );
    expect(rows).toHaveLength(DUE.length);
    for (const row of rows) {
      const facts = {
        ...{ priority: row.priority, severity: row.severity, nextDueMilestone: row.milestone },
        ...{ nextDueAt: row.dueAt === null ? null : instant(row.dueAt.getTime()) },
        ...{ customerValue: row.value, relationshipRisk: row.risk },
      };
      const { total } = expectedLoss(facts, now);
      expect(Math.abs(row.loss - total)).toBeLessThanOrEqual(1e-9 * Math.max(1, total));
      expect(await expectedLossOf(given.sql, given.admin, row.id, now)).toMatchObject({ total });
    }
  });

  test('orders the queue, the most expensive first, and its pages go by one instant', async () => {
    const now = new Date(given.clock.now());
    const page = (limit: number, after: string | null, at: Date) =>
      queuePage(given.sql, given.admin, {
        ...{ filter: parseFilter(''), sort: 'expectedLoss', descending: false, limit, after, now: at },
      });
    const whole = (await page(50, null, now)).data.map((row) => row.id);
    const losses = await Promise.all(
      whole.map(async (id) => (await expectedLossOf(given.sql, given.admin, id, given.clock.now()))?.total ?? 0),
    );
    expect(losses).toEqual([...losses].sort((one, other) => other - one));
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const next = await page(2, after, new Date(now.getTime() + paged.length * 3_600_000));
      paged.push(...next.data.map((row) => row.id));
      after = next.page.next;
    } while (after !== null);
    expect(paged).toEqual(whole);
  });
});
