import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Channel, Connection, Knock } from '@redress/channels/channel.js';
import { createChannelAccount, accessTo } from '@redress/desk/channel-accounts.js';
import type { Desk } from '@redress/desk/desk.js';
import { workOn } from '@redress/desk/intake.js';
import { write } from '@redress/desk/messages.js';
import { answerKnock, lookOnce } from '@redress/desk/receiving.js';
import { type Post, send } from '@redress/desk/sending.js';
import { type Instant, instant, later, MINUTE, SECOND } from '@redress/domain/time.js';
import { type ChannelAccountRow, channelAccount, channelCursor } from '@redress/persistence/stores/channels.store.js';
import type { Delivery } from '@redress/persistence/stores/deliveries.store.js';
import { newId } from '@redress/platform/ids.js';
import { channelAccountById } from '@redress/views/channels.view.js';
import { deskForTest, type TestDesk } from '../support/desk.js';

/** What a customer does at a platform. */
export interface Said {
  /** Names the message there; said again with a later time it is changed. */
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly answers: string | null;
  readonly at: Instant;
}

/** A platform that the test plays, behind the real channel. */
export interface Platform {
  readonly channel: Channel;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret: string | null;
  /** It shows things as they are: what happened between two looks, and what was gone before the first, is nowhere to be seen. */
  readonly showsOnlyNow?: boolean;
  /** What the test calls a message that the platform gave a name of its own. */
  nameOf?(externalId: string): string;
  say(said: Said): Promise<void>;
  takeBack(id: string, at: Instant): Promise<void>;
  /** Says everything again, the newest first. */
  repeatBackwards(): Promise<void>;
  sayNonsense(): Promise<void>;
  /** Stops to answer. */
  breakDown(): Promise<void>;
  mend(): Promise<void>;
  /** Where the platform knocks by itself: what nobody has let in yet. */
  knocks?(): readonly Knock[];
  /** It was let in, and is not said again. */
  heard?(knock: Knock): void;
  /** Of what it signs in with, where it has a shape of its own. */
  readonly otherSecret?: string;
  /** Hosts of this machine that stand for those of the platform. */
  readonly internalHosts?: readonly string[];
  /** What we answered there, in order. */
  answers(): Promise<readonly { readonly id: string; readonly text: string }[]>;
  close(): Promise<void>;
}

/** One account on a desk of its own, and what the worker would do with it. */
export class Door {
  readonly desk: Desk;
  private readonly waiting: { readonly delivery: Delivery; readonly source: Buffer }[] = [];

  private constructor(
    readonly platform: Platform,
    readonly given: TestDesk,
    readonly account: ChannelAccountRow,
    readonly dataDir: string,
  ) {
    this.desk = reading(given.desk, platform, dataDir);
  }

  static async open(platform: Platform, given: TestDesk, dataDir: string, secret = platform.secret): Promise<Door> {
    const [queue] = await given.sql.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
    const id = await createChannelAccount(given.desk, given.admin, platform.channel, {
      ...{ name: `Account ${newId()}`, queueId: queue?.id ?? '', settings: platform.settings, enabled: true },
      ...(secret === null ? {} : { secret }),
    });
    const account = await channelAccount(given.sql, id);
    if (account === null) throw new Error('No account');
    return new Door(platform, given, account, dataDir);
  }

  connect() {
    return this.platform.channel.connect(
      accessTo(this.desk, this.dataDir, this.account, this.platform.internalHosts ?? []),
    );
  }

  /** Looks until there is nothing more, and keeps what came. Between two looks time goes by. */
  async look(desk = this.desk): Promise<string> {
    this.given.clock.moveBy(SECOND);
    const connection = this.connect();
    try {
      const knocked = await this.letIn(desk, connection);
      if (knocked !== 'done') return knocked;
      for (;;) {
        const result = await lookOnce(desk, this.account, connection, (delivery, source) => {
          this.waiting.push({ delivery, source });
        });
        if (result !== 'more') return result;
      }
    } finally {
      await connection.close();
    }
  }

  private async letIn(desk: Desk, connection: Connection): Promise<string> {
    for (const knock of this.platform.knocks?.() ?? []) {
      const answer = await answerKnock(desk, this.account, connection, knock, (delivery, source) => {
        this.waiting.push({ delivery, source });
      }).catch(() => null);
      if (answer === null) return 'failing';
      if (answer.status !== 200) return 'refused';
      this.platform.heard?.(knock);
    }
    return 'done';
  }

  /** Works on what was kept; several hands may take it in another order than it came. */
  async work(order: 'asItCame' | 'backwards' = 'asItCame'): Promise<string[]> {
    const all = this.waiting.splice(0);
    const outcomes: string[] = [];
    for (const { delivery, source } of order === 'asItCame' ? all : all.toReversed()) {
      const receipt = await workOn(this.desk, delivery, () => Promise.reject(new Error('This is no mail')), source);
      outcomes.push(receipt.outcome);
    }
    return outcomes;
  }

  async receive(order: 'asItCame' | 'backwards' = 'asItCame'): Promise<string[]> {
    expect(await this.look()).toBe('done');
    return this.work(order);
  }

  cursor(): Promise<string | null> {
    return channelCursor(this.given.sql, this.account.id);
  }

  async health() {
    const account = await channelAccountById(this.given.sql, this.account.id);
    if (account === null) throw new Error('No account');
    return account;
  }

  /** The messages that came by this account, with what became of them. */
  async messages(): Promise<{ id: string; text: string; ticketId: string; channel: string; isDeleted: boolean }[]> {
    const rows = await this.given.sql.rows<{
      id: string;
      text: string;
      ticketId: string;
      channel: string;
      isDeleted: boolean;
    }>(
      `SELECT c.external_id AS id, m.new_text AS text, m.ticket_id AS "ticketId", t.channel, c.deleted_at IS NOT NULL AS "isDeleted"
       FROM channel_messages c JOIN messages m ON m.id = c.message_id JOIN tickets t ON t.id = m.ticket_id
       WHERE c.account_id = $1 AND m.direction = 'inbound' ORDER BY c.external_id`,
      [this.account.id],
    );
    const named = rows.map((row) => ({ ...row, id: this.platform.nameOf?.(row.id) ?? row.id }));
    return named.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  async ticketOf(id: string): Promise<string> {
    const message = (await this.messages()).find((one) => one.id === id);
    if (message === undefined) throw new Error(`No message ${id}`);
    return message.ticketId;
  }

  async events(ticketId: string): Promise<string[]> {
    const rows = await this.given.sql.rows<{ type: string }>(
      'SELECT type FROM ticket_events WHERE ticket_id = $1 ORDER BY version',
      [ticketId],
    );
    return rows.map(({ type }) => type);
  }

  /** Writes an answer whose undo window is over; gives the id of its row in the outbox. */
  async answer(ticketId: string, text: string): Promise<string> {
    const messageId = newId();
    await write(this.desk, {
      ...{ asker: this.given.admin, ticket: ticketId, messageId, visibility: 'public', text, html: null, to: null },
      ...{ cc: [], attachments: [], sendAfterSeconds: 0, seenVersion: null },
    });
    this.given.clock.moveBy(SECOND);
    const [row] = await this.given.sql.rows<{ id: string }>('SELECT id FROM outbox WHERE message_id = $1', [messageId]);
    return row?.id ?? '';
  }

  /** @param dies after the platform has taken it and before anybody wrote that down. */
  async send(outboxId: string, dies = false): Promise<void> {
    const connection = this.connect();
    const reply: NonNullable<Post['reply']> = async (_, full) => {
      const outcome = await connection.reply(full);
      if (dies) await this.forgetTry(outboxId);
      return outcome;
    };
    await send(this.desk, { build: () => Promise.reject(new Error('This is no mail')), send: null, reply }, outboxId);
    await connection.close();
  }

  private async forgetTry(outboxId: string): Promise<void> {
    await this.given.sql.rows(
      `UPDATE outbox SET attempt_token = gen_random_uuid(), lease_until = now() - interval '1 second' WHERE id = $1`,
      [outboxId],
    );
  }

  async outbox(outboxId: string): Promise<{ state: string; detail: string | null }> {
    const [row] = await this.given.sql.rows<{ state: string; detail: string | null }>(
      'SELECT state, detail FROM outbox WHERE id = $1',
      [outboxId],
    );
    return row ?? { state: 'none', detail: null };
  }
}

const reading = (desk: Desk, { channel, internalHosts }: Platform, dataDir: string): Desk => ({
  ...desk,
  readPost: (account, source) => channel.read(source, accessTo(desk, dataDir, account, internalHosts)),
});

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
  let given: TestDesk;
  beforeAll(async () => {
    given = await deskForTest();
  }, 60_000);
  afterAll(() => given.close());

  const at = (minutes: number): Instant => instant(given.clock.now() - (60 - minutes) * MINUTE);
  const said = (id: string, minutes: number, more: Partial<Said> = {}): Said => ({
    ...{ id, author: `ann-${name}`, text: `The lamp ${id} broke.`, answers: null, at: at(minutes), ...more },
  });
  const atDoor = (work: (door: Door, platform: Platform) => Promise<void>) => async () => {
    const { platform, dataDir } = await open();
    try {
      await work(await Door.open(platform, given, dataDir), platform);
    } finally {
      await platform.close();
    }
  };

  describe(`${name}: what comes in`, () => arriving(said, atDoor));
  describe(`${name}: what its authors change`, () => changing(said, at, atDoor));
  describe(`${name}: what goes out`, () => answering(said, at, atDoor));
  describe(`${name}: how it goes`, () => health(said, atDoor));
}

type Says = (id: string, minutes: number, more?: Partial<Said>) => Said;
type AtDoor = (work: (door: Door, platform: Platform) => Promise<void>) => () => Promise<void>;
type At = (minutes: number) => Instant;

function arriving(said: Says, atDoor: AtDoor): void {
  test(
    'the cursor does not move before everything is safe, and what comes again is taken once',
    atDoor(async (door, platform) => {
      for (const id of ['a1', 'a2', 'a3']) await platform.say(said(id, 1, { author: `${id}-${door.account.id}` }));
      expect(await door.look(onFullDisk(door.desk))).toBe('failing');
      expect(await door.cursor()).toBeNull();
      expect(await door.receive()).toEqual(['created', 'created', 'created']);
      expect((await door.messages()).map(({ id }) => id)).toEqual(['a1', 'a2', 'a3']);
      if (platform.knocks === undefined) expect(await door.cursor()).not.toBeNull();
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
      await platform.say(said('c3', 5, { author: `bob-${door.account.id}`, text: 'Mine too!', answers: 'c1' }));
      expect(await door.receive()).toEqual(['created', 'appended', 'created']);
      const [first, second, third] = await door.messages();
      expect(second?.ticketId).toBe(first?.ticketId);
      expect(third?.ticketId).not.toBe(first?.ticketId);
      expect(first?.channel).toBe(door.platform.channel.name);
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

function answering(said: Says, at: At, atDoor: AtDoor): void {
  test(
    'a reply goes out once, also when we died between posting it and writing that down',
    atDoor(async (door, platform) => {
      if (platform.channel.can.replies.length === 0) return refusesAnswers(door, platform, said('h1', 1));
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
      if (platform.channel.can.replies.length === 0) return refusesAnswers(door, platform, said('i1', 1));
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

  test(
    'what the channel cannot do is refused before it is stored',
    atDoor(async (door, platform) => {
      if (platform.channel.can.replies.length === 0) return refusesAnswers(door, platform, said('j1', 1));
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
async function refusesAnswers(door: Door, platform: Platform, first: Said): Promise<void> {
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
