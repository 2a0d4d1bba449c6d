import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tree } from '@redress/domain/causes/taxonomy.js';
import { Refusal } from '@redress/domain/refusal.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { causeTree, causeTreeAt, causeTreeVersions, likelyCauses } from '@redress/views/causes.view.js';
import { ticketView } from '@redress/views/ticket.view.js';
import { asker, refusalOfLater } from '../../../test/support/given.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import type { Wish } from './desk.js';
import { editIssue, type IssueEdit } from './issues.js';
import { resolveWith } from './resolving.js';
import { addNode, editNode, type NodeWords, restoreNode, retireNode, type TreeWish } from './taxonomies.js';
import * as tickets from './tickets.js';
import { undo } from './merging.js';

let given: TestDesk;
let crew: Crew;

beforeAll(async () => {
  given = await deskForTest();
  crew = await givenCrew(given, 'Ada');
});
afterAll(() => given.close());

const tree = (version: number | null = null, which: Tree = 'rootCause'): TreeWish => ({
  asker: given.admin,
  tree: which,
  version,
});
const words = (code: string, more: Partial<NodeWords> = {}): NodeWords => ({
  code,
  labels: { en: `Cause ${code}`, de: `Ursache ${code}` },
  ...more,
});
const add = (code: string, more: Partial<NodeWords> = {}): Promise<number> =>
  addNode(given.desk, tree(), words(code, more));
const node = async (code: string) => (await causeTree(given.sql, 'rootCause')).nodes.find((one) => one.code === code);

describe('the tree of root causes', () => {
  test('starts with a set in both languages', async () => {
    const { nodes } = await causeTree(given.sql, 'rootCause');
    expect(nodes.length).toBeGreaterThan(20);
    expect(nodes.filter(({ labels }) => labels.en === '' || labels.de === '')).toEqual([]);
  });

  test('grows by a version with each change, and tells who changed what', async () => {
    const before = (await causeTree(given.sql, 'rootCause')).version;
    expect(await add('drill')).toBe(before + 1);
    expect(await editNode(given.desk, tree(), words('drill', { process: 'Tools' }))).toBe(before + 2);
    const [newest] = await causeTreeVersions(given.sql, 'rootCause');
    expect(newest).toMatchObject({ version: before + 2, codes: ['drill'], by: { id: given.admin.agentId } });
    expect((await causeTreeAt(given.sql, 'rootCause', before))?.nodes.some(({ code }) => code === 'drill')).toBe(false);
    expect(
      (await causeTreeAt(given.sql, 'rootCause', before + 1))?.nodes.find(({ code }) => code === 'drill')?.process,
    ).toBeNull();
    expect((await node('drill'))?.process).toBe('Tools');
  });

  test('refuses whoever saw an older version', async () => {
    const { version } = await causeTree(given.sql, 'rootCause');
    await add('hammer');
    expect(await refusalOfLater(editNode(given.desk, tree(version), words('hammer')))).toBe('moved-on');
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a code that is taken', () => add('product')],
    ['a code that cannot be written', () => add('Not A Code')],
    ['a name in one language only', () => addNode(given.desk, tree(), { code: 'saw', labels: { en: 'Saw', de: ' ' } })],
    ['a parent that is not there', () => add('saw', { parent: 'nowhere' })],
    ['an owner whom nobody knows', () => add('saw', { ownerId: '00000000-0000-7000-8000-0000000000ff' })],
    ['a place below itself', () => editNode(given.desk, tree(), words('product', { parent: 'product.design' }))],
    ['a successor that is not there', () => retireNode(given.desk, tree(), 'product.wear', 'nowhere')],
  ])('refuses %s', async (_, work) => {
    expect(await refusalOfLater(work())).toBe('invalid');
  });

  test('keeps a node while others stand under it, and what was tagged with it for ever', async () => {
    expect(await refusalOfLater(retireNode(given.desk, tree(), 'supply', null))).toBe('in-use');
    await add('file');
    const id = await givenTicket(given, crew.queueId);
    await tag(id, { rootCause: 'file' });
    await retireNode(given.desk, tree(), 'file', 'product');
    expect(await node('file')).toMatchObject({ replacedBy: 'product', validTo: expect.any(String) });
    expect((await issueOf(id)).root_cause).toBe('file');
    const other = await givenTicket(given, crew.queueId);
    expect(await refusalOfLater(tag(other, { rootCause: 'file' }))).toBe('invalid');
    await restoreNode(given.desk, tree(), 'file');
    expect(await node('file')).toMatchObject({ validTo: null, replacedBy: null });
  });
});

const wish = (ticket: string): Wish => ({ asker: crew.agent, ticket, version: null });

async function issueOf(ticket: string) {
  const [row] = await given.sql.rows<{ id: string; root_cause: string | null }>(
    'SELECT id, root_cause FROM issues WHERE ticket_id = $1 ORDER BY position',
    [ticket],
  );
  if (row === undefined) throw new Error('A complaint without an issue');
  return row;
}

async function tag(ticket: string, said: Partial<Omit<IssueEdit, 'id'>>): Promise<void> {
  await editIssue(given.desk, wish(ticket), { id: (await issueOf(ticket)).id, ...said });
}

async function decided(): Promise<string> {
  const id = await givenTicket(given, crew.queueId);
  for (const step of ['acknowledge', 'assess', 'respond', 'decide'] as const)
    await tickets.step(given.desk, wish(id), step, null);
  return id;
}

describe('resolving a complaint', () => {
  test('asks for outcome, then for a cause, and takes both', async () => {
    const id = await decided();
    expect(await refusalOfLater(tickets.resolve(given.desk, wish(id), null))).toBe('outcome-missing');
    await tag(id, { outcome: 'upheld' });
    expect(await refusalOfLater(tickets.resolve(given.desk, wish(id), null))).toBe('cause-missing');
    await tag(id, { rootCause: 'partner.courier', problemType: 'delivery.late' });
    expect((await tickets.resolve(given.desk, wish(id), null)).status).toBe('resolved');
    const tags = await given.sql.rows(
      'SELECT tree, code, role, means, by_kind, tree_version FROM issue_tags WHERE ticket_id = $1 ORDER BY tree',
      [id],
    );
    expect(tags).toEqual([
      {
        tree: 'problemType',
        code: 'delivery.late',
        role: 'type',
        means: 'agent',
        by_kind: 'agent',
        tree_version: expect.any(Number),
      },
      {
        tree: 'rootCause',
        code: 'partner.courier',
        role: 'primary',
        means: 'agent',
        by_kind: 'agent',
        tree_version: expect.any(Number),
      },
    ]);
  });

  test('takes "not found" for a cause when somebody says why', async () => {
    const id = await decided();
    await tag(id, { outcome: 'upheld', undeterminedReason: 'The lamp was thrown away.' });
    expect((await tickets.resolve(given.desk, wish(id), null)).issues[0]).toMatchObject({
      rootCause: null,
      undetermined: expect.any(String),
    });
    const notes = await given.sql.rows<{ text: string }>(
      `SELECT text FROM messages WHERE ticket_id = $1 AND visibility = 'internal'`,
      [id],
    );
    expect(notes.map(({ text }) => text)).toContain('The lamp was thrown away.');
  });

  test('looks for no cause of what the customer took back', async () => {
    const id = await decided();
    await tag(id, { outcome: 'withdrawn' });
    expect((await tickets.resolve(given.desk, wish(id), null)).status).toBe('resolved');
  });
});

describe('what helped a complaint to happen', () => {
  const contributing = async (id: string): Promise<unknown> => {
    const ticket = await ticketView(given.sql, given.admin, id);
    return ticket?.issues[0]?.contributing;
  };

  test('stands beside its cause, is said anew as a whole, and is no contribution once it is the cause', async () => {
    const id = await givenTicket(given, crew.queueId);
    // Listed by their codes, in whatever order they were said.
    const [one, two, three] = ['accounting.booking', 'process.training', 'system.fault'];
    await tag(id, { rootCause: 'partner.courier', contributing: [two, one, 'partner.courier', one] });
    expect(await contributing(id)).toEqual([one, two]);
    await tag(id, { contributing: [three, two] });
    expect(await contributing(id)).toEqual([two, three]);
    await tag(id, { rootCause: three });
    expect(await contributing(id)).toEqual([two]);
    await tag(id, { contributing: [] });
    expect(await contributing(id)).toEqual([]);
    const stored = await readTicket(given.sql, id);
    expect(replay(await eventsOf(given.sql, id))).toEqual(stored?.ticket);
  });
});

describe('complaints that are resolved with one answer', () => {
  const answer = { outcome: 'upheld', rootCause: 'partner.courier', problemType: 'delivery.late' } as const;
  const all = async (tickets: readonly string[], said: object) => {
    const done: { ticket: Ticket | null; refusal: Refusal | null }[] = [];
    for (const ticket of tickets)
      await resolveWith(given.desk, { asker: crew.agent, ticket, version: null }, null, said).then(
        (resolved) => done.push({ ticket: resolved, refusal: null }),
        (error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
          done.push({ ticket: null, refusal: error });
        },
      );
    return done;
  };

  test('take one answer for what they still owe, each judged alone', async () => {
    const [bare, judged, early] = [await decided(), await decided(), await givenTicket(given, crew.queueId)];
    await tag(judged, { outcome: 'notUpheld', rootCause: 'system.fault' });
    const done = await all([bare, early, judged, '00000000-0000-7000-8000-0000000000ff'], answer);
    expect(done.map(({ ticket, refusal }) => refusal?.code ?? ticket?.status)).toEqual([
      'resolved',
      'not-in-this-stage',
      'resolved',
      'not-found',
    ]);
    expect(done[1]?.refusal?.detail).toContain('Decide it first');
    expect(done[0]?.ticket?.issues[0]).toMatchObject(answer);
    expect(done[2]?.ticket?.issues[0]).toMatchObject({ outcome: 'notUpheld', rootCause: 'system.fault' });
    expect((await readTicket(given.sql, early))?.ticket.issues[0]?.outcome).toBeNull();
  });

  test('are told what an answer leaves open, and keep nothing of it', async () => {
    const id = await decided();
    const [one] = await all([id], { outcome: 'upheld' });
    expect(one?.refusal).toMatchObject({ code: 'cause-missing', faults: [{ pointer: '/issues/0/rootCause' }] });
    expect((await readTicket(given.sql, id))?.ticket.issues[0]?.outcome).toBeNull();
  });

  test('may say that nobody could find the cause, and are taken back at one stroke', async () => {
    const id = await decided();
    given.clock.moveBy(1_000);
    const [one] = await all([id], { outcome: 'upheld', undeterminedReason: 'The parcels are gone.' });
    expect(one?.ticket?.issues[0]?.undetermined).toEqual(expect.any(String));
    const undone = await undo(given.desk, wish(id), undefined);
    expect(undone).toMatchObject({ status: 'open', issues: [{ outcome: null, undetermined: null }] });
  });
});

describe('likely causes', () => {
  test('are those that the same problem had before those of the queue, counted within the sight of the asker', async () => {
    const other = await givenCrew(given, 'Bob');
    const say = async (queueId: string, rootCause: string, problemType: string): Promise<void> => {
      const id = await givenTicket(given, queueId);
      await editIssue(
        given.desk,
        { asker: given.admin, ticket: id, version: null },
        { id: (await issueOf(id)).id, rootCause, problemType },
      );
    };
    await say(other.queueId, 'accounting.booking', 'billing.invoice');
    await say(other.queueId, 'system.fault', 'billing.invoice');
    await say(other.queueId, 'system.fault', 'billing.invoice');
    for (let count = 0; count < 4; count += 1) await say(other.queueId, 'process.training', 'service.conduct');
    await say(crew.queueId, 'product.design', 'billing.invoice');
    const mine = await givenTicket(given, other.queueId);
    await editIssue(
      given.desk,
      { asker: given.admin, ticket: mine, version: null },
      { id: (await issueOf(mine)).id, problemType: 'billing.invoice' },
    );
    const bob = asker({ ...other.agent, sight: { kind: 'queues', queueIds: [other.queueId] } });
    const { causes } = await likelyCauses(given.sql, bob, mine);
    expect(causes.map(({ code, because, tickets: count }) => [code, because, count])).toEqual([
      ['system.fault', 'problemType', 2],
      ['accounting.booking', 'problemType', 1],
      ['process.training', 'queue', 4],
    ]);
    const choosing = await likelyCauses(given.sql, bob, mine, 'service.conduct');
    expect(choosing.causes[0]).toMatchObject({ code: 'process.training', because: 'problemType', tickets: 4 });
    const all = await likelyCauses(given.sql, given.admin, mine);
    expect(all.causes.map(({ code }) => code)).toContain('product.design');
  });
});
