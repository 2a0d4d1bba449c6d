import { openMailParser, type MailParser } from '@redress/channels/email/mail.js';
import { openMailSender } from '@redress/channels/email/sender.js';
import { openSmtpIntake, type SmtpTransaction } from '@redress/channels/email/smtp-intake.js';
import type { Desk } from '@redress/desk/desk.js';
import { accept, workOn } from '@redress/desk/intake.js';
import { type Post, send } from '@redress/desk/sending.js';
import type { Abilities } from '@redress/domain/channel/message.js';
import type { Delivery } from '@redress/persistence/stores/deliveries.store.js';
import { newId } from '@redress/platform/ids.js';
import { afterAll, beforeAll } from '@jest/globals';
import { buildLetter } from '../../apps/worker/src/reactions/deliver.reaction.js';
import type { TestDesk } from '../support/desk.js';
import { headersOf, mail, QUEUE_ADDRESS, sendBySmtp } from '../support/mails.js';
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.js';
import { keepsTheContractAsMail } from './channel-contract.js';
import { answerOn, type Entrance, eventsOf, forgetTry, outboxOf, type Said, type Speaker } from './door.js';

const CAN: Abilities = {
  ...{ receives: ['poll', 'stream'], replies: ['private'], edits: false, deletes: false, delays: true },
  ...{ mostCharacters: null, attachments: { most: 50, mostBytes: 26_214_400 }, replyWindowHours: null, cost: 'free' },
};
const PARTS = 50_000;

let parser: MailParser;
beforeAll(() => {
  parser = openMailParser({ processes: 1, timeoutMs: 30_000, memoryMb: 256 });
});
afterAll(() => parser.close());

/** Another mail server: it keeps what was not taken, and comes again. */
class MailServer implements Speaker {
  private readonly all: Buffer[] = [];
  private waiting: Buffer[] = [];

  constructor(
    private readonly domain: string,
    private readonly sink: SmtpSink,
  ) {}

  private post(raw: Buffer): Promise<void> {
    this.all.push(raw);
    this.waiting.push(raw);
    return Promise.resolve();
  }

  say({ id, author, text, answers, at }: Said): Promise<void> {
    const parent = answers === null || answers.includes('@') ? answers : `${answers}@${this.domain}`;
    const naming = parent === null ? {} : { inReplyTo: parent, references: [parent] };
    const date = new Date(at).toUTCString();
    const from = `${author}@${this.domain}`;
    return this.post(mail({ from, messageId: `${id}@${this.domain}`, subject: `Lamp ${id}`, text, date, ...naming }));
  }

  repeatBackwards(): Promise<void> {
    this.waiting.push(...this.all.toReversed());
    return Promise.resolve();
  }

  /** More parts than anybody reads. */
  sayNonsense(): Promise<void> {
    const text = `${'--b\r\nContent-Type: application/x-a\r\n\r\nhi\r\n'.repeat(PARTS)}--b--\r\n`;
    return this.post(mail({ text, contentType: 'multipart/mixed; boundary=b' }));
  }

  /** @returns whether all of it was taken */
  async deliver(port: number): Promise<boolean> {
    const left: Buffer[] = [];
    for (const raw of this.waiting) {
      const reply = await sendBySmtp(port, raw, { to: [QUEUE_ADDRESS] });
      if (!reply.startsWith('250')) left.push(raw);
    }
    this.waiting = left;
    return left.length === 0;
  }

  /** What comes twice under one Message-ID is shown once. */
  answers(): Promise<{ id: string; text: string }[]> {
    const shown = new Map(
      this.sink.mails.map(({ raw }) => {
        const [, body = ''] = raw.toString().split(/\r\n\r\n/, 2);
        const id = (headersOf(raw.toString()).get('message-id') ?? '').replace(/[<>]/g, '');
        return [id, { id, text: body.trim() }];
      }),
    );
    return Promise.resolve([...shown.values()]);
  }
}

/** The receiver for SMTP and the outbox, on a desk that is given. */
class MailDoor implements Entrance {
  readonly id = newId();
  readonly name = 'email';
  readonly can = CAN;
  readonly hasCursor = false;
  readonly desk: Desk;
  readonly domain = `${this.id}.test`;
  private readonly waiting: { readonly delivery: Delivery; readonly source: Buffer }[] = [];

  constructor(
    private readonly given: TestDesk,
    private readonly server: (domain: string) => MailServer,
    private readonly sink: SmtpSink,
  ) {
    this.desk = given.desk;
  }

  readonly platform: MailServer = this.server(this.domain);

  async look(desk = this.desk): Promise<string> {
    const intake = await openSmtpIntake({
      ...{ host: '127.0.0.1', port: 0, maxBytes: 10 * 1_048_576, accepts: () => Promise.resolve(true) },
      store: (raw, transaction) => this.store(desk, raw, transaction),
    });
    try {
      return (await this.platform.deliver(intake.port)) ? 'done' : 'failing';
    } finally {
      await intake.close();
    }
  }

  private async store(
    desk: Desk,
    source: Buffer,
    { from, to, remoteAddress, helo, receivedAt }: SmtpTransaction,
  ): Promise<void> {
    const delivery = await accept(desk, source, {
      ...{ mailbox: 'smtp', uidValidity: null, uid: null, queueId: null, sourceComplete: true },
      ...{ envelopeFrom: from, envelopeTo: to, remoteAddress, helo, receivedAt },
    });
    if (delivery !== null) this.waiting.push({ delivery, source });
  }

  async work(order: 'asItCame' | 'backwards' = 'asItCame'): Promise<string[]> {
    const all = this.waiting.splice(0);
    const outcomes: string[] = [];
    for (const { delivery, source } of order === 'asItCame' ? all : all.toReversed()) {
      const read = (raw: Buffer, envelope: Parameters<MailParser['parse']>[1], authservIds: readonly string[]) =>
        parser.parse(raw, envelope, { authservIds });
      outcomes.push((await workOn(this.desk, delivery, read, source)).outcome);
    }
    return outcomes;
  }

  async receive(): Promise<string[]> {
    if ((await this.look()) !== 'done') throw new Error('Not everything was taken');
    return this.work();
  }

  cursor(): Promise<null> {
    return Promise.resolve(null);
  }

  messages(): ReturnType<Entrance['messages']> {
    return this.given.sql.rows(
      `SELECT split_part(m.rfc_message_id, '@', 1) AS id, m.new_text AS text, m.ticket_id AS "ticketId", t.channel, false AS "isDeleted"
       FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.rfc_message_id LIKE '%@' || $1 ORDER BY m.rfc_message_id`,
      [this.domain],
    );
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

  async send(outboxId: string, dies = false): Promise<void> {
    const sender = openMailSender({ url: this.sink.url });
    const post: Post = {
      build: buildLetter,
      send: async (source, envelope) => {
        const outcome = await sender.send(source, envelope);
        if (dies) await forgetTry(this.given, outboxId);
        return outcome;
      },
    };
    await send(this.desk, post, { ids: [outboxId] });
    await sender.close();
  }

  outbox(outboxId: string): ReturnType<Entrance['outbox']> {
    return outboxOf(this.given, outboxId);
  }
}

keepsTheContractAsMail(async (given) => {
  const sink = await openSmtpSink();
  const door = new MailDoor(given, (domain) => new MailServer(domain, sink), sink);
  return { door, platform: door.platform, close: () => sink.close() };
});
