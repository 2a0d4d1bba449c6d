import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ticket } from '@redress/contract/ticket.js';
import { NO_PROMISE } from '../support/invariants.js';
import { ALL_HELD, eventually, type Ground, openGround } from './ground.js';

let ground: Ground;
const tickets: string[] = [];

beforeAll(async () => {
  ground = await openGround({}, 'snooze.before_commit:kill9@1');
  while (tickets.length < 12) {
    const body = { subject: `Lamp ${tickets.length} flickers`, text: 'It flickers all evening.' };
    const opened = await ground.ask<Ticket>('POST', '/tickets', body);
    expect(opened.status).toBe(201);
    tickets.push(opened.body.id);
  }
});

afterAll(() => ground.close());

/** How often the end of each was told. */
async function told(): Promise<readonly number[]> {
  const rows = await ground.sql.rows<{ count: number }>(
    `SELECT count(n.ticket_id)::int AS count FROM unnest($1::uuid[]) AS t (id)
     LEFT JOIN notifications n ON n.ticket_id = t.id AND n.kind = 'snoozeOver' GROUP BY t.id`,
    [tickets],
  );
  return rows.map(({ count }) => count);
}

const waiting = (): Promise<{ readonly ticket_id: string }[]> =>
  ground.sql.rows('SELECT ticket_id FROM snoozes WHERE ended_at IS NULL');

describe('tickets that were put off, and whose worker is killed when their time has come', () => {
  test('before the end is committed and after it are told of once each, by the worker that follows', async () => {
    // The one that runs is armed; this is for the one that follows it.
    ground.arm('snooze.after_commit:kill9@1');
    // All at one moment, and for a person: the token that asks here is nobody's.
    await ground.sql.rows(
      `INSERT INTO snoozes (ticket_id, agent_id, until)
       SELECT t.id, (SELECT id FROM agents ORDER BY id LIMIT 1), now() FROM unnest($1::uuid[]) AS t (id)`,
      [tickets],
    );
    await eventually(() => Promise.resolve(ground.deaths('worker') >= 1));
    await eventually(() => Promise.resolve(ground.deaths('worker') >= 2));
    ground.arm('');
    await eventually(async () => (await waiting()).length === 0);
    expect(await told()).toEqual(tickets.map(() => 1));
    expect(await ground.look(NO_PROMISE)).toEqual(ALL_HELD);
    expect(await told()).toEqual(tickets.map(() => 1));
  });
});
