import type { SendMailOptions } from 'nodemailer';
import type { Arrival } from './demo/arrivals.js';
import { type DemoBlob, drawBlobs } from './demo/blobs.js';
import { type DemoLanguage, teamOf } from './demo/cast.js';
import { DAY, shortDate } from './demo/calendar.js';
import { fill, remark, upperFirst } from './demo/compose.js';
import { openingPictures, openingWords } from './demo/course.js';
import { clientele, type DemoCustomer } from './demo/customers.js';
import { letterFor } from './demo/letters.js';
import { customerBody } from './demo/mail.js';
import { settle } from './demo/matter.js';
import { PROBLEMS } from './demo/problems.js';
import type { Random } from './demo/random.js';
import { MANNERS } from './demo/texts/languages.js';
import { SPAM } from './demo/texts/other.js';
import type { AnswerableMail } from './simulate-post.js';

export type MailKind = 'new' | 'again' | 'reply' | 'away' | 'bounce' | 'spam';

export interface SimulatedMail {
  readonly kind: MailKind;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly mail: SendMailOptions;
}

/** Makes up the post of a day. `newId` names mails: two runs with one seed are two sets of mails, not one delivered twice. */
export interface PostOffice {
  /** @param answerable our mails that somebody may answer now, newest first. */
  next(now: number, answerable: readonly AnswerableMail[]): SimulatedMail;
}

export interface PostOfficeOptions {
  readonly random: Random;
  readonly addressFor: (wanted: string) => string;
  readonly newId: () => string;
}

const KINDS: readonly (readonly [MailKind, number])[] = [
  ['new', 58],
  ['reply', 29],
  ['away', 5],
  ['again', 3],
  ['spam', 3],
  ['bounce', 2],
];

export function postOffice({ random, addressFor, newId }: PostOfficeOptions): PostOffice {
  const blobs = drawBlobs();
  const answered = new Set<string>();
  const people = clientele(random.fork('people'), Date.UTC(2026, 0));
  let last: SimulatedMail | null = null;
  let count = 0;
  // Each mail draws from a stream of its own: what one is about does not shift what comes next.
  const make = (now: number, answerable: readonly AnswerableMail[], own: Random): SimulatedMail => {
    const waiting = answerable.filter((mail) => !answered.has(mail.id));
    const kind = own.draw(KINDS);
    const mail = own.chance(0.6) ? waiting[0] : waiting.length > 0 ? own.pick(waiting) : undefined;
    if (kind === 'spam') return spamMail(own, addressFor, newId);
    if (kind === 'again' && last?.kind === 'new') return { ...last, kind: 'again' };
    if (mail === undefined || kind === 'new' || kind === 'again') {
      const person = own.chance(0.1)
        ? people.organisation()
        : ((own.chance(0.15) ? people.regular() : undefined) ?? people.newcomer(now));
      return newMail(person, now, { random: own, addressFor, newId, blobs });
    }
    answered.add(mail.id);
    return kind === 'reply' ? replyMail(mail, own, newId) : automaticMail(kind, mail, now, own, newId);
  };
  return {
    next: (now, answerable) => {
      count += 1;
      last = make(now, answerable, random.fork(String(count)));
      return last;
    },
  };
}

interface Desk extends PostOfficeOptions {
  readonly blobs: Readonly<Record<string, DemoBlob>>;
}

const TOPICS = [
  ...PROBLEMS.map((problem) => [problem.key, problem.weekly] as const),
  ['enquiry', 9] as const,
  ['compliment', 3] as const,
];
/** These weeks the faulty batch flickers: a third of all that is new. */
const BATCH_SHARE = 0.3;

function newMail(customer: DemoCustomer, now: number, desk: Desk): SimulatedMail {
  const { random } = desk;
  const batch = random.chance(BATCH_SHARE);
  const topic = batch ? 'flicker' : random.draw<Arrival['topic']>(TOPICS);
  const arrival: Arrival = { at: now, topic, fate: 'untouched', story: batch ? 'batch' : null, channel: 'email' };
  const matter = settle(arrival, customer, now, { hub: null, splits: null }, random);
  const opening = matter.problem === null ? letterWords(matter, random) : openingWords(matter, matter.problem, random);
  const body = customerBody(customer, opening.body, null, random);
  const files = matter.problem === null ? [] : openingPictures(opening.body, matter.problem, random);
  const to = desk.addressFor(teamOf(matter.team).address);
  return {
    kind: 'new',
    from: customer.email,
    to,
    subject: opening.subject,
    mail: {
      ...envelope(customer.email, to),
      from: { name: customer.organisation?.name ?? customer.name, address: customer.email },
      to,
      messageId: idAt(desk.newId(), customer.email),
      subject: opening.subject,
      text: body.text,
      ...(body.html === null ? {} : { html: body.html.replaceAll(' data-quotation=""', '') }),
      attachments: files.flatMap((key) => attachment(desk.blobs[key])),
    },
  };
}

function letterWords(matter: Parameters<typeof letterFor>[0], random: Random): { subject: string; body: string } {
  const letter = letterFor(matter, random);
  const { customer, words } = matter;
  return { subject: fill(letter.subject, words, customer, random), body: remark(customer, letter.text, words, random) };
}

const attachment = (blob: DemoBlob | undefined) =>
  blob === undefined
    ? []
    : [{ filename: blob.filename, contentType: blob.contentType, content: Buffer.from(blob.bytes) }];

const envelope = (from: string, to: string) => ({ envelope: { from, to: [to] } });
const idAt = (id: string, address: string): string => `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`;

const LANGUAGES: readonly string[] = ['de', 'en', 'it', 'fr'];
const languageOf = (mail: AnswerableMail): DemoLanguage =>
  LANGUAGES.includes(mail.language ?? '') ? (mail.language as DemoLanguage) : 'en';

/** The person behind an address, as far as his mail shows. */
function personOf(mail: AnswerableMail, random: Random): DemoCustomer {
  const { name, address } = mail.to;
  const surname = name.split(' ').at(-1) ?? name;
  const manner = {
    tone: 'plain',
    organisation: null,
    typing: 'neat',
    mailer: random.chance(0.3) ? 'html' : 'plain',
  } as const;
  return {
    ...manner,
    id: address,
    name,
    surname,
    woman: random.chance(0.5),
    email: address,
    phone: '',
    language: languageOf(mail),
    since: 0,
  };
}

function replyMail(mail: AnswerableMail, random: Random, newId: () => string): SimulatedMail {
  const customer = personOf(mail, random);
  const manners = MANNERS[customer.language];
  const said =
    mail.purpose === 'acknowledgement'
      ? manners.reminders
      : random.draw([
          [manners.thanks, 5],
          [manners.disputes, 3],
          [manners.reminders, 2],
        ] as const);
  const quoted = { at: mail.createdAt.getTime(), who: `${mail.from.name} <${mail.from.address}>`, text: mail.text };
  const body = customerBody(customer, remark(customer, random.pick(said), {}, random), quoted, random);
  const subject = /^(re|aw|r):/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`;
  return {
    kind: 'reply',
    from: customer.email,
    to: mail.from.address,
    subject,
    mail: {
      ...envelope(customer.email, mail.from.address),
      ...thread(mail),
      from: mail.to,
      to: mail.from,
      messageId: idAt(newId(), customer.email),
      subject,
      text: body.text,
      ...(body.html === null ? {} : { html: body.html.replaceAll(' data-quotation=""', '') }),
    },
  };
}

const thread = (mail: AnswerableMail) => ({
  inReplyTo: `<${mail.rfcMessageId}>`,
  references: [...mail.references, mail.rfcMessageId].map((id) => `<${id}>`).join(' '),
});

function automaticMail(
  kind: 'away' | 'bounce',
  mail: AnswerableMail,
  now: number,
  random: Random,
  newId: () => string,
): SimulatedMail {
  return kind === 'away' ? awayMail(mail, now, random, newId) : bounceMail(mail, newId);
}

/** RFC 3834: says of itself that nobody wrote it. */
function awayMail(mail: AnswerableMail, now: number, random: Random, newId: () => string): SimulatedMail {
  const customer = personOf(mail, random);
  const manners = MANNERS[customer.language];
  const words = { date: shortDate(now + random.between(3, 14) * DAY, customer.language), subject: mail.subject };
  const subject = fill(manners.awaySubject, words, customer, random);
  return {
    kind: 'away',
    from: customer.email,
    to: mail.from.address,
    subject,
    mail: {
      envelope: { from: '', to: [mail.from.address] },
      ...thread(mail),
      from: mail.to,
      to: mail.from,
      messageId: idAt(newId(), customer.email),
      subject,
      text: upperFirst(fill(random.pick(manners.away), words, customer, random)),
      headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
    },
  };
}

/** RFC 3464: the report of a mail server that could not deliver. */
function bounceMail(mail: AnswerableMail, newId: () => string): SimulatedMail {
  const host = `mx.${mail.to.address.slice(mail.to.address.lastIndexOf('@') + 1)}`;
  const subject = 'Undelivered Mail Returned to Sender';
  const boundary = `report-${newId()}`;
  const part = (type: string, text: string): string => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
  const raw = [
    `From: Mail Delivery System <mailer-daemon@${host}>`,
    `To: ${mail.from.address}`,
    `Subject: ${subject}`,
    `Message-ID: <${newId()}@${host}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    part(
      'text/plain; charset=utf-8',
      `This is the mail system at host ${host}.\r\n\r\nYour message could not be delivered to <${mail.to.address}>: mailbox full.`,
    ) +
      part(
        'message/delivery-status',
        `Reporting-MTA: dns; ${host}\r\n\r\nFinal-Recipient: rfc822; ${mail.to.address}\r\nAction: failed\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full`,
      ) +
      part('text/rfc822-headers', `Message-ID: <${mail.rfcMessageId}>\r\nTo: ${mail.to.address}`) +
      `--${boundary}--\r\n`,
  ].join('\r\n');
  return {
    kind: 'bounce',
    from: `mailer-daemon@${host}`,
    to: mail.from.address,
    subject,
    mail: { envelope: { from: '', to: [mail.from.address] }, raw },
  };
}

function spamMail(random: Random, addressFor: (wanted: string) => string, newId: () => string): SimulatedMail {
  const { name, address, subject, text } = random.pick(SPAM);
  const to = addressFor('care@lumo.example');
  return {
    kind: 'spam',
    from: address,
    to,
    subject,
    mail: { ...envelope(address, to), from: { name, address }, to, messageId: idAt(newId(), address), subject, text },
  };
}
