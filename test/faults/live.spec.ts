import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { UNFINISHED } from '@redress/domain/ticket/ticket.js';
import { eventually, type Ground, openGround } from './ground.js';
import { badLine, GOOD_LINE, versions, Watcher } from './watchers.js';
import { slowness } from '../support/pace.js';

let ground: Ground;
const tickets: string[] = [];
const screens: Watcher[] = [];

beforeAll(async () => {
  ground = await openGround({ SMTP_INTAKE_PORT: '0' });
  for (let index = 0; index < 25; index += 1) tickets.push(await openTicket(index));
});

afterAll(async () => {
  for (const screen of screens) screen.close();
  await ground.close();
});

async function openTicket(index: number): Promise<string> {
  const { status, body } = await ground.ask<Ticket>('POST', '/tickets', {
    subject: `Lamp ${index}`,
    text: 'It flickers.',
  });
  expect(status).toBe(201);
  return body.id;
}

const bodies = [
  { priority: 'high' },
  { status: 'waitingCustomer' },
  { tags: ['lamp'] },
  { status: 'spam' },
  { status: 'open' },
  { priority: 'low' },
  { tags: [] },
];

/** A change that is repeated until the server says that it was made, or that it cannot be. */
async function change(round: number): Promise<void> {
  const id = tickets[(round * 7) % tickets.length] ?? '';
  await eventually(async () => {
    const { status } = await ground.ask('PATCH', `/tickets/${id}`, bodies[round % bodies.length], { 'if-match': '*' });
    return status > 0 && status < 500;
  });
}

/** The list as the API gives it, page by page. */
async function truth(): Promise<Record<string, number>> {
  const rows: QueueRow[] = [];
  for (let after = ''; ;) {
    const { body } = await ground.ask<Page<QueueRow>>('GET', `/tickets?limit=200&sort=received${after}`);
    rows.push(...body.data);
    if (body.page.next === null) break;
    after = `&after=${encodeURIComponent(body.page.next)}`;
  }
  return versions(rows.filter(({ status }) => UNFINISHED.includes(status)));
}

const openScreens = async (count: number, line = (_: number) => GOOD_LINE): Promise<Watcher[]> => {
  const opened = Array.from(
    { length: count },
    (_, index) => new Watcher(ground.product.url, { token: ground.product.token }, line(index)),
  );
  screens.push(...opened);
  await eventually(() => Promise.resolve(opened.every(({ state }) => state.epoch !== null)));
  return opened;
};

/** Asked anew at each look: the desk works on its tickets by itself, and a database that was killed may be away for a moment. */
const agree = async (watching: readonly Watcher[]): Promise<void> => {
  let rows: Record<string, number> = {};
  await eventually(async () => {
    rows = await truth();
    return watching.every((screen) => JSON.stringify(screen.list()) === JSON.stringify(rows));
  }).catch(() => {
    for (const screen of watching) expect(screen.list()).toEqual(rows);
  });
  expect(watching.flatMap(({ faults }) => faults)).toEqual([]);
};

describe('twenty screens that watch the queue', () => {
  test('show what the database holds when the server is killed amid a hundred changes', async () => {
    const watching = await openScreens(20);
    const changes = (async () => {
      for (let round = 0; round < 100; round += 1) await change(round);
    })();
    await eventually(() => Promise.resolve(watching.every(({ frames }) => frames > 0)));
    await ground.product.kill9('api');
    await changes;
    await ground.product.healthy();
    await eventually(() => Promise.resolve(watching.every(({ connected }) => connected)));
    await agree(watching);
    for (const screen of watching) screen.close();
  });

  test('show what the database holds after one answer when frames were lost, doubled and swapped', async () => {
    const watching = await openScreens(20, badLine);
    const sound = await openScreens(1);
    for (let round = 0; round < 40; round += 1) await change(round + 3);
    // Whom no frame missed has heard of every change: there is none that the others could still lose.
    await agree(sound);
    await Promise.all(watching.map((screen) => screen.ask()));
    await agree(watching);
    for (const screen of [...watching, ...sound]) screen.close();
  });

  test('show what the database holds when the database itself was killed amid the changes', async () => {
    const watching = await openScreens(5);
    const changes = (async () => {
      for (let round = 0; round < 30; round += 1) await change(round + 5);
    })();
    await sleep(150);
    await ground.product.kill9('postgres');
    await changes;
    await agree(watching);
    for (const screen of watching) screen.close();
  });
});

interface SignedIn {
  readonly cookie: string;
  readonly csrf: string;
}

async function signIn(email: string, password: string): Promise<SignedIn> {
  const response = await fetch(`${ground.product.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ground.product.url },
    body: JSON.stringify({ email, password }),
  });
  expect(response.status).toBe(200);
  const session: { csrfToken: string } = JSON.parse(await response.text());
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '', csrf: session.csrfToken };
}

describe('a screen whose owner', () => {
  const password = 'a lamp that does not flicker';
  let team: { readonly id: string };

  const openAgent = async (name: string): Promise<{ screen: Watcher; session: SignedIn; id: string }> => {
    const email = `${name}@desk.test`;
    const made = await ground.ask<{ id: string }>('POST', '/agents', {
      name,
      email,
      role: 'agent',
      teamIds: [team.id],
      password,
    });
    expect(made.status).toBe(201);
    const session = await signIn(email, password);
    const screen = new Watcher(ground.product.url, { cookie: session.cookie });
    screens.push(screen);
    await eventually(() => Promise.resolve(screen.state.epoch !== null));
    return { screen, session, id: made.body.id };
  };

  const goodbye = async (screen: Watcher): Promise<{ code: string | null; ms: number }> => {
    const start = performance.now();
    await eventually(() => Promise.resolve(screen.goodbye !== null));
    return { code: screen.goodbye, ms: performance.now() - start };
  };

  beforeAll(async () => {
    const made = await ground.ask<{ id: string }>('POST', '/teams', { name: 'Lamps', memberIds: [] });
    expect(made.status).toBe(201);
    team = made.body;
  });

  test('signed out elsewhere is closed within two seconds', async () => {
    const { screen, session } = await openAgent('berta');
    await fetch(`${ground.product.url}/api/v1/session`, {
      method: 'DELETE',
      headers: { cookie: session.cookie, 'x-csrf-token': session.csrf, origin: ground.product.url },
    }).then(({ status }) => expect(status).toBe(204));
    const { code, ms } = await goodbye(screen);
    expect(code).toBe('session-ended');
    expect(ms).toBeLessThan(2_000 * slowness());
  });

  test('lost his team is closed within two seconds', async () => {
    const { screen } = await openAgent('clara');
    const { body } = await ground.ask<Page<{ id: string; version: number }>>('GET', '/teams');
    const version = body.data.find(({ id }) => id === team.id)?.version;
    const wanted = { name: 'Lamps', memberIds: [] };
    const emptied = await ground.ask('PUT', `/teams/${team.id}`, wanted, { 'if-match': `"${version}"` });
    expect(emptied.status).toBe(200);
    const { code, ms } = await goodbye(screen);
    expect(code).toBe('rights-changed');
    expect(ms).toBeLessThan(2_000 * slowness());
  });
});
