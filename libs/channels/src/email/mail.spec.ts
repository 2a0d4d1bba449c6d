import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InboundMail } from '@redress/domain/intake/inbound.js';
import { NO_ENVELOPE, openMailParser, type MailParser, type ReadMail } from './mail.js';

let parser: MailParser;

beforeAll(async () => {
  parser = openMailParser({ processes: 1, timeoutMs: 30_000, memoryMb: 256 });
  // The process compiles our sources first; that is not what is tested.
  await read(HEAD);
});

afterAll(() => parser.close());

const HEAD = 'From: Anna <anna@shop.test>\r\nTo: help@desk.test\r\nSubject: Lamp\r\n';

const read = (raw: string | Buffer): Promise<ReadMail> =>
  parser.parse(typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw, NO_ENVELOPE, { authservIds: [] });

const mailOf = async (raw: string | Buffer): Promise<InboundMail> => (await read(raw)).mail;

const contentOf = (mail: InboundMail, at = 0): string =>
  Buffer.from(mail.attachments[at]?.content ?? []).toString('utf8');

describe('reading a mail', () => {
  test('gives addresses, ids, date and both bodies of an ordinary mail', async () => {
    const { mail, newText, sanitisedHtml } = await read(
      'Return-Path: <bounce@shop.test>\r\nDelivered-To: Help@Desk.test\r\nFrom: =?utf-8?q?Anna_M=C3=BCller?= <Anna@Shop.TEST>\r\n' +
        'To: "Desk, Help" <help@desk.test>, Team: one@desk.test, two@desk.test;\r\nCc: c@x.test\r\nReply-To: other@shop.test\r\n' +
        'Subject: =?iso-8859-1?q?Lampe_f=FCr?= =?iso-8859-1?q?_den_Flur?=\r\nDate: Fri, 16 Jan 2026 16:30:00 +0100\r\n' +
        'Message-ID: <one@shop.test>\r\nIn-Reply-To: <zero@desk.test>\r\nReferences: <first@desk.test>\r\n\t<zero@desk.test>\r\n' +
        'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSie flackert.\r\n' +
        '--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Sie <b>flackert</b>.</p>\r\n--b--\r\n',
    );
    expect(mail).toMatchObject({
      rfcMessageId: 'one@shop.test',
      inReplyTo: ['zero@desk.test'],
      references: ['first@desk.test', 'zero@desk.test'],
      from: { name: 'Anna Müller', address: 'Anna@shop.test' },
      replyTo: [{ name: '', address: 'other@shop.test' }],
      to: [
        { name: 'Desk, Help', address: 'help@desk.test' },
        { name: '', address: 'one@desk.test' },
        { name: '', address: 'two@desk.test' },
      ],
      cc: [{ name: '', address: 'c@x.test' }],
      deliveredTo: ['help@desk.test'],
      envelopeFrom: 'bounce@shop.test',
      subject: 'Lampe für den Flur',
      occurredAt: Date.UTC(2026, 0, 16, 15, 30),
      attachments: [],
      authentication: { verdict: 'none', by: null },
      oddities: [],
    });
    expect(mail.text.trim()).toBe('Sie flackert.');
    expect(mail.html).toContain('<b>flackert</b>');
    expect(newText).toContain('Sie flackert.');
    expect(sanitisedHtml).toContain('flackert');
    expect(mail.headers.get('subject')).toHaveLength(1);
  });

  test.each([
    ['iso-8859-15', Buffer.from([0x80, 0xa4]), '\u0080€'],
    ['windows-1252', Buffer.from([0x80, 0xfc]), '€ü'],
    ['koi8-r', Buffer.from([0xf0, 0xd2]), 'Пр'],
    ['shift_jis', Buffer.from([0x83, 0x89, 0x83, 0x93]), 'ラン'],
    ['iso-2022-jp', Buffer.from('\x1b$BF|K\\\x1b(B', 'latin1'), '日本'],
    ['gb2312', Buffer.from([0xb5, 0xc6]), '灯'],
    ['big5', Buffer.from([0xbf, 0x4f]), '燈'],
    ['utf-8', Buffer.from([0x4d, 0xfc, 0x6c, 0x6c]), 'Müll'],
    ['us-ascii', Buffer.from([0x4d, 0xfc, 0x6c, 0x6c]), 'Müll'],
    ['x-nobody-knows', Buffer.from([0x4d, 0xfc, 0x6c, 0x6c]), 'Müll'],
    ['x-nobody-knows', Buffer.from('Größe'), 'Größe'],
  ])('reads a body that says it is %s', async (charset, bytes, expected) => {
    const head = Buffer.from(`${HEAD}Content-Type: text/plain; charset=${charset}\r\n\r\n`);
    expect((await mailOf(Buffer.concat([head, bytes]))).text).toBe(expected);
  });

  test('joins encoded words that were split inside a character', async () => {
    const subject = '=?utf-8?b?w5w=?= =?UTF-8?B?YmVyww==?=\r\n =?utf-8?b?vA==?=';
    expect((await mailOf(`From: a@b.test\r\nSubject: ${subject}\r\n\r\n`)).subject).toBe('Überü');
  });

  test('joins Japanese words that each switch their alphabet back', async () => {
    const subject = '=?iso-2022-jp?B?GyRCJTMlcyVLGyhC?=\r\n =?ISO-2022-JP?B?GyRCJUElTxsoQg==?=';
    expect((await mailOf(`From: a@b.test\r\nSubject: ${subject}\r\n\r\n`)).subject).toBe('コンニチハ');
  });

  test.each([
    ['that names no boundary', 'multipart/mixed'],
    ['whose boundary never comes', 'multipart/alternative; boundary=gone'],
  ])('keeps the words of a multipart %s', async (_, type) => {
    const mail = await mailOf(`${HEAD}Content-Type: ${type}\r\n\r\nThe lamp is bro\u00e4ken.\r\nAgain.\r\n`);
    expect(mail.text.trim()).toBe('The lamp is broäken.\nAgain.');
  });

  test('reads what a mail answers from every field that says so', async () => {
    const mail = await mailOf('From: a@b.test\r\nIn-Reply-To: <one@x.test>\r\nIn-Reply-To: <two@x.test>\r\n\r\nhi');
    expect(mail.inReplyTo).toEqual(['one@x.test', 'two@x.test']);
  });

  test('strips NUL bytes and lone surrogates from all text, for PostgreSQL refuses them', async () => {
    const mail = await mailOf(
      `From: "A\0nna" <anna@shop.test>\r\nSubject: La\0mp =?utf-8?q?=ED=A0=80?=\r\nX-Odd: a\0b\r\nContent-Type: text/html\r\n\r\n<p>a\0b</p>`,
    );
    expect(JSON.stringify([mail, [...mail.headers]])).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    expect(mail.subject.startsWith('Lamp')).toBe(true);
    expect(mail.text).toContain('ab');
  });

  test.each([
    ['an empty mail', ''],
    ['nothing but NUL bytes', '\0\0\0\0'],
    ['headers without a body', HEAD],
    ['a body without headers', '\r\njust text'],
    ['a boundary that never ends', `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello`],
    ['a multipart without boundary', `${HEAD}Content-Type: multipart/mixed\r\n\r\nhello`],
  ])('takes %s as a mail without Message-ID', async (_, raw) => {
    const mail = await mailOf(raw);
    expect(mail.rfcMessageId).toBeNull();
    expect(mail.contentCore).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['a blank line', '\r\n'],
    ['blank lines', ' \n\n\t\n'],
    ['a mark of UTF-8', '\u00ef\u00bb\u00bf'],
  ])('finds the header behind %s', async (_, before) => {
    const mail = await mailOf(Buffer.from(`${before}From: Ann <ann@x.test>\nSubject: Lamp\n\nIt broke.\n`, 'latin1'));
    expect(mail).toMatchObject({ from: { address: 'ann@x.test' }, subject: 'Lamp' });
    expect(mail.text.trim()).toBe('It broke.');
  });

  test('never takes a flowed line for a part of the quotation above it', async () => {
    const { mail, newText } = await read(
      `${HEAD}Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nAnn wrote: \r\n> It hums \r\n> and flickers. \r\nMy answer \r\nis yes.\r\n`,
    );
    expect(mail.text).toContain('> It hums and flickers. \nMy answer is yes.');
    expect(newText).toContain('My answer is yes.');
  });

  test('shows no mark of byte order', async () => {
    expect((await mailOf(`${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n\uFEFFHello`)).text).toBe('Hello');
  });

  test('takes blank lines before a text for the end of an empty header', async () => {
    const mail = await mailOf('\n\nHello,\nmy lamp broke.\n\nFrom: nobody in particular\n');
    expect(mail.from).toBeNull();
    expect(mail.text).toContain('From: nobody in particular');
  });

  test.each([
    ['Fri, 16 Jan 2026 16:30:00 +0100 (CET)', Date.UTC(2026, 0, 16, 15, 30)],
    ['16 Jan 26 15:30 GMT', Date.UTC(2026, 0, 16, 15, 30)],
    ['Thu, 1 Jan 1970 00:00:00 +0000', null],
    ['Fri, 16 Jan 9999 16:30:00 +0100', null],
    ['yesterday', null],
    ['9'.repeat(50_000), null],
  ])('reads the date %s', async (date, expected) => {
    expect((await mailOf(`From: a@b.test\r\nDate: ${date}\r\n\r\nhi`)).occurredAt).toBe(expected);
  });

  test('keeps a footer that a list put behind an HTML mail, and the HTML too', async () => {
    const mail = await mailOf(
      `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>The lamp &amp; me</p>\r\n--b\r\n\r\nList <footer>\r\n--b--\r\n`,
    );
    expect(mail.text).toMatch(/The lamp & me[\s\S]*List <footer>/);
    expect(mail.html).toMatch(/The lamp[\s\S]*List &lt;footer&gt;/);
  });

  test('tells mails apart by their bytes where nothing in them can be read, and keeps words that came without headers', async () => {
    const [empty, bytes, same] = [await mailOf(''), await mailOf('\0\x01\x02'), await mailOf('\0\x01\x02')];
    expect(bytes.contentCore).not.toBe(empty.contentCore);
    expect(same.contentCore).toBe(bytes.contentCore);
    const [lamp, bulb] = [await mailOf('The lamp is broken.\r\nAnna'), await mailOf('The bulb is broken.\r\nAnna')];
    expect([lamp.text, bulb.text]).toEqual([
      expect.stringContaining('The lamp is broken.'),
      expect.stringContaining('The bulb is broken.'),
    ]);
    expect(lamp.contentCore).not.toBe(bulb.contentCore);
    expect(await mailOf(`a broken line\r\n${HEAD}\r\nhello`)).toMatchObject({
      text: expect.stringMatching(/^hello\s*$/),
    });
  });

  test('gives the same core to copies that travelled differently, another one to another body', async () => {
    const one = await mailOf(`Received: from a\r\n${HEAD}\r\nhello\r\n`);
    const copy = await mailOf(`Received: from b\r\nReceived: from c\r\nX-Spam: no\r\n${HEAD}\r\nhello\r\n\r\n`);
    const other = await mailOf(`${HEAD}\r\nhello!\r\n`);
    expect(copy.contentCore).toBe(one.contentCore);
    expect(other.contentCore).not.toBe(one.contentCore);
  });
});

describe('attachments', () => {
  const withPart = (headers: string, body: string): string =>
    `${HEAD}Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n${headers}\r\n\r\n${body}\r\n--b--\r\n`;

  test('keeps a forwarded mail as it is, not taken apart', async () => {
    const inner = 'From: x@y.test\r\nSubject: inner\r\nContent-Type: text/plain\r\n\r\ninner text';
    const mail = await mailOf(withPart('Content-Type: message/rfc822\r\nContent-Disposition: inline', inner));
    expect(mail.attachments[0]).toMatchObject({ contentType: 'message/rfc822', filename: 'attachment-1.eml' });
    expect(contentOf(mail)).toBe(inner);
    expect(mail.text.trim()).toBe('hello');
  });

  test('keeps TNEF and calendar parts', async () => {
    const tnef = await mailOf(withPart('Content-Type: application/ms-tnef; name=winmail.dat', 'x\x9f'));
    expect(tnef.attachments[0]).toMatchObject({ contentType: 'application/ms-tnef', filename: 'winmail.dat' });
    const event = await mailOf(withPart('Content-Type: text/calendar; method=REQUEST', 'BEGIN:VCALENDAR'));
    expect(event.attachments[0]).toMatchObject({ contentType: 'text/calendar', filename: 'attachment-1.ics' });
  });

  test('knows an inline picture by its bytes and its content id', async () => {
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const mail = await mailOf(
      withPart(
        'Content-Type: application/octet-stream\r\nContent-ID: <lamp@x>\r\nContent-Transfer-Encoding: base64',
        png,
      ),
    );
    expect(mail.attachments[0]).toMatchObject({
      contentType: 'image/png',
      inline: true,
      contentId: 'lamp@x',
      filename: 'attachment-1.png',
      size: 70,
    });
    expect(mail.attachments[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ["filename*=utf-8''L%C3%A4mpchen.pdf", 'Lämpchen.pdf'],
    ["filename*0*=utf-8''L%C3%A4mp; filename*1*=chen%20; filename*2=eins.pdf", 'Lämpchen eins.pdf'],
    ['filename="=?utf-8?q?L=C3=A4mpchen.pdf?="', 'Lämpchen.pdf'],
    ['filename="../../etc/passwd"', 'passwd'],
    ['filename="C:\\\\temp\\\\bill.pdf"', 'bill.pdf'],
    ['filename=".htaccess"', 'htaccess'],
    ["filename*=utf-8''%E2%80%8B.htaccess", 'htaccess'],
    ['filename="a.php."', 'a.php'],
    ['filename="CON"', '_CON'],
    ["filename*=utf-8''invoice%E2%80%AEfdp.exe", 'invoicefdp.exe'],
    ["filename*=utf-8''a%00b.pdf", 'ab.pdf'],
    ['filename="..."', 'attachment-1.pdf'],
  ])('shows the name %s as %s', async (parameter, expected) => {
    const mail = await mailOf(
      withPart(`Content-Type: application/pdf\r\nContent-Disposition: attachment; ${parameter}`, '%PDF-1.4'),
    );
    expect(mail.attachments[0]?.filename).toBe(expected);
  });

  test('cuts a name of 4 kB to 255 bytes and keeps its ending', async () => {
    const mail = await mailOf(
      withPart(
        `Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="${'ü'.repeat(4_000)}.pdf"`,
        'x',
      ),
    );
    const name = mail.attachments[0]?.filename ?? '';
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(name.endsWith('.pdf')).toBe(true);
  });

  test('hands over the parts of a delivery report as text', async () => {
    const mail = await mailOf(
      'From: MAILER-DAEMON@mx.test\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n' +
        '--b\r\n\r\nYour mail did not arrive.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; a@b.test\r\nAction: failed\r\n' +
        '--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <ours@desk.test>\r\nSubject: answer\r\n\r\nbody\r\n--b--\r\n',
    );
    expect(mail.report?.deliveryStatus).toContain('Action: failed');
    expect(mail.report?.originalHeaders).toBe('Message-ID: <ours@desk.test>\r\nSubject: answer');
  });
});

describe('who wrote it', () => {
  test.each([
    ['"x@evil y"@corp.test', null],
    ['a@evil (c) .corp.test', null],
    ['Anna <anna@shop.test> <evil@x.test>', null],
    ['anna@[127.0.0.1]', null],
    ['=?utf-8?q?anna=40evil.test=3E?= <anna@shop.test>', 'anna@shop.test'],
    ['anna@BÜCHER.test', 'anna@xn--bcher-kva.test'],
    ['undisclosed-recipients:;', null],
  ])('takes %s for %s', async (from, expected) => {
    expect((await mailOf(`From: ${from}\r\n\r\nhi`)).from?.address ?? null).toBe(expected);
  });

  test('keeps a name on one line without invisible characters', async () => {
    const mail = await mailOf(
      `From: =?utf-8?q?Anna=0D=0ABcc:_x=40y.test=E2=80=AE=E2=80=A8end?= <anna@shop.test>\r\n\r\nhi`,
    );
    expect(mail.from?.name).toBe('Anna Bcc: x@y.test end');
  });
});
