import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ticket } from '@redress/contract/ticket.js';
import { portalView } from '@redress/views/portal.view.js';
import { instant } from '@redress/domain/time.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { freshAddress, mail, type MailWishes } from '../support/mails.js';

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
  await desk.take(mail());
});
afterAll(() => desk.close());

interface Matter {
  readonly she: string;
  readonly ticketId: string;
  /** Of the page, on the server of the test. */
  readonly page: string;
}

const linkIn = (source: string): string => /\/portal\/t\/[\w-]+/.exec(source.replace(/=\r?\n/g, ''))?.[0] ?? 'none';

async function givenMatter(wishes: MailWishes = {}): Promise<Matter> {
  const she = freshAddress();
  const { ticketId } = await desk.take(mail({ from: she, ...wishes }));
  const sent = await until(async () => (await desk.outbox(she)).find((one) => one.state === 'captured'));
  return { she, ticketId: ticketId ?? '', page: `${desk.url}${linkIn(await desk.source(sent.id))}` };
}

const open = async (page: string, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
  const answer = await fetch(page, { headers });
  if (answer.status !== 200) throw new Error(`${page} was answered ${answer.status}`);
  return answer.text();
};

const onceIn = (html: string): string => /name="once" value="([^"]+)"/.exec(html)?.[1] ?? '';

interface Wrote {
  readonly text: string;
  readonly reason?: string;
  readonly once?: string;
  readonly files?: readonly File[];
}

async function send(page: string, { text, reason, once, files = [] }: Wrote): Promise<Response> {
  const form = new FormData();
  form.set('once', once ?? onceIn(await open(page)));
  form.set('text', text);
  if (reason !== undefined) form.set('disputes', 'yes');
  if (reason !== undefined && reason !== '') form.set('reason', reason);
  for (const file of files) form.append('files', file);
  // As a browser sends it from a page that gives no referrer.
  return fetch(page, { method: 'POST', body: form, redirect: 'manual', headers: { origin: 'null' } });
}

const step = async (ticketId: string, verb: string, body: unknown = {}): Promise<Ticket> => {
  const answer = await desk.ask<Ticket>(`/tickets/${ticketId}/${verb}`, { body });
  if (answer.status !== 200) throw new Error(`${verb} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

const handed = async (ticketId: string): Promise<string> => {
  const { body } = await desk.ask<{ url: string }>(`/tickets/${ticketId}/status-link`);
  return `${desk.url}${new URL(body.url).pathname}`;
};

describe('the page behind the link of a confirmation', () => {
  test('shows the five steps, the next date and what was said, and takes an answer that lands on the ticket', async () => {
    const { she, ticketId, page } = await givenMatter({ subject: 'Lamp <b>flickers</b>' });
    await desk.reply(ticketId, 'We are sorry and send a new lamp.');
    const html = await until(async () => {
      const shown = await open(page);
      return shown.includes('send a new lamp') && shown;
    });
    expect(html).toContain('The lamp broke on the first evening.');
    expect(html).toContain('Lamp &#60;b&#62;flickers');
    expect(html.match(/<li class="(?:past|here|here half|)"/g)).toHaveLength(5);
    expect(html).toMatch(/at the latest<\/p><time class="date" datetime="20/);
    expect(html).not.toMatch(/<script|<b>flickers/);
    const answer = await send(page, { text: 'It flickers <script>again</script>.' });
    expect(answer.status).toBe(303);
    const last = (await desk.messages(ticketId)).find(({ text }) => text.includes('flickers'));
    expect(last).toMatchObject({
      ...{ channel: 'webForm', direction: 'inbound', visibility: 'public', unverifiedSender: false },
      ...{ text: 'It flickers <script>again</script>.', from: { address: she } },
    });
    const after = await open(`${desk.url}${answer.headers.get('location') ?? ''}`);
    expect(after).toContain('Your message has arrived');
    expect(after).toContain('&#60;script&#62;again');
  });

  test('stores a form that is sent twice once, with its files, whose type is read from their bytes', async () => {
    const { ticketId, page } = await givenMatter();
    const once = onceIn(await open(page));
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const files = [new File([png], '../Foto Küche.exe', { type: 'application/x-msdownload' })];
    const both = await Promise.all([1, 2].map(() => send(page, { text: 'See the photo.', once, files })));
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const mine = (await desk.messages(ticketId)).filter(({ channel }) => channel === 'webForm');
    expect(mine).toHaveLength(1);
    expect(mine[0]?.attachments).toMatchObject([{ contentType: 'image/png', size: png.length }]);
    const [, path = ''] = /href="(\/portal\/t\/[^"]+\/files\/[^"]+)"/.exec(await open(page)) ?? [];
    const file = await fetch(desk.url + path);
    expect(Buffer.from(await file.arrayBuffer()).equals(png)).toBe(true);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    const other = await givenMatter();
    expect((await fetch(`${other.page}/files/${path.split('/').at(-1) ?? ''}`)).status).toBe(404);
  });

  test('reopens what is closed when it is not solved, with the reason', async () => {
    const { ticketId, page } = await givenMatter();
    expect(await open(page)).not.toContain('Not solved?');
    await step(ticketId, 'close', { reason: 'Withdrawn.' });
    expect(await open(page)).toContain('Not solved?');
    const without = await send(page, { text: 'Hm.', reason: '' });
    expect(without.status).toBe(422);
    expect(await without.text()).toMatch(/Choose what is not solved\.(.|\n)*Hm\./);
    expect((await send(page, { text: 'Since today.', reason: 'again' })).status).toBe(303);
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'open', stage: 'assessed', episode: 2 });
    const texts = (await desk.messages(ticketId)).map(({ text }) => text);
    expect(texts).toContain('Not solved: The problem came back\n\nSince today.');
  });

  test('is looked into again when the decision is disputed', async () => {
    const { ticketId, page } = await givenMatter();
    for (const verb of ['acknowledge', 'assess', 'respond', 'decide']) await step(ticketId, verb);
    expect((await send(page, { text: '', reason: 'notHelped' })).headers.get('location')).toContain('said=heard');
    expect(await desk.ticket(ticketId)).toMatchObject({ stage: 'investigating', status: 'open' });
  });

  test('speaks the language of the customer, and another on request', async () => {
    const { page } = await givenMatter({
      text: 'Buongiorno, la lampada che ho comprato la settimana scorsa si è rotta la prima sera.',
    });
    expect(await open(page, { 'accept-language': 'de' })).toContain('<html lang="it">');
    expect(await open(`${page}?lang=de`)).toContain('Wie weit wir sind');
    const short = await givenMatter({ text: 'Broken' });
    expect(await open(short.page, { 'accept-language': 'de-AT,en;q=0.5' })).toContain('<html lang="de">');
  });

  test('says nothing of what is internal: only the fields of the list leave the house', async () => {
    const { she, ticketId, page } = await givenMatter({ cc: 'lawyer@elsewhere.test' });
    const agentId = await desk.addAgent('Mara', 'agent');
    await desk.sql.rows(`UPDATE agents SET name = 'Mara Geheimname' WHERE id = $1`, [agentId]);
    await desk.ask(`/tickets/${ticketId}/messages`, { body: { visibility: 'internal', text: 'SECRET-NOTE' } });
    await desk.ask(`/tickets/${ticketId}`, {
      method: 'PATCH',
      body: { tags: ['secret-tag'], subject: 'SECRET-SUBJECT' },
    });
    await desk.sql.rows('UPDATE tickets SET owner_id = $2 WHERE id = $1', [ticketId, agentId]);
    await desk.take(mail({ from: 'lawyer@elsewhere.test', subject: 'Re', text: 'SECRET-LAWYER' }));
    const stranger = { text: 'SECRET-STRANGER', to: 'help@desk.test', from: 'other@elsewhere.test' };
    await desk.take(mail({ ...stranger, subject: `[${(await desk.ticket(ticketId)).number}]` }));
    const html = await open(page);
    expect(html).not.toMatch(/secret|Geheimname|lawyer|elsewhere/i);
    expect(html).toContain('Mara takes care of it.');
    const view = await portalView(desk.sql, { ticketId, address: she }, instant(Date.now()));
    expect(Object.keys(view ?? {}).sort()).toEqual([
      ...['complaint', 'entries', 'expected', 'handledBy', 'language', 'mayDispute', 'mayWrite', 'number'],
      ...['step', 'subject', 'timezone', 'underway', 'whole'],
    ]);
    expect(Object.keys(view?.entries[0] ?? {}).sort()).toEqual(['at', 'by', 'files', 'name', 'spoken', 'text']);
  });

  test('shows what was said by telephone, but for what was noted for the house alone', async () => {
    const { ticketId, page } = await givenMatter();
    const { number } = await desk.ticket(ticketId);
    const call = { startedAt: new Date().toISOString(), ticket: number };
    const log = (words: object) => desk.ask('/intake/phone-calls', { body: { ...call, ...words } });
    await log({ summary: 'She asks where the lamp is.' });
    await log({ summary: 'We promised Friday.', direction: 'outbound' });
    await log({ summary: 'SECRET-CALL', visibility: 'internal' });
    const html = await open(page);
    expect(html).toMatch(/You <span class="soft">by phone, as we noted it<(.|\n)*She asks where the lamp is/);
    expect(html).toContain('We promised Friday.');
    expect(html).not.toContain('SECRET-CALL');
    expect(await open(await handed(ticketId))).not.toMatch(/where the lamp is|Friday/);
  });

  test('is not kept, not found by search engines, and tells its address to nobody', async () => {
    const { page, ticketId } = await givenMatter();
    const { headers } = await fetch(page);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers.get('set-cookie')).toBeNull();
    const token = page.split('/').at(-1) ?? '';
    const shown = JSON.stringify(await desk.timeline(ticketId));
    expect(shown).toContain('/portal/t/…');
    expect(shown).not.toContain(token);
  });
});

describe('a link that was handed out', () => {
  test('shows the own text and the status only, and what is written by it is from somebody unverified', async () => {
    const { ticketId, she } = await givenMatter();
    await desk.reply(ticketId, 'A matter between us.');
    await desk.take(mail({ from: she, text: 'PRIVATE-ANSWER', subject: (await desk.ticket(ticketId)).number }));
    const page = await handed(ticketId);
    const html = await open(page);
    expect(html).toContain('The lamp broke on the first evening.');
    expect(html).toContain('open the link in a mail from us');
    expect(html).not.toMatch(/A matter between us|PRIVATE-ANSWER/);
    expect((await send(page, { text: 'By the handed link.' })).status).toBe(303);
    const [written] = (await desk.messages(ticketId)).filter(({ channel }) => channel === 'webForm');
    expect(written).toMatchObject({ unverifiedSender: true, from: null });
    expect(await open(page)).toContain('By the handed link.');
  });

  test('mails the whole page to the address that is known, once a day, and says the same without one', async () => {
    const { ticketId, she } = await givenMatter();
    const page = await handed(ticketId);
    const links = async () =>
      (await desk.outbox(she)).filter(({ subject, state }) => subject.startsWith('Your page') && state === 'captured');
    const ask = (of: string) =>
      fetch(`${of}/link`, { method: 'POST', redirect: 'manual', headers: { origin: 'null', 'content-length': '0' } });
    const [first, second] = [await ask(page), await ask(page)];
    expect([first.status, second.status]).toEqual([303, 303]);
    const [sent] = await until(async () => {
      const found = await links();
      return found.length > 0 && found;
    });
    expect(await links()).toHaveLength(1);
    const whole = await open(`${desk.url}${linkIn(await desk.source(sent?.id ?? ''))}`);
    expect(whole).not.toContain('Mail me the full page');
    const { body } = await desk.ask<{ id: string }>('/tickets', { body: { subject: 'A call', text: 'It broke.' } });
    const nobody = await handed(body.id);
    const answer = await ask(nobody);
    const said = (location: string | null) => location?.split('?')[1];
    expect(said(answer.headers.get('location'))).toBe(said(first.headers.get('location')));
    expect(await open(`${desk.url}${answer.headers.get('location') ?? ''}`)).toContain('If we know a mail address');
  });

  test('does not open what is closed: a person looks first', async () => {
    const { ticketId } = await givenMatter();
    await step(ticketId, 'close', { reason: 'Withdrawn.' });
    expect((await send(await handed(ticketId), { text: 'x', reason: 'other' })).status).toBe(303);
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'closed', held: 'unverifiedSender' });
  });
});

describe('a link', () => {
  test('opens nothing when it was made up, changed, or revoked, and does not say which', async () => {
    const { ticketId, page } = await givenMatter();
    const other = await givenMatter();
    const token = page.split('/').at(-1) ?? '';
    const foreign = other.page.split('/').at(-1) ?? '';
    const wrong = [
      ...['x', `h${token.slice(1)}`, token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A')],
      ...[token.slice(0, 23) + foreign.slice(23), `m${'A'.repeat(65)}`, `${token}A`, '%00', 'A'.repeat(5_000)],
    ];
    const first = await fetch(`${desk.url}/portal/t/${wrong[0] ?? ''}`);
    const plain = await first.text();
    expect(first.status).toBe(404);
    for (const one of wrong) {
      const answer = await fetch(`${desk.url}/portal/t/${one}`);
      expect([one.slice(0, 80), answer.status, await answer.text()]).toEqual([one.slice(0, 80), 404, plain]);
    }
    const before = await handed(ticketId);
    expect((await desk.ask(`/tickets/${ticketId}/status-link`, { method: 'DELETE' })).status).toBe(200);
    for (const old of [page, before]) expect(await (await fetch(old)).text()).toBe(plain);
    expect(await open(await handed(ticketId))).toContain('The lamp broke');
    expect((await send(page, { text: 'x', once: '0190c0de-0000-7000-8000-000000000001' })).status).toBe(404);
  });

  test('ends some months after the ticket was closed', async () => {
    const { ticketId, page } = await givenMatter();
    await step(ticketId, 'close', { reason: 'Withdrawn.' });
    await desk.sql.rows(`UPDATE tickets SET closed_at = closed_at - interval '20 days' WHERE id = $1`, [ticketId]);
    const late = await open(page);
    expect(late).toContain('finished a while ago');
    expect(late).not.toContain('<form');
    await desk.sql.rows(`UPDATE tickets SET closed_at = closed_at - interval '90 days' WHERE id = $1`, [ticketId]);
    expect((await fetch(page)).status).toBe(404);
  });

  test('does not go to an address that the mail asks to be answered at', async () => {
    const she = freshAddress();
    const elsewhere = freshAddress('elsewhere');
    await desk.take(mail({ from: she, headers: [`Reply-To: ${elsewhere}`] }));
    const sent = await until(async () => (await desk.outbox(elsewhere)).find((one) => one.state === 'captured'));
    expect(await desk.source(sent.id)).not.toContain('/portal/');
  });

  test('takes so many messages and no more, and no body that is too large', async () => {
    const { page } = await givenMatter();
    const huge = await send(page, { text: 'x', files: [new File([Buffer.alloc(22_000_000)], 'film.mp4')] }).catch(
      () => null,
    );
    // Refused before it is read: the connection may end while we still send.
    expect(huge === null || huge.status === 413).toBe(true);
    const once = onceIn(await open(page));
    const statuses: number[] = [];
    for (let n = 0; n < 13; n += 1) statuses.push((await send(page, { text: `x${n}`, once })).status);
    expect(statuses.filter((status) => status === 303).length).toBeLessThanOrEqual(12);
    expect(statuses.at(-1)).toBe(429);
    expect(await open(page)).toContain('x0');
  });
});
