import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testMailbox } from '@redress/channels/email/mailbox-test.js';
import {
  openMailbox,
  type FolderCursor,
  type Mailbox,
  type MailboxAccount,
  type MailboxDelivery,
  type MailboxOptions,
  type MailboxReport,
} from '@redress/channels/email/mailbox.js';
import { DOVECOT_MISSING, openDovecot, UNMARKABLE, type Dovecot } from '../support/dovecot.js';
import { openProxy, type TcpProxy } from '../support/proxy.js';

interface Stored {
  readonly subject: string;
  readonly raw: Buffer;
  readonly delivery: MailboxDelivery;
}

/** The worker's side: a journal in memory that outlives the mailbox, as the database does. */
class Ledger {
  readonly stored: Stored[] = [];
  readonly reports: MailboxReport[] = [];
  readonly cursors = new Map<string, FolderCursor>();
  known = 0;
  tries = 0;
  refuses: (subject: string) => boolean = () => false;
  password: string;

  constructor(dovecot: Dovecot) {
    this.password = dovecot.password;
  }

  get options(): MailboxOptions {
    return {
      cursor: {
        load: (folder) => Promise.resolve(this.cursors.get(folder) ?? null),
        save: (folder, cursor) => {
          this.cursors.set(folder, cursor);
          return Promise.resolve();
        },
      },
      store: (raw, delivery) => this.store(raw, delivery),
      report: (report) => this.reports.push(report),
      secret: () => Promise.resolve({ password: this.password }),
      patience: {
        connectMs: 20_000,
        commandMs: 5_000,
        pollMs: 400,
        pauseMs: 50,
        longestPauseMs: 200,
        refusedMs: 60_000,
      },
    };
  }

  subjects(): string[] {
    return this.stored.map(({ subject }) => subject);
  }

  states(): string[] {
    return this.reports.flatMap((report) => (report.kind === 'state' ? [report.state] : []));
  }

  alarms(): string[] {
    return this.reports.flatMap((report) => (report.kind === 'alarm' ? [report.alarm] : []));
  }

  private store(raw: Buffer, delivery: MailboxDelivery): Promise<'stored' | 'known'> {
    this.tries += 1;
    const subject = /^subject: (.*)$/im.exec(raw.toString('latin1'))?.[1]?.trim() ?? '';
    if (this.refuses(subject)) return Promise.reject(new Error('cannot store'));
    if (this.stored.some((entry) => entry.raw.equals(raw))) {
      this.known += 1;
      return Promise.resolve('known');
    }
    this.stored.push({ subject, raw, delivery });
    return Promise.resolve('stored');
  }
}

async function until(what: string, met: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await met())) {
    if (Date.now() > end) throw new Error(`did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

const mail = (subject: string, body = 'hello'): string =>
  `From: anna@shop.test\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@shop.test>\r\n\r\n${body}\r\n`;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const suite = DOVECOT_MISSING === null ? describe : describe.skip;

test('a Dovecot to test against is installed', () => {
  if (process.env['CI'] !== 'true' && DOVECOT_MISSING !== null) {
    process.stderr.write(`mailbox tests are skipped, install Dovecot to run them: ${DOVECOT_MISSING}\n`);
    return;
  }
  expect(DOVECOT_MISSING).toBeNull();
});

suite(`a mailbox on a real Dovecot (${DOVECOT_MISSING ?? 'installed'})`, () => {
  let dovecot: Dovecot;
  let proxy: TcpProxy;
  let ledger: Ledger;
  let opened: Mailbox[] = [];

  const account = (change: Partial<MailboxAccount> = {}): MailboxAccount => ({
    id: 'box-1',
    host: '127.0.0.1',
    port: proxy.port,
    security: 'plain',
    user: dovecot.user,
    ca: null,
    folders: ['INBOX'],
    marksSeen: false,
    backlog: 'take',
    maxBytes: 1_000_000,
    ...change,
  });

  const open = (change: Partial<MailboxAccount> = {}, options: Partial<MailboxOptions> = {}): Mailbox => {
    const mailbox = openMailbox(account(change), { ...ledger.options, ...options });
    opened.push(mailbox);
    return mailbox;
  };

  beforeAll(async () => {
    dovecot = await openDovecot();
  });

  afterAll(() => dovecot.close());

  beforeEach(async () => {
    await dovecot.as(async (client) => {
      for (const { path } of await client.list()) {
        if (path !== 'INBOX' && path !== UNMARKABLE) await client.mailboxDelete(path);
      }
      await client.mailboxOpen('INBOX');
      await client.messageDelete('1:*').catch(() => false);
    });
    proxy = await openProxy(dovecot.port);
    ledger = new Ledger(dovecot);
  });

  afterEach(async () => {
    await Promise.all(opened.map((mailbox) => mailbox.close()));
    opened = [];
    await proxy.close();
  });

  test('takes what lies there, byte for byte and in order, and hears of a new mail by IDLE', async () => {
    await dovecot.append(mail('one'));
    await dovecot.append(mail('two', 'ümlaut\r\n.dot'));
    open({}, { patience: { ...ledger.options.patience, pollMs: 60_000 } });
    await until('both are stored', () => ledger.stored.length === 2);
    await until('it is connected', () => ledger.states().includes('connected'));
    await pause(150);
    const started = performance.now();
    await dovecot.append(mail('three'));
    await until('the third is stored', () => ledger.stored.length === 3);
    // The next poll would come after a minute.
    expect(performance.now() - started).toBeLessThan(60_000);
    expect(ledger.subjects()).toEqual(['one', 'two', 'three']);
    expect(ledger.stored[1]?.raw.toString()).toBe(mail('two', 'ümlaut\r\n.dot'));
    expect(ledger.stored[0]?.delivery).toMatchObject({ mailbox: 'box-1', folder: 'INBOX', oversize: null });
    expect(ledger.stored[0]?.delivery.internalDate).toBeGreaterThan(Date.now() - 3_600_000);
  });

  test('takes mails that a person has read already', async () => {
    await dovecot.append(mail('read'), 'INBOX', ['\\Seen']);
    await dovecot.append(mail('unread'));
    open();
    await until('both are stored', () => ledger.stored.length === 2);
    expect(ledger.stored[0]?.delivery.flags).toContain('\\Seen');
  });

  test('reads several folders of one account', async () => {
    await dovecot.create('Complaints');
    await dovecot.append(mail('a'));
    await dovecot.append(mail('b'), 'Complaints');
    open({ folders: ['INBOX', 'Complaints'] });
    await until('both are stored', () => ledger.stored.length === 2);
    expect(new Set(ledger.stored.map(({ delivery }) => delivery.folder))).toEqual(new Set(['INBOX', 'Complaints']));
  });

  test('goes on where it stood, after days in which mails were read by others', async () => {
    await dovecot.append(mail('before'));
    const first = open();
    await until('the first is stored', () => ledger.stored.length === 1);
    await first.close();
    for (const name of ['m1', 'm2', 'm3']) await dovecot.append(mail(name), 'INBOX', name === 'm2' ? ['\\Seen'] : []);
    open();
    await until('all are stored', () => ledger.stored.length === 4);
    expect(ledger.known).toBe(0);
  });

  test('leaves what a folder held before alone where that is wanted', async () => {
    await dovecot.append(mail('old'));
    open({ backlog: 'leave' });
    await until('it is connected', () => ledger.states().includes('connected'));
    await dovecot.append(mail('new'));
    await until('the new one is stored', () => ledger.stored.length === 1);
    expect(ledger.subjects()).toEqual(['new']);
  });

  test('marks a mail only once it is stored and its place is saved', async () => {
    await dovecot.append(mail('good'));
    await dovecot.append(mail('bad'));
    await dovecot.append(mail('fine'));
    ledger.refuses = (subject) => subject === 'bad';
    open({ marksSeen: true });
    await until('two are stored', () => ledger.stored.length === 2);
    const seen = async (): Promise<boolean[]> => (await dovecot.flags()).map((flags) => flags.includes('\\Seen'));
    await until('two are marked', async () => (await seen()).filter((marked) => marked).length === 2);
    expect(await seen()).toEqual([true, false, true]);
    expect(ledger.cursors.get('INBOX')?.retries).toEqual([expect.objectContaining({ tries: 1 })]);
  });

  test('stores a mail once when its mark is refused, and says so once', async () => {
    await dovecot.create(UNMARKABLE);
    await dovecot.append(mail('one'), UNMARKABLE);
    open({ folders: [UNMARKABLE], marksSeen: true });
    await until('it says so', () => ledger.alarms().includes('notMarked'));
    await dovecot.append(mail('two'), UNMARKABLE);
    await until('the next is stored', () => ledger.stored.length === 2);
    await pause(500);
    expect(ledger.tries).toBe(2);
    expect(ledger.alarms()).toEqual(['notMarked']);
  });

  test('marks nothing where it is told so', async () => {
    await dovecot.append(mail('one'));
    open();
    await until('it is stored', () => ledger.stored.length === 1);
    expect((await dovecot.flags()).flat()).not.toContain('\\Seen');
  });

  test('reads all again when the server numbers its mails anew, and raises one alarm', async () => {
    for (let n = 0; n < 60; n += 1) await dovecot.append(mail(`m${n}`));
    open();
    await until('all are stored', () => ledger.stored.length === 60);
    await dovecot.renumber();
    await dovecot.append(mail('after'));
    await until('the new one is stored', () => ledger.stored.length === 61);
    expect(ledger.known).toBe(60);
    expect(ledger.alarms()).toEqual(['uidValidityChanged']);
  });

  test('takes a mail that was moved away and back as known', async () => {
    await dovecot.create('Elsewhere');
    await dovecot.append(mail('one'));
    open();
    await until('it is stored', () => ledger.stored.length === 1);
    await dovecot.as(async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageMove('1:*', 'Elsewhere');
      await client.mailboxOpen('Elsewhere');
      await client.messageMove('1:*', 'INBOX');
    });
    await until('it is seen again', () => ledger.known === 1);
    expect(ledger.stored).toHaveLength(1);
  });

  test.each<[string, (broken: TcpProxy) => void]>([
    ['resets the connection', (broken) => broken.reset()],
    [
      'lets nothing through any more, without saying so',
      (broken) => {
        broken.set('blackhole');
        setTimeout(() => broken.set('pass'), 500);
      },
    ],
    [
      'refuses connections for a while',
      (broken) => {
        broken.set('refuse');
        broken.reset();
        setTimeout(() => broken.set('pass'), 500);
      },
    ],
  ])('finds back when the net %s', async (_, harm) => {
    open();
    await until('it is connected', () => ledger.states().includes('connected'));
    await pause(100);
    harm(proxy);
    await dovecot.append(mail('meanwhile'));
    await until('it is stored', () => ledger.stored.length === 1);
    expect(ledger.known).toBe(0);
  });

  test('finds back when the server kicks it', async () => {
    open();
    await until('it is connected', () => ledger.states().includes('connected'));
    dovecot.kick();
    await dovecot.append(mail('meanwhile'));
    await until('it is stored', () => ledger.stored.length === 1);
  });

  test('loses and doubles nothing when the line is cut in the middle of a mail', async () => {
    const big = mail('big', 'x'.repeat(70).concat('\r\n').repeat(4_000));
    await dovecot.append(mail('small'));
    await dovecot.append(big);
    proxy.cutAfter('server', 'xxxxxxxx', true);
    open();
    await until('both are stored', () => ledger.stored.length === 2);
    expect(ledger.stored[1]?.raw.toString()).toBe(big);
    expect(proxy.accepted).toBeGreaterThan(1);
  });

  test('stops at a changed password without hammering, tells once, and heals with the new one', async () => {
    const mailbox = open({ folders: ['INBOX'] });
    await until('it is connected', () => ledger.states().includes('connected'));
    const old = dovecot.password;
    await dovecot.setPassword('second-password');
    const before = proxy.accepted;
    proxy.reset();
    await until('it is refused', () => ledger.states().includes('authFailed'));
    await pause(600);
    expect(proxy.accepted - before).toBe(1);
    expect(ledger.states().filter((state) => state === 'authFailed')).toHaveLength(1);
    expect(JSON.stringify(ledger.reports)).not.toContain(old);
    ledger.password = dovecot.password;
    mailbox.wake();
    await dovecot.append(mail('after'));
    await until('it is stored', () => ledger.stored.length === 1);
    expect(ledger.states().at(-1)).toBe('connected');
  });

  test('does not let one mail that cannot be stored hold up the others, and tries it again', async () => {
    for (const name of ['a', 'poison', 'b']) await dovecot.append(mail(name));
    ledger.refuses = (subject) => subject === 'poison';
    open();
    await until('the others are stored', () => ledger.stored.length === 2);
    await until('it waits for another try', () => ledger.cursors.get('INBOX')?.retries.length === 1);
    ledger.refuses = () => false;
    const cursor = ledger.cursors.get('INBOX');
    if (cursor)
      ledger.cursors.set('INBOX', { ...cursor, retries: cursor.retries.map((entry) => ({ ...entry, dueAt: 0 })) });
    await until('it is stored at last', () => ledger.subjects().includes('poison'));
    await until('nothing waits', () => ledger.cursors.get('INBOX')?.retries.length === 0);
  });

  test('waits without moving on while nothing can be stored, and then takes all in order', async () => {
    for (let n = 0; n < 6; n += 1) await dovecot.append(mail(`m${n}`));
    ledger.refuses = () => true;
    open({}, { patience: { ...ledger.options.patience, pauseMs: 400, longestPauseMs: 400 } });
    await until('it says so', () => ledger.states().includes('storeFailing'));
    const stands = ledger.cursors.get('INBOX');
    expect(stands?.retries).toEqual([]);
    ledger.refuses = () => false;
    await until('all are stored', () => ledger.stored.length === 6);
    expect(ledger.subjects()).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5']);
    expect(ledger.stored[0]?.delivery.uid).toBe((stands?.lastUid ?? 0) + 1);
  });

  test('takes the beginning of a mail over the limit and leaves the rest on the server', async () => {
    await dovecot.append(mail('huge', 'y'.repeat(70).concat('\r\n').repeat(4_000)));
    await dovecot.append(mail('next'));
    open({ maxBytes: 100_000 });
    await until('both are stored', () => ledger.stored.length === 2);
    const huge = ledger.stored[0];
    expect(huge?.raw.length).toBe(65_536);
    expect(huge?.delivery.oversize).toBeGreaterThan(280_000);
    expect(ledger.stored[1]?.delivery.oversize).toBeNull();
  });

  test('says which folder is missing and reads the others', async () => {
    await dovecot.append(mail('one'));
    open({ folders: ['Nowhere', 'INBOX'] });
    await until('it is stored', () => ledger.stored.length === 1);
    await until('it says so', () => ledger.reports.some(({ detail }) => detail.includes('no folder "Nowhere"')));
  });

  test('trusts no certificate but those of known authorities and of the account', async () => {
    await dovecot.append(mail('one'));
    const secret = { password: dovecot.password };
    const direct = { port: dovecot.tlsPort, security: 'tls' as const };
    const refused = await testMailbox(account(direct), secret);
    expect(refused.steps).toEqual([expect.objectContaining({ step: 'connect', ok: false })]);
    expect(refused.steps[0]?.detail).toMatch(/certificate of your own authority/);
    open({ ...direct, ca: dovecot.ca });
    await until('it is stored', () => ledger.stored.length === 1);
    const upgraded = await testMailbox(account({ port: dovecot.port, security: 'starttls', ca: dovecot.ca }), secret);
    expect(upgraded.steps.every(({ ok }) => ok)).toBe(true);
  });

  test('sends no password in the clear over a network', () => {
    expect(() => open({ host: 'imap.example.org' })).toThrow(/Use TLS/);
  });

  describe('its connection test', () => {
    test('goes step by step and lists the folders', async () => {
      await dovecot.create('Complaints');
      const { steps, folders } = await testMailbox(account({ folders: ['INBOX', 'Nowhere'] }), {
        password: dovecot.password,
      });
      expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
        ['connect', true],
        ['signIn', true],
        ['openFolder', true],
        ['openFolder', false],
      ]);
      expect(steps[3]?.detail).toMatch(/no folder "Nowhere"/);
      expect(folders).toEqual(expect.arrayContaining(['INBOX', 'Complaints']));
    });

    test('says what to do about a wrong password, without repeating it', async () => {
      const { steps } = await testMailbox(account(), { password: 'wrong-and-secret' });
      expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
        ['connect', true],
        ['signIn', false],
      ]);
      expect(steps[1]?.detail).toMatch(/Check user name and password/);
      expect(JSON.stringify(steps)).not.toContain('wrong-and-secret');
    });

    test('says what to do when nothing listens', async () => {
      const { port } = proxy;
      await proxy.close();
      proxy = await openProxy(dovecot.port);
      const { steps } = await testMailbox(account({ port }), { password: 'x' });
      expect(steps[0]).toMatchObject({ step: 'connect', ok: false });
      expect(steps[0]?.detail).toMatch(/Check the port/);
    });
  });
});
