import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CustomerCard } from '@redress/contract/customers.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { NO_PROMISE } from '../support/invariants.js';
import { ALL_HELD, eventually, type Ground, openGround } from './ground.js';

let ground: Ground;
const tickets: string[] = [];
let goes: string;
let stays: string;

async function open(email: string): Promise<Ticket> {
  const body = { subject: 'Lamp flickers', text: 'It flickers all evening.', customer: { name: 'Ann Lee', email } };
  const opened = await ground.ask<Ticket>('POST', '/tickets', body);
  expect(opened.status).toBe(201);
  return opened.body;
}

const customerOf = async ({ id }: Ticket): Promise<string> =>
  (await ground.sql.rows<{ id: string }>('SELECT customer_id AS id FROM tickets WHERE id = $1', [id]))[0]?.id ?? '';

beforeAll(async () => {
  ground = await openGround({}, 'customerMove.before_commit:kill9@2');
  stays = await customerOf(await open('anna@lee.example'));
  let last: Ticket | null = null;
  while (tickets.length < 110) {
    last = await open('ann@lee.example');
    tickets.push(last.id);
  }
  goes = last === null ? '' : await customerOf(last);
});

afterAll(() => ground.close());

/** When the tickets have followed. */
const settled = (id: string): Promise<CustomerCard> =>
  eventually(async () => {
    const { body } = await ground.ask<CustomerCard>('GET', `/customers/${id}`);
    return body.moving === null && body;
  });

/** How often each ticket changed its customer, and how many are with this one. */
async function movesTo(id: string): Promise<{ readonly often: readonly number[]; readonly his: number }> {
  const rows = await ground.sql.rows<{ count: string; his: boolean }>(
    `SELECT (SELECT count(*) FROM ticket_events e WHERE e.ticket_id = t.id AND e.type = 'CustomerChanged') AS count, t.customer_id = $2 AS his
     FROM tickets t WHERE t.id = ANY($1::uuid[])`,
    [tickets, id],
  );
  return { often: [...new Set(rows.map(({ count }) => Number(count)))], his: rows.filter(({ his }) => his).length };
}

describe('a large merge whose worker is killed', () => {
  test('goes on with the next worker and moves each ticket once, and so does its undo', async () => {
    const merged = await ground.ask<CustomerCard>('POST', `/customers/${goes}/merge`, { into: stays });
    expect(merged.body).toMatchObject({ id: stays, moving: { total: 110 } });
    expect(await customerOf(await open('ann@lee.example'))).toBe(stays);
    await eventually(() => Promise.resolve(ground.deaths('worker') >= 1));
    ground.arm('');
    expect((await settled(stays)).ticketCount).toBe(112);
    expect(await movesTo(stays)).toEqual({ often: [1], his: 110 });
    await ground.ask('POST', `/customers/${stays}/unmerge`, { from: goes });
    expect((await settled(goes)).ticketCount).toBe(111);
    expect(await movesTo(goes)).toEqual({ often: [2], his: 110 });
    expect(await ground.look(NO_PROMISE)).toEqual(ALL_HELD);
  });
});
