import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WebForm } from '@redress/contract/forms.js';
import { newFormToken } from '@redress/desk/form-token.js';
import { instant } from '@redress/domain/time.js';
import { keyRing } from '@redress/platform/seal.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { freshAddress } from '../support/mails.js';

const SECRET = randomBytes(32).toString('hex');
let desk: Journey;

beforeAll(async () => {
  desk = await startJourney({ DEMO: 'on', SECRET_KEY: SECRET });
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.sql.rows('DELETE FROM limits');
});

const at = (path: string): string => `${desk.url}/f/complaint${path}`;

async function open(path = '', headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await fetch(at(path), { headers });
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`);
  return answer.text();
}

const tokenIn = (html: string): string => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';

interface Filled {
  readonly token?: string;
  readonly files?: readonly File[];
  readonly query?: string;
  readonly accept?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a browser sends from the page: every field, empty or not. */
async function send({
  token,
  files = [],
  query = '',
  accept = 'text/html',
  fields = {},
}: Filled = {}): Promise<Response> {
  const form = new FormData();
  const all = {
    ...{
      token: token ?? tokenIn(await open()),
      proof: '',
      website: '',
      description: 'The lamp broke.',
      orderNumber: '',
    },
    ...{ desiredRemedy: '', email: freshAddress(), name: 'Ann', phone: '' },
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  for (const file of files.length === 0 ? [new File([], '')] : files) form.append('files', file);
  return fetch(at(query), { method: 'POST', body: form, redirect: 'manual', headers: { accept, origin: 'null' } });
}

/** However slow the machine is: by a clock that runs ahead a little the page is not opened yet. */
const JUST_NOW = -120;

/** What a page carries that was opened so many seconds ago. */
async function opened(secondsAgo: number): Promise<string> {
  const [form] = await desk.sql.rows<{ id: string }>(`SELECT id FROM web_forms WHERE slug = 'complaint'`);
  const clock = { now: () => instant(Date.now() - secondsAgo * 1_000) };
  return newFormToken({ keys: keyRing([SECRET]), clock }, form?.id ?? '');
}

const numberIn = (html: string): string => /T-\d{4}-\d{6,}/.exec(html)?.[0] ?? 'none';

async function thanks(answer: Response): Promise<string> {
  expect(answer.status).toBe(303);
  return (await fetch(desk.url + (answer.headers.get('location') ?? ''))).text();
}

describe('the page of a form', () => {
  test('takes a complaint without scripts, and says number, date and secret page', async () => {
    const html = await thanks(await send({ token: await opened(60) }));
    expect(html).toMatch(/We answer by<\/dt><dd>\w{3},? \d/);
    expect(html).toMatch(/href="\/portal\/t\/h[\w-]+\?lang=en"/);
    expect(await desk.ticket(numberIn(html))).toMatchObject({
      channel: 'webForm',
      held: null,
      customer: { name: 'Ann' },
    });
    const link = /\/portal\/t\/h[\w-]+/.exec(html)?.[0] ?? 'none';
    expect(await (await fetch(desk.url + link)).text()).toContain('The lamp broke.');
  });

  test('makes one ticket of a button that is pressed twice, and two of two pages', async () => {
    const token = await opened(60);
    const fields = { email: freshAddress() };
    const both = await Promise.all([send({ token, fields }), send({ token, fields })]);
    const [one, other] = [await thanks(both[0]), await thanks(both[1])];
    expect(numberIn(one)).toBe(numberIn(other));
    expect(numberIn(await thanks(await send({ token: await opened(60), fields })))).not.toBe(numberIn(one));
    const changed = await send({ token, fields: { ...fields, description: 'Another matter.' } });
    const back = await changed.text();
    expect([changed.status, back.includes('Another matter.')]).toEqual([409, true]);
    expect(numberIn(await thanks(await send({ token: tokenIn(back), fields })))).not.toBe(numberIn(one));
  });

  test('keeps what was typed when something is wrong, and says where', async () => {
    const typed = {
      description: '',
      email: 'ann <b>',
      name: 'Ann "the" <b>',
      desiredRemedy: 'refund',
      orderNumber: '4711',
    };
    const answer = await send({ fields: typed, files: [new File(['x'], 'photo.jpg')] });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('<a href="#description">What happened?</a> Please fill this in.');
    expect(html).toMatch(/id="email"[^>]*aria-invalid="true"[^>]*aria-describedby="email-fault"/);
    expect(html).toContain('value="Ann &#34;the&#34; &#60;b&#62;"');
    expect(html).toContain('value="refund" checked');
    expect(html).toContain('value="4711"');
    expect(html).toContain('choose your files again');
    expect(html).not.toContain('<b>');
  });

  test('keeps what was typed when the files are too large or too many', async () => {
    const large = await send({ files: [new File([Buffer.alloc(21_000_000)], 'film.mp4')] });
    expect([large.status, (await large.text()).includes('The lamp broke.')]).toEqual([413, true]);
    const many = await send({ files: Array.from({ length: 6 }, (_, n) => new File(['x'], `${n}.txt`)) });
    expect([many.status, (await many.text()).includes('up to 5 files')]).toEqual([413, true]);
  });

  test('takes no token that we did not make, and no old one, but keeps the words', async () => {
    const good = await opened(60);
    const [time = '', once = '', signature = ''] = good.split('.');
    const young = (Date.now() - 1_000).toString(36);
    const wrong = [
      '',
      'x',
      `${young}.${once}.${signature}`,
      `${time}.${once.split('').reverse().join('')}.${signature}`,
    ];
    for (const token of [...wrong, `${good}A`, await opened(80 * 3_600), await opened(-3_600)]) {
      const answer = await send({ token: token === '' ? 'none' : token });
      const html = await answer.text();
      expect([token, answer.status, html.includes('The lamp broke.')]).toEqual([token, 422, true]);
      expect(html).toContain('press Send once more');
    }
  });

  test('speaks the language that was chosen, else that of the browser', async () => {
    expect(await open('', { 'accept-language': 'de-AT,en;q=0.5' })).toContain('Was ist passiert?');
    expect(await open('?lang=it', { 'accept-language': 'de' })).toContain('Che cosa è successo?');
    expect(await open('', { 'accept-language': 'fr' })).toContain('What happened?');
    const html = await thanks(await send({ query: '?lang=de', token: await opened(60) }));
    expect(html).toContain('Wir antworten bis');
  });

  test('answers its script in place of a new page', async () => {
    const asked = { accept: 'application/json' };
    const wrong = await send({ ...asked, fields: { description: '' } });
    expect([wrong.status, await wrong.json()]).toEqual([
      422,
      {
        notice: 'Please look at these once more:',
        faults: [{ field: 'description', label: 'What happened?', message: 'Please fill this in.' }],
        token: expect.stringMatching(/^[\w.-]+$/),
      },
    ]);
    const good = (await (await send({ ...asked, token: await opened(60) })).json()) as { location: string };
    expect(await (await fetch(desk.url + good.location)).text()).toContain('Thank you. We have it.');
  });

  test('lets no script in, sets no cookie, and keeps the secret page out of caches', async () => {
    const { headers } = await fetch(at(''));
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^;]+; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect([headers.get('set-cookie'), headers.get('cache-control')]).toEqual([null, 'no-store']);
    const { headers: last } = await fetch(desk.url + ((await send()).headers.get('location') ?? ''));
    expect([last.get('referrer-policy'), last.get('cache-control')]).toEqual(['no-referrer', 'no-store']);
    expect((await fetch(at('/thanks/hmade-up'))).status).toBe(404);
    expect((await fetch(`${desk.url}/f/nowhere`)).status).toBe(404);
  });
});

/** Works the puzzle off as the script of the page does. */
function proofOf(token: string): string {
  for (let number = 0; ; number += 1) {
    const digest = createHash('sha256').update(`${token}.${number}`).digest();
    if (digest.readUInt32BE(0) < 2 ** 15) return String(number);
  }
}

describe('doubts about who sends', () => {
  const heldOf = async (filled: Filled): Promise<string | null> =>
    (await desk.ticket(numberIn(await thanks(await send(filled))))).held;

  test('hold what fills in the hidden field or comes faster than anybody types, and refuse nothing', async () => {
    expect(await heldOf({ token: await opened(60), fields: { website: 'https://spam.test' } })).toBe('suspectedSpam');
    expect(await heldOf({ token: await opened(JUST_NOW) })).toBe('suspectedSpam');
    expect(await heldOf({ token: await opened(60) })).toBeNull();
  });

  test('set a puzzle when much comes from one place; who solves it is not held, who has no script is', async () => {
    expect(await open()).toContain('data-bits="0"');
    await open();
    await desk.sql.rows(`UPDATE limits SET points = 30 WHERE key LIKE 'form%ByAddress%'`);
    expect(await open()).toContain('data-bits="17"');
    const token = await opened(60);
    await send({ token: await opened(60) });
    await desk.sql.rows(`UPDATE limits SET points = 30 WHERE key LIKE 'formsByAddress%'`);
    expect(await heldOf({ token: await opened(60) })).toBe('flood');
    expect(await heldOf({ token, fields: { proof: '1' } })).toBe('flood');
    const fresh = await opened(60);
    expect(await heldOf({ token: fresh, fields: { proof: proofOf(fresh) } })).toBeNull();
  });

  test('send no confirmation for what is held', async () => {
    const email = freshAddress('held');
    await send({ token: await opened(JUST_NOW), fields: { email } });
    const sure = freshAddress('sure');
    await send({ token: await opened(60), fields: { email: sure } });
    await until(async () => (await desk.outbox(sure))[0]);
    expect(await desk.outbox(email)).toEqual([]);
  });
});

describe('a form inside of another page', () => {
  test('may be framed by the origins that the form names, in colours of theirs', async () => {
    const { data } = (await desk.ask<{ data: WebForm[] }>('/web-forms')).body;
    const form = data.find(({ slug }) => slug === 'complaint');
    if (form === undefined) throw new Error('There is no first form');
    const { id, version, queue, url: _url, ...plan } = form;
    const body = { ...plan, queueId: queue.id, origins: ['https://shop.example/'] };
    const headers = { 'if-match': `"${version}"` };
    expect((await desk.ask(`/web-forms/${id}`, { method: 'PUT', body, headers })).status).toBe(200);
    const framed = await fetch(at('?embed=1&accent=8a5a17&ground=javascript:&lang=en'));
    expect(framed.headers.get('content-security-policy')).toMatch(/frame-ancestors 'self' https:\/\/shop\.example$/);
    expect(framed.headers.get('x-frame-options')).toBeNull();
    const html = await framed.text();
    expect(html).toContain('--accent:#8a5a17;--on-accent:#fff');
    expect(html).not.toContain('javascript:');
    expect(html).toContain('action="?lang=en&embed=1&accent=8a5a17"');
    expect((await fetch(at(''))).headers.get('x-frame-options')).not.toBeNull();
  });

  test('comes by one small script that any page may load', async () => {
    const answer = await fetch(at('/embed.js'));
    const script = await answer.text();
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(Buffer.byteLength(script)).toBeLessThan(30_000);
    expect(script).not.toMatch(/cookie|localStorage|innerHTML|eval\(/);
    expect(script).toContain('/f/complaint?');
    expect((await fetch(`${desk.url}/f/nowhere/embed.js`)).status).toBe(404);
  });

  test('is shown in a shop where there is a demo', async () => {
    const shop = await open('/shop?lang=de');
    expect(shop).toContain('<script src="/f/complaint/embed.js"');
    expect(shop).toContain('Stimmt etwas nicht?');
  });
});
