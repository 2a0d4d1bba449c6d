/*
 * npm run faults -- --rounds 200 --mails 2000 --seed 7: kills processes of the product at random moments while mail comes in and replies
 * go out, then looks at every promise. The seed decides who dies when; it is printed, so that a failing run can be repeated.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { Page } from '@redress/contract/answers.js';
import type { Message } from '@redress/contract/messages.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { NO_PROMISE, type Promised } from '../support/invariants.js';
import type { Member } from '../support/product.js';
import { openSmtpSink, type SinkPlan, type SmtpSink } from '../support/smtp-sink.js';
import { ALL_HELD, all, eventually, type Ground, handOver, openGround, testMails } from './ground.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, mails: { type: 'string' }, seed: { type: 'string' } },
});

function whole(name: 'rounds' | 'mails' | 'seed', fallback: number): number {
  const text = values[name] ?? String(fallback);
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} is "${text}": write a whole number`);
  return Number(text);
}

interface Round {
  readonly victim: Exclude<Member, 'launcher'>;
  readonly waitMs: number;
  readonly plan: SinkPlan;
}

/** The worker dies most: it holds the mail. Nobody dies so soon after the last death that nothing was done between them. */
const ROUND: fc.Arbitrary<Round> = fc.record({
  victim: fc.constantFrom<Round['victim']>('worker', 'worker', 'worker', 'api', 'postgres'),
  waitMs: fc.integer({ min: 0, max: 1_500 }),
  plan: fc.constantFrom<SinkPlan>(
    'ok',
    'ok',
    '421_greet',
    '450_rcpt',
    '451_data_end',
    'accept_then_drop',
    'drop_in_data',
  ),
});

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** Claims of the dead and mails that wait for another try do not wait for real hours. */
const timePasses = async (ground: Ground): Promise<unknown> =>
  Promise.all([
    ground.sql.rows(`UPDATE idempotency_keys SET created_at = created_at - interval '31 seconds' WHERE status IS NULL`),
    ground.sql.rows(`UPDATE outbox SET due_at = now() WHERE state IN ('queued', 'unknown') AND due_at > now()`),
  ]).catch(() => undefined);

/** One reply to the newest ticket, repeated with its key until it is answered. @returns its id, null when there is no ticket yet */
async function reply(ground: Ground): Promise<string | null> {
  const key = randomUUID();
  const { body } = await ground.ask<Page<QueueRow> | null>('GET', '/tickets?limit=1&sort=-received');
  const [ticket] = body?.data ?? [];
  if (ticket === undefined) return null;
  const wanted = { visibility: 'public', text: `We look into it. ${key}`, sendAfterSeconds: 0 };
  return eventually(async () => {
    const { status, body } = await ground.ask<Message>('POST', `/tickets/${ticket.id}/messages`, wanted, {
      'idempotency-key': key,
    });
    if (status === 201) return body.id;
    await timePasses(ground);
    return null;
  }, 120_000);
}

/** The launcher waits the longer the more often one dies: who dies is back before the next one does. */
async function kill(ground: Ground, { victim, waitMs }: Round): Promise<void> {
  await sleep(waitMs);
  await eventually(async () => {
    await ground.product.kill9(victim);
    return true;
  }, 120_000);
  await eventually(() => Promise.resolve(ground.product.pids[victim] !== 0), 120_000);
}

async function run(ground: Ground, sink: SmtpSink, rounds: readonly Round[], mails: number): Promise<Promised> {
  const replies: string[] = [];
  let over = false;
  const writing = (async () => {
    while (!over) {
      const id = await reply(ground);
      if (id !== null) replies.push(id);
      await sleep(300);
    }
  })();
  const perRound = Math.max(1, Math.ceil(mails / rounds.length));
  const promises: Promised[] = [];
  for (const [index, round] of rounds.entries()) {
    sink.plan(round.plan);
    const coming = handOver(ground.product.smtpPort, testMails(perRound), 300_000);
    await kill(ground, round);
    promises.push(await coming);
    await timePasses(ground);
    if ((index + 1) % 10 === 0) say(`${index + 1} of ${rounds.length} rounds, ${replies.length} replies`);
  }
  over = true;
  await writing;
  return all(...promises, { ...NO_PROMISE, replies });
}

async function main(): Promise<void> {
  const seed = whole('seed', Date.now() % 1_000_000);
  const rounds = fc.sample(ROUND, { seed, numRuns: whole('rounds', 200) });
  const mails = whole('mails', 2_000);
  say(`Seed ${seed}: ${rounds.length} kills over ${mails} mails`);
  const sink = await openSmtpSink();
  const ground = await openGround({ SMTP_URL: sink.url });
  try {
    const promised = await run(ground, sink, rounds, mails);
    const drained = setInterval(() => void timePasses(ground), 1_000);
    const found = await ground.look(promised, sink.mails).finally(() => clearInterval(drained));
    const broken = Object.entries(found).filter(([, names]) => names.length > 0);
    for (const [promise, names] of broken) say(`${promise}: ${names.length}, the first ${names.slice(0, 5).join(' ')}`);
    const held = broken.length === 0 && Object.keys(found).length === Object.keys(ALL_HELD).length;
    say(
      `Seed ${seed}: ${promised.accepted.length} mails and ${promised.replies.length} replies, ${held ? 'every promise held' : 'BROKEN'}`,
    );
    process.exitCode = held ? 0 : 1;
  } finally {
    await ground.close();
    await sink.close();
  }
}

await main();
