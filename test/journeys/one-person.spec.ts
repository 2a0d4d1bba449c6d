import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard, CustomerTimelineEntry, Lookalike } from '@redress/contract/customers.js';
import type { IntakeReceipt } from '@redress/contract/mail.js';
import type { WebFormReceipt } from '@redress/contract/forms.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { freshAddress, judgedBy, mail, OUR_MX } from '../support/mails.js';

const NAME = 'Mara Quillfeather';
let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
  const [queue] = await desk.sql.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
  const account = { kind: 'folder', name: 'Till', queueId: queue?.id, settings: { folder: 'till' }, enabled: true };
  await got('/channels', account);
});
afterAll(() => desk.close());

async function got<Body>(path: string, body?: unknown): Promise<Body> {
  const answer = await desk.ask<Body>(path, body === undefined ? {} : { body });
  if (answer.status >= 300) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const card = (id: string): Promise<CustomerCard> => got<CustomerCard>(`/customers/${id}`);
const customerOf = async (ticket: string | null): Promise<string> =>
  (await desk.ticket(ticket ?? '')).customer?.id ?? '';

async function writes(from: string, text: string): Promise<string> {
  const judged = judgedBy(OUR_MX, 'pass', from);
  const { ticketId } = await desk.take(mail({ from: `${NAME} <${from}>`, text, headers: [judged] }));
  return ticketId ?? '';
}

async function calls(from: string, more: object = {}): Promise<string> {
  const words = { from, startedAt: new Date().toISOString(), summary: 'She asks for her money back.' };
  return (await got<IntakeReceipt>('/intake/phone-calls', { ...words, ...more })).ticketId ?? '';
}

/** As anybody sends it, without a token. */
async function fills(words: object): Promise<WebFormReceipt> {
  const sent = { method: 'POST', body: JSON.stringify(words), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${desk.url}/api/v1/intake/web-form/complaint`, sent);
  if (answer.status !== 201) throw new Error(`A form was answered ${answer.status}: ${await answer.text()}`);
  const receipt: WebFormReceipt = JSON.parse(await answer.text());
  return receipt;
}

let posted = 0;

/** Says something on the platform that the folder stands for. @returns the ticket that it came to */
async function posts(text: string): Promise<string> {
  const folder = join(desk.dataDir, 'channels/till/in');
  const id = `post-${(posted += 1)}`;
  const said = { id, from: { id: 'mara-4711', name: NAME }, text, at: new Date().toISOString() };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${id}.half`), JSON.stringify(said));
  await rename(join(folder, `${id}.half`), join(folder, `${id}.json`));
  return until(async () => {
    const [row] = await desk.sql.rows<{ ticketId: string }>(
      `SELECT m.ticket_id AS "ticketId" FROM channel_messages c JOIN messages m ON m.id = c.message_id WHERE c.external_id = $1`,
      [id],
    );
    return row?.ticketId;
  });
}

describe('one person who writes, calls and posts', () => {
  test('is one customer with all his tickets, however they came, and two again when that was wrong', async () => {
    const she = freshAddress('mara');
    const number = '+49 30 5558899';
    const first = await writes(she, 'The lamp broke on the first evening.');
    const mara = await customerOf(first);
    expect((await card(mara)).identities).toMatchObject([{ kind: 'email', value: she }]);
    expect((await card(mara)).identities[0]?.verifiedAt).not.toBeNull();

    const call = await calls(number, { customer: { id: mara } });
    expect(await customerOf(await calls(number))).toBe(mara);

    const post = await posts('Nobody answers me. Your lamp is a shame.');
    const poster = await customerOf(post);
    expect(poster).not.toBe(mara);
    const { data } = await got<Page<Lookalike>>(`/customers/${poster}/suggestions`);
    expect(data).toMatchObject([{ customer: { id: mara }, because: [{ kind: 'sameName' }] }]);

    await got(`/customers/${poster}/merge`, { into: mara });
    expect(await customerOf(post)).toBe(mara);
    expect((await card(poster)).id).toBe(mara);
    expect(await posts('I still wait.')).toBe(post);
    expect(await customerOf(await writes(she, 'And now it is too hot to touch.'))).toBe(mara);
    const whole = await card(mara);
    expect(whole.identities.map(({ kind }) => kind).sort()).toEqual(['email', 'phone', 'socialHandle']);
    expect(whole.ticketCount).toBe(5);

    const course = await got<Page<CustomerTimelineEntry>>(`/customers/${mara}/timeline?what=message`);
    const channels = course.data.map((entry) => (entry.what === 'message' ? entry.message.channel : ''));
    expect(new Set(channels)).toEqual(new Set(['email', 'phone', 'api']));
    expect((await desk.timeline(call)).complainedBefore).toMatchObject({ count: 1, last: { id: first } });

    await got(`/customers/${mara}/unmerge`, { from: poster });
    expect(await customerOf(post)).toBe(poster);
    expect(await customerOf(await posts('Hello?'))).toBe(poster);
    expect((await card(mara)).ticketCount).toBe(4);
    const told = await got<Page<CustomerTimelineEntry>>(`/customers/${poster}/timeline?what=merge`);
    expect(told.data).toMatchObject([{ change: 'parted' }, { change: 'merged', customer: { id: mara } }]);
  });

  test('who fills in a form with an address that is another’s is one with him once he answers what was mailed there', async () => {
    const she = freshAddress('mara');
    const mara = await customerOf(await writes(she, 'The lamp broke on the first evening.'));
    const form = await fills({ email: she, name: 'M. Q.', description: 'I have no answer yet.' });
    const somebody = await customerOf(form.ticketNumber);
    expect(somebody).not.toBe(mara);
    const { data } = await got<Page<Lookalike>>(`/customers/${mara}/suggestions`);
    expect(data[0]).toMatchObject({ customer: { id: somebody }, because: [{ kind: 'claimedAddress', value: she }] });
    const { id } = await desk.ticket(form.ticketNumber);
    const { rfcMessageId } = await desk.reply(id);
    const judged = judgedBy(OUR_MX, 'pass', she);
    await desk.take(mail({ from: she, text: 'Thank you!', inReplyTo: rfcMessageId, headers: [judged] }));
    expect(await customerOf(form.ticketNumber)).toBe(mara);
    expect((await card(somebody)).id).toBe(mara);
  });

  test('found by address, number, name and account', async () => {
    for (const q of ['mara.', '5558899', 'quillf', 'folder:mara']) {
      const { data } = await got<Page<CustomerCard>>(`/customers?q=${encodeURIComponent(q)}`);
      expect([q, data.map(({ name }) => name)]).toEqual([q, expect.arrayContaining([NAME])]);
    }
  });
});
