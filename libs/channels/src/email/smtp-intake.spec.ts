import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Refusal } from '@redress/domain/refusal.js';
import { openSmtpIntake, type SmtpIntake, type SmtpIntakeOptions, type SmtpTransaction } from './smtp-intake.js';

interface Stored {
  readonly raw: Buffer;
  readonly transaction: SmtpTransaction;
}

/** A client that writes what it is told to and knows nothing of SMTP. */
class Wire {
  private heard = '';

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => (this.heard += chunk.toString('latin1')));
    socket.on('error', () => undefined);
  }

  /** Waits for the greeting: who talks before it is taken for a robot. */
  static async open(port: number): Promise<Wire> {
    const wire = new Wire(connect(port, '127.0.0.1'));
    await wire.replies(1);
    return wire;
  }

  say(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** All that was heard, once it holds `count` final reply lines (`250 …`, not `250-…`). */
  async replies(count: number): Promise<string[]> {
    for (let tries = 0; tries < 6_000; tries += 1) {
      const lines = this.heard.split('\r\n').filter((line) => /^\d{3} /.test(line));
      if (lines.length >= count) return lines;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`only heard ${this.heard}`);
  }

  get transcript(): string {
    return this.heard;
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && this.socket.readable;
  }

  end(): void {
    this.socket.destroy();
  }
}

const open: { intakes: SmtpIntake[]; wires: Wire[] } = { intakes: [], wires: [] };

async function intake(
  options: Partial<SmtpIntakeOptions> = {},
): Promise<{ wire: Wire; stored: Stored[]; server: SmtpIntake }> {
  const stored: Stored[] = [];
  const server = await openSmtpIntake({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 100_000,
    accepts: (address) => Promise.resolve(address.endsWith('@desk.test')),
    store: (raw, transaction) => {
      stored.push({ raw, transaction });
      return Promise.resolve();
    },
    ...options,
  });
  open.intakes.push(server);
  const wire = await Wire.open(server.port);
  open.wires.push(wire);
  return { wire, stored, server };
}

afterEach(async () => {
  open.wires.splice(0).forEach((wire) => wire.end());
  await Promise.all(open.intakes.splice(0).map((server) => server.close()));
});

const OPENING = 'EHLO shop.test\r\nMAIL FROM:<anna@shop.test>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\n';

describe('the SMTP receiver', () => {
  test('stores a pipelined mail byte for byte, with its envelope beside it, before it says 250', async () => {
    let release = (): void => undefined;
    const durable = new Promise<void>((resolve) => (release = resolve));
    const seen: Stored[] = [];
    const { wire } = await intake({
      store: (raw, transaction) => {
        seen.push({ raw, transaction });
        return durable;
      },
    });
    wire.say(OPENING);
    await wire.replies(5);
    const body = Buffer.from('Subject: L\xe4mpchen\r\n\r\n.a dotted line\r\n\xff\xfe bare \n line ends\r\n', 'latin1');
    wire.say(
      Buffer.concat([
        Buffer.from(body.toString('latin1').replace('\r\n.a', '\r\n..a'), 'latin1'),
        Buffer.from('.\r\n'),
      ]),
    );
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen).toHaveLength(1);
    expect(await wire.replies(5)).toHaveLength(5);
    release();
    expect((await wire.replies(6)).at(-1)).toMatch(/^250 2\.0\.0 Stored as /);
    expect(seen[0]?.raw.equals(body)).toBe(true);
    expect(seen[0]?.transaction).toMatchObject({
      from: 'anna@shop.test',
      to: ['help@desk.test'],
      helo: 'shop.test',
      remoteAddress: '127.0.0.1',
      secure: false,
    });
  });

  test.each([
    ['cannot store', new Error('database is away'), /^451 4\.3\.0/],
    ['has a full disk', Object.assign(new Error('no space'), { code: 'ENOSPC' }), /^452 4\.3\.1/],
    ['has a full store', new Refusal('storage-full'), /^452 4\.3\.1/],
  ])('asks for another try when it %s', async (_, failure, expected) => {
    const { wire } = await intake({ store: () => Promise.reject(failure) });
    wire.say(`${OPENING}`);
    await wire.replies(5);
    wire.say('Subject: x\r\n\r\nhello\r\n.\r\n');
    expect((await wire.replies(6)).at(-1)).toMatch(expected);
  });

  test('refuses an address that is none of ours and takes the mail for the others', async () => {
    const { wire, stored } = await intake();
    wire.say('EHLO a.test\r\nMAIL FROM:<>\r\nRCPT TO:<who@else.test>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\n');
    const replies = await wire.replies(6);
    expect(replies[3]).toMatch(/^550 5\.1\.1/);
    expect(replies[4]).toMatch(/^250/);
    wire.say('Subject: bounce\r\n\r\n\r\n.\r\n');
    await wire.replies(7);
    expect(stored[0]?.transaction).toMatchObject({ from: '', to: ['help@desk.test'] });
  });

  test('announces its size limit, refuses a larger promise at once and a larger mail at its end', async () => {
    const { wire, stored } = await intake({ maxBytes: 1_000 });
    wire.say('EHLO a.test\r\nMAIL FROM:<a@a.test> SIZE=2000\r\n');
    await wire.replies(3);
    expect(wire.transcript).toMatch(/250[- ]SIZE 1000\r\n/);
    expect((await wire.replies(3))[2]).toMatch(/^552/);
    wire.say('MAIL FROM:<a@a.test>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\n');
    await wire.replies(6);
    wire.say(`Subject: x\r\n\r\n${'0123456789\r\n'.repeat(500)}.\r\n`);
    expect((await wire.replies(7)).at(-1)).toMatch(/^552 5\.3\.4/);
    wire.say('MAIL FROM:<a@a.test>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\n');
    await wire.replies(10);
    wire.say('Subject: small enough\r\n\r\nhello\r\n.\r\n');
    expect((await wire.replies(11)).at(-1)).toMatch(/^250/);
    expect(stored).toHaveLength(1);
  });

  test('keeps nothing of a mail whose sender vanished in the middle', async () => {
    const { wire, stored, server } = await intake();
    wire.say(OPENING);
    await wire.replies(5);
    wire.say('Subject: half a m');
    await new Promise((resolve) => setTimeout(resolve, 50));
    wire.end();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close();
    expect(stored).toHaveLength(0);
  });

  test('lets a running transaction end when it closes, and takes no new one', async () => {
    let release = (): void => undefined;
    const durable = new Promise<void>((resolve) => (release = resolve));
    let begun = false;
    const store = (): Promise<void> => {
      begun = true;
      return durable;
    };
    const { wire, server } = await intake({ store });
    wire.say(OPENING);
    await wire.replies(5);
    wire.say('Subject: x\r\n\r\nhello\r\n.\r\n');
    while (!begun) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = server.close();
    release();
    expect((await wire.replies(6))[5]).toMatch(/^250/);
    wire.say('MAIL FROM:<a@a.test>\r\n');
    expect((await wire.replies(7))[6]).toMatch(/^421/);
    await closed;
    expect(wire.isOpen).toBe(false);
  });

  test('answers each recipient by LMTP', async () => {
    const { wire, stored } = await intake({ lmtp: true });
    wire.say(
      'LHLO a.test\r\nMAIL FROM:<a@a.test>\r\nRCPT TO:<help@desk.test>\r\nRCPT TO:<orders@desk.test>\r\nDATA\r\n',
    );
    await wire.replies(6);
    wire.say('Subject: x\r\n\r\nhello\r\n.\r\n');
    expect((await wire.replies(8)).slice(6)).toEqual([expect.stringMatching(/^250/), expect.stringMatching(/^250/)]);
    expect(stored).toHaveLength(1);
    expect(stored[0]?.transaction.to).toEqual(['help@desk.test', 'orders@desk.test']);
  });

  test('speaks UTF-8 addresses and 8-bit bodies', async () => {
    const { wire, stored } = await intake();
    wire.say(
      Buffer.from(
        'EHLO a.test\r\nMAIL FROM:<jörg@bücher.test> BODY=8BITMIME SMTPUTF8\r\nRCPT TO:<grüße@desk.test>\r\nDATA\r\n',
      ),
    );
    expect((await wire.replies(5)).map((line) => line.slice(0, 3))).toEqual(['220', '250', '250', '250', '354']);
    wire.say(Buffer.from('Subject: Grüße\r\n\r\nhallo\r\n.\r\n'));
    await wire.replies(6);
    expect(stored[0]?.transaction.to).toEqual(['grüße@desk.test']);
  });

  test('stops answering a peer that tries address after address', async () => {
    const { wire } = await intake();
    wire.say('EHLO a.test\r\nMAIL FROM:<a@a.test>\r\n');
    for (let n = 0; n < 25; n += 1) wire.say(`RCPT TO:<name${n}@else.test>\r\n`);
    const replies = await wire.replies(24);
    expect(replies.slice(3, 23).every((line) => line.startsWith('550'))).toBe(true);
    expect(replies[23]).toMatch(/^421 4\.7\.0/);
  });
});
