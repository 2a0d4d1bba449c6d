import { generateKeyPairSync } from 'node:crypto';
import { processorMs } from '../../../../test/support/processor-time.js';
import { describe, expect, test } from '@jest/globals';
import { dkimSign } from 'mailauth';
import { authenticate, type LookUp } from './authentication.js';
import { readAuthenticationResults } from './authentication-results.js';
import { NO_ENVELOPE, type MailEnvelope } from './read-mail.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const missing = (): Error => Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });

/** A DNS of our own: what is not in the zone does not exist. */
const zone =
  (records: Readonly<Record<string, string>>): LookUp =>
  (name, type) => {
    const found = records[`${name} ${type}`];
    return found === undefined ? Promise.reject(missing()) : Promise.resolve([[found]]);
  };

const SHOP = {
  'sel._domainkey.shop.test TXT': `v=DKIM1; k=rsa; p=${KEY}`,
  'shop.test TXT': 'v=spf1 ip4:203.0.113.7 -all',
};
const WITH_DMARC = { ...SHOP, '_dmarc.shop.test TXT': 'v=DMARC1; p=reject' };

const silent: LookUp = () => new Promise(() => undefined);

const MAIL =
  'From: Anna <anna@shop.test>\r\nTo: help@desk.test\r\nSubject: Lamp\r\nDate: Fri, 16 Jan 2026 16:30:00 +0100\r\n\r\nIt flickers.\r\n';

async function signed(mail = MAIL, domain = 'shop.test'): Promise<Buffer> {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { signatures } = await dkimSign(Buffer.from(mail), {
    signingDomain: domain,
    selector: 'sel',
    privateKey: pem,
    // Without one the signer reads the time twice, and what it signed in one second and writes in the next does not verify.
    signTime: new Date(),
    signatureData: [{ signingDomain: domain, selector: 'sel', privateKey: pem }],
  });
  return Buffer.from(signatures + mail);
}

const from = (remoteAddress: string): MailEnvelope => ({
  from: 'anna@shop.test',
  to: [],
  helo: 'mx.shop.test',
  remoteAddress,
});

describe('our own check', () => {
  test.each([
    ['without DMARC', SHOP],
    ['with DMARC', WITH_DMARC],
  ])('passes a mail that its own domain signed, %s', async (_, records) => {
    const result = await authenticate(await signed(), NO_ENVELOPE, [], { lookUp: zone(records) });
    expect(result).toMatchObject({ verdict: 'pass', dkim: 'pass', by: 'ours' });
  });

  test('fails a mail whose body was changed on the way, even without DNS', async () => {
    const changed = Buffer.from((await signed()).toString().replace('flickers', 'explodes'));
    expect(await authenticate(changed, NO_ENVELOPE, [], { lookUp: silent, limitMs: 100 })).toMatchObject({
      verdict: 'fail',
      dkim: 'fail',
    });
  });

  test('fails a mail whose subject was changed on the way', async () => {
    const changed = Buffer.from((await signed()).toString().replace('Subject: Lamp', 'Subject: Gift'));
    expect(await authenticate(changed, NO_ENVELOPE, [], { lookUp: zone(SHOP) })).toMatchObject({ verdict: 'fail' });
  });

  test('proves nothing when name servers are silent, and gives up in time', async () => {
    const started = performance.now();
    const result = await authenticate(await signed(), NO_ENVELOPE, [], { lookUp: silent, limitMs: 200 });
    expect(result).toMatchObject({ verdict: 'none', dkim: 'temperror' });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('passes an unsigned mail from a host that its domain names, fails it from any other, leaves test networks alone', async () => {
    const lookUp = zone(SHOP);
    expect(await authenticate(Buffer.from(MAIL), from('203.0.113.7'), [], { lookUp })).toMatchObject({
      verdict: 'none',
      by: null,
    });
    expect(await authenticate(Buffer.from(MAIL), from('93.184.216.34'), [], { lookUp })).toMatchObject({
      verdict: 'fail',
      spf: 'fail',
    });
    const named = zone({ 'shop.test TXT': 'v=spf1 ip4:93.184.216.34 -all' });
    expect(await authenticate(Buffer.from(MAIL), from('93.184.216.34'), [], { lookUp: named })).toMatchObject({
      verdict: 'pass',
      spf: 'pass',
    });
  });

  test('fails by DMARC what neither the host nor a signature of the domain vouches for', async () => {
    const other = zone({ ...WITH_DMARC, 'sel._domainkey.evil.test TXT': `v=DKIM1; k=rsa; p=${KEY}` });
    const result = await authenticate(await signed(MAIL, 'evil.test'), from('93.184.216.34'), [], { lookUp: other });
    expect(result).toMatchObject({ verdict: 'fail', dmarc: 'fail', dkim: 'pass' });
  });

  test('does not count DMARC against a mail whose host it never saw', async () => {
    const other = zone({ ...WITH_DMARC, 'sel._domainkey.mailer.test TXT': `v=DKIM1; k=rsa; p=${KEY}` });
    expect(await authenticate(await signed(MAIL, 'mailer.test'), NO_ENVELOPE, [], { lookUp: other })).toMatchObject({
      verdict: 'none',
      dmarc: null,
    });
  });

  test('asks nobody about an unsigned mail from a private peer', async () => {
    const asked: string[] = [];
    const lookUp: LookUp = (name) => {
      asked.push(name);
      return Promise.reject(missing());
    };
    expect(await authenticate(Buffer.from(MAIL), from('192.168.1.2'), [], { lookUp })).toEqual({
      verdict: 'none',
      spf: null,
      dkim: null,
      dmarc: null,
      by: null,
    });
    expect(asked).toEqual([]);
  });

  test('asks nobody about a mail with a hundred signatures', async () => {
    const many = Buffer.from('DKIM-Signature: v=1; d=a.test; s=x; bh=x; b=y\r\n'.repeat(100) + MAIL);
    expect(await authenticate(many, NO_ENVELOPE, [], { lookUp: silent })).toMatchObject({ verdict: 'none', by: null });
  });
});

describe('the word of a trusted host', () => {
  const judged = (...headers: string[]): ReturnType<typeof authenticate> =>
    authenticate(
      Buffer.from(`${headers.map((value) => `Authentication-Results: ${value}\r\n`).join('')}${MAIL}`),
      NO_ENVELOPE,
      ['mx.ours.test'],
      {
        lookUp: silent,
      },
    );

  test.each([
    ['mx.ours.test; dmarc=pass header.from=shop.test', 'pass'],
    ['mx.ours.test; dmarc=fail (p=none) header.from=shop.test; spf=pass smtp.mailfrom=a@evil.test', 'fail'],
    ['mx.ours.test 1; spf=pass smtp.mailfrom=anna@shop.test', 'pass'],
    ['mx.ours.test; spf=pass smtp.mailfrom=anna@evil.test', 'none'],
    ['mx.ours.test; dkim=pass header.d=shop.test; dkim=fail header.d=list.test', 'pass'],
    ['mx.ours.test; dkim=fail header.d=shop.test', 'fail'],
    ['mx.ours.test; spf=fail smtp.mailfrom=shop.test', 'fail'],
    ['mx.ours.test; spf=softfail smtp.mailfrom=shop.test', 'none'],
    ['MX.ours.TEST; dmarc=temperror', 'none'],
    ['mx.ours.test; none', 'none'],
    ['mx.ours.test; dmarc=pass header.from=evil.test', 'none'],
    ['mx.ours.test; dmarc=pass header.from=evil.test; dmarc=fail header.from=shop.test', 'fail'],
    ['mx.ours.test; dmarc=(pass) fail', 'fail'],
    ['mx.ours.test; spf=none reason="; dmarc=pass"', 'none'],
  ])('%s means %s', async (value, verdict) => {
    expect(await judged(value)).toMatchObject({ verdict, by: 'mx.ours.test' });
  });

  test('proves nothing for a From that names several', async () => {
    const several = MAIL.replace(/^From: .*$/m, 'From: anna@shop.test, mallory@evil.test');
    const headers = 'Authentication-Results: mx.ours.test; dmarc=pass; spf=pass smtp.mailfrom=anna@shop.test\r\n';
    const found = await authenticate(Buffer.from(headers + several), NO_ENVELOPE, ['mx.ours.test'], { lookUp: silent });
    expect(several).toContain('mallory');
    expect(found).toMatchObject({ verdict: 'none', by: 'mx.ours.test' });
  });

  test('is the topmost of its own; a header of any other host is not read', async () => {
    expect(await judged('mx.evil.test; dmarc=pass', 'mx.ours.test; dmarc=fail')).toMatchObject({ verdict: 'fail' });
    expect(await judged('mx.ours.test; dmarc=fail', 'mx.ours.test; dmarc=pass')).toMatchObject({ verdict: 'fail' });
    expect(await judged('mx.evil.test; dmarc=pass')).toMatchObject({ verdict: 'none', by: null });
    expect(await judged('(mx.ours.test) mx.evil.test; dmarc=pass')).toMatchObject({ verdict: 'none', by: null });
  });

  test('is read in linear time', () => {
    const hostile = [
      '('.repeat(1_000_000),
      `a; ${'x=y '.repeat(300_000)}`,
      `a${';'.repeat(1_000_000)}`,
      '"'.repeat(999_999),
    ];
    expect(processorMs(() => hostile.forEach((text) => readAuthenticationResults(text)))).toBeLessThan(3_000);
  });
});
