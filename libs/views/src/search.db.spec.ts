import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchHit } from '@redress/contract/search.js';
import type { Asker } from '@redress/domain/people.js';
import { openByHand } from '@redress/desk/opening-by-hand.js';
import { write } from '@redress/desk/messages.js';
import * as tickets from '@redress/desk/tickets.js';
import { SEARCH_LANGUAGES } from '@redress/persistence/search-languages.js';
import { keepSearchTexts } from '@redress/persistence/stores/search-texts.store.js';
import { newId } from '@redress/platform/ids.js';
import { type Crew, deskForTest, givenCrew, settledLog, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { parseFilter } from './queue-filter.js';
import { search } from './search.view.js';

let given: TestDesk;
let ada: Crew;
let bob: Crew;

beforeAll(async () => {
  given = await deskForTest();
  ada = await givenCrew(given, 'Ada');
  bob = await givenCrew(given, 'Bob');
});
afterAll(() => given.close());

interface Complaint {
  readonly subject: string;
  readonly text: string;
  readonly queueId?: string;
  readonly name?: string;
  readonly email?: string;
}

function givenComplaint({ subject, text, queueId = ada.queueId, name, email }: Complaint): Promise<string> {
  return openByHand(given.desk, given.admin, newId(), { subject, text, queueId, customer: { name, email } });
}

async function kept(): Promise<void> {
  await settledLog(given);
  await keepSearchTexts(given.desk.database, 60_000);
}

const answer = (q: string, asker: Asker = given.admin, limit = 20, after: string | null = null) =>
  search(given.sql, asker, { filter: parseFilter(q), limit, after });

const found = async (q: string, asker: Asker = given.admin): Promise<string[]> =>
  (await answer(q, asker)).data.map(({ ticket }) => ticket.subject);

const marked = (parts: SearchHit['subject']): string =>
  parts.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('');

const german = 'Guten Tag, die Lampen flackern seit gestern und brummen leider ganz schrecklich laut in der Nacht.';
const english = 'Good morning, your couriers have broken the parcels again and nobody answered my letters about it.';

describe('a search for words', () => {
  let flicker: string;

  beforeAll(async () => {
    flicker = await givenComplaint({ subject: 'Flackernde Lampe im Flur', text: german, name: 'Jutta Weidenbruch' });
    await givenComplaint({ subject: 'Broken parcel', text: english, email: 'owen.parkes@posteo.example' });
    await write(given.desk, {
      ...{
        asker: given.admin,
        ticket: flicker,
        messageId: newId(),
        visibility: 'internal' as const,
        html: null,
        to: null,
      },
      ...{
        text: 'Ask the workshop about the rattling transformer.',
        cc: [],
        attachments: [],
        seenVersion: null,
        sendAfterSeconds: 0,
      },
    });
    await kept();
  });

  it.each([
    ['lampe', 'another form of a German word'],
    ['Lampen', 'the plural'],
    ['FLACKERN', 'capitals'],
    ['transformer', 'a word of a note'],
    ['lampe flur', 'words in any order, from subject and text'],
    ['flur lampe', 'words in any order'],
    ['"lampen flackern"', 'a phrase'],
    ['weidenbr', 'the beginning of a name'],
    ['jutta lampe', 'a name and a word'],
    ['flack', 'a word that is not typed to its end'],
    ['lampe -parcel', 'a word without another'],
  ])('finds by %j: %s', async (q) => {
    expect(await found(q)).toEqual(['Flackernde Lampe im Flur']);
  });

  it.each([
    ['parcel', 'the stem of an English word'],
    ['owen.parkes@posteo.example', 'an address'],
    ['owen.par', 'the beginning of an address'],
    ['breaking -lampe', 'nothing but an irregular form'],
  ])('tells languages apart: %j, %s', async (q) => {
    expect(await found(q)).toEqual(q.startsWith('breaking') ? [] : ['Broken parcel']);
  });

  it('leaves the confirmation out that every ticket has', async () => {
    const ticket = await givenComplaint({ subject: 'Dented shade', text: english, queueId: ada.queueId });
    const said = { asker: given.admin, ticket, html: null, to: null, cc: [], attachments: [], seenVersion: null };
    const words = { ...said, visibility: 'internal' as const, sendAfterSeconds: 0 };
    const confirmation = await write(given.desk, { ...words, messageId: newId(), text: 'Quokkas received it.' });
    await given.sql.rows(`UPDATE messages SET automatic = 'acknowledgement' WHERE id = $1`, [confirmation]);
    await write(given.desk, { ...words, messageId: newId(), text: 'Wombats looked into it.' });
    await kept();
    expect(await found('wombats')).toEqual(['Dented shade']);
    expect(await found('quokkas')).toEqual([]);
  });

  it.each([
    'zebra',
    '"flackern lampen"',
    'lampe parcel',
    '-lampe',
    '"',
    "'",
    '\\',
    ':* & | !',
    '§0',
    '()',
    '%',
    'a'.repeat(490),
  ])('finds nothing by %j', async (q) => {
    expect(await found(q)).toEqual([]);
  });

  it('shows the newest message that has the words, with the words marked and nothing else', async () => {
    const [hit] = (await answer('transformer rattling')).data;
    expect(hit?.message).toMatchObject({ visibility: 'internal', direction: 'outbound', author: 'Administrator' });
    expect(marked(hit?.message?.excerpt ?? [])).toBe('workshop about the [rattling] [transformer]');
    expect(marked(hit?.subject ?? [])).toBe('Flackernde Lampe im Flur');
    const [other] = (await answer('lampe')).data;
    expect(marked(other?.subject ?? [])).toBe('Flackernde [Lampe] im Flur');
    expect(marked(other?.message?.excerpt ?? [])).toContain('die [Lampen] flackern');
  });

  it('says where the words are when the beginning of the message has none of them: file, person, or far behind', async () => {
    const long = `${'It went on and on like this for the whole week. '.repeat(220)}In the end the quillwort gave up.`;
    const ticket = await givenComplaint({ subject: 'Three places', text: long, name: 'Hedwig Zylinderhut' });
    const [message] = await given.sql.rows<{ id: string }>('SELECT id FROM messages WHERE ticket_id = $1', [ticket]);
    await given.sql.rows(
      `INSERT INTO attachments (id, message_id, filename, content_type, size, sha256) VALUES ($1, $2, 'Flussdiagramm_2024.pdf', 'application/pdf', 3, $3)`,
      [newId(), message?.id, 'a'.repeat(64)],
    );
    await kept();
    const shownFor = async (q: string) => (await answer(q)).data[0]?.message;
    const file = await shownFor('flussdiagramm');
    expect(file?.elsewhere.map((one) => [one.in, marked(one.parts)])).toEqual([['file', '[Flussdiagramm]_2024.pdf']]);
    const person = await shownFor('zylinderhut -parcel week');
    expect(person?.elsewhere.map((one) => [one.in, marked(one.parts)])).toEqual([['person', 'Hedwig [Zylinderhut]']]);
    expect(marked(person?.excerpt ?? [])).toContain('[week]');
    const far = await shownFor('quillwort');
    expect(marked(far?.excerpt ?? [])).toContain('the [quillwort] gave');
    expect(far?.elsewhere).toEqual([]);
  });

  it('keeps texts and looks for them by one list of languages', async () => {
    const listed = SEARCH_LANGUAGES.flatMap(({ name, codes }) => codes.map((code) => `${code} ${name}`));
    const [body] = await given.sql.rows<{ text: string }>(
      `SELECT prosrc AS text FROM pg_proc WHERE proname = 'search_language'`,
    );
    const known = [...(body?.text ?? '').matchAll(/WHEN '(\w+)' THEN '(\w+)'/g)].map(
      ([, code, name]) => `${code} ${name}`,
    );
    expect(known.sort()).toEqual(listed.sort());
  });

  it('finds other forms of a word in a language that is rarer here, and asks for what it passes over', async () => {
    const ticket = await givenComplaint({
      subject: 'Trasiga kontakter',
      text: 'Era kontakter har gått sönder igen och jag vill ha pengarna tillbaka så snart det bara går.',
    });
    await given.sql.rows(`UPDATE tickets SET language = 'sv' WHERE id = $1`, [ticket]);
    await givenComplaint({ subject: 'Aftercare', text: 'The customer care of your house is a sorry tale indeed.' });
    await kept();
    expect(await found('kontakternas')).toEqual(['Trasiga kontakter']);
    expect(await found('customer care')).toEqual(['Aftercare']);
    expect(await found('parcel care')).toEqual([]);
  });

  it('reads a ticket by its number in every form that people say', async () => {
    const [row] = await given.sql.rows<{ number: string }>('SELECT number FROM tickets WHERE id = $1', [flicker]);
    const number = row?.number ?? '';
    const digits = number.split('-').at(-1) ?? '';
    for (const q of [number, number.toLowerCase(), number.slice(2), String(Number(digits)), digits])
      expect((await answer(q)).data.map(({ ticket }) => ticket.number)).toContain(number);
  });

  it('finds what is finished, and spam only when it is asked for', async () => {
    const ticket = await givenComplaint({
      subject: 'Cheap watches',
      text: 'Buy our excellent quartzwatches today, dear friend.',
    });
    await kept();
    await tickets.edit(given.desk, { asker: given.admin, ticket, version: null }, { status: 'spam' });
    expect(await found('quartzwatches')).toEqual([]);
    expect(await found('quartzwatches is:spam')).toEqual(['Cheap watches']);
  });

  it('goes by conditions alone as well', async () => {
    expect(await found(`queue:"${bob.queueId}"`)).toEqual([]);
    expect(await found(`lampe queue:"${ada.queueId}"`)).toEqual(['Flackernde Lampe im Flur']);
    expect(await found('')).toEqual([]);
    expect(await refusalOfLater(answer('is:nonsense lampe'))).toBe('invalid');
  });
});

describe('what an asker may see', () => {
  it('is all that he finds, by words, numbers and names', async () => {
    const ticket = await givenComplaint({
      ...{ subject: 'Secret varnish', text: 'The varnish of the secret lamp peels off.', queueId: bob.queueId },
      name: 'Xaver Unterholzer',
    });
    await kept();
    const [row] = await given.sql.rows<{ number: string }>('SELECT number FROM tickets WHERE id = $1', [ticket]);
    for (const q of ['varnish', 'unterholzer', row?.number ?? '', 'created:>2020-01-01']) {
      expect(await found(q, bob.agent)).toContain('Secret varnish');
      expect(await found(q, ada.agent)).not.toContain('Secret varnish');
    }
  });
});

describe('many hits', () => {
  it('come page by page, each ticket once, the newest message first', async () => {
    const opened: string[] = [];
    for (let count = 0; count < 25; count += 1)
      opened.push(await givenComplaint({ subject: `Gasket ${count}`, text: 'The gasket of it leaks.' }));
    for (const ticket of opened.slice(0, 5))
      await write(given.desk, {
        ...{ asker: given.admin, ticket, messageId: newId(), visibility: 'internal' as const, html: null, to: null },
        ...{ text: 'Another gasket was sent.', cc: [], attachments: [], seenVersion: null, sendAfterSeconds: 0 },
      });
    await kept();
    const walked: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof answer>> = await answer('gaskets', given.admin, 7, after);
      expect(page.page.hasMore).toBe(page.page.next !== null);
      walked.push(...page.data.map(({ ticket }) => ticket.id));
      after = page.page.next;
    } while (after !== null);
    expect(walked).toEqual([...opened.slice(0, 5).reverse(), ...opened.slice(5).reverse()]);
    expect(await refusalOfLater(answer('gaskets', given.admin, 7, 'bm90aGluZw'))).toBe('invalid');
  });

  it('of a word that stands everywhere are looked for from the newest back, with the same answer', async () => {
    // So many that the planner expects more than are read at once; of one ticket, so that it must come once.
    const ticket = await givenComplaint({ subject: 'Everywhere', text: 'The omnipresent one.' });
    await kept();
    await given.sql.rows(
      `WITH m AS (INSERT INTO messages (id, ticket_id, channel, direction, visibility, subject, text, new_text, received_at, ingested_at)
         SELECT gen_random_uuid(), $1, 'email', 'inbound', 'public', '', '', 'omnipresent', now(), now() FROM generate_series(1, 9000) RETURNING id),
       s AS (SELECT nextval('search_order') AS seq, id FROM m)
       INSERT INTO search_texts (seq, message_id, words)
         SELECT seq, id, to_tsvector('english', 'omnipresent') || array_to_tsvector(ARRAY['§' || seq / 4096]) FROM s`,
      [ticket],
    );
    await given.sql.rows('ANALYZE search_texts');
    const last = await givenComplaint({ subject: 'The last', text: 'Omnipresent as well.' });
    await kept();
    // Few tickets are asked for their messages; among many the newest messages are held against the conditions.
    await expectOmnipresent(last, ticket);
    await given.sql.rows(
      `INSERT INTO tickets (id, number, version, kind, channel, status, stage, priority, queue_id, received_at, updated_at, subject, preview, reply_token, tags)
       SELECT gen_random_uuid(), 'T-1999-' || n, 1, 'complaint', 'email', 'open', 'received', 'urgent', $1, now(), now(), 'Silent', '', 'silent' || n, '{}'
       FROM generate_series(1, 3000) n`,
      [ada.queueId],
    );
    await given.sql.rows('ANALYZE tickets');
    await expectOmnipresent(last, ticket);
    expect(await found('omnipresent priority:normal')).toEqual(['The last', 'Everywhere']);
    expect(await found('omnipresent priority:urgent')).toEqual([]);
  });
});

async function expectOmnipresent(last: string, ticket: string): Promise<void> {
  const ids = async (q: string) => (await answer(q)).data.map(({ ticket: { id } }) => id);
  expect(await ids('omnipresent')).toEqual([last, ticket]);
  const first = await answer('omnipresent', given.admin, 1);
  expect(first.data.map(({ ticket: { id } }) => id)).toEqual([last]);
  const second = await answer('omnipresent', given.admin, 1, first.page.next);
  expect(second.data.map(({ ticket: { id } }) => id)).toEqual([ticket]);
  expect(await ids('omnipresent everywhere')).toEqual([ticket]);
  expect(await found('omnipresent lampe')).toEqual([]);
  expect(await found('omnipresent', bob.agent)).toEqual([]);
}

describe('texts to search', () => {
  it('follow what is edited and deleted, and are made once however often and by how many workers', async () => {
    await givenComplaint({ subject: 'Twice', text: 'A unique hovercraft.' });
    await settledLog(given);
    await Promise.all([1, 2, 3].map(() => keepSearchTexts(given.desk.database, 60_000)));
    await kept();
    expect(await found('hovercraft')).toEqual(['Twice']);
    const [count] = await given.sql.rows<{ rows: number; messages: number }>(
      `SELECT count(*)::int AS rows, count(DISTINCT message_id)::int AS messages FROM search_texts`,
    );
    expect(count?.rows).toBe(count?.messages);
    await given.sql.rows('DELETE FROM tickets WHERE subject = $1', ['Twice']);
    expect(await found('hovercraft')).toEqual([]);
  });
});
