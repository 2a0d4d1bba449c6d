import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openRecorder, type Recorder } from '@redress/channels/recording.channel.js';
import { recordConsent } from '@redress/desk/consenting.js';
import type { Wish } from '@redress/desk/desk.js';
import { retry, write } from '@redress/desk/messages.js';
import { resolveWith } from '@redress/desk/resolving.js';
import { edit, step } from '@redress/desk/tickets.js';
import type { Happening } from '@redress/domain/channel/message.js';
import type { Choice } from '@redress/domain/channel/ways.js';
import { HOUR, MINUTE } from '@redress/domain/time.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { ticketView } from '@redress/views/ticket.view.js';
import { timeline } from '@redress/views/timeline.view.js';
import { deskForTest, type TestDesk } from '../support/desk.js';
import { Door, type Platform } from './channel-contract.js';

const SECRET = 'the secret of the recorder';

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

interface Says {
  readonly text: string;
  readonly isPublic: boolean;
  readonly parentId?: string;
  /** Of a platform that names conversations. */
  readonly threadId?: string;
  readonly mail?: string;
}

/** A customer at a platform, behind the real channel, and what the desk knows of him. */
class Somebody {
  readonly name = `ann-${newId()}`;
  private readonly recorder: Recorder = openRecorder(SECRET);
  private constructor(
    readonly door: Door,
    recorder: Recorder,
  ) {
    this.recorder = recorder;
  }

  static async meet(): Promise<Somebody> {
    const recorder = openRecorder(SECRET);
    const never = () => Promise.reject(new Error('Not at this platform'));
    const platform: Platform = {
      ...{ channel: recorder.channel, settings: {}, secret: SECRET, say: never, takeBack: never },
      ...{ repeatBackwards: never, sayNonsense: never, breakDown: never, mend: never },
      answers: async () => Promise.resolve(recorder.replies.map(({ externalId: id, text }) => ({ id, text }))),
      close: () => Promise.resolve(),
    };
    return new Somebody(await Door.open(platform, given, '/nowhere'), recorder);
  }

  get replies(): Recorder['replies'] {
    return this.recorder.replies;
  }

  /** Told by the platform, and worked on. */
  async say(id: string, { text, isPublic, parentId, threadId, mail }: Says): Promise<void> {
    given.clock.moveBy(MINUTE);
    await this.tell({ id, text, isPublic, parentId: parentId ?? null, threadId: threadId ?? null, mail });
  }

  /** Somebody else at the same account of ours. */
  async sayAs(name: string, id: string, said: Says): Promise<void> {
    given.clock.moveBy(MINUTE);
    await this.tell({ id, ...said, parentId: said.parentId ?? null, threadId: said.threadId ?? null, name });
  }

  async takeBack(id: string): Promise<void> {
    given.clock.moveBy(MINUTE);
    const at = given.clock.now();
    this.recorder.say({ kind: 'deletion', externalId: id, deletedAt: at }, at);
    await this.door.receive();
  }

  private async tell(said: {
    id: string;
    text: string;
    isPublic: boolean;
    parentId: string | null;
    threadId: string | null;
    mail?: string | undefined;
    name?: string;
  }) {
    const name = said.name ?? this.name;
    const at = given.clock.now();
    const identities = [
      { kind: 'socialHandle' as const, value: `recording:${name}`, verified: true },
      ...(said.mail === undefined ? [] : [{ kind: 'email' as const, value: said.mail, verified: true }]),
    ];
    const happening: Happening = {
      kind: 'message',
      message: {
        ...{
          externalId: said.id,
          subject: null,
          text: said.text,
          html: null,
          attachments: [],
          parentId: said.parentId,
        },
        ...{ threadId: said.threadId, isPublic: said.isPublic, occurredAt: at, changedAt: at },
        author: { name: 'Ann', handle: `@${name}`, identities },
      },
    };
    this.recorder.say(happening, at);
    await this.door.receive();
  }

  async answer(ticketId: string, text: string, way?: Choice): Promise<string> {
    given.clock.moveBy(MINUTE);
    const messageId = newId();
    await write(this.door.desk, {
      ...{ asker: given.admin, ticket: ticketId, messageId, visibility: 'public', text, html: null, to: null },
      ...{ cc: [], attachments: [], sendAfterSeconds: 0, seenVersion: null, way },
    });
    given.clock.moveBy(MINUTE);
    const [row] = await given.sql.rows<{ id: string }>('SELECT id FROM outbox WHERE message_id = $1', [messageId]);
    if (way?.accountId !== null) await this.door.send(row?.id ?? '');
    return messageId;
  }

  way(audience: 'public' | 'private', closing?: boolean): Choice {
    return { accountId: this.door.account.id, audience, closing };
  }
}

const wishFor = (ticket: string): Wish => ({ asker: given.admin, ticket, version: null });

/** By the steps of a complaint that was answered at once. */
async function resolved(ticket: string): Promise<void> {
  for (const name of ['assess', 'respond', 'decide'] as const) await step(given.desk, wishFor(ticket), name, null);
  await resolveWith(given.desk, wishFor(ticket), null, { outcome: 'upheld', undeterminedReason: 'It burnt down.' });
}

const readOf = async (ticketId: string) => {
  const read = await timeline(given.sql, given.admin, ticketId);
  if (read === null) throw new Error('No ticket');
  return read;
};
const waysOf = async (ticketId: string): Promise<string[]> =>
  (await readOf(ticketId)).replyTo.ways.map(({ account, audience }) => `${account?.kind ?? 'mail'} ${audience}`);
const linksOf = async (ticketId: string) =>
  ((await ticketView(given.sql, given.admin, ticketId))?.links ?? []).flatMap(({ kind, ticket }) => [kind, ticket.id]);
const talkOf = async (ticketId: string) => (await ticketView(given.sql, given.admin, ticketId))?.publicTalk;
const posts = async (ticketId: string) =>
  (await readOf(ticketId)).entries.flatMap((entry) => (entry.kind === 'message' ? [entry.message] : []));

test('a public complaint gets one public reply, goes on in private with consent, and ends with one closing note, as one ticket', async () => {
  const ann = await Somebody.meet();
  await ann.say('p1', { text: 'My lamp burns!', isPublic: true });
  const ticket = await ann.door.ticketOf('p1');
  expect(await waysOf(ticket)).toEqual(['recording public', 'recording private']);
  expect(await talkOf(ticket)).toMatchObject({ next: 'reply', replies: 0, consent: null });

  await ann.answer(ticket, 'We are sorry. Please write to us in private.');
  expect(ann.replies.at(-1)).toMatchObject({ isPublic: true, parentId: 'p1' });
  expect(await talkOf(ticket)).toMatchObject({ next: 'goPrivate', replies: 1 });

  await ann.say('d1', { text: 'My order is 4711.', isPublic: false });
  expect(await ann.door.ticketOf('d1')).toBe(ticket);
  expect(await waysOf(ticket)).toEqual(['recording private', 'recording public']);
  const [message] = (await posts(ticket)).filter(({ text }) => text.includes('4711'));
  expect(await talkOf(ticket)).toMatchObject({
    consent: { means: 'privateMessage', messageId: message?.id, customer: { name: 'Ann' } },
  });

  await ann.answer(ticket, 'The new lamp is on its way.');
  expect(ann.replies.at(-1)).toMatchObject({ isPublic: false, parentId: 'd1' });
  await expect(ann.answer(ticket, 'All good.', ann.way('public', true))).rejects.toMatchObject({
    code: 'not-in-this-status',
  });
  await resolved(ticket);
  expect(await talkOf(ticket)).toMatchObject({ next: 'closingNote' });
  await ann.answer(ticket, 'The lamp was replaced. Thank you for your patience.', ann.way('public', true));
  expect(ann.replies.at(-1)).toMatchObject({ isPublic: true, parentId: 'p1' });
  expect(await talkOf(ticket)).toMatchObject({ next: 'done' });
  expect((await readTicket(given.sql, ticket))?.ticket.status).toBe('resolved');
  const spoken = (await posts(ticket)).filter(({ visibility }) => visibility === 'public');
  expect(spoken.map(({ post }) => post?.audience)).toEqual([...['public', 'public', 'private', 'private', 'public']]);
});

test('who goes on in a private thread of its own, as we asked him to in public, is still in one conversation', async () => {
  const ann = await Somebody.meet();
  await ann.say('t1', { text: 'My lamp burns!', isPublic: true, threadId: 'wall-1' });
  const ticket = await ann.door.ticketOf('t1');
  // Nobody asked yet: another matter, for all that we know, shown beside the first one.
  await ann.say('d0', { text: 'Where is your shop?', isPublic: false, threadId: 'chat-0' });
  const other = await ann.door.ticketOf('d0');
  expect(other).not.toBe(ticket);
  expect(await linksOf(other)).toEqual(['related', ticket]);

  await ann.answer(ticket, 'We are sorry. Please write to us in private.', ann.way('public'));
  await ann.say('d1', { text: 'My order is 4711.', isPublic: false, threadId: 'chat-1' });
  expect(await ann.door.ticketOf('d1')).toBe(ticket);
  expect(await talkOf(ticket)).toMatchObject({ consent: { means: 'privateMessage' } });
  await ann.say('d2', { text: 'And the address is the old one.', isPublic: false, threadId: 'chat-1' });
  expect(await ann.door.ticketOf('d2')).toBe(ticket);
  // He was invited once; what he begins later is a matter of its own.
  await ann.say('d3', { text: 'Do you have a job for me?', isPublic: false, threadId: 'chat-2' });
  expect(await ann.door.ticketOf('d3')).not.toBe(ticket);
});

test('who was asked into private on two matters is not guessed at: what he begins is linked to the newer one', async () => {
  const ann = await Somebody.meet();
  const tickets: string[] = [];
  for (const id of ['x1', 'x2']) {
    await ann.say(id, { text: `My lamp ${id} burns!`, isPublic: true, threadId: `wall-${id}` });
    tickets.push(await ann.door.ticketOf(id));
    await ann.answer(tickets.at(-1) ?? '', 'Please write to us in private.', ann.way('public'));
  }
  await ann.say('x3', { text: 'Here I am.', isPublic: false, threadId: 'chat-9' });
  const third = await ann.door.ticketOf('x3');
  expect(tickets).not.toContain(third);
  expect(await linksOf(third)).toEqual(['related', tickets[1]]);
});

test('a stranger with the same words is nobody whom we asked', async () => {
  const ann = await Somebody.meet();
  await ann.say('s1', { text: 'My lamp burns!', isPublic: true, threadId: 'wall-s' });
  const ticket = await ann.door.ticketOf('s1');
  await ann.answer(ticket, 'Please write to us in private.', ann.way('public'));
  await ann.sayAs('bob', 's2', { text: 'My order is 4711.', isPublic: false, threadId: 'chat-s' });
  expect(await ann.door.ticketOf('s2')).not.toBe(ticket);
});

test('who can be reached by mail as well is written to there when somebody chooses it, and nobody reads along', async () => {
  const ann = await Somebody.meet();
  const mail = `${ann.name}@customer.test`;
  await ann.say('m1', { text: 'Where is my parcel?', isPublic: true, mail });
  const ticket = await ann.door.ticketOf('m1');
  expect(await waysOf(ticket)).toEqual(['recording public', 'recording private', 'mail private']);
  const id = await ann.answer(ticket, 'Here is your tracking number.', { accountId: null, audience: 'private' });
  const sent = (await posts(ticket)).find((message) => message.id === id);
  expect(sent).toMatchObject({ channel: 'email', post: null, to: [{ address: mail }] });
  expect(ann.replies).toEqual([]);
  await expect(
    ann.answer(ticket, 'Bye.', { accountId: null, audience: 'private', closing: true }),
  ).rejects.toMatchObject({ faults: [{ pointer: '/way/closing' }] });
});

test('a way that is not there any more is refused and nothing is stored', async () => {
  const ann = await Somebody.meet();
  await ann.say('w1', { text: 'Hello?', isPublic: true });
  const ticket = await ann.door.ticketOf('w1');
  const before = (await posts(ticket)).length;
  const gone = { accountId: newId(), audience: 'public' as const };
  await expect(ann.answer(ticket, 'Hello!', gone)).rejects.toMatchObject({ faults: [{ pointer: '/way' }] });
  expect(await posts(ticket)).toHaveLength(before);
});

test('who wrote of another matter in private can be reached there, as long as its window is open', async () => {
  const ann = await Somebody.meet();
  await ann.say('o1', { text: 'An old question.', isPublic: false });
  const old = await ann.door.ticketOf('o1');
  const customerId = (await readTicket(given.sql, old))?.ticket.customerId ?? null;
  const other = await Somebody.meet();
  await other.say('o2', { text: 'Logged on the phone.', isPublic: true });
  const ticket = await other.door.ticketOf('o2');
  await edit(given.desk, wishFor(ticket), { customerId });
  const { ways } = (await readOf(ticket)).replyTo;
  const there = ways.find(({ account }) => account?.id === ann.door.account.id);
  expect(there).toMatchObject({ audience: 'private', openUntil: expect.any(String) });
  expect(ways.filter(({ account }) => account?.id === ann.door.account.id)).toHaveLength(1);
  given.clock.moveBy(25 * HOUR);
  await expect(ann.answer(ticket, 'Too late.', ann.way('private'))).rejects.toMatchObject({ code: 'too-late' });
});

test('an edited message shows what it said before, however late the earlier state comes, and a deleted one keeps its words', async () => {
  const ann = await Somebody.meet();
  await ann.say('e1', { text: 'The lamp is bad.', isPublic: true });
  await ann.say('e1', { text: 'The lamp is awful.', isPublic: true });
  await ann.say('e1', { text: 'The lamp is a disgrace.', isPublic: true });
  const ticket = await ann.door.ticketOf('e1');
  const [edited] = await posts(ticket);
  expect(edited?.text).toBe('The lamp is a disgrace.');
  expect(edited?.post?.earlier.map(({ text }) => text)).toEqual(['The lamp is awful.', 'The lamp is bad.']);
  expect(edited?.post).toMatchObject({ editedAt: expect.any(String), deletedAt: null });
  await ann.takeBack('e1');
  const [gone] = await posts(ticket);
  expect(gone).toMatchObject({ text: 'The lamp is a disgrace.', post: { deletedAt: expect.any(String) } });
  expect(await waysOf(ticket)).toEqual([]);
});

test('a public reply that failed is public again when it is tried again', async () => {
  const ann = await Somebody.meet();
  await ann.say('r1', { text: 'Nobody answers.', isPublic: true });
  const ticket = await ann.door.ticketOf('r1');
  const reply = await ann.answer(ticket, 'We are here.');
  await given.sql.rows(`UPDATE outbox SET state = 'failed' WHERE message_id = $1`, [reply]);
  await retry(ann.door.desk, given.admin, reply);
  expect(await talkOf(ticket)).toMatchObject({ replies: 1 });
});

test('consent that was said aloud is recorded with when and how', async () => {
  const ann = await Somebody.meet();
  await ann.say('c1', { text: 'Call me!', isPublic: true });
  const ticket = await ann.door.ticketOf('c1');
  const wish = wishFor(ticket);
  await recordConsent(given.desk, wish, { means: 'phone', agreedAt: null, messageId: null });
  expect(await talkOf(ticket)).toMatchObject({
    consent: { means: 'phone', customer: { name: 'Ann' }, messageId: null },
  });
  const stranger = recordConsent(given.desk, wish, { means: 'letter', agreedAt: null, messageId: newId() });
  await expect(stranger).rejects.toMatchObject({ faults: [{ pointer: '/messageId' }] });
});
