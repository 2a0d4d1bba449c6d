import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accessTo } from '@redress/desk/channel-accounts.js';
import type { Desk } from '@redress/desk/desk.js';
import { type Instant, instant, later, MINUTE } from '@redress/domain/time.js';
import { deskForTest, type TestDesk } from '../support/desk.js';
import { Door, type Entrance, type Platform, type Said, type Speaker } from './door.js';

export { Door, type Platform, type Said } from './door.js';

/** A desk whose disk is full from the second file on. */
function onFullDisk(desk: Desk): Desk {
  let kept = 0;
  const put: Desk['blobs']['put'] = (source) => {
    kept += 1;
    return kept > 1 ? Promise.reject(new Error('No space left')) : desk.blobs.put(source);
  };
  return { ...desk, blobs: { ...desk.blobs, put } };
}

/** What every channel keeps. @param open a platform where nothing was said yet, and the folder that its channel may use. */
export function keepsTheChannelContract(
  name: string,
  open: () => Promise<{ readonly platform: Platform; readonly dataDir: string }>,
): void {
  const { said, at, given } = stage(name);
  const atDoor: AtDoor = (work) => async () => {
    const { platform, dataDir } = await open();
    try {
      await work(await Door.open(platform, given(), dataDir), platform);
    } finally {
      await platform.close();
    }
  };

  describe(`${name}: what comes in`, () => arriving(said, atDoor));
  describe(`${name}: what its authors change`, () => changing(said, at, atDoor));
  describe(`${name}: what goes out`, () => answering(said, at, atDoor));
  describe(`${name}: what it cannot do`, () => refusing(said, atDoor));
  describe(`${name}: how it goes`, () => health(said, atDoor));
}

/**
 * What mail keeps of the contract. It has doors of its own, and no account besides mailboxes: nobody changes or takes back a mail, nothing is too
 * long for it, and how a mailbox fares is asked where mailboxes are.
 */
export function keepsTheContractAsMail(
  open: (given: TestDesk) => Promise<{ readonly door: Entrance; readonly platform: Speaker; close(): Promise<void> }>,
): void {
  const { said, at, given } = stage('mail');
  const atEntrance: AtEntrance = (work) => async () => {
    const { door, platform, close } = await open(given());
    try {
      await work(door, platform);
    } finally {
      await close();
    }
  };
  describe('mail: what comes in', () => arriving(said, atEntrance));
  describe('mail: what goes out', () => answering(said, at, atEntrance));
}

/** A desk for all tests of one entrance, and what a customer says to it. */
function stage(name: string): { readonly said: Says; readonly at: At; given(): TestDesk } {
  let given: TestDesk;
  beforeAll(async () => {
    given = await deskForTest();
  }, 60_000);
  afterAll(() => given.close());
  const at = (minutes: number): Instant => instant(given.clock.now() - (60 - minutes) * MINUTE);
  const said: Says = (id, minutes, more = {}) => ({
    ...{ id, author: `ann-${name}`, text: `The lamp ${id} broke.`, answers: null, at: at(minutes), ...more },
  });
  return { said, at, given: () => given };
}

type Says = (id: string, minutes: number, more?: Partial<Said>) => Said;
type AtDoor = (work: (door: Door, platform: Platform) => Promise<void>) => () => Promise<void>;
type AtEntrance = (work: (door: Entrance, platform: Speaker) => Promise<void>) => () => Promise<void>;
type At = (minutes: number) => Instant;

function arriving(said: Says, atDoor: AtEntrance): void {
  test(
    'the cursor does not move before everything is safe, and what comes again is taken once',
    atDoor(async (door, platform) => {
      for (const id of ['a1', 'a2', 'a3']) await platform.say(said(id, 1, { author: `${id}-${door.id}` }));
      expect(await door.look(onFullDisk(door.desk))).toBe('failing');
      expect(await door.cursor()).toBeNull();
      expect(await door.receive()).toEqual(['created', 'created', 'created']);
      expect((await door.messages()).map(({ id }) => id)).toEqual(['a1', 'a2', 'a3']);
      if (door.hasCursor) expect(await door.cursor()).not.toBeNull();
    }),
  );

  test(
    'a platform that repeats itself backwards adds nothing',
    atDoor(async (door, platform) => {
      for (const id of ['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7']) await platform.say(said(id, 2));
      expect(await door.receive()).toHaveLength(7);
      await platform.repeatBackwards();
      const again = await door.receive();
      expect(again.filter((outcome) => outcome !== 'duplicate')).toEqual([]);
      expect(await door.messages()).toHaveLength(7);
    }),
  );

  test(
    'one person is one customer, and an answer joins the ticket that it answers',
    atDoor(async (door, platform) => {
      await platform.say(said('c1', 3));
      await platform.say(said('c2', 4, { text: 'It is the blue one.', answers: 'c1' }));
      await platform.say(said('c3', 5, { author: `bob-${door.id}`, text: 'Mine too!', answers: 'c1' }));
      expect(await door.receive()).toEqual(['created', 'appended', 'created']);
      const [first, second, third] = await door.messages();
      expect(second?.ticketId).toBe(first?.ticketId);
      expect(third?.ticketId).not.toBe(first?.ticketId);
      expect(first?.channel).toBe(door.name);
      expect(await door.events(third?.ticketId ?? '')).toContain('TicketLinked');
      expect(await door.events(first?.ticketId ?? '')).toEqual(
        expect.arrayContaining(['TicketRouted', 'ClockStarted']),
      );
    }),
  );

  test(
    'what nobody can read is kept for a person and keeps nobody waiting',
    atDoor(async (door, platform) => {
      await platform.sayNonsense();
      await platform.say(said('d1', 6));
      expect((await door.receive()).toSorted()).toEqual(['created', 'quarantined']);
    }),
  );
}

function changing(said: Says, at: At, atDoor: AtDoor): void {
  test(
    'an edit is followed, and of two states the later one stands in whatever order they come',
    atDoor(async (door, platform) => {
      await platform.say(said('e1', 1));
      await platform.say(said('e1', 2, { text: 'The lamp broke twice.' }));
      await platform.say(said('e1', 3, { text: 'The lamp broke three times.' }));
      await door.look();
      await door.work('backwards');
      expect(await door.messages()).toMatchObject([{ id: 'e1', text: 'The lamp broke three times.' }]);
      await platform.say(said('e1', 4, { text: 'The lamp broke at last.' }));
      expect(await door.receive()).toEqual(['filed']);
      expect(await door.messages()).toMatchObject([{ id: 'e1', text: 'The lamp broke at last.' }]);
      expect(await door.events(await door.ticketOf('e1'))).toContain('MessageEdited');
    }),
  );

  test(
    'a deletion is told on the ticket, and nothing comes back from it',
    atDoor(async (door, platform) => {
      await platform.say(said('f1', 1));
      await door.receive();
      await platform.takeBack('f1', at(2));
      expect(await door.receive()).toEqual(['filed']);
      await platform.say(said('f1', 3, { text: 'Said again by a slow server.' }));
      expect(await door.receive()).toEqual(['filed']);
      expect(await door.messages()).toMatchObject([{ id: 'f1', text: 'The lamp f1 broke.', isDeleted: true }]);
      expect(await door.events(await door.ticketOf('f1'))).toContain('MessageDeleted');
    }),
  );

  test(
    'what was deleted before we ever saw it opens no ticket',
    atDoor(async (door, platform) => {
      if (platform.showsOnlyNow === true) {
        await platform.say(said('g1', 1));
        await platform.takeBack('g1', at(2));
        expect(await door.receive()).toEqual([]);
      } else {
        await platform.takeBack('g1', at(2));
        await platform.say(said('g1', 1));
        expect(await door.receive()).toEqual(['filed', 'filed']);
      }
      expect(await door.messages()).toEqual([]);
    }),
  );
}

function answering(said: Says, at: At, atDoor: AtEntrance): void {
  test(
    'a reply goes out once, also when we died between posting it and writing that down',
    atDoor(async (door, platform) => {
      if (door.can.replies.length === 0) return refusesAnswers(door, platform, said('h1', 1));
      await platform.say(said('h1', 1));
      await door.receive();
      const reply = await door.answer(await door.ticketOf('h1'), 'We send a new one.');
      await door.send(reply, true);
      expect(await door.outbox(reply)).toMatchObject({ state: 'sending' });
      await door.send(reply);
      expect(await door.outbox(reply)).toMatchObject({ state: 'sent' });
      expect(await platform.answers()).toMatchObject([{ text: 'We send a new one.' }]);
    }),
  );

  test(
    'what the customer says to our answer joins its ticket',
    atDoor(async (door, platform) => {
      if (door.can.replies.length === 0) return refusesAnswers(door, platform, said('i1', 1));
      await platform.say(said('i1', 1));
      await door.receive();
      const ticket = await door.ticketOf('i1');
      await door.send(await door.answer(ticket, 'Which one?'));
      const [ours] = await platform.answers();
      await platform.say(said('i2', 5, { answers: ours?.id ?? '', text: 'The red one.', at: later(at(60), MINUTE) }));
      expect(await door.receive()).toEqual(['appended']);
      expect(await door.ticketOf('i2')).toBe(ticket);
    }),
  );
}

function refusing(said: Says, atDoor: AtDoor): void {
  test(
    'what the channel cannot do is refused before it is stored',
    atDoor(async (door, platform) => {
      if (door.can.replies.length === 0) return refusesAnswers(door, platform, said('j1', 1));
      const most = platform.channel.can.mostCharacters;
      await platform.say(said('j1', 1));
      await door.receive();
      const ticket = await door.ticketOf('j1');
      await expect(door.answer(ticket, ' ')).rejects.toMatchObject({ code: 'invalid' });
      if (most !== null) await expect(door.answer(ticket, 'x'.repeat(most + 1))).rejects.toThrow(/characters at most/);
      expect(await door.events(ticket)).not.toContain('ReplyWritten');
    }),
  );
}

/** A door that only lets in says so before anything is stored, and what to do instead. */
async function refusesAnswers(door: Entrance, platform: Speaker, first: Said): Promise<void> {
  await platform.say(first);
  await door.receive();
  const ticket = await door.ticketOf(first.id);
  await expect(door.answer(ticket, 'We are sorry.')).rejects.toThrow(/takes no answer/);
  expect(await door.events(ticket)).not.toContain('ReplyWritten');
}

function health(said: Says, atDoor: AtDoor): void {
  test(
    'an account says what is wrong with it and what to do, and recovers by itself',
    atDoor(async (door, platform) => {
      if (door.connect().poll === undefined) {
        // Nobody is asked: that the door is open is all that can be said.
        await door.look();
        return expect(await door.health()).toMatchObject({ state: 'receiving', lastError: null, lastSuccessAt: null });
      }
      await platform.say(said('k1', 59));
      await platform.breakDown();
      expect(await door.look()).toBe('failing');
      const ill = await door.health();
      expect(ill).toMatchObject({ state: 'failing', lastError: expect.stringMatching(/\S/), lastSuccessAt: null });
      expect(ill.remedy).toMatch(/\S/);
      await platform.mend();
      await door.receive();
      expect(await door.health()).toMatchObject({ state: 'receiving', lastError: null, remedy: null, received: 1 });
      expect((await door.health()).lastSuccessAt).not.toBeNull();
    }),
  );

  test(
    'a sign-in that is refused says so and waits for a person',
    atDoor(async ({ given, dataDir }, platform) => {
      if (platform.secret === null) return expect(platform.channel.can.receives).toContain('poll');
      const wrong = await Door.open(platform, given, dataDir, platform.otherSecret ?? 'quite another secret');
      if (wrong.connect().poll === undefined) {
        await platform.say(said('l1', 59));
        expect(await wrong.look()).toBe('refused');
        // Anybody may knock: that must not make an account look ill.
        expect(await wrong.health()).toMatchObject({ state: 'starting', received: 0 });
        return;
      }
      expect(await wrong.look()).toBe('refused');
      expect(await wrong.health()).toMatchObject({ state: 'refused', remedy: expect.stringMatching(/\S/) });
    }),
  );

  test(
    'a credential is nowhere to be read: not in its row, nor in what a screen gets, nor in what went wrong',
    atDoor(async ({ given, dataDir, ...door }, platform) => {
      const canary = platform.secret ?? 'a canary that nobody needs';
      const sealed = await Door.open(platform, given, dataDir, canary);
      await platform.breakDown();
      await sealed.look();
      const rows = await given.sql.rows('SELECT to_json(a) AS row FROM channel_accounts a');
      const audit = await given.sql.rows('SELECT to_json(a) AS row FROM audit a');
      const shown = JSON.stringify([rows, audit, await sealed.health(), door.account]);
      expect(shown).not.toContain(canary);
      expect(accessTo(sealed.desk, dataDir, sealed.account).secret()).toBe(canary);
    }),
  );
}
