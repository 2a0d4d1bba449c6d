import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, Problem } from '@redress/contract/answers.js';
import type { BulkChange, BulkChangeReport, BulkMatch, BulkRefusal } from '@redress/contract/bulk.js';
import type { AskBulkChange, BulkStep } from '@redress/contract/commands.js';
import type { ClientToServer, ServerToClient } from '@redress/contract/live.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { io, type Socket } from 'socket.io-client';
import { type Journey, startJourney, until } from '../support/journey.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey.close());

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

let count = 0;

async function tagged(tag: string): Promise<Ticket> {
  count += 1;
  const body = { subject: `Parcel ${count} late`, text: 'The parcel is late again.', tags: [tag] };
  return (await journey.ask<Ticket>('/tickets', { body })).body;
}

const ask = (body: AskBulkChange, headers: Readonly<Record<string, string>> = {}) =>
  journey.ask<BulkChangeReport>('/bulk-changes', { body, headers });

const ended = (id: string): Promise<BulkChangeReport> =>
  until(async () => {
    const { body } = await journey.ask<BulkChangeReport>(`/bulk-changes/${id}`);
    return body.state !== 'running' && body;
  });

const HIGH: BulkStep = { kind: 'priority', priority: 'high' };

/** A screen of the person whose token speaks, and what it was told of bulk changes. */
async function screen(): Promise<(readonly BulkChange[])[]> {
  const signedIn = await fetch(`${journey.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@desk.test', password: 'correct horse battery' }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket: Socket<ServerToClient, ClientToServer> = io(`${journey.url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie },
  });
  sockets.push(socket);
  const told: (readonly BulkChange[])[] = [];
  socket.on('bulkChanges', (changes) => told.push(changes));
  await until(() => Promise.resolve(told.length > 0));
  return told;
}

describe('a change of many tickets', () => {
  it('is worked on by the worker, told live to who asked, and taken back as a whole', async () => {
    const [one, two] = [await tagged('many'), await tagged('many')];
    const told = await screen();
    const q = 'is:open tag:many';
    const found = await journey.ask<BulkMatch>(`/bulk-changes/matching?q=${encodeURIComponent(q)}`);
    expect(found.body).toEqual({ count: 2, capped: false });
    const asked = await ask({ step: { kind: 'tags', add: ['recall'], remove: ['many'] }, q, seen: 2 });
    expect([asked.status, asked.body.total, asked.body.query]).toEqual([201, 2, q]);
    const { id } = asked.body;
    expect(await ended(id)).toMatchObject({ state: 'done', changed: 2, refusals: [], undoneBy: null });
    await until(() => Promise.resolve(told.at(-1)?.some((change) => change.id === id && change.state === 'done')));
    for (const ticket of [one, two]) expect((await journey.ticket(ticket.id)).tags).toEqual(['recall']);
    const undoing = await journey.ask<BulkChangeReport>(`/bulk-changes/${id}/undo`, { method: 'POST' });
    expect([undoing.status, undoing.body.undoes]).toEqual([201, id]);
    expect(await ended(undoing.body.id)).toMatchObject({ changed: 2, refused: 0, undoableUntil: null });
    for (const ticket of [one, two]) expect((await journey.ticket(ticket.id)).tags).toEqual(['many']);
    const listed = (await journey.ask<Page<BulkChange>>('/bulk-changes')).body.data;
    expect(listed.map((change) => change.id)).toEqual([undoing.body.id, id]);
  });

  it('says which tickets were refused, and why, page by page', async () => {
    const tickets = [await tagged('owing'), await tagged('owing')].map(({ id }) => id);
    const asked = await ask({ step: { kind: 'resolve', answer: { outcome: 'upheld' } }, tickets });
    expect(await ended(asked.body.id)).toMatchObject({
      refused: 2,
      refusals: [{ code: 'not-in-this-stage', title: 'The stage does not allow this step', count: 2 }],
    });
    const refusals = (query: string) =>
      journey.ask<Page<BulkRefusal>>(`/bulk-changes/${asked.body.id}/refusals${query}`);
    const first = (await refusals('?limit=1')).body;
    const next = (await refusals(`?limit=1&after=${first.page.next}`)).body;
    expect([...first.data, ...next.data].map(({ ticket }) => ticket?.id)).toEqual(tickets);
    expect([first.page.hasMore, next.page.hasMore]).toEqual([true, false]);
    expect(first.data[0]?.detail).toContain('Decide it first');
    expect((await refusals('?after=elsewhere')).status).toBe(422);
  });

  it('that is repeated with its key is asked for once', async () => {
    const { id } = await tagged('twice');
    const headers = { 'idempotency-key': `twice-${id}` };
    const [first, second] = [
      await ask({ step: HIGH, tickets: [id] }, headers),
      await ask({ step: HIGH, tickets: [id] }, headers),
    ];
    expect(second.body.id).toBe(first.body.id);
    await ended(first.body.id);
  });

  it('is refused when other tickets match than somebody saw', async () => {
    await tagged('seen');
    const answer = await journey.ask<Problem>('/bulk-changes', { body: { step: HIGH, q: 'tag:seen', seen: 300 } });
    expect([answer.status, answer.body.detail]).toEqual([412, expect.stringContaining('You saw 300 tickets, now 1')]);
  });

  it.each<[string, object]>([
    ['no step', { tickets: ['00000000-0000-7000-8000-000000000001'] }],
    ['no tickets', { step: HIGH, tickets: [] }],
    ['tickets and a query', { step: HIGH, tickets: ['00000000-0000-7000-8000-000000000001'], q: 'is:open', seen: 1 }],
    ['a query and no count', { step: HIGH, q: 'is:open' }],
    ['a query that means nothing', { step: HIGH, q: 'status:gone', seen: 1 }],
    ['a number instead of an id', { step: HIGH, tickets: ['T-2026-000001'] }],
    ['a status that is no status of a hand', { step: { kind: 'status', status: 'merged' }, q: 'is:open', seen: 1 }],
    ['a priority left out', { step: { kind: 'priority' }, q: 'is:open', seen: 1 }],
    ['tags that name none', { step: { kind: 'tags' }, q: 'is:open', seen: 1 }],
  ])('is refused with %s', async (_, body) => {
    const answer = await journey.ask<Problem>('/bulk-changes', { body });
    expect([answer.status, answer.body.errors.length > 0]).toEqual([422, true]);
  });
});
