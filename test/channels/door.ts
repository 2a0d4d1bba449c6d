import { expect } from '@jest/globals';
import type { Abilities } from '@redress/domain/channel/message.js';
import type { ChannelName } from '@redress/domain/ticket/ticket.js';
import type { Channel, Connection, Knock } from '@redress/channels/channel.js';
import { createChannelAccount, accessTo } from '@redress/desk/channel-accounts.js';
import type { Desk } from '@redress/desk/desk.js';
import { workOn } from '@redress/desk/intake.js';
import { write } from '@redress/desk/messages.js';
import { answerKnock, lookOnce, noteTaken } from '@redress/desk/receiving.js';
import { type Post, send } from '@redress/desk/sending.js';
import { type Instant, SECOND } from '@redress/domain/time.js';
import { type ChannelAccountRow, channelAccount, channelCursor } from '@redress/persistence/stores/channels.store.js';
import type { Delivery } from '@redress/persistence/stores/deliveries.store.js';
import { newId } from '@redress/platform/ids.js';
import { channelAccountById } from '@redress/views/channels.view.js';
import type { TestDesk } from '../support/desk.js';

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

/** What is asked of a platform wherever its messages come in. */
export type Speaker = Pick<Platform, 'say' | 'repeatBackwards' | 'sayNonsense' | 'answers'>;

interface Came {
  readonly id: string;
  readonly text: string;
  readonly ticketId: string;
  readonly channel: string;
  readonly isDeleted: boolean;
}

/** Where messages come in and answers go out, with what the worker would do: an account of a channel, or the doors of mail. */
export interface Entrance {
  /** Unlike any other. */
  readonly id: string;
  /** What its tickets are said to have come by. */
  readonly name: ChannelName;
  readonly can: Abilities;
  readonly desk: Desk;
  /** It remembers how far it has read; else whoever brings something keeps it until he is answered. */
  readonly hasCursor: boolean;
  /** Takes in what is there; `failing` when not all of it is safe. */
  look(desk?: Desk): Promise<string>;
  work(order?: 'asItCame' | 'backwards'): Promise<string[]>;
  receive(): Promise<string[]>;
  cursor(): Promise<string | null>;
  messages(): Promise<Came[]>;
  ticketOf(id: string): Promise<string>;
  events(ticketId: string): Promise<string[]>;
  answer(ticketId: string, text: string): Promise<string>;
  send(outboxId: string, dies?: boolean): Promise<void>;
  outbox(outboxId: string): Promise<{ readonly state: string; readonly detail: string | null }>;
}

/** The same of every entrance. */
export async function eventsOf(given: TestDesk, ticketId: string): Promise<string[]> {
  const rows = await given.sql.rows<{ type: string }>(
    'SELECT type FROM ticket_events WHERE ticket_id = $1 ORDER BY version',
    [ticketId],
  );
  return rows.map(({ type }) => type);
}

/** Writes an answer whose undo window is over; gives the id of its row in the outbox. */
export async function answerOn(given: TestDesk, desk: Desk, ticketId: string, text: string): Promise<string> {
  const messageId = newId();
  await write(desk, {
    ...{ asker: given.admin, ticket: ticketId, messageId, visibility: 'public', text, html: null, to: null },
    ...{ cc: [], attachments: [], sendAfterSeconds: 0, seenVersion: null },
  });
  given.clock.moveBy(SECOND);
  const [row] = await given.sql.rows<{ id: string }>('SELECT id FROM outbox WHERE message_id = $1', [messageId]);
  return row?.id ?? '';
}

/** As if whoever was at it had died before he wrote down how it ended. */
export async function forgetTry(given: TestDesk, outboxId: string): Promise<void> {
  await given.sql.rows(
    `UPDATE outbox SET attempt_token = gen_random_uuid(), lease_until = now() - interval '1 second' WHERE id = $1`,
    [outboxId],
  );
}

export async function outboxOf(given: TestDesk, outboxId: string): ReturnType<Entrance['outbox']> {
  const [row] = await given.sql.rows<{ state: string; detail: string | null }>(
    'SELECT state, detail FROM outbox WHERE id = $1',
    [outboxId],
  );
  return row ?? { state: 'none', detail: null };
}

/** One account on a desk of its own, and what the worker would do with it. */
export class Door implements Entrance {
  readonly id: string;
  readonly name: ChannelName;
  readonly can: Abilities;
  readonly hasCursor: boolean;
  readonly desk: Desk;
  private readonly waiting: { readonly delivery: Delivery; readonly source: Buffer }[] = [];

  private constructor(
    readonly platform: Platform,
    readonly given: TestDesk,
    readonly account: ChannelAccountRow,
    readonly dataDir: string,
  ) {
    this.desk = reading(given.desk, platform, dataDir);
    this.id = account.id;
    this.name = platform.channel.name;
    this.can = platform.channel.can;
    this.hasCursor = platform.knocks === undefined;
  }

  static async open(platform: Platform, given: TestDesk, dataDir: string, secret = platform.secret): Promise<Door> {
    const [queue] = await given.sql.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
    // Two doors to one account, of which one has a wrong key: an installation refuses that.
    const aside = `${platform.channel.kind} aside`;
    const rename = 'UPDATE channel_accounts SET kind = $2 WHERE kind = $1';
    await given.sql.rows(rename, [platform.channel.kind, aside]);
    const id = await createChannelAccount(given.desk, given.admin, platform.channel, {
      ...{ name: `Account ${newId()}`, queueId: queue?.id ?? '', settings: platform.settings, enabled: true },
      ...(secret === null ? {} : { secret }),
    });
    await given.sql.rows(rename, [aside, platform.channel.kind]);
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
      if (answer.taken !== null) await noteTaken(desk, this.account.id, answer.taken);
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
  async messages(): Promise<Came[]> {
    const rows = await this.given.sql.rows<Came>(
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

  events(ticketId: string): Promise<string[]> {
    return eventsOf(this.given, ticketId);
  }

  answer(ticketId: string, text: string): Promise<string> {
    return answerOn(this.given, this.desk, ticketId, text);
  }

  /** @param dies after the platform has taken it and before anybody wrote that down. */
  async send(outboxId: string, dies = false): Promise<void> {
    const connection = this.connect();
    const reply: NonNullable<Post['reply']> = async (_, full) => {
      const outcome = await connection.reply(full);
      if (dies) await forgetTry(this.given, outboxId);
      return outcome;
    };
    await send(
      this.desk,
      { build: () => Promise.reject(new Error('This is no mail')), send: null, reply },
      { ids: [outboxId] },
    );
    await connection.close();
  }

  outbox(outboxId: string): ReturnType<Entrance['outbox']> {
    return outboxOf(this.given, outboxId);
  }
}

const reading = (desk: Desk, { channel, internalHosts }: Platform, dataDir: string): Desk => ({
  ...desk,
  readPost: (account, source) => channel.read(source, accessTo(desk, dataDir, account, internalHosts)),
});
