import type { BounceFacts } from '@redress/domain/intake/bounce.js';
import { mailFacts, type MailSketch } from './sketch.js';

/** What one mail system sends back, written after its real shape; `id` is the mail of ours that it names, null where it names none. */
export interface LabelledBounce {
  readonly system: string;
  readonly mail: BounceFacts;
  readonly expected: {
    readonly delayed: boolean;
    readonly addresses: readonly string[];
    readonly status: string | null;
    readonly id: string | null;
  };
}

const ID = 'redress.0198c1@lumen.test';
const WHO = 'anna.berger@kunde.test';
const HEADERS = `From: Lumen <care@lumen.test>\nTo: ${WHO}\nSubject: Your lamp [T-2026-004217]\nMessage-ID: <${ID}>\nDate: Tue, 3 Mar 2026 10:12:00 +0100`;

const report = (status: string, action = 'failed', code = '550 5.1.1 User unknown'): string =>
  `Reporting-MTA: dns; mx.kunde.test\nArrival-Date: Tue, 3 Mar 2026 10:12:01 +0100\n\nFinal-Recipient: rfc822; ${WHO}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${code}\n`;

const bounce = (
  system: string,
  sketch: MailSketch,
  status: string | null,
  more: { delayed?: boolean; addresses?: readonly string[]; id?: string | null } = {},
): LabelledBounce => ({
  system,
  mail: mailFacts({ envelopeFrom: '', from: 'MAILER-DAEMON@mx.kunde.test', ...sketch }),
  expected: {
    delayed: more.delayed ?? false,
    addresses: more.addresses ?? [WHO],
    status,
    id: more.id === undefined ? ID : more.id,
  },
});

/** Systems that send the report of RFC 3464. */
const STANDARD: readonly LabelledBounce[] = [
  bounce(
    'Postfix',
    {
      subject: 'Undelivered Mail Returned to Sender',
      text: `This is the mail system at host mx.kunde.test.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<${WHO}>: host mx said: 550 5.1.1 unknown`,
      report: {
        status: `Reporting-MTA: dns; mx.kunde.test\nX-Postfix-Queue-ID: 4F2\nX-Postfix-Sender: rfc822; care@lumen.test\n\nFinal-Recipient: rfc822; ${WHO}\nOriginal-Recipient: rfc822;${WHO}\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx\nDiagnostic-Code: smtp; 550 5.1.1 <${WHO}>: Recipient address\n    rejected: User unknown`,
        headers: HEADERS,
      },
    },
    '5.1.1',
  ),
  bounce(
    'Postfix, still trying',
    {
      subject: 'Delayed Mail (still being retried)',
      text: 'THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
      report: { status: report('4.4.1', 'delayed', 'connect to mx: Connection timed out'), headers: HEADERS },
    },
    '4.4.1',
    { delayed: true },
  ),
  bounce(
    'Sendmail',
    {
      subject: 'Returned mail: see transcript for details',
      text: `   ----- The following addresses had permanent fatal errors -----\n<${WHO}>\n   ----- Transcript of session follows -----\n550 5.1.1 <${WHO}>... User unknown`,
      report: { status: report('5.1.1'), headers: HEADERS },
    },
    '5.1.1',
  ),
  bounce(
    'Sendmail, warning',
    {
      subject: 'Warning: could not send message for past 4 hours',
      text: '** THIS IS A WARNING MESSAGE ONLY **',
      report: { status: report('4.2.0', 'delayed', '451 4.2.0 try later'), headers: HEADERS },
    },
    '4.2.0',
    { delayed: true },
  ),
  bounce(
    'Exchange Online',
    {
      from: 'postmaster@kunde.onmicrosoft.test',
      subject: 'Undeliverable: Your lamp [T-2026-004217]',
      text: `Your message to ${WHO} couldn't be delivered.\nanna.berger wasn't found at kunde.test.`,
      inReplyTo: [ID],
      report: {
        status: `Reporting-MTA: dns;AM0PR08.eurprd08.prod.outlook.com\nReceived-From-MTA: dns;x\n\nFinal-Recipient: rfc822;${WHO}\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup`,
        headers: null,
      },
    },
    '5.1.10',
  ),
  bounce(
    'Exchange 2019, German',
    {
      from: 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@kunde.test',
      subject: 'Unzustellbar: Ihre Lampe',
      text: 'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Verteilerlisten:',
      report: { status: report('5.2.2', 'failed', '550 5.2.2 STOREDRV.Deliver; mailbox full'), headers: HEADERS },
    },
    '5.2.2',
  ),
  bounce(
    'Gmail',
    {
      from: 'mailer-daemon@googlemail.com',
      subject: 'Delivery Status Notification (Failure)',
      headers: { 'x-failed-recipients': [WHO], 'auto-submitted': ['auto-replied'] },
      inReplyTo: [ID],
      text: `** Address not found **\n\nYour message wasn't delivered to ${WHO} because the address couldn't be found, or is unable to receive mail.`,
      report: {
        status: report('5.1.1', 'failed', '550-5.1.1 The email account that you tried to reach does not exist.'),
        headers: null,
      },
    },
    '5.1.1',
  ),
  bounce(
    'Gmail, delayed',
    {
      from: 'mailer-daemon@googlemail.com',
      subject: 'Delivery Status Notification (Delay)',
      headers: { 'auto-submitted': ['auto-replied'] },
      inReplyTo: [ID],
      text: 'Delivery incomplete. There was a temporary problem.',
      report: {
        status: report('4.4.2', 'delayed', 'The recipient server did not accept our requests to connect.'),
        headers: null,
      },
    },
    '4.4.2',
    { delayed: true },
  ),
  bounce(
    'Exim 4.96',
    {
      from: 'Mailer-Daemon@mx.kunde.test',
      subject: 'Mail delivery failed: returning message to sender',
      headers: { 'x-failed-recipients': [WHO] },
      text: 'This message was created automatically by mail delivery software.',
      report: {
        status: `Reporting-MTA: dns; mx.kunde.test\n\nAction: failed\nFinal-Recipient: rfc822;${WHO}\nStatus: 5.0.0\nRemote-MTA: dns; mx\nDiagnostic-Code: smtp; 550 No such user`,
        headers: HEADERS,
      },
    },
    '5.0.0',
  ),
  bounce(
    'Amazon SES',
    {
      from: 'MAILER-DAEMON@amazonses.test',
      subject: 'Delivery Status Notification (Failure)',
      text: `An error occurred while trying to deliver the mail to the following recipients:\n${WHO}`,
      report: {
        status: `Reporting-MTA: dns; a1.smtp-out.amazonses.test\n\nAction: failed\nFinal-Recipient: rfc822; ${WHO}\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\nStatus: 5.1.1`,
        headers: HEADERS,
      },
    },
    '5.1.1',
  ),
  bounce(
    'Domino 12',
    {
      from: 'Postmaster@kunde.test',
      subject: 'DELIVERY FAILURE: User berger not listed in Domino Directory',
      text: `Your message\n\n  Subject: Your lamp\n\nwas not delivered to:\n\n  ${WHO}\n\nbecause:\n\n  User berger (berger@kunde.test) not listed in Domino Directory`,
      report: {
        status: `Reporting-MTA: dns;domino.kunde.test\n\nFinal-Recipient: rfc822;${WHO}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: X-Notes; User berger not listed`,
        headers: HEADERS,
      },
    },
    '5.1.1',
  ),
  bounce(
    'GroupWise',
    {
      from: 'Mailer-Daemon@gw.kunde.test',
      subject: 'Message status - undeliverable',
      text: `The attached file had the following undeliverable recipient(s):\n\t${WHO}`,
      report: {
        status: `Reporting-MTA: dns; gw.kunde.test\n\nFinal-recipient: RFC822; ${WHO}\nAction: failed\nStatus: 5.1.1`,
        headers: HEADERS,
      },
    },
    '5.1.1',
  ),
  bounce(
    'Zimbra with two recipients, one of whom got it',
    {
      subject: 'Undelivered Mail Returned to Sender',
      text: 'This is the mail system at host zimbra.',
      report: {
        status: `Reporting-MTA: dns; zimbra\n\nFinal-Recipient: rfc822; ok@kunde.test\nAction: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; ${WHO}\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1 Relay access denied`,
        headers: HEADERS,
      },
    },
    '5.7.1',
  ),
  bounce(
    'OpenSMTPD',
    {
      subject: 'Delivery status notification: error',
      text: `Hi!\n\nThis is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\nAn error has occurred while attempting to deliver a message for\nthe following list of recipients:\n\n${WHO}: 550 Invalid recipient`,
      report: {
        status: `Reporting-MTA: dns; mx.kunde.test\n\nFinal-Recipient: rfc822; ${WHO}\nAction: failed\nStatus: 5.0.0`,
        headers: HEADERS,
      },
    },
    '5.0.0',
  ),
];

/** Systems that say it in their own words. */
const IN_PROSE: readonly LabelledBounce[] = [
  bounce(
    'qmail',
    {
      subject: 'failure notice',
      text: `Hi. This is the qmail-send program at mx.kunde.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${WHO}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <care@lumen.test>\n${HEADERS}\n\nDear Ms Berger, write to manager@lumen.test`,
    },
    '5.1.1',
  ),
  bounce(
    'Yahoo',
    {
      from: 'MAILER-DAEMON@yahoo.test',
      subject: 'Failure Notice',
      text: `Sorry, we were unable to deliver your message to the following address.\n\n<${WHO}>:\n554: 30 Sorry, your message to ${WHO} cannot be delivered. This mailbox is disabled (554.30).\n\n--- Below this line is a copy of the message.\n\n${HEADERS}`,
    },
    '5.0.0',
  ),
  bounce(
    'Exim 3',
    {
      from: 'Mailer-Daemon@old.kunde.test',
      subject: 'Mail delivery failed: returning message to sender',
      headers: { 'x-failed-recipients': [WHO] },
      text: `This message was created automatically by mail delivery software (Exim).\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${WHO}\n    unknown local-part "anna.berger" in domain "kunde.test"\n\n------ This is a copy of the message, including all the headers. ------\n\n${HEADERS}`,
    },
    null,
  ),
  bounce(
    'Exim 3, delayed',
    {
      from: 'Mailer-Daemon@old.kunde.test',
      subject: 'Warning: message 1k2-0003 delayed 24 hours',
      text: `This message was created automatically by mail delivery software (Exim).\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on old.kunde.test.\n\nThe address to which the message has not yet been delivered is:\n\n  ${WHO}\n\nNo action is required on your part. Delivery attempts will continue for some time.`,
    },
    null,
    { delayed: true, id: null },
  ),
  bounce(
    'Exchange 2003',
    {
      from: 'postmaster@kunde.test',
      subject: 'Undeliverable: Your lamp',
      text: `Your message did not reach some or all of the intended recipients.\n\n      Subject:\tYour lamp\n      Sent:\t3/3/2026 10:12 AM\n\nThe following recipient(s) could not be reached:\n\n      ${WHO} on 3/3/2026 10:12 AM\n            The e-mail account does not exist at the organization this message was sent to.\n            <mx.kunde.test #5.1.1>`,
      inReplyTo: [ID],
    },
    '5.1.1',
  ),
  bounce(
    'Lotus Notes 6',
    {
      from: 'Postmaster@kunde.test',
      envelopeFrom: null,
      subject: 'DELIVERY FAILURE: 550 5.1.1 User unknown',
      text: `Your message\n\n  Subject: Your lamp\n\nwas not delivered to:\n\n  ${WHO}\n\nbecause:\n\n  550 5.1.1 User unknown`,
      references: [ID],
    },
    '5.1.1',
  ),
  bounce(
    'GMX',
    {
      from: 'mailer-daemon@gmx.test',
      subject: 'Mail delivery failed: returning message to sender',
      text: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to\none or more of its recipients. This is a permanent error.\n\nThe following address failed:\n\n${WHO}:\nSMTP error from remote server for RCPT TO command, host: mx.kunde.test (192.0.2.7) reason: 550 5.1.1 unknown user\n\n--- The header of the original message is following. ---\n\n${HEADERS}`,
    },
    '5.1.1',
  ),
  bounce(
    'T-Online',
    {
      from: 'Mailer-Daemon@t-online.test',
      subject: 'Mail konnte nicht zugestellt werden',
      text: `|------------------------- Ihre Nachricht konnte nicht zugestellt werden -------------------------|\n\nDie Nachricht an folgende Adresse konnte nicht zugestellt werden:\n\n<${WHO}>\n550 5.1.1 Benutzer unbekannt\n\n${HEADERS}`,
      headers: { to: ['care@lumen.test'] },
    },
    '5.1.1',
    { addresses: [WHO] },
  ),
  bounce(
    'Libero',
    {
      from: 'MAILER-DAEMON@libero.test',
      subject: 'Mancato recapito: la tua lampada',
      text: `Il messaggio non è stato recapitato al seguente destinatario:\n\n${WHO}\n\nMotivo: 552 5.2.2 casella piena\n\n--- Messaggio originale ---\n${HEADERS}`,
    },
    '5.2.2',
  ),
  bounce(
    'Orange',
    {
      from: 'postmaster@orange.test',
      subject: 'Échec de la remise de votre message',
      text: `Votre message n'a pas pu être remis au destinataire suivant :\n\n${WHO}\n\nRaison : 550 5.1.1 Adresse d'au moins un destinataire invalide.\n\n----- Message original -----\n${HEADERS}`,
    },
    '5.1.1',
  ),
  bounce(
    'Courier',
    {
      from: 'postmaster@courier.test',
      subject: 'NOTICE: mail delivery status.',
      text: `This is a delivery status notification from courier.test,\nrunning the Courier mail server, version 0.65.\n\nUNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<${WHO}>:\n    mx.kunde.test [192.0.2.7]:\n>>> RCPT TO:<${WHO}>\n<<< 550 5.1.1 User unknown.\n\n${HEADERS}`,
    },
    '5.1.1',
  ),
  bounce(
    'MDaemon',
    {
      from: 'MDaemon@md.kunde.test',
      subject: 'Warning: Message delivery failed',
      text: `The following data may contain sections which represent Base64 encoded\nfile attachments.\n\nDELIVERY FAILED: this message could not be delivered to\n${WHO}\n\nReason: 550 5.1.1 unknown\n\n${HEADERS}`,
    },
    '5.1.1',
  ),
  bounce(
    'AOL',
    {
      from: 'MAILER-DAEMON@aol.test',
      subject: 'Mail Delivery Problem',
      text: `Your mail to the following recipients could not be delivered because they are not accepting mail from this address:\n\n${WHO}`,
    },
    null,
    { id: null },
  ),
  bounce(
    'Barracuda',
    {
      from: 'postmaster@gate.kunde.test',
      subject: '**Message you sent blocked by our bulk email filter**',
      text: `Your message to: ${WHO}\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Your lamp`,
    },
    null,
    { id: null },
  ),
  bounce(
    'Kerio Connect',
    {
      from: 'postmaster@kerio.test',
      envelopeFrom: null,
      subject: 'Delivery failed: Your lamp',
      text: `Hello,\n\nyour message could not be delivered to the following recipients:\n\n  <${WHO}>\n  5.1.1 Mailbox does not exist\n\n${HEADERS}`,
    },
    '5.1.1',
  ),
  bounce(
    'IMail',
    {
      from: 'Postmaster@imail.test',
      subject: 'Undeliverable Mail',
      text: `User mailbox exceeds allowed size: ${WHO}\n\nOriginal message follows.\n\n${HEADERS}`,
    },
    null,
  ),
  bounce(
    'Symantec Messaging Gateway',
    {
      from: 'MAILER-DAEMON@smg.test',
      subject: 'Delivery Notification: Delivery has failed',
      text: `This report relates to a message you sent with the following header fields:\n\n  Message-id: <${ID}>\n  Date: Tue, 3 Mar 2026 10:12:00 +0100\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: ${WHO}\n  Reason: Remote SMTP server has rejected address\n  Diagnostic code: smtp;550 5.1.1 unknown`,
    },
    '5.1.1',
  ),
];

export const BOUNCES: readonly LabelledBounce[] = [...STANDARD, ...IN_PROSE];

const QMAIL = `Hi. This is the qmail-send program at mx.kunde.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<care@lumen.test>:\nSorry, no mailbox here by that name. (#5.1.1)`;

/** Mails that speak of failed deliveries and are none. */
export const NO_BOUNCES: readonly { readonly what: string; readonly mail: BounceFacts }[] = [
  {
    what: 'a customer whose lamp was not delivered',
    mail: mailFacts({
      subject: 'Delivery failed',
      text: 'The delivery failed again, your courier says the address is unknown. Error 550?',
    }),
  },
  {
    what: 'a customer who pastes the bounce of our shop',
    mail: mailFacts({ subject: 'Your mail system rejects me', text: `My mail came back:\n\n${QMAIL}` }),
  },
  {
    what: 'a customer who forwards a bounce',
    mail: mailFacts({
      subject: 'WG: Undelivered Mail Returned to Sender',
      text: `Siehe unten.\n\n-----Ursprüngliche Nachricht-----\nVon: MAILER-DAEMON@mx.kunde.test\n\n${QMAIL}`,
    }),
  },
  {
    what: 'a customer with a subject like that of a bounce',
    mail: mailFacts({ subject: 'Undeliverable: parcel 4711', text: 'Your parcel was undeliverable, says DHL. Why?' }),
  },
  {
    what: 'a German customer whose parcel could not be delivered',
    mail: mailFacts({
      subject: 'Unzustellbar',
      text: 'Ihre Nachricht, das Paket konnte nicht zugestellt werden, ist falsch. Ich war zu Hause.',
    }),
  },
  {
    what: 'an Italian customer whose parcel did not come',
    mail: mailFacts({ subject: 'Mancata consegna', text: 'Il messaggio del corriere dice mancata consegna.' }),
  },
  {
    what: 'a French customer whose parcel was not handed over',
    mail: mailFacts({ subject: 'Échec de livraison', text: "Votre message dit échec de livraison mais j'étais là." }),
  },
  {
    what: 'a postmaster who writes as a person',
    mail: mailFacts({
      from: 'postmaster@kunde.test',
      subject: 'Lamp for the server room',
      text: 'Hello, the lamp you sent us hums. Can you replace it? Regards, the postmaster',
    }),
  },
  {
    what: 'a vacation notice with a null sender',
    mail: mailFacts({
      envelopeFrom: '',
      subject: 'Automatic reply: Your lamp',
      headers: { 'auto-submitted': ['auto-replied'] },
      text: 'I am out of the office. If delivery failed call me.',
    }),
  },
  {
    what: 'a plain vacation notice with a null sender and no mark',
    mail: mailFacts({ envelopeFrom: '', subject: 'Abwesenheitsnotiz', text: 'Ich bin bis Montag nicht im Büro.' }),
  },
  {
    what: 'the news that a mail did arrive',
    mail: mailFacts({
      envelopeFrom: '',
      from: 'mailer-daemon@mx.kunde.test',
      subject: 'Successful Mail Delivery Report',
      text: 'Your message was successfully delivered',
      report: { status: report('2.0.0', 'delivered', '250 ok'), headers: HEADERS },
    }),
  },
  {
    what: 'the news that a mail was passed on',
    mail: mailFacts({
      envelopeFrom: '',
      from: 'mailer-daemon@mx.kunde.test',
      subject: 'Delivery Status Notification (Relay)',
      text: 'relayed',
      report: { status: report('2.0.0', 'relayed', '250 ok'), headers: HEADERS },
    }),
  },
  {
    what: 'a read receipt',
    mail: mailFacts({
      subject: 'Read: Your lamp',
      text: 'Your message was read',
      headers: { 'content-type': ['multipart/report; report-type=disposition-notification'] },
    }),
  },
  {
    what: 'a shop notice of a returned parcel',
    mail: mailFacts({
      from: 'no-reply@courier.test',
      subject: 'Delivery failure: parcel 77',
      text: 'We could not deliver your parcel. Delivery to the following recipient failed: Anna Berger',
    }),
  },
];
