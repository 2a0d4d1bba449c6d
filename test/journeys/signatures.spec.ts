import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page, Problem } from '@redress/contract/answers.js';
import type { Queue, TicketSignature } from '@redress/contract/people.js';
import { type Journey, startJourney } from '../support/journey.js';
import { mail } from '../support/mails.js';

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
});
afterAll(() => desk.close());

const GERMAN = 'Die Lampe ist schon am ersten Abend kaputtgegangen, und ich möchte bitte mein Geld zurück.';

async function sign<Body = Queue>(signatures: readonly object[]) {
  const { body } = await desk.ask<Page<Queue>>('/queues');
  const [queue] = body.data;
  if (queue === undefined) throw new Error('There is no queue');
  const { id, name, addresses, kind, version } = queue;
  const words = { name, teamId: null, addresses, kind, signatures };
  return desk.ask<Body>(`/queues/${id}`, { method: 'PUT', body: words, headers: { 'if-match': `"${version}"` } });
}

test('a mail is signed in the language of the customer, shown before, and folded away in our own course', async () => {
  const saved = await sign([
    { language: 'en', text: 'Kind regards\n{{ queue.name }}' },
    { language: 'de', text: 'Freundliche Grüße\n{{ agent.name }}\n{{ installation.name }}' },
  ]);
  expect([saved.status, saved.body.signatures.length]).toEqual([200, 2]);
  const { ticketId } = await desk.take(mail({ text: GERMAN }));
  const id = ticketId ?? '';
  const shown = await desk.ask<TicketSignature>(`/tickets/${id}/signature`);
  expect(shown.body.text).toMatch(/^Freundliche Grüße\n/);
  await desk.reply(id, 'Es tut uns leid.');
  const ours = (await desk.messages(id)).find(({ direction, automatic }) => direction === 'outbound' && !automatic);
  expect(ours?.text).toBe(`Es tut uns leid.\n\n-- \n${shown.body.text}`);
  expect(ours?.newText).toBe('Es tut uns leid.');
});

test('a note is not signed, and neither is who signed himself', async () => {
  const { ticketId } = await desk.take(mail({ text: GERMAN }));
  const path = `/tickets/${ticketId}/messages`;
  const note = await desk.ask<{ text: string }>(path, { body: { visibility: 'internal', text: 'He is right.' } });
  expect(note.body.text).toBe('He is right.');
  const own = 'Sorry.\n\n-- \nMara';
  const reply = await desk.ask<{ text: string }>(path, { body: { visibility: 'public', text: own } });
  expect(reply.body.text).toBe(own);
});

test('a part of HTML is signed as well, and holds the name of a person as text', async () => {
  const { ticketId } = await desk.take(mail({ text: GERMAN }));
  await desk.sql.rows(`UPDATE agents SET name = '<i>Ada</i> & Co' WHERE role = 'admin'`);
  const { body } = await desk.ask<{ html: string }>(`/tickets/${ticketId}/messages`, {
    body: { visibility: 'public', text: 'Sorry', html: '<p>Sorry</p>' },
  });
  expect(body.html).toContain('&lt;i&gt;Ada&lt;/i&gt; &amp; Co');
});

test('a signature with a fault is refused with its line, and the old one stays', async () => {
  const refused = await sign<Problem>([{ language: 'en', text: 'Yours\n{{ customer.name }}' }]);
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([
    { pointer: '/signatures/0/text', code: 'unknownVariable', message: expect.stringMatching(/Line 2/) },
  ]);
  const { body } = await desk.ask<Page<Queue>>('/queues');
  expect(body.data[0]?.signatures).toHaveLength(2);
});

test('a signature says of its writer what he says of himself, and that it cannot be filled in', async () => {
  await sign([
    {
      language: 'en',
      text: '{{ agent.name }}{% if agent.job_title %}, {{ agent.job_title }}{% endif %}\n{{ agent.phone }}',
    },
  ]);
  const { ticketId } = await desk.take(mail());
  const shown = () => desk.ask<TicketSignature>(`/tickets/${ticketId}/signature`);
  const signing = { name: 'Ada of care', jobTitle: 'Care', phone: '+49 30 1' };
  await desk.sql.rows(`UPDATE agents SET preferences = jsonb_build_object('signing', $1::jsonb)`, [
    JSON.stringify(signing),
  ]);
  expect((await shown()).body).toEqual({ text: 'Ada of care, Care\n+49 30 1', fault: null });
  await desk.sql.rows(`UPDATE agents SET preferences = '{}', name = 'Ada'`);
  expect((await shown()).body).toEqual({ text: 'Ada', fault: null });
  await desk.sql.rows(`UPDATE queues SET signatures = '[{"language":"en","text":"{{ agent.shoe_size }}"}]'`);
  expect((await shown()).body).toEqual({ text: null, fault: 'unknownVariable' });
});
