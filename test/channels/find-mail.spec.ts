import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FoundMail, findMail } from '@redress/channels/email/find-mail.js';
import { openMailNames } from '@redress/channels/email/mail-names.js';
import { type NameServer, openNameServer } from '../support/name-server.js';

let server: NameServer;

beforeAll(async () => {
  server = await openNameServer({
    'MX lumo.test': ['20 alt.aspmx.l.google.com', '10 aspmx.l.google.com'],
    'MX office.test': ['0 office-test.mail.protection.outlook.com'],
    'MX small.test': ['10 mx.small.test'],
    'SRV _imaps._tcp.small.test': ['10 1 1993 far.small.test', '0 1 993 near.small.test'],
    'SRV _submission._tcp.small.test': ['0 1 587 out.small.test'],
    'A near.small.test': ['93.184.215.14'],
    'A out.small.test': ['93.184.215.15'],
    'MX plain.test': ['10 mx.plain.test'],
    'A mail.plain.test': ['93.184.215.16'],
    'MX trap.test': ['10 mx.trap.test'],
    'SRV _imaps._tcp.trap.test': ['0 1 993 inside.trap.test'],
    'A inside.trap.test': ['10.0.0.7'],
    'A imap.trap.test': ['127.0.0.1'],
    'MX refuses.test': ['0 .'],
  });
});
afterAll(() => server.close());

const find = (address: string, internalHosts: readonly string[] = []): Promise<FoundMail> =>
  findMail(address, openMailNames(2_000, [server.address]), internalHosts);

describe('the servers of a mail address', () => {
  test.each([
    ['ann@gmail.com', 'Google', 'imap.gmail.com', 'appPassword'],
    ['ann@gmx.de', 'GMX', 'imap.gmx.net', 'password'],
    ['ann@hotmail.co.uk', 'Outlook.com', 'outlook.office365.com', 'oauth'],
    ['ann@web.de', 'WEB.DE', 'imap.web.de', 'password'],
  ])('of %s are known without asking anybody', async (address, name, host, signIn) => {
    const found = await findMail(address, openMailNames(1, ['127.0.0.1:1']));
    expect(found).toMatchObject({ by: 'domain', names: 'notAsked', provider: { name, signIn }, incoming: { host } });
  });

  test.each([
    ['care@lumo.test', 'Google', 'imap.gmail.com', 'smtp.gmail.com'],
    ['care@office.test', 'Microsoft 365', 'outlook.office365.com', 'smtp.office365.com'],
  ])('of %s follow from who takes its mail', async (address, name, incoming, outgoing) => {
    const found = await find(address);
    expect(found).toMatchObject({ by: 'mx', names: 'answered', provider: { name } });
    expect([found.incoming?.host, found.outgoing?.host]).toEqual([incoming, outgoing]);
  });

  test('are those that a domain names itself, the preferred one', async () => {
    expect(await find('care@small.test')).toEqual({
      ...{ provider: null, by: 'srv', names: 'answered' },
      incoming: { host: 'near.small.test', port: 993, security: 'tls' },
      outgoing: { host: 'out.small.test', port: 587, security: 'starttls' },
    });
  });

  test('are guessed from names that exist', async () => {
    expect(await find('care@plain.test')).toMatchObject({
      ...{ provider: null, by: 'guess' },
      incoming: { host: 'mail.plain.test', port: 993 },
      outgoing: { host: 'mail.plain.test', port: 587 },
    });
  });

  test('never lead into our own network, unless its operator named the host', async () => {
    const none = { provider: null, by: 'none', names: 'answered', incoming: null, outgoing: null };
    expect(await find('care@trap.test')).toEqual(none);
    expect(await find('care@trap.test', ['inside.trap.test:993'])).toMatchObject({
      incoming: { host: 'inside.trap.test' },
    });
  });

  test.each(['care@nowhere.test', 'care@refuses.test'])('of %s are not known', async (address) => {
    expect(await find(address)).toMatchObject({ by: 'none', names: 'answered', incoming: null });
  });

  test('are told from a DNS that says nothing', async () => {
    const mute = createSocket('udp4');
    await new Promise<void>((resolve) => mute.bind(0, '127.0.0.1', () => resolve()));
    const names = openMailNames(200, [`127.0.0.1:${mute.address().port}`]);
    expect(await findMail('care@lumo.test', names)).toMatchObject({ by: 'none', names: 'silent' });
    await new Promise<void>((resolve) => mute.close(() => resolve()));
  });
});
