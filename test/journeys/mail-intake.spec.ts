import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { IntakeReceipt, QuarantinedMail } from '@redress/contract/mail.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { freshAddress, freshMessageId, mail, sendBySmtp } from '../support/mails.js';
import { slowness } from '../support/pace.js';

const MB = 1024 * 1024;

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
  // The threads that read mail load at the first one.
  await Promise.all([desk.take(mail()), sendBySmtp(desk.smtpPort, mail({ subject: 'First of all' }))]);
  await until(() => ticketWith('First of all'));
});
afterAll(() => desk.close());

/** The ticket that a mail became, found by its Message-ID or subject; undefined while it is on its way. */
async function ticketWith(subject: string): Promise<string | undefined> {
  const [row] = await desk.sql.rows<{ id: string }>('SELECT id FROM tickets WHERE subject = $1', [subject]);
  return row?.id;
}

const countOf = async (text: string, value: string): Promise<number> => {
  const [row] = await desk.sql.rows<{ count: number }>(text, [value]);
  return row?.count ?? -1;
};

const messagesOf = (from: string): Promise<number> =>
  countOf(`SELECT count(*) FROM messages WHERE from_address = $1 AND direction = 'inbound'`, from);
const ticketsOf = (from: string): Promise<number> =>
  countOf(
    `SELECT count(*) FROM tickets t JOIN participants p ON p.ticket_id = t.id AND p.role = 'customer' WHERE p.address = $1`,
    from,
  );

describe('a mail by SMTP', () => {
  test('is a ticket within a second', async () => {
    // The quickest of three: the machine may be busy with other tests.
    const took: number[] = [];
    for (let tries = 0; tries < 3 && !took.some((milliseconds) => milliseconds < 1_000); tries += 1) {
      const subject = `Lamp ${freshMessageId()}`;
      const started = Date.now();
      expect(await sendBySmtp(desk.smtpPort, mail({ subject }))).toMatch(/^250 /);
      await until(() => ticketWith(subject));
      took.push(Date.now() - started);
    }
    expect(Math.min(...took)).toBeLessThan(1_000 * slowness());
  });

  test('keeps its source byte for byte', async () => {
    const raw = mail({ subject: 'Dots', text: '.\n..\n. at the start of a line\nÄpfel' });
    const receipt = await desk.take(raw);
    const source = await desk.ask<string>(`/messages/${receipt.messageId}/source`);
    expect(source.body).toBe(raw.toString('utf8'));
    expect(source.headers.get('content-type')).toContain('message/rfc822');
  });

  test('over the limit is refused with 552', async () => {
    const raw = mail({ subject: 'Sixty', text: 'x'.repeat(60 * MB) });
    expect(await sendBySmtp(desk.smtpPort, raw)).toMatch(/^552 /);
    expect((await desk.ask('/intake/email', { raw })).status).toBe(413);
    expect(await ticketWith('Sixty')).toBeUndefined();
  });
});

describe('the same mail', () => {
  test('in two mailboxes at once is one message on one ticket with two deliveries', async () => {
    const from = freshAddress();
    const raw = (box: string): Buffer =>
      Buffer.concat([Buffer.from(`Delivered-To: ${box}\r\nReceived: by ${box}\r\n`), one]);
    const one = mail({ from, to: 'a@desk.test', cc: 'b@desk.test' });
    const receipts = await Promise.all([
      desk.take(raw('a@desk.test')),
      desk.take(raw('b@desk.test')),
      desk.take(raw('c@desk.test')),
    ]);
    expect(receipts.map((receipt) => receipt.outcome).sort()).toEqual(['created', 'duplicate', 'duplicate']);
    expect(new Set(receipts.map((receipt) => receipt.ticketId)).size).toBe(1);
    expect([await messagesOf(from), await ticketsOf(from)]).toEqual([1, 1]);
    expect(await countOf('SELECT count(*) FROM deliveries WHERE message_id = $1', receipts[0]?.messageId ?? '')).toBe(
      3,
    );
  });

  test('without a Message-ID is one message, and another text is another one', async () => {
    const wishes = { from: freshAddress(), messageId: null, date: 'Mon, 19 Jan 2026 09:00:00 +0000' };
    const receipts: IntakeReceipt[] = [];
    for (const text of ['One.', 'One.', 'Two.']) receipts.push(await desk.take(mail({ ...wishes, text })));
    expect(receipts.map((receipt) => receipt.outcome)).toEqual(['created', 'duplicate', 'created']);
  });

  test('is not what only carries the same Message-ID', async () => {
    const messageId = freshMessageId();
    const first = await desk.take(mail({ messageId, text: 'Mine.' }));
    const second = await desk.take(mail({ messageId, text: 'Something else of somebody else.' }));
    expect(second.outcome).toBe('created');
    expect((await desk.messages(second.ticketId ?? ''))[0]).toMatchObject({
      usedMessageId: true,
      text: expect.stringContaining('Something else'),
    });
    expect((await desk.messages(first.ticketId ?? ''))[0]).toMatchObject({
      usedMessageId: false,
      text: expect.stringContaining('Mine.'),
    });
  });

  test('twice by SMTP is answered 250 twice and stored once', async () => {
    const from = freshAddress();
    const raw = mail({ from, subject: `Twice ${from}` });
    const answers = await Promise.all([sendBySmtp(desk.smtpPort, raw), sendBySmtp(desk.smtpPort, raw)]);
    expect(answers.every((answer) => answer.startsWith('250 '))).toBe(true);
    await until(
      async () =>
        (await countOf(
          `SELECT count(*) FROM deliveries WHERE state = 'done' AND source_sha256 = (SELECT source_sha256 FROM messages WHERE from_address = $1 LIMIT 1)`,
          from,
        )) === 2,
    );
    expect(await messagesOf(from)).toBe(1);
  });
});

describe('odd mail', () => {
  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['no headers', Buffer.from('\r\n\r\nOnly words.\r\n')],
    ['NUL bytes everywhere', Buffer.from(mail({ subject: 'Nu\0l', text: 'a\0b\0\0c', from: 'nul@customer.test' }))],
    [
      'bytes of no charset',
      Buffer.concat([mail({ text: '' }), Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0x0d, 0x0a])]),
    ],
    ['two senders', mail({ from: 'a@customer.test, b@customer.test' })],
    ['a sender without an address', mail({ from: 'undisclosed' })],
    ['a subject of a hundred thousand characters', mail({ subject: 'x'.repeat(100_000) })],
    ['a date in the year 9999', mail({ date: 'Fri, 31 Dec 9999 23:59:59 +0000' })],
    ['line breaks of one character', Buffer.from('From: ann@customer.test\nSubject: Unix\n\nShort.\n')],
    [
      'an unfinished part',
      mail({ contentType: 'multipart/mixed; boundary=b', text: '--b\nContent-Type: text/plain\n\nHalf a mai' }),
    ],
  ])('with %s is a ticket that can be read', async (_, raw) => {
    const receipt = await desk.take(raw);
    expect(receipt.outcome).toBe('created');
    const [message] = await desk.messages(receipt.ticketId ?? '');
    expect(message?.id).toBe(receipt.messageId);
    expect(JSON.stringify(message)).not.toContain('\\u0000');
    expect((await desk.ticket(receipt.ticketId ?? '')).receivedAt.slice(0, 4)).toBe(
      String(new Date().getUTCFullYear()),
    );
  });

  test('of two thousand parts is read as far as a person would, and says so', async () => {
    const part = (n: number): string =>
      `--b\nContent-Type: text/plain; name="${n}.txt"\nContent-Disposition: attachment; filename="${n}.txt"\n\n${n}\n`;
    const text = `--b\nContent-Type: text/plain\n\nTwo thousand lamps.\n${Array.from({ length: 2_000 }, (_, n) => part(n)).join('')}--b--`;
    const receipt = await desk.take(mail({ contentType: 'multipart/mixed; boundary=b', text }));
    const [message] = await desk.messages(receipt.ticketId ?? '');
    expect(message).toMatchObject({ text: expect.stringContaining('Two thousand lamps.') });
    expect(message?.attachments).toHaveLength(1_000);
    expect(message?.oddities.join()).toContain('the last 1000 are in the source only');
  });

  test('of forty megabytes is taken whole by HTTP and by SMTP', async () => {
    const bytes = Buffer.alloc(28 * MB, 7);
    const lines = (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\n');
    const text = `--b\nContent-Type: text/plain\n\nA film.\n--b\nContent-Type: application/octet-stream; name=film.bin\nContent-Transfer-Encoding: base64\n\n${lines}\n--b--`;
    const large = (subject: string) => mail({ subject, contentType: 'multipart/mixed; boundary=b', text });
    const before = process.memoryUsage().rss;
    const receipt = await desk.take(large('Film one'));
    expect(receipt).toMatchObject({ outcome: 'created', reason: 'none.trusted' });
    expect(await sendBySmtp(desk.smtpPort, large('Film two'))).toMatch(/^250 /);
    const second = await until(() => ticketWith('Film two'));
    for (const id of [receipt.ticketId ?? '', second]) {
      const [message] = await desk.messages(id);
      expect(message?.attachments).toMatchObject([{ filename: 'film.bin', size: bytes.length }]);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(1_024 * MB);
  });
});

describe('a mail that cannot be read', () => {
  /** Six thousand parts are beyond what anybody reads. */
  const poison = (subject: string): Buffer =>
    mail({
      subject,
      contentType: 'multipart/mixed; boundary=b',
      text: `${'--b\nContent-Type: text/plain\n\nx\n'.repeat(6_000)}--b--`,
    });
  const quarantined = async (): Promise<readonly QuarantinedMail[]> =>
    (await desk.ask<Page<QuarantinedMail>>('/quarantine')).body.data;

  test('does not keep those after it waiting, and lies in quarantine with its source and reason', async () => {
    const ids = Array.from({ length: 20 }, () => freshMessageId());
    for (const [at, id] of ids.entries()) {
      if (at === 5) expect(await sendBySmtp(desk.smtpPort, poison('By SMTP'))).toMatch(/^250 /);
      expect(await sendBySmtp(desk.smtpPort, mail({ subject: `Behind ${id}` }))).toMatch(/^250 /);
    }
    for (const id of ids) await until(() => ticketWith(`Behind ${id}`));
    const waiting = await countOf(`SELECT count(*) FROM deliveries WHERE state = $1`, 'received');
    expect(waiting).toBeLessThanOrEqual(1);
    const found = await until(async () => (await quarantined()).find((one) => one.head.includes('By SMTP')));
    expect(found).toMatchObject({ attempts: 3, reason: expect.stringMatching(/\w+/) });
    const source = await desk.ask<string>(`/quarantine/${found.id}/source`);
    expect(source.body).toHaveLength(found.size);
  });

  test('is tried again by hand, stays while it cannot be read, and is thrown away by hand', async () => {
    const receipt = await desk.take(poison('By HTTP'));
    expect(receipt).toMatchObject({ outcome: 'quarantined', ticketId: null });
    const found = (await quarantined()).find((one) => one.head.includes('By HTTP'));
    const retried = await desk.ask<IntakeReceipt>(`/quarantine/${found?.id}/retry`, { method: 'POST' });
    expect(retried).toMatchObject({ status: 200, body: { outcome: 'quarantined' } });
    expect((await quarantined()).map((one) => one.id)).toContain(found?.id);
    expect((await desk.ask(`/quarantine/${found?.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await quarantined()).map((one) => one.id)).not.toContain(found?.id);
    expect((await desk.ask(`/quarantine/${found?.id}/retry`, { method: 'POST' })).status).toBe(404);
  });

  test('is a ticket once it can be read, with the time at which it came', async () => {
    const subject = `Healed ${freshMessageId()}`;
    const from = freshAddress();
    const { messageId, ticketId } = await desk.take(mail({ subject, from }));
    // Nobody works on the ticket any more that is taken away.
    await until(async () => (await desk.outbox(from)).every(({ state }) => state === 'captured'));
    // As if the reader of yesterday had failed on it.
    await desk.sql.rows('DELETE FROM tickets WHERE id = $1', [ticketId]);
    const [delivery] = await desk.sql.rows<{ id: string }>(
      `UPDATE deliveries SET state = 'quarantined', outcome = 'quarantined', received_at = now() - interval '3 hours'
       WHERE state = 'done' AND message_id IS NULL AND id = (SELECT id FROM deliveries ORDER BY stored_at DESC LIMIT 1) RETURNING id`,
    );
    const { body } = await desk.ask<IntakeReceipt>(`/quarantine/${delivery?.id}/retry`, { method: 'POST' });
    expect(body.outcome).toBe('created');
    expect(body.messageId).not.toBe(messageId);
    const ticket = await desk.ticket(body.ticketId ?? '');
    expect(ticket.subject).toBe(subject);
    expect(Date.now() - Date.parse(ticket.receivedAt)).toBeGreaterThan(2 * 3_600_000);
  });
});

describe('every mail', () => {
  test('is a message, a known one, or in quarantine', async () => {
    const [row] = await desk.sql.rows<{ lost: number }>(
      `SELECT count(*) AS lost FROM deliveries WHERE NOT (state = 'done' AND message_id IS NOT NULL OR state IN ('quarantined', 'discarded'))
         AND NOT (state = 'received' AND next_try_at > now() - interval '1 minute')`,
    );
    expect(row?.lost).toBe(0);
  });
});
