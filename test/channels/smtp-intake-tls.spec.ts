import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSmtpIntake, type SmtpIntake, type SmtpTransaction } from '@redress/channels/email/smtp-intake.js';
import { selfSigned } from '../support/certificate.js';

const MAIL = Buffer.from('From: a@b.test\r\nSubject: x\r\n\r\nhello\r\n');
const ENVELOPE = { from: 'a@b.test', to: 'help@desk.test' };

describe('the SMTP receiver and TLS', () => {
  const { cert, key } = selfSigned();
  const seen: SmtpTransaction[] = [];
  let intakes: SmtpIntake[] = [];

  const open = async (tls?: { cert: string; key: string }): Promise<number> => {
    const intake = await openSmtpIntake({
      host: '127.0.0.1',
      port: 0,
      maxBytes: 100_000,
      ...(tls ? { tls } : {}),
      accepts: () => Promise.resolve(true),
      store: (_, transaction) => {
        seen.push(transaction);
        return Promise.resolve();
      },
    });
    intakes.push(intake);
    return intake.port;
  };

  const send = async (port: number): Promise<string> => {
    const sender = createTransport({ host: 'localhost', port, requireTLS: true, tls: { ca: cert } });
    try {
      return (await sender.sendMail({ raw: MAIL, envelope: ENVELOPE })).response;
    } finally {
      sender.close();
    }
  };

  beforeAll(() => {
    intakes = [];
  });

  afterAll(() => Promise.all(intakes.map((intake) => intake.close())));

  test('takes mail over STARTTLS with the certificate it was given', async () => {
    expect(await send(await open({ cert, key }))).toMatch(/^250/);
    expect(seen.at(-1)?.secure).toBe(true);
  });

  test('offers no STARTTLS without a certificate', async () => {
    await expect(send(await open())).rejects.toThrow(/STARTTLS/);
  });
});
