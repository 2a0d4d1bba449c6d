import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from '@redress/contract/messages.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { NO_PROMISE, type Promised } from '../support/invariants.js';
import { openProxy, type TcpProxy } from '../support/proxy.js';
import { openSmtpSink, type SinkPlan, type SmtpSink, type SunkMail } from '../support/smtp-sink.js';
import { ALL_HELD, eventually, type Ground, openGround } from './ground.js';

let sink: SmtpSink;
let proxy: TcpProxy;
let ground: Ground;
let ticket: Ticket;
const replies: string[] = [];

beforeAll(async () => {
  sink = await openSmtpSink();
  proxy = await openProxy(sink.port);
  ground = await openGround(
    { SMTP_URL: `smtp://127.0.0.1:${proxy.port}` },
    'api.reply.before_commit:kill9@2,send.before_send:kill9@3',
  );
  // For those that follow them: late enough that a mail server can be out of order before.
  ground.arm('api.reply.after_commit:kill9@13,send.after_250:kill9@19');
  const opened = await ground.ask<Ticket>('POST', '/tickets', {
    subject: 'The lamp flickers',
    text: 'It flickers all evening.',
    customer: { name: 'Anna Berg', email: 'anna@customer.test' },
  });
  expect(opened.status).toBe(201);
  ticket = opened.body;
});

afterAll(async () => {
  await ground.close();
  await proxy.close();
  await sink.close();
});

const promised = (): Promised => ({ ...NO_PROMISE, replies });

/** Half a minute passes for claims whose owner died, hours for mails that wait for another try. */
async function timePasses(): Promise<void> {
  await ground.sql.rows(
    `UPDATE idempotency_keys SET created_at = created_at - interval '31 seconds' WHERE status IS NULL`,
  );
  await ground.sql.rows(`UPDATE outbox SET due_at = now() WHERE state IN ('queued', 'unknown') AND due_at > now()`);
}

/** Writes a reply as a client that repeats its request, with the same key, until it is answered. */
async function reply(): Promise<Message> {
  const key = randomUUID();
  const body = { visibility: 'public', text: `We send a new lamp. ${key}`, sendAfterSeconds: 0 };
  const message = await eventually(async () => {
    const { status, body: answered } = await ground.ask<Message>('POST', `/tickets/${ticket.id}/messages`, body, {
      'idempotency-key': key,
    });
    if (status === 201) return answered;
    await timePasses();
    return null;
  });
  replies.push(message.id);
  return message;
}

interface Row {
  readonly state: string;
  readonly detail: string | null;
  readonly twice: boolean;
  readonly attempts: number;
}

async function outboxOf(message: Message): Promise<Row> {
  const rows = await ground.sql.rows<Row>(
    `SELECT state, detail, may_have_arrived_twice AS twice, attempts FROM outbox WHERE message_id = $1`,
    [message.id],
  );
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return row;
}

const becomes = (message: Message, states: readonly string[]): Promise<Row> =>
  eventually(async () => {
    const row = await outboxOf(message);
    return states.includes(row.state) && row;
  });

const arrivals = (message: Message): readonly SunkMail[] => sink.mails.filter(({ raw }) => raw.includes(message.id));

/** A reply whose first try meets this mail server; afterwards it is in order again. */
async function replyMeeting(plan: SinkPlan, state: string): Promise<Message> {
  // A connection that is kept has had its greeting.
  proxy.reset();
  await sleep(100);
  sink.plan(plan);
  const message = await reply();
  await eventually(async () => {
    const row = await outboxOf(message);
    return row.state === state && row.attempts === 1;
  });
  await timePasses();
  return message;
}

describe('a process that is killed while a reply is written or sent', () => {
  test('before the reply is committed: the repeated request writes it, once', async () => {
    await reply();
    await reply();
    expect(ground.deaths('api')).toBe(1);
    expect(await ground.look(promised(), sink.mails)).toEqual(ALL_HELD);
  });

  test('before it was sent: it is sent, and says that it may have arrived twice', async () => {
    const message = await reply();
    expect(await becomes(message, ['sent'])).toMatchObject({ twice: true, detail: expect.stringContaining('twice') });
    expect(ground.deaths('worker')).toBe(1);
    expect(await ground.look(promised(), sink.mails)).toEqual(ALL_HELD);
  });
});

describe('a mail server that is not in order', () => {
  test.each<[SinkPlan, string]>([
    ['421_greet', 'queued'],
    ['450_rcpt', 'queued'],
    ['451_data_end', 'queued'],
    ['drop_in_data', 'unknown'],
  ])('and says %s gets the reply again later, once', async (plan, state) => {
    const message = await replyMeeting(plan, state);
    await becomes(message, ['sent']);
    expect(arrivals(message)).toHaveLength(1);
  });

  test.each<[SinkPlan, string]>([
    ['550_rcpt', '550 5.1.1 Unknown'],
    ['554_data_end', '554 5.6.0 Never'],
  ])('and refuses with %s gets it no more, and the ticket says why', async (plan, words) => {
    sink.plan(plan);
    const message = await reply();
    const row = await becomes(message, ['failed']);
    expect(row.detail).toContain(words);
    await timePasses();
    expect(arrivals(message)).toEqual([]);
    const events = await ground.sql.rows(
      `SELECT 1 FROM ticket_events WHERE ticket_id = $1 AND type = 'DeliveryReported' AND body ->> 'messageId' = $2 AND body ->> 'report' = 'failed'`,
      [ticket.id, message.id],
    );
    expect(events).toHaveLength(1);
    const shown = await ground.ask<Message>('GET', `/messages/${message.id}`);
    expect(shown.body).toMatchObject({ deliveryStatus: 'failed', deliveryDetail: expect.stringContaining(words) });
  });

  test('and hangs up after it took the reply gets it again, the same bytes, and the reply says so', async () => {
    const message = await replyMeeting('accept_then_drop', 'unknown');
    expect(await becomes(message, ['sent'])).toMatchObject({ twice: true, detail: expect.stringContaining('twice') });
    expect(arrivals(message)).toHaveLength(2);
    expect(new Set(arrivals(message).map(({ sha256 }) => sha256)).size).toBe(1);
  });

  test('and falls silent after it took the reply, until the line breaks, gets it again, and the reply says so', async () => {
    sink.plan('accept_then_hang');
    const message = await reply();
    await eventually(() => Promise.resolve(arrivals(message).length === 1));
    proxy.reset();
    expect(await becomes(message, ['unknown'])).toMatchObject({ attempts: 1 });
    await timePasses();
    expect(await becomes(message, ['sent'])).toMatchObject({ twice: true });
    expect(new Set(arrivals(message).map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await ground.look(promised(), sink.mails)).toEqual(ALL_HELD);
  });
});

describe('a process that is killed just after', () => {
  test('the reply was committed: the repeated request gets the first one', async () => {
    ground.arm('');
    const before = ground.deaths('api');
    while (ground.deaths('api') === before) await reply();
    const written = await ground.sql.rows(`SELECT 1 FROM messages WHERE direction = 'outbound' AND author_id IS NULL`);
    expect(await ground.sql.rows('SELECT 1 FROM outbox WHERE message_id IS NOT NULL')).toHaveLength(replies.length);
    expect(written.length).toBeLessThanOrEqual(replies.length);
    expect(await ground.look(promised(), sink.mails)).toEqual(ALL_HELD);
  });

  test('the mail server took the reply: it is sent again, and says so', async () => {
    const before = ground.deaths('worker');
    let last = await reply();
    while (ground.deaths('worker') === before) {
      last = await reply();
      await becomes(last, ['sent', 'sending']).then(() => sleep(300));
    }
    expect(await ground.look(promised(), sink.mails)).toEqual(ALL_HELD);
    const twice = await ground.sql.rows<{ id: string }>(
      'SELECT message_id AS id FROM outbox WHERE may_have_arrived_twice',
    );
    const doubled = twice.filter(({ id }) => sink.mails.filter(({ raw }) => raw.includes(id)).length > 1);
    expect(doubled.length).toBeGreaterThanOrEqual(3);
  });
});

test('a database that is killed while replies are written loses none that was acknowledged', async () => {
  const coming = Promise.all(Array.from({ length: 6 }, () => reply()));
  await sleep(60);
  await ground.product.kill9('postgres');
  await coming;
  expect(await ground.look(promised(), sink.mails)).toEqual(ALL_HELD);
});
