import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@redress/contract/answers.js';
import type { QueueCounts } from '@redress/contract/queue.js';
import type { SavedView, SavedViews } from '@redress/contract/saved-views.js';
import { ADMIN, type Actor, apiForTest, ask, type Method, signedIn, type TestApi } from '../support/api.js';

let api: TestApi;
let admin: Actor;
beforeAll(async () => {
  api = await apiForTest();
  admin = await signedIn(api, ADMIN.email, ADMIN.password);
});
afterAll(async () => api.close());

interface Answered<Body> {
  readonly status: number;
  readonly body: Body;
  readonly etag: string | undefined;
}

async function call<Body>(
  method: Method,
  path: string,
  { body, headers = {} }: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answered<Body>> {
  const test = ask(api, admin, method, path).set(headers);
  const answer = await (body === undefined ? test : test.send(body));
  return { status: answer.status, body: answer.body, etag: answer.headers['etag'] };
}

const LAMPS = { name: 'Lamps, open', q: 'is:open tag:lamp', sort: 'due', audience: 'everybody' };

describe('a view of the queue', () => {
  it('is saved, found by its address, changed by who saw its newest version, and deleted', async () => {
    const made = await call<SavedView>('post', '/saved-views', { body: LAMPS });
    expect(made).toMatchObject({ status: 201, etag: '"1"', body: { slug: 'lamps-open', version: 1, mayEdit: true } });
    const { id } = made.body;
    expect((await call<SavedView>('get', '/saved-views/lamps-open')).body).toEqual(made.body);

    const renamed = { ...LAMPS, name: 'All lamps', sort: '-received' };
    const put = (headers: Readonly<Record<string, string>>) =>
      call<SavedView>('put', `/saved-views/${id}`, { body: renamed, headers });
    expect((await put({})).status).toBe(428);
    expect(await put({ 'if-match': '"1"' })).toMatchObject({ status: 200, etag: '"2"', body: { slug: 'lamps-open' } });
    expect((await put({ 'if-match': '"1"' })).status).toBe(412);

    expect((await call('delete', `/saved-views/${id}`, { headers: { 'if-match': '"2"' } })).status).toBe(204);
    expect((await call('get', '/saved-views/lamps-open')).status).toBe(404);
  });

  it('is made once, however often the request comes', async () => {
    const twice = { body: { ...LAMPS, name: 'Once' }, headers: { 'idempotency-key': 'one-view' } };
    const [first, second] = [
      await call<SavedView>('post', '/saved-views', twice),
      await call<SavedView>('post', '/saved-views', twice),
    ];
    expect([first.status, second.body]).toEqual([201, first.body]);
  });

  it.each([
    ['is:purple', '/q'],
    ['status:nonsense tag:lamp', '/q'],
    ['', '/q'],
    ['x'.repeat(501), '/q'],
  ])('is refused with a query that means nothing: %.20s', async (q, pointer) => {
    const { status, body } = await call<Problem>('post', '/saved-views', { body: { ...LAMPS, q } });
    expect([status, body.errors[0]?.pointer]).toEqual([422, pointer]);
  });

  it('is refused with an order or a pin that nobody knows', async () => {
    const sorted = await call<Problem>('post', '/saved-views', { body: { ...LAMPS, sort: 'colour' } });
    expect([sorted.status, sorted.body.errors[0]?.pointer]).toEqual([422, '/sort']);
    const pinned = await call<Problem>('put', '/saved-views/pins', { body: { views: ['mine', 'no-such-view'] } });
    expect([pinned.status, pinned.body.errors[0]?.pointer]).toEqual([422, '/views/1']);
  });

  it('has its number beside the ready-made ones when it is pinned', async () => {
    await call('post', '/saved-views', { body: { ...LAMPS, name: 'Everything', q: 'is:all' } });
    const pinned = await call<SavedViews>('put', '/saved-views/pins', { body: { views: ['everything', 'mine'] } });
    expect(pinned.body.pins).toEqual(['everything', 'mine']);
    const opened = await call('post', '/tickets', { body: { subject: 'Broken lamp', text: 'It broke.' } });
    expect(opened.status).toBe(201);
    const { body } = await call<QueueCounts>('get', '/tickets/counts?saved=pinned');
    expect([body.saved, body.views['open']]).toEqual([
      { everything: { count: 1, capped: false } },
      { count: 1, capped: false },
    ]);
    const all = await call<QueueCounts>('get', '/tickets/counts?saved=all');
    expect(all.body.saved['once']).toEqual({ count: 0, capped: false });
    expect((await call<QueueCounts>('get', '/tickets/counts')).body.saved).toEqual({});
  });
});
