import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@redress/contract/answers.js';
import type { CauseTree, LikelyCauses } from '@redress/contract/causes.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { type Journey, startJourney } from '../support/journey.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(async () => journey.close());

const opened = async (): Promise<Ticket> =>
  (await journey.ask<Ticket>('/tickets', { body: { subject: 'Late again', text: 'The parcel is late again.' } })).body;

async function decided(): Promise<Ticket> {
  const { id } = await opened();
  for (const step of ['acknowledge', 'assess', 'respond', 'decide'])
    await journey.ask(`/tickets/${id}/${step}`, { body: {} });
  return journey.ticket(id);
}

const ANSWER = { outcome: 'upheld', problemType: 'delivery.late', rootCause: 'partner.courier' };

describe('complaints that are resolved', () => {
  it('take the answer with the step itself, and ask for what it leaves open', async () => {
    const { id } = await decided();
    const short = await journey.ask<Problem>(`/tickets/${id}/resolve`, { body: { answer: { outcome: 'upheld' } } });
    expect([short.status, short.body.errors.map(({ pointer }) => pointer)]).toEqual([409, ['/issues/0/rootCause']]);
    expect((await journey.ticket(id)).issues[0]?.outcome).toBeNull();
    const wrong = await journey.ask<Problem>(`/tickets/${id}/resolve`, {
      body: { answer: { ...ANSWER, rootCause: 'nowhere' } },
    });
    expect([wrong.status, wrong.body.errors.map(({ code }) => code)]).toEqual([422, ['unknown']]);
    const done = await journey.ask<Ticket>(`/tickets/${id}/resolve`, { body: { answer: ANSWER } });
    expect(done.body).toMatchObject({ status: 'resolved', issues: [ANSWER] });
  });
});

describe('causes', () => {
  it('that are likely follow the problem that is being chosen', async () => {
    const { id } = await opened();
    const asked = (query: string) => journey.ask<LikelyCauses>(`/tickets/${id}/likely-causes${query}`);
    const saved = (await asked('')).body.causes.find(({ code }) => code === ANSWER.rootCause);
    const chosen = (await asked('?problemType=delivery.late')).body.causes[0];
    expect([saved?.because, chosen?.code, chosen?.because]).toEqual(['queue', ANSWER.rootCause, 'problemType']);
  });

  it.each([
    ['root-causes', 'rootCause'],
    ['problem-types', 'problemType'],
  ])('of %s are one tree in versions, which nobody changes unseen', async (path, tree) => {
    const { body, headers } = await journey.ask<CauseTree>(`/${path}`);
    expect([body.tree, headers.get('etag')]).toEqual([tree, `"${body.version}"`]);
    const node = { code: 'tried', labels: { en: 'Tried', de: 'Versucht' } };
    const seen = { 'if-match': `"${body.version}"` };
    expect((await journey.ask<CauseTree>(`/${path}`, { body: node, headers: seen })).body.version).toBe(
      body.version + 1,
    );
    expect((await journey.ask(`/${path}`, { body: { ...node, code: 'again' }, headers: seen })).status).toBe(412);
    const before = await journey.ask<CauseTree>(`/${path}?version=${body.version}`);
    expect(before.body.nodes.some(({ code }) => code === 'tried')).toBe(false);
    expect((await journey.ask(`/${path}?version=999999`)).status).toBe(404);
  });
});
