import type { BounceFacts } from '@redress/domain/intake/bounce.js';
import { HEADERS, report } from './labelled-bounce.js';
import { mailFacts } from './sketch.js';

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
