import { bounce, HEADERS, ID, report, WHO, type LabelledBounce } from './labelled-bounce.js';

/** Systems that send the report of RFC 3464. */
export const STANDARD_BOUNCES: readonly LabelledBounce[] = [
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
