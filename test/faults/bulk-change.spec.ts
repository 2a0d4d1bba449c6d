import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BulkChangeReport } from '@redress/contract/bulk.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { NO_PROMISE } from '../support/invariants.js';
import { ALL_HELD, eventually, type Ground, openGround } from './ground.js';

let ground: Ground;
const tickets: string[] = [];

beforeAll(async () => {
  ground = await openGround({}, 'bulk.before_commit:kill9@7');
  while (tickets.length < 30) {
    const body = { subject: `Lamp ${tickets.length} flickers`, text: 'It flickers all evening.' };
    const opened = await ground.ask<Ticket>('POST', '/tickets', body);
    expect(opened.status).toBe(201);
    tickets.push(opened.body.id);
  }
});

afterAll(() => ground.close());

const ended = (id: string): Promise<BulkChangeReport> =>
  eventually(async () => {
    const { body } = await ground.ask<BulkChangeReport>('GET', `/bulk-changes/${id}`);
    return body.state === 'done' && body;
  });

/** How often each ticket was given another priority; undone ones count as well. */
async function changesOf(): Promise<readonly number[]> {
  const rows = await ground.sql.rows<{ count: string }>(
    `SELECT count(e.id) AS count FROM unnest($1::uuid[]) AS t (id) LEFT JOIN ticket_events e ON e.ticket_id = t.id AND e.type = 'PriorityChanged' GROUP BY t.id`,
    [tickets],
  );
  return rows.map(({ count }) => Number(count));
}

describe('a bulk change whose worker is killed', () => {
  test('before a ticket is committed and after it goes on with the next worker, and changes each ticket once', async () => {
    // The one that runs is armed; these are for the one that follows it, and for the one after it.
    ground.arm('bulk.after_commit:kill9@7');
    const asked = await ground.ask<BulkChangeReport>(
      'POST',
      '/bulk-changes',
      { step: { kind: 'priority', priority: 'high' }, tickets },
      { 'idempotency-key': randomUUID() },
    );
    expect(asked.status).toBe(201);
    await eventually(() => Promise.resolve(ground.deaths('worker') >= 1));
    await eventually(() => Promise.resolve(ground.deaths('worker') >= 2));
    ground.arm('');
    expect(await ended(asked.body.id)).toMatchObject({ total: 30, changed: 30, same: 0, refused: 0 });
    expect(await changesOf()).toEqual(tickets.map(() => 1));
    expect(await ground.look(NO_PROMISE)).toEqual(ALL_HELD);
    const undoing = await ground.ask<BulkChangeReport>('POST', `/bulk-changes/${asked.body.id}/undo`);
    expect(await ended(undoing.body.id)).toMatchObject({ changed: 30, refused: 0, undoes: asked.body.id });
    expect(await changesOf()).toEqual(tickets.map(() => 2));
    expect(await ground.look(NO_PROMISE)).toEqual(ALL_HELD);
  });
});
