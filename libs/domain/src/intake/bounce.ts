import type { InboundMail } from './inbound.js';
import { addressesIn, fieldBlocks, lastAddress, messageIdIn, statusIn, type Fields } from './report-text.js';

export interface BouncedRecipient {
  /** As the report wrote it; the domain in lower case. */
  readonly address: string;
  /** Enhanced status code of RFC 3463 (`5.1.1`), from the SMTP code (`550` → `5.0.0`) where the report has none, else null. */
  readonly status: string | null;
  /** What the other server said, one line, at most 500 characters. */
  readonly diagnostic: string | null;
}

export interface Bounce {
  /** At least one recipient will never get it. */
  readonly permanent: boolean;
  /** Nobody failed yet: the other side still tries. */
  readonly delayed: boolean;
  /** May be empty where the system names nobody. */
  readonly recipients: readonly BouncedRecipient[];
  /** Without angle brackets: the mail that came back, where the report tells. */
  readonly originalMessageId: string | null;
}

export type BounceFacts = Pick<
  InboundMail,
  | 'from'
  | 'to'
  | 'envelopeFrom'
  | 'subject'
  | 'text'
  | 'headers'
  | 'report'
  | 'attachments'
  | 'inReplyTo'
  | 'references'
>;

/** Reports put the reason first and the returned mail after it: what stands later is the customer's own text. */
const REASON_LENGTH = 16_000;
const LONGEST_DIAGNOSTIC = 500;
const MOST_RECIPIENTS = 1_000;

const DAEMON =
  /^(?:mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|mdaemon|mailerdaemon|daemon|microsoftexchange[0-9a-f]{32}|bounces?|double-bounce|maildelivery|mail\.delivery\.(?:sub)?system|mailbounce|non-?delivery)$/i;

const DELAY =
  /\b(?:delay(?:ed)?|warning: (?:could not|message)|will (?:be retried|keep trying|continue to (?:try|retry))|still being retried|temporar(?:y|ily) (?:problem|unable|failure|deferred)|not yet been delivered|incomplete|verzögert|verzögerung|wird weiterhin versucht|noch nicht zugestellt|ritard(?:o|ata)|tentativi continueranno|retard(?:ée?)?|nouvelles tentatives)\b/i;

/** Phrases of systems that send no report of RFC 3464. Each is an opening of theirs, not a word that a customer would use. */
const PHRASES: readonly RegExp[] = [
  /this is the qmail-send program|i'm afraid i wasn't able to deliver|i wasn't able to deliver your message/i,
  /a message that you (?:have )?sent (?:could not be delivered|has not (?:yet )?been delivered|was undeliverable)/i,
  /this message was created automatically by (?:the )?mail (?:delivery|transfer)? ?(?:software|system|agent)/i,
  /this is the mail system at host|this is the postfix program at host|this is the mail delivery agent at|this is an automatically generated delivery status/i,
  /the following addresses had (?:permanent|transient|delivery)|the following recipients? (?:could not|cannot|failed)/i,
  /delivery to the following recipients? (?:failed|has been delayed|has failed)|delivery has failed to these recipients/i,
  /your message (?:did not reach|to .{1,200} couldn't be delivered|wasn't delivered to|has not been delivered|could not be delivered|was not delivered|cannot be delivered|has encountered delivery problems)/i,
  /(?:sorry, )?we were unable to deliver your message|unable to deliver (?:the|your|this) message|message could not be delivered/i,
  /delivery (?:failure|failed|report|status notification)|undelivered mail|undeliverable|returned mail|user unknown|failure notice|non[- ]?delivery/i,
  /(?:ihre|die|eine) (?:nachricht|e-?mail|mail).{0,200}(?:konnte|kann) .{0,100}(?:nicht|niemandem) .{0,60}(?:zugestellt|übermittelt|ausgeliefert)|unzustellbar|fehler bei der zustellung/i,
  /(?:messaggio|e-?mail).{0,200}(?:non (?:è stat[oa]|può essere|ha potuto essere) (?:recapitat|consegnat)|mancato recapito)|impossibile recapitare|mancata consegna/i,
  /(?:message|courriel).{0,200}(?:n'a (?:pas )?pu être (?:remis|délivré|distribué|livré)|n'a pas été (?:remis|délivré|distribué))|échec de (?:la )?(?:remise|livraison|distribution)/i,
];

const SUBJECTS =
  /^\s*(?:undeliver(?:able|ed)|(?:returned|undelivered) mail|mail (?:delivery (?:failed|failure|system|problem)|system error)|delivery (?:status notification|failure|failed|has failed|report|delayed|notification)|failure notice|non[- ]?delivery|nondeliverable|message (?:undeliverable|status|delivery)|warning: (?:could not send|message)|unzustellbar|fehler bei der|mail konnte nicht|nicht zustellbar|unzustellbare|mancato recapito|non recapitabile|messaggio non|notifica (?:sullo stato|di mancat)|échec|non remis|message non (?:remis|distribu)|notification d'état|could not send message|rejected:|bounce|\*+ ?message you sent blocked)/i;

function cameFromDaemon(mail: BounceFacts): boolean {
  if (mail.envelopeFrom === '') return true;
  const address = mail.from?.address ?? '';
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@')) || undefined);
  return DAEMON.test(local);
}

const oneLine = (text: string): string =>
  text
    .slice(0, 4 * LONGEST_DIAGNOSTIC)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_DIAGNOSTIC);

/** `rfc822;anna@host` → `anna@host`; the type before the semicolon may be anything. */
const bare = (field: string | undefined): string | null =>
  field === undefined ? null : lastAddress(field.slice(field.indexOf(';') + 1));

function reportedRecipient(fields: Fields): BouncedRecipient | null {
  const address =
    bare(fields.get('original-recipient')) ??
    bare(fields.get('final-recipient')) ??
    bare(fields.get('x-actual-recipient'));
  if (address === null) return null;
  const said = fields.get('diagnostic-code') ?? fields.get('x-supplementary-info') ?? null;
  const diagnostic = said === null ? null : oneLine(said.replace(/^\s*[a-z0-9-]{1,30}\s*;\s*/i, ''));
  return { address, status: statusIn(fields.get('status') ?? '') ?? statusIn(said ?? ''), diagnostic };
}

/** A `message/delivery-status` part (RFC 3464). Null: it speaks of success only, which is no bounce. */
function readReport(mail: BounceFacts, deliveryStatus: string): Bounce | null {
  const blocks = fieldBlocks(deliveryStatus).filter((fields) => fields.has('action') || fields.has('final-recipient'));
  const withAction = (action: string) =>
    blocks.filter((fields) => (fields.get('action') ?? '').trim().toLowerCase().startsWith(action));
  const failed = withAction('fail');
  const delayed = withAction('delay');
  const told = failed.length > 0 ? failed : delayed;
  if (told.length === 0) {
    const silent = blocks.filter((fields) => !fields.has('action') && /^\s*[45]\./.test(fields.get('status') ?? ''));
    if (blocks.length > 0 && silent.length === 0) return null;
    return readProse(
      mail,
      silent.map(reportedRecipient).filter((each) => each !== null),
    );
  }
  const recipients = told.map(reportedRecipient).filter((each) => each !== null);
  return {
    permanent: failed.length > 0,
    delayed: failed.length === 0,
    recipients: recipients.slice(0, MOST_RECIPIENTS),
    originalMessageId: originalMessageId(mail),
  };
}

/** Where prose ends and the returned mail begins. */
const RETURNED =
  /^[\s>]*(?:-{2,}.*(?:original|copy|returned|below this line|header|message|mail|nachricht|messaggio).*|included is a copy of.*|received: from .*|return-path: .*|from: .*@.*|-{10,}|original message (?:headers|follows).*|ursprüngliche nachricht.*|intestazioni del messaggio originale.*|en-têtes de message.*)$/im;

function prose(text: string): string {
  const opening = text.slice(0, REASON_LENGTH);
  const lines = opening.split(/\r?\n/);
  const end = lines.findIndex((line, index) => index > 0 && line.length < 300 && RETURNED.test(line));
  /* Sendmail and Domino put a dashed title above the reason itself: a cut that leaves no address is no cut. */
  const cut = end < 0 ? opening : lines.slice(0, end).join('\n');
  return addressesIn(cut).length > 0 ? cut : opening;
}

function readProse(mail: BounceFacts, known: readonly BouncedRecipient[]): Bounce {
  const reason = prose(mail.text);
  const header = (mail.headers.get('x-failed-recipients') ?? []).flatMap(addressesIn);
  const own = (mail.from?.address ?? '').toLowerCase();
  const toUs = new Set(mail.to.map((each) => each.address.toLowerCase()));
  const written = addressesIn(reason).filter((each) => each.toLowerCase() !== own && !toUs.has(each.toLowerCase()));
  const status = statusIn(reason);
  const delayed = (DELAY.test(mail.subject) || DELAY.test(reason.slice(0, 2_000))) && !(status ?? '').startsWith('5');
  const addresses = header.length > 0 ? header : written;
  const recipients =
    known.length > 0
      ? known
      : addresses.map((address) => ({ address, status, diagnostic: diagnosticIn(reason, address) }));
  return {
    permanent: !delayed && !(status ?? '5').startsWith('4'),
    delayed: delayed || (status ?? '').startsWith('4'),
    recipients: recipients.slice(0, MOST_RECIPIENTS),
    originalMessageId: originalMessageId(mail),
  };
}

/** The paragraph around the first line that names the address, or the first line with a code. */
function diagnosticIn(reason: string, address: string): string | null {
  const lines = reason.split('\n');
  const at = lines.findIndex((line) => line.includes(address));
  const near = at < 0 ? [] : lines.slice(at, at + 6);
  const telling = near.filter((line) => statusIn(line) !== null);
  const chosen = telling.length > 0 ? telling : lines.filter((line) => statusIn(line) !== null).slice(0, 1);
  return chosen.length > 0 ? oneLine(chosen.join(' ')) : null;
}

function attachedOriginal(mail: BounceFacts): string {
  const part = mail.attachments.find((each) => /^(?:message\/|text\/rfc822-headers)/i.test(each.contentType));
  if (!part) return '';
  let text = '';
  for (const byte of part.content.subarray(0, REASON_LENGTH)) text += String.fromCharCode(byte);
  return text;
}

function originalMessageId(mail: BounceFacts): string | null {
  return (
    messageIdIn(mail.report?.originalHeaders ?? '') ??
    messageIdIn(attachedOriginal(mail)) ??
    messageIdIn(mail.report?.deliveryStatus ?? '') ??
    messageIdIn(mail.text.slice(0, 8 * REASON_LENGTH)) ??
    mail.inReplyTo[0] ??
    mail.references.at(-1) ??
    null
  );
}

/**
 * Is this the news that a mail did not arrive? A report of RFC 3464 is believed as it stands; without one both the sender (null
 * envelope, a daemon) and the words must be those of a mail system, so that a customer who writes about a bounce stays a customer.
 * Null: no bounce, or the news of a success.
 */
export function readBounce(mail: BounceFacts): Bounce | null {
  const deliveryStatus = mail.report?.deliveryStatus ?? null;
  if (deliveryStatus !== null) return readReport(mail, deliveryStatus);
  const daemon = cameFromDaemon(mail);
  const named = mail.headers.has('x-failed-recipients');
  const subject = SUBJECTS.test(mail.subject);
  if (!daemon && !named) return null;
  if (isAnswerOfRobot(mail) && !named && !subject) return null;
  const phrase = PHRASES.some((pattern) => pattern.test(mail.text.slice(0, 4_000)));
  if (named || (subject && daemon) || phrase) return readProse(mail, []);
  return null;
}

/** Vacation notices also come with a null envelope sender. */
function isAnswerOfRobot(mail: BounceFacts): boolean {
  return (
    (mail.headers.get('auto-submitted') ?? []).some((value) => /^\s*auto-replied/i.test(value)) &&
    !/daemon|postmaster/i.test(mail.from?.address ?? '')
  );
}
