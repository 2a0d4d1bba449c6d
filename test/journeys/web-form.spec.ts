import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Problem } from '@redress/contract/answers.js';
import type { WebForm, WebFormReceipt } from '@redress/contract/forms.js';
import type { Message } from '@redress/contract/messages.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { freshAddress, judgedBy, mail, OUR_MX } from '../support/mails.js';

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.sql.rows('DELETE FROM limits');
});

const PATH = '/api/v1/intake/web-form/complaint';
/** With what stands behind the word in each of these texts: the letters alone are found in a secret of chance now and then. */
const EVIL = /evil[-.](?:name|order|text|test)/i;

/** As anybody sends it, without a token. */
const post = (body: unknown, headers: Readonly<Record<string, string>> = {}, path = PATH): Promise<Response> =>
  fetch(desk.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

/** As whoever is told to come back a moment later does: a slow machine keeps twenty at one lock waiting for longer than a desk does. */
async function patiently(body: unknown): Promise<Response> {
  const once = { 'idempotency-key': randomUUID() };
  for (;;) {
    const answer = await post(body, once);
    if (answer.status !== 503) return answer;
    await answer.text();
  }
}

const complaint = (wishes: Readonly<Record<string, unknown>> = {}) => ({
  description: 'The lamp broke on the first evening.',
  email: freshAddress(),
  name: 'Ann',
  ...wishes,
});

async function receipt(answer: Response | Promise<Response>): Promise<WebFormReceipt> {
  const given = await answer;
  if (given.status !== 201) throw new Error(`A form was answered ${given.status}: ${await given.text()}`);
  return given.json() as Promise<WebFormReceipt>;
}

/** The message that the form became; the confirmation stands beside it. */
const written = async (ticketId: string): Promise<Message | undefined> =>
  (await desk.messages(ticketId)).find(({ channel }) => channel === 'webForm');

const problem = async (answer: Response): Promise<Problem> => answer.json() as Promise<Problem>;

const page = async (url: string): Promise<string> => (await fetch(desk.url + new URL(url).pathname)).text();

describe('a form on a fresh installation', () => {
  test('becomes a ticket with its number, its secret page and the date of its own clock', async () => {
    const sent = complaint({ orderNumber: '4711', desiredRemedy: 'refund' });
    const answer = await post(sent);
    expect(answer.status).toBe(201);
    const { ticketNumber, statusUrl, answerBy } = await receipt(answer);
    const ticket = await desk.ticket(ticketNumber);
    expect(ticket).toMatchObject({ channel: 'webForm', kind: 'complaint', held: null, status: 'new' });
    expect(ticket.customer?.name).toBe('Ann');
    const [first] = await desk.sql.rows<{ due: string }>(
      `SELECT to_char(min(due_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS due FROM clocks
       WHERE ticket_id = $1 AND milestone IN ('firstResponse', 'resolution') AND state = 'running'`,
      [ticket.id],
    );
    expect(answerBy).toBe(first?.due);
    const message = await written(ticket.id);
    expect(message).toMatchObject({ channel: 'webForm', unverifiedSender: true, from: { address: sent.email } });
    expect(message?.text).toContain('Order number: 4711');
    const shown = await page(statusUrl);
    expect(shown).toContain('The lamp broke on the first evening.');
    expect(shown).toContain('open the link in a mail from us');
  });

  test('is confirmed with nothing of what was written, and its link shows the own text', async () => {
    const email = freshAddress('victim');
    const words = { name: 'EVIL-NAME', orderNumber: 'EVIL-ORDER', description: 'EVIL-TEXT http://evil.test' };
    const { ticketNumber } = await receipt(post(complaint({ ...words, email })));
    const sent = await until(async () => (await desk.outbox(email)).find(({ state }) => state === 'captured'));
    const source = (await desk.source(sent.id)).replace(/=\r?\n/g, '');
    expect(source).not.toMatch(EVIL);
    expect(source).toContain(ticketNumber);
    expect(source).toMatch(/If that was not you/);
    expect(source).toMatch(/^Auto-Submitted: auto-/m);
    const link = /\/portal\/t\/m[\w-]+/.exec(source)?.[0] ?? 'none';
    expect(await (await fetch(desk.url + link)).text()).toContain('EVIL-TEXT');
  });

  test('takes the words of its customer for the language of what we write', async () => {
    const email = freshAddress();
    // The description is known by the name that tickets have for it, too.
    await receipt(post({ text: 'The lamp broke.', email, language: 'de' }));
    const sent = await until(async () => (await desk.outbox(email))[0]);
    expect(sent.subject).toContain('Ihre Nachricht ist bei uns angekommen');
  });

  test('comes with files, whose type is read from their bytes', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const form = new FormData();
    for (const [name, value] of Object.entries(complaint())) form.set(name, value);
    form.append('files', new File([png], '../Foto Küche.exe', { type: 'application/x-msdownload' }));
    const { ticketNumber } = await receipt(fetch(desk.url + PATH, { method: 'POST', body: form }));
    const message = await written((await desk.ticket(ticketNumber)).id);
    expect(message?.attachments).toMatchObject([{ contentType: 'image/png', size: png.length }]);
    expect(message?.attachments[0]?.filename).not.toContain('/');
  });

  test('is refused with every fault by its pointer, and leaves nothing behind', async () => {
    const answer = await post({ email: 'ann', weight: '3 kg', desiredRemedy: 'revenge' });
    expect(answer.status).toBe(422);
    const { errors } = await problem(answer);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/description',
      '/desiredRemedy',
      '/email',
      '/weight',
    ]);
    expect((await post(complaint({ language: 'fr' }))).status).toBe(422);
    for (const odd of [[], 'text', 7, null]) expect((await post(odd)).status).toBeGreaterThanOrEqual(400);
    expect((await post(complaint(), {}, '/api/v1/intake/web-form/nowhere')).status).toBe(404);
  });

  test('counts once however often it is sent with one key', async () => {
    const sent = complaint();
    const key = { 'idempotency-key': `order-${sent.email}` };
    const all = await Promise.all([1, 2, 3, 4].map(() => receipt(post(sent, key))));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await desk.sql.rows('SELECT 1 FROM messages WHERE from_address = $1', [sent.email])).toHaveLength(1);
    const other = await post({ ...sent, description: 'Another matter.' }, key);
    expect([other.status, (await problem(other)).type]).toEqual([409, 'urn:redress:problem:key-reused']);
    const again = await receipt(post(sent));
    expect(again.ticketNumber).not.toBe(all[0]?.ticketNumber);
  });

  test('is refused when more is attached than fits', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(complaint())) form.set(name, value);
    for (let n = 0; n < 6; n += 1) form.append('files', new File(['x'], `${n}.txt`));
    expect((await fetch(desk.url + PATH, { method: 'POST', body: form })).status).toBe(413);
    form.delete('files');
    form.append('files', new File([Buffer.alloc(20_000_001)], 'film.mp4'));
    expect((await fetch(desk.url + PATH, { method: 'POST', body: form })).status).toBe(413);
  });
});

describe('whose a form is', () => {
  const customerOf = async (sent: object): Promise<string | undefined> => {
    const { ticketNumber } = await receipt(post(sent));
    return (await desk.ticket(ticketNumber)).customer?.id;
  };

  test('that comes twice from an address that nobody proved is one customer, and so is a mail from it', async () => {
    const email = freshAddress();
    const first = await customerOf(complaint({ email }));
    expect(await customerOf(complaint({ email: email.toUpperCase() }))).toBe(first);
    const { ticketId } = await desk.take(mail({ from: email }));
    expect((await desk.ticket(ticketId ?? '')).customer?.id).toBe(first);
  });

  test('that names the proved address of a customer is not his until it is proved again', async () => {
    const email = freshAddress();
    const proof = { from: email, headers: [judgedBy(OUR_MX, 'pass', email)] };
    const { ticketId } = await desk.take(mail(proof));
    const known = (await desk.ticket(ticketId ?? '')).customer?.id;
    const typed = await customerOf(complaint({ email, name: 'Somebody' }));
    expect(typed).not.toBe(known);
    const [row] = await desk.sql.rows<{ count: number }>('SELECT count(*) FROM identities WHERE value = $1', [email]);
    expect(Number(row?.count)).toBe(1);
    // It is suggested that both are one, and joined as soon as he writes by the link that was mailed to it.
    const other = freshAddress();
    const { ticketId: older } = await desk.take(mail({ from: other }));
    await desk.sql.rows('UPDATE identities SET verified_at = now() WHERE value = $1', [other]);
    await desk.sql.rows('DELETE FROM automatic_mails WHERE recipient = $1', [other]);
    const { ticketNumber } = await receipt(post(complaint({ email: other })));
    const link = await until(async () => {
      const left = (await desk.outbox(other)).filter(({ state }) => state === 'captured');
      const sources = await Promise.all(left.map(({ id }) => desk.source(id)));
      const confirmed = sources.find((source) => source.includes(ticketNumber));
      return /\/portal\/t\/m[\w-]+/.exec((confirmed ?? '').replace(/=\r?\n/g, ''))?.[0];
    });
    const form = new FormData();
    form.set('once', /name="once" value="([^"]+)"/.exec(await (await fetch(desk.url + link)).text())?.[1] ?? '');
    form.set('text', 'It was I.');
    expect((await fetch(desk.url + link, { method: 'POST', body: form, redirect: 'manual' })).status).toBe(303);
    expect((await desk.ticket(ticketNumber)).customer?.id).toBe((await desk.ticket(older ?? '')).customer?.id);
  });
});

describe('an email bomb', () => {
  test('of five hundred forms with one address sends it one mail, and every form is stored', async () => {
    const victim = freshAddress('victim');
    const statuses: number[] = [];
    for (let round = 0; round < 25; round += 1) {
      const twenty = Array.from({ length: 20 }, (_, n) =>
        patiently(complaint({ email: victim, description: `Number ${round} ${n}` })),
      );
      statuses.push(...(await Promise.all(twenty)).map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(500);
    const tickets = await desk.sql.rows<{ held: string | null }>(
      `SELECT t.held FROM tickets t JOIN messages m ON m.ticket_id = t.id WHERE m.from_address = $1`,
      [victim],
    );
    expect(tickets).toHaveLength(500);
    expect(tickets.filter(({ held }) => held === 'flood').length).toBeGreaterThanOrEqual(495);
    expect(await desk.outbox(victim)).toHaveLength(1);
  });

  test('brings nothing of its words into what a trigger writes', async () => {
    const trigger = {
      ...{ name: 'Thanks', position: 1, enabled: true, fires: { on: 'created' }, condition: null },
      actions: [{ do: 'sendTemplate', en: 'We look into {{number}}.', de: 'Wir prüfen {{number}}.' }],
    };
    const made = await desk.ask<{ id: string; version: number }>('/triggers', { body: trigger });
    expect(made.status).toBe(201);
    const email = freshAddress('victim');
    const { ticketNumber } = await receipt(post(complaint({ email, description: 'EVIL-TEXT', name: 'EVIL-NAME' })));
    const sources = await until(async () => {
      const left = (await desk.outbox(email)).filter(({ state }) => state === 'captured');
      const all = await Promise.all(left.map(({ id }) => desk.source(id)));
      return all.length > 1 && all.some((source) => source.includes('We look into')) && all;
    });
    expect(sources).toHaveLength(2);
    for (const source of sources) expect(source).not.toMatch(EVIL);
    expect(sources.every((source) => source.includes(ticketNumber))).toBe(true);
    await desk.ask(`/triggers/${made.body.id}`, { method: 'DELETE' });
  });

  test('on an address that is proved sends one mail a day too', async () => {
    const email = freshAddress('proved');
    await desk.take(mail({ from: email, headers: [judgedBy(OUR_MX, 'pass', email)] }));
    await until(async () => (await desk.outbox(email))[0]);
    for (let n = 0; n < 3; n += 1) await receipt(post(complaint({ email, description: `Number ${n}` })));
    expect(await desk.outbox(email)).toHaveLength(1);
  });
});

describe('a flood from one network address', () => {
  test('is held first, and refused in the end, over all processes', async () => {
    const from = async (): Promise<number> => (await post(complaint())).status;
    for (let n = 0; n < 20; n += 1) expect(await from()).toBe(201);
    const late = await receipt(post(complaint()));
    expect(await desk.ticket(late.ticketNumber)).toMatchObject({ held: 'flood' });
    expect(Date.parse(late.answerBy)).toBeGreaterThan(Date.now());
    await desk.sql.rows(`UPDATE limits SET points = 1000 WHERE key LIKE 'formsByAddress%'`);
    const refused = await post(complaint());
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).not.toBeNull();
  });
});

describe('the forms of a house', () => {
  const save = (body: unknown, asking: { method?: string; path?: string; version?: number } = {}) =>
    desk.ask<WebForm>(`/web-forms${asking.path ?? ''}`, {
      body,
      ...(asking.method === undefined ? {} : { method: asking.method }),
      headers: asking.version === undefined ? {} : { 'if-match': `"${asking.version}"` },
    });

  test('are made, changed by whoever saw them last, switched off and removed', async () => {
    const { data } = (await desk.ask<{ data: WebForm[] }>('/web-forms')).body;
    const first = data.find(({ slug }) => slug === 'complaint');
    const fields = [
      ...['description', 'email'].map((kind) => ({ key: kind, kind, required: true })),
      { key: 'serialNumber', kind: 'text', required: true, label: { en: 'Serial number' } },
      { key: 'consent', kind: 'consent', required: true, label: { en: 'You may keep this.' } },
    ];
    const plan = {
      slug: 'lamps',
      name: 'Lamps',
      queueId: first?.queue.id,
      enabled: true,
      languages: ['en'],
      origins: [],
      fields,
    };
    const { status, body: made } = await save(plan);
    expect([status, made.version, made.url]).toEqual([201, 1, expect.stringMatching(/\/f\/lamps$/)]);
    expect((await save(plan)).status).toBe(422);
    const path = '/api/v1/intake/web-form/lamps';
    expect((await post(complaint(), {}, path)).status).toBe(422);
    const sent = { description: 'It broke.', email: freshAddress(), fields: { serialNumber: 'A1' }, consent: true };
    expect((await post(sent, {}, path)).status).toBe(201);
    const at = { method: 'PUT', path: `/${made.id}` };
    expect((await save({ ...plan, enabled: false }, at)).status).toBe(428);
    expect((await save({ ...plan, enabled: false }, { ...at, version: 1 })).body.version).toBe(2);
    expect((await save(plan, { ...at, version: 1 })).status).toBe(412);
    expect((await post(sent, {}, path)).status).toBe(404);
    expect((await save(undefined, { method: 'DELETE', path: `/${made.id}`, version: 2 })).status).toBe(204);
  });

  test('say of every fault where it is', async () => {
    const { status, body } = await desk.ask<Problem>('/web-forms', {
      body: {
        slug: 'No',
        name: 'x',
        queueId: '0190c0de-0000-7000-8000-000000000001',
        enabled: true,
        languages: ['en'],
        fields: [],
        origins: ['*'],
      },
    });
    expect([status, body.errors.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/slug', '/fields', '/fields', '/origins/0'],
    ]);
  });
});
