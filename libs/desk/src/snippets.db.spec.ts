import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@redress/domain/refusal.js';
import { newId } from '@redress/platform/ids.js';
import { snippetList, snippetView } from '@redress/views/snippet.view.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { filledSnippets, filledText } from './filling.js';
import { write } from './messages.js';
import { createSnippet, editSnippet, noteUse, removeSnippet, type SnippetWords } from './snippets.js';
import { edit } from './tickets.js';

let test: TestDesk;
let crew: Crew;
let other: Crew;
let lead: Crew;
beforeAll(async () => {
  test = await deskForTest();
  crew = await givenCrew(test, 'Anna');
  other = await givenCrew(test, 'Bert');
  lead = await givenCrew(test, 'Lena', 'teamLead');
});
afterAll(async () => test.close());

let count = 0;
const words = (more: Partial<SnippetWords> = {}): SnippetWords => ({
  ...{ name: `Snippet ${(count += 1)}`, word: `word-${count}`, ownerId: null, teamId: null },
  texts: [{ language: 'en', text: 'Thank you for writing.' }],
  ...more,
});
const namesFor = async (asker: Crew['agent']): Promise<string[]> => {
  const { data } = await snippetList(test.sql, asker, { limit: 100, words: '' });
  return data.map(({ name }) => name);
};

describe('a snippet', () => {
  it('is seen by whom it is shared with, and changed by those who keep it', async () => {
    const { desk, admin } = test;
    const own = words({ ownerId: crew.agent.agentId });
    const ownId = await createSnippet(desk, crew.agent, own);
    const ofTeam = words({ teamId: crew.teamId });
    const teamId = await createSnippet(desk, admin, ofTeam);
    const ofAll = words();
    const allId = await createSnippet(desk, lead.agent, ofAll);

    expect(await namesFor(crew.agent)).toEqual(expect.arrayContaining([own.name, ofTeam.name, ofAll.name]));
    const othersSee = await namesFor(other.agent);
    expect(othersSee).toContain(ofAll.name);
    expect(othersSee).not.toContain(own.name);
    expect(othersSee).not.toContain(ofTeam.name);
    expect(await namesFor(admin)).not.toContain(own.name);

    expect(await refusalOfLater(editSnippet(desk, admin, ownId, null, own))).toBe('not-found');
    expect(await refusalOfLater(editSnippet(desk, other.agent, teamId, null, ofTeam))).toBe('not-found');
    expect(await refusalOfLater(removeSnippet(desk, crew.agent, teamId))).toBe('not-allowed');
    expect(await refusalOfLater(removeSnippet(desk, crew.agent, allId))).toBe('not-allowed');
    expect(await refusalOfLater(createSnippet(desk, crew.agent, words()))).toBe('not-allowed');
    expect(await refusalOfLater(createSnippet(desk, lead.agent, words({ teamId: crew.teamId })))).toBe('not-allowed');
    // nobody makes one for somebody else, or takes what is shared for himself
    expect(await refusalOfLater(createSnippet(desk, admin, words({ ownerId: crew.agent.agentId })))).toBe(
      'not-allowed',
    );
    await editSnippet(desk, crew.agent, ownId, 1, { ...own, name: 'Renamed' });
    expect(await snippetView(test.sql, crew.agent, ownId)).toMatchObject({ name: 'Renamed', version: 2, mine: true });
    expect(await refusalOfLater(editSnippet(desk, crew.agent, ownId, 1, own))).toBe('moved-on');
    await removeSnippet(desk, crew.agent, ownId);
    expect(await snippetView(test.sql, crew.agent, ownId)).toBeNull();
  });

  it('has a short word that no other of the same people has', async () => {
    const { desk, admin } = test;
    await createSnippet(desk, admin, words({ word: 'Refund' }));
    expect(await refusalOfLater(createSnippet(desk, admin, words({ word: 'refund' })))).toBe('invalid');
    await createSnippet(desk, admin, words({ word: 'refund', teamId: crew.teamId }));
    await createSnippet(desk, crew.agent, words({ word: 'refund', ownerId: crew.agent.agentId }));
  });

  it('is refused with what is wrong in which text', async () => {
    const texts = [
      { language: 'en', text: 'Dear {{customer.name}}' },
      { language: 'de', text: 'Hallo {{kunde.name}}' },
    ];
    const refused = await createSnippet(test.desk, test.admin, words({ texts })).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: 'invalid', faults: [{ pointer: '/texts/1/text', code: 'variable' }] });
  });
});

describe('a snippet on a ticket', () => {
  it('speaks the language of the ticket where it can, with the values of this ticket', async () => {
    const { desk, admin } = test;
    const ticket = await givenTicket(test, crew.queueId);
    const texts = [
      {
        language: 'en',
        text: 'Dear {{customer.first_name | default: "customer"}}, {{ticket.number}}: {{customer.last_name}}',
      },
      { language: 'de', text: 'Zu {{ticket.subject}}, {{ticket.status_link}}' },
    ];
    const id = await createSnippet(desk, admin, words({ word: 'spoken', texts }));
    const filled = async (language: string | null) => {
      const sought = { asker: crew.agent, ticket, words: 'spoken', language, limit: 10 };
      return (await filledSnippets(desk, sought)).find((one) => one.id === id);
    };
    await edit(desk, { asker: admin, ticket, version: null }, { language: 'de' });
    const german = await filled(null);
    expect(german).toMatchObject({ language: 'de', gaps: [] });
    expect(german?.text).toMatch(/^Zu Broken lamp, https?:\/\/\S+\/portal\/t\/h/);
    const english = await filled('en');
    expect(english?.text).toMatch(/^Dear customer, T-\d{4}-\d+: \{\{customer\.last_name\}\}$/);
    expect(english?.gaps.map(({ variable }) => variable)).toEqual(['customer.last_name']);
    await edit(desk, { asker: admin, ticket, version: null }, { language: 'fr' });
    expect((await filled(null))?.language).toBe('en');
    expect(await refusalOfLater(filledText(desk, { asker: other.agent, ticket, text: 'x', language: 'en' }))).toBe(
      'not-found',
    );
  });

  it('comes first by its short word, then by its name, then by how often it was used', async () => {
    const { desk } = test;
    const ticket = await givenTicket(test, crew.queueId);
    const own = (name: string, word: string, text: string) =>
      createSnippet(desk, crew.agent, {
        ...words(),
        name,
        word,
        texts: [{ language: 'en', text }],
        ownerId: crew.agent.agentId,
      });
    await own('Seldom', 'zebra-c', 'Nothing of it');
    const often = await own('Often', 'x-often', 'a zebra crosses');
    await own('Zebra by name', 'x-name', 'n');
    const never = await own('Never', 'x-never', 'another zebra');
    await noteUse(desk, crew.agent, often);
    await noteUse(desk, crew.agent, often);
    expect(await refusalOfLater(noteUse(desk, other.agent, never))).toBe('not-found');
    const found = await filledSnippets(desk, { asker: crew.agent, ticket, words: 'ZEBRA', language: null, limit: 10 });
    expect(found.map(({ name }) => name)).toEqual(['Seldom', 'Zebra by name', 'Often', 'Never']);
    expect(await snippetView(test.sql, crew.agent, often)).toMatchObject({ uses: 2, version: 1 });
  });

  it('does not leave the house while something is not filled in', async () => {
    const { desk } = test;
    const ticket = await givenTicket(test, crew.queueId);
    const reply = (text: string, visibility: 'public' | 'internal' = 'public') =>
      write(desk, {
        ...{ asker: crew.agent, ticket, messageId: newId(), visibility, text, html: null, to: null, cc: [] },
        ...{ attachments: [], sendAfterSeconds: 0, seenVersion: null },
      });
    const refused = await reply('Dear {{customer.last_name}}').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'invalid', faults: [{ pointer: '/text', code: 'gap' }] });
    await reply('To be asked: {{customer.last_name}}', 'internal');
    await reply('Braces of others {{ stay.as_they_are }}');
  });
});
