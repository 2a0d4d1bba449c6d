import { bounce, HEADERS, ID, WHO, type LabelledBounce } from './labelled-bounce.js';

/** Systems that say it in their own words. */
export const PROSE_BOUNCES: readonly LabelledBounce[] = [
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
