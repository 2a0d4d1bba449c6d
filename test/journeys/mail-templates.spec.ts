import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page, Problem } from '@redress/contract/answers.js';
import type { MailTemplate, MailTemplatePreview, MailTemplateText } from '@redress/contract/mail-templates.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { freshAddress, mail } from '../support/mails.js';

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
});
afterAll(() => desk.close());

const GERMAN = 'Die Lampe ist schon am ersten Abend kaputtgegangen, und ich möchte bitte mein Geld zurück.';
const ENGLISH = 'The lamp broke on the very first evening, and I would like to have my money back, please.';
const DE = '/mail-templates/acknowledgement/de';

/** Somebody complains; what he is told without anybody having written it. */
async function acknowledged(text: string): Promise<{ readonly number: string; readonly source: string }> {
  const she = freshAddress();
  const { ticketNumber } = await desk.take(mail({ from: she, text }));
  const sent = await until(async () => (await desk.outbox(she)).find((one) => one.state === 'captured'));
  return { number: ticketNumber ?? '', source: `${sent.subject}\n${await desk.source(sent.id)}` };
}

const write = <Body = MailTemplateText>(words: object, version: number | null, path = DE) =>
  desk.ask<Body>(path, {
    method: 'PUT',
    body: words,
    headers: version === null ? {} : { 'if-match': `"${version}"` },
  });

describe('the mails that go out by themselves', () => {
  test('are listed with their languages, and nobody has changed them', async () => {
    const { body } = await desk.ask<Page<MailTemplate>>('/mail-templates');
    expect(body.data.map(({ name }) => name)).toEqual([
      ...['acknowledgement', 'formAcknowledgement', 'statusLink', 'taskQuestion', 'taskReminder', 'passwordLink'],
    ]);
    const [first] = body.data;
    expect(first?.languages.map(({ language, changed, version }) => [language, changed, version])).toEqual([
      ...[['en', false, 0] as const, ['de', false, 0] as const, ['it', false, 0] as const],
    ]);
    expect(first?.variables).toContainEqual({ name: 'ticket.number', need: 'should' });
  });

  test('say what an administrator wrote, until he takes it back', async () => {
    const words = { subject: 'Angekommen: {{ ticket.number }}', text: 'Antwort bis {{ ticket.answer_by }}.' };
    const { status, body } = await write(words, 0);
    expect([status, body.version, body.changed, body.changedBy?.name]).toEqual([200, 1, true, expect.any(String)]);
    const german = await acknowledged(GERMAN);
    expect(german.source).toContain(`Angekommen: ${german.number}`);
    expect(german.source).toMatch(/Antwort bis \w+, \d+/);
    expect((await acknowledged(ENGLISH)).source).toContain('We have received your message');

    const gone = await desk.ask(DE, { method: 'DELETE', headers: { 'if-match': '"1"' } });
    expect(gone.status).toBe(204);
    expect((await acknowledged(GERMAN)).source).toContain('Ihre Nachricht ist bei uns angekommen');
    const after = await desk.ask<MailTemplateText>(DE);
    expect(after.body).toMatchObject({ changed: false, version: 2, subject: after.body.builtInText?.subject });
  });

  test('are changed by whoever saw the newest version', async () => {
    const path = '/mail-templates/statusLink/en';
    const words = { subject: 'Your page', text: '{{ ticket.status_link }}' };
    expect((await write<Problem>(words, null, path)).status).toBe(428);
    expect((await write(words, 0, path)).status).toBe(200);
    expect((await write<Problem>(words, 0, path)).status).toBe(412);
    expect((await desk.ask(path, { method: 'DELETE', headers: { 'if-match': '"0"' } })).status).toBe(412);
    const { headers } = await desk.ask(path);
    expect(headers.get('etag')).toBe('"1"');
  });

  test('can be written in a further language, and nothing else is known by it', async () => {
    const path = '/mail-templates/passwordLink/fr';
    const before = await desk.ask<MailTemplateText>(path);
    expect(before.body).toMatchObject({ builtIn: false, changed: false, wordsIn: 'en', version: 0 });
    const words = { subject: 'Mot de passe', text: 'Voici : {{ password.link }}' };
    expect((await write(words, 0, path)).body).toMatchObject({ wordsIn: 'fr', subject: 'Mot de passe' });
    for (const odd of ['/mail-templates/passwordLink/FR', '/mail-templates/constructor/en'])
      expect((await desk.ask(odd)).status).toBe(404);
  });
});

describe('a text with a fault', () => {
  test('is refused with its line and the variable, and what was sent is sent on', async () => {
    const text = 'Guten Tag,\n\nIhre Nummer ist {{ ticket.numer }}, {{ customer.name }}.';
    const { body: read } = await desk.ask<MailTemplateText>(DE);
    const refused = await write<Problem>({ subject: 'Neu', text }, read.version);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/text', code: 'unknownVariable', message: expect.stringMatching(/Line 3.*ticket\.numer/) },
      { pointer: '/text', code: 'unknownVariable', message: expect.stringMatching(/Line 3.*customer\.name/) },
    ]);
    expect((await acknowledged(GERMAN)).source).toContain('Ihre Nachricht ist bei uns angekommen');
  });

  test.each([
    ['a link that nobody gets', 'passwordLink', { subject: 'New', text: 'Choose one.' }, 'missing'],
    ['a file of the server', 'statusLink', { subject: 'x', text: '{% include "../../etc/passwd" %}' }, 'syntax'],
    ['no words', 'statusLink', { subject: ' ', text: '{{ ticket.status_link }}' }, 'length'],
    ['a flood', 'statusLink', { subject: 'x', text: '{{ ticket.status_link }}{{ (1..90000) }}' }, 'limit'],
  ])('is not stored: %s', async (_, name, words, code) => {
    const path = `/mail-templates/${name}/de`;
    const { status, body } = await write<Problem>(words, 0, path);
    expect([status, body.errors?.[0]?.code]).toEqual([422, code]);
    expect((await desk.ask<MailTemplateText>(path)).body.changed).toBe(false);
  });
});

describe('a preview', () => {
  const preview = (body: object) =>
    desk.ask<MailTemplatePreview>('/mail-templates/acknowledgement/preview', { method: 'POST', body });

  test('is filled in for a real ticket, without the secret of its link, and stores nothing', async () => {
    const { number } = await acknowledged(GERMAN);
    const words = { language: 'de', subject: '{{ ticket.number }}', text: '{{ ticket.status_link }}' };
    const { body } = await preview({ ...words, ticket: number });
    expect(body).toMatchObject({ subject: number, text: expect.stringMatching(/\/portal\/t\/…$/), faults: [] });
    expect(body.warnings).toEqual([{ code: 'missing', variable: 'ticket.answer_by' }]);
    expect((await desk.ask<MailTemplateText>(DE)).body.changed).toBe(false);
    expect((await preview({ ...words, ticket: 'T-2020-000000' })).status).toBe(404);
  });

  test('says where the fault is, and shows nothing then', async () => {
    const { status, body } = await preview({ language: 'en', subject: 'x', text: 'a\n{{ oops }}' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ subject: '', text: '', faults: [{ line: 2, column: 4, variable: 'oops' }] });
  });
});
