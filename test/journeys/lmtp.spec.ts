import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { type Journey, startJourney, until } from '../support/journey.js';
import { freePort } from '../support/ports.js';

let journey: Journey;
let lmtpPort: number;

beforeAll(async () => {
  lmtpPort = await freePort();
  journey = await startJourney({ LMTP_INTAKE_PORT: String(lmtpPort) });
});
afterAll(() => journey.close());

test('a mail server that hands mail over by LMTP makes a ticket of it', async () => {
  const transport = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true });
  const mail = { from: 'Nora Weiss <nora@customer.test>', to: 'care@desk.test', subject: 'By LMTP', text: 'It broke.' };
  await transport.sendMail(mail);
  transport.close();
  const found = await until(async () => {
    const rows = await journey.sql.rows<{ mailbox: string }>(
      `SELECT d.mailbox FROM deliveries d JOIN tickets t ON t.id = d.ticket_id WHERE t.subject = 'By LMTP'`,
    );
    return rows[0] ?? null;
  });
  expect(found.mailbox).toBe('lmtp');
});
