import { setTimeout as sleep } from 'node:timers/promises';
import { createPhoneConnection, renewPhoneToken } from '@redress/desk/phone-connections.js';
import { type Asker, SCOPES } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { systemClock } from '@redress/platform/clock.js';
import { errorText } from '@redress/platform/errors.js';
import type { DataSource } from 'typeorm';
import type { Random } from './demo/random.js';

/** A call every twelve minutes of the day. */
const USUAL_GAP_MS = 720_000;
const SECOND_MS = 1_000;
/** However fast the day passes, somebody has to see the card. */
const LEAST_STEP_MS = 1_500;
const NAME = 'Simulated calls';

/** What the telephone system tells, and how much of the day passes before it does. */
interface Told {
  readonly afterMs: number;
  readonly event: Readonly<Record<string, string>>;
}

export interface SimulatedCall {
  readonly words: string;
  readonly story: readonly Told[];
}

/** Who may call and who may answer. */
export interface Switchboard {
  /** Numbers of customers, E.164. */
  readonly known: readonly string[];
  readonly agents: readonly string[];
  readonly queues: readonly string[];
}

export async function switchboard(sql: Sql): Promise<Switchboard> {
  const texts = async (text: string): Promise<string[]> =>
    (await sql.rows<{ text: string }>(text)).map((row) => row.text);
  return {
    known: await texts(
      `SELECT value AS text FROM identities WHERE kind = 'phone' ORDER BY created_at DESC, id LIMIT 200`,
    ),
    agents: await texts(
      `SELECT name AS text FROM agents WHERE disabled_at IS NULL AND role IN ('agent', 'teamLead') ORDER BY name LIMIT 50`,
    ),
    queues: await texts('SELECT name AS text FROM queues ORDER BY name'),
  };
}

/** Berlin keeps these numbers for films: they are nobody's. */
const madeUp = (random: Random): string => `+493023125${String(random.between(0, 999)).padStart(3, '0')}`;

/** One call from its ring to its end. One in six is answered by nobody, and one in twelve is ours. */
export function callOf(random: Random, callId: string, { known, agents, queues }: Switchboard): SimulatedCall {
  const number = known.length > 0 && random.chance(0.4) ? random.pick(known) : madeUp(random);
  const agent = agents.length > 0 ? random.pick(agents) : '';
  const outbound = agent !== '' && random.chance(1 / 12);
  const missed = !outbound && (agent === '' || random.chance(1 / 6));
  const ends = outbound
    ? { direction: 'out', from: '10', to: number }
    : { direction: 'in', from: number, to: '+493023125000' };
  const queue = queues.length > 0 ? { queue: random.pick(queues) } : {};
  const told = (event: string, more: Readonly<Record<string, string>>) => ({
    event,
    callId,
    ...ends,
    ...queue,
    ...more,
  });
  const rings: Told = { afterMs: 0, event: told('newCall', outbound ? { user: agent } : {}) };
  const wait = random.between(4, 25) * SECOND_MS;
  if (missed)
    return {
      words: `${number}  nobody answers`,
      story: [rings, { afterMs: wait, event: told('hangup', { cause: 'noAnswer' }) }],
    };
  const talk = random.between(45, 400) * SECOND_MS;
  return {
    words: outbound ? `${agent} -> ${number}` : `${number} -> ${agent}`,
    story: [
      rings,
      { afterMs: wait, event: told('answer', { user: agent }) },
      { afterMs: talk, event: told('hangup', { user: agent, cause: 'normalClearing' }) },
    ],
  };
}

const ASKER: Asker = {
  ...{ agentId: null, name: 'simulate', role: 'admin', teamIds: [], sight: { kind: 'all' }, scopes: SCOPES },
  via: { kind: 'system', id: 'simulate' },
};

/** The path that the simulated telephone system speaks to: its address is new at every start, for nobody keeps it. */
export async function simulatedPhones(database: DataSource, publicUrl: string): Promise<string> {
  const sql = sqlOn(database);
  const ground = { database, clock: systemClock, publicUrl };
  const [known] = await sql.rows<{ id: string }>('SELECT id FROM phone_connections WHERE name = $1', [NAME]);
  if (known !== undefined) return new URL((await renewPhoneToken(ground, ASKER, known.id)).address).pathname;
  const [queue] = await sql.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
  const words = { name: NAME, queueId: queue?.id ?? '', callBackMinutes: 60, enabled: true };
  return new URL((await createPhoneConnection(ground, ASKER, words)).address).pathname;
}

export interface Calling {
  readonly random: Random;
  readonly board: Switchboard;
  readonly speed: number;
  readonly stop: AbortSignal;
  newCallId(): string;
  /** Tells an event. @throws Error when it is not taken */
  post(event: Readonly<Record<string, string>>): Promise<void>;
  tell(line: string): void;
}

/** Calls until it is stopped, one call after the other; returns how many. What is not taken is said, and the next call is tried. */
export async function runCalls({ random, board, speed, stop, newCallId, post, tell }: Calling): Promise<number> {
  const pass = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: stop }).catch(() => undefined);
  for (let calls = 0; ; calls += 1) {
    await pass((-Math.log(1 - random.next()) * USUAL_GAP_MS) / speed);
    if (stop.aborted) return calls;
    const { words, story } = callOf(random.fork(String(calls)), newCallId(), board);
    tell(`${new Date().toLocaleTimeString('en-GB')}  ${'call'.padEnd(10)}  ${words}`);
    for (const { afterMs, event } of story) {
      // A call that rings is told to its end also when the stop comes: else it would ring on.
      if (afterMs > 0) await pass(Math.max(LEAST_STEP_MS, afterMs / speed));
      await post(event).catch((error: unknown) => tell(`${words}  NOT TAKEN: ${errorText(error)}`));
    }
  }
}

export async function postCall(url: string, event: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(event),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
}
