import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** What a test says about a mail; the rest is that of an ordinary one. */
export interface MailWishes {
  readonly from?: string;
  readonly to?: string;
  readonly cc?: string;
  readonly subject?: string;
  readonly text?: string;
  /** Without angle brackets; null: the mail has none. */
  readonly messageId?: string | null;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly date?: string;
  /** Raw header lines, put first. */
  readonly headers?: readonly string[];
  readonly contentType?: string;
}

export const OUR_MX = 'mx.ours.test';
export const QUEUE_ADDRESS = 'help@desk.test';

export const freshAddress = (name = 'ann'): string => `${name}.${randomBytes(5).toString('hex')}@customer.test`;
export const freshMessageId = (): string => `${randomBytes(8).toString('hex')}@mail.customer.test`;

/** The header by which our own mail server says who really sent it. */
export const judgedBy = (host: string, verdict: 'pass' | 'fail', from: string): string =>
  `Authentication-Results: ${host}; dmarc=${verdict} header.from=${from.slice(from.lastIndexOf('@') + 1)}`;

export function mail(wishes: MailWishes = {}): Buffer {
  const {
    from = freshAddress(),
    to = QUEUE_ADDRESS,
    subject = 'Broken lamp',
    text = 'The lamp broke on the first evening.',
  } = wishes;
  const messageId = wishes.messageId === undefined ? freshMessageId() : wishes.messageId;
  const lines = [
    ...(wishes.headers ?? []),
    `From: ${from}`,
    `To: ${to}`,
    ...(wishes.cc === undefined ? [] : [`Cc: ${wishes.cc}`]),
    `Subject: ${subject}`,
    `Date: ${wishes.date ?? new Date().toUTCString()}`,
    ...(messageId === null ? [] : [`Message-ID: <${messageId}>`]),
    ...(wishes.inReplyTo === undefined ? [] : [`In-Reply-To: <${wishes.inReplyTo}>`]),
    ...(wishes.references === undefined
      ? []
      : [`References: ${wishes.references.map((id) => `<${id}>`).join('\r\n ')}`]),
    'MIME-Version: 1.0',
    `Content-Type: ${wishes.contentType ?? 'text/plain; charset=utf-8'}`,
    '',
    text.replace(/\r?\n/g, '\r\n'),
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** A report of another mail server that our mail did not arrive (RFC 3464). */
export function bounceOf(rfcMessageId: string, recipient: string): Buffer {
  const text = [
    '--b',
    'Content-Type: text/plain',
    '',
    'Your message could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.customer.test',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 No such user',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${rfcMessageId}>`,
    `To: ${recipient}`,
    '',
    '--b--',
  ].join('\n');
  return mail({
    from: 'MAILER-DAEMON@mx.customer.test',
    subject: 'Undelivered Mail Returned to Sender',
    contentType: 'multipart/report; report-type=delivery-status; boundary=b',
    headers: ['Return-Path: <>', 'Auto-Submitted: auto-replied'],
    text,
  });
}

/** Header lines of a raw mail, unfolded; names in lower case. */
export function headersOf(raw: string): ReadonlyMap<string, string> {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

const sleepUntil = async (done: () => boolean, failed: () => string): Promise<void> => {
  for (const end = Date.now() + 60_000; !done();) {
    if (Date.now() > end) throw new Error(failed());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

export interface Envelope {
  /** Empty: the null sender of automatic mail. */
  readonly from?: string;
  readonly to?: readonly string[];
}

/** Hands a mail over by SMTP. @returns the reply after the data, `250 …`, or that of the step at which it was refused */
export async function sendBySmtp(
  port: number,
  raw: Buffer,
  { from = 'somebody@customer.test', to = [QUEUE_ADDRESS] }: Envelope = {},
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const replies = (): string[] => heard.split('\r\n').filter((line) => /^\d{3} /.test(line));
  let expected = 0;
  const reply = async (): Promise<string> => {
    expected += 1;
    await sleepUntil(
      () => replies().length >= expected || socket.destroyed,
      () => `only heard ${heard}`,
    );
    return replies()[expected - 1] ?? '';
  };
  const say = (line: string): Promise<string> => {
    socket.write(`${line}\r\n`);
    return reply();
  };
  try {
    await reply();
    await say('EHLO mail.customer.test');
    for (const line of [`MAIL FROM:<${from}>`, ...to.map((address) => `RCPT TO:<${address}>`)]) {
      const answer = await say(line);
      if (!answer.startsWith('250')) return answer;
    }
    await say('DATA');
    const stuffed = raw.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
    socket.write(Buffer.from(stuffed.endsWith('\r\n') ? stuffed : `${stuffed}\r\n`, 'latin1'));
    return await say('.');
  } finally {
    socket.destroy();
  }
}
