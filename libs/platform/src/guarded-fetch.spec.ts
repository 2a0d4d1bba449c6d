import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callGuarded, fetchGuarded, isPublicAddress } from './guarded-fetch.js';

describe('a fetch on behalf of a stranger', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '224.0.0.1',
    '255.255.255.255',
    'localhost',
  ])('does not take %s for a public address', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['1.1.1.1', '2606:4700:4700::1111'])('takes %s for a public address', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    'https://127.0.0.1/a.png',
    'https://[::1]/a.png',
    'https://0x7f000001/a.png',
    'https://2130706433/a.png',
    'https://localhost/a.png',
    'http://1.1.1.1/a.png',
    'https://1.1.1.1:8443/a.png',
    'https://user:word@1.1.1.1/a.png',
    'file:///etc/passwd',
    'gopher://1.1.1.1/',
    'no address',
  ])('asks nobody for %s', async (url) => {
    expect(await fetchGuarded(url)).toBeNull();
  });
});

describe('a call to a platform', () => {
  const seen: { path: string | undefined; token: string | undefined }[] = [];
  let other = '';
  const server = createServer((request, response) => {
    seen.push({ path: request.url, token: request.headers.authorization });
    if (request.url === '/away') return void response.writeHead(302, { location: `http://${other}/there` }).end();
    if (request.url === '/inside') return void response.writeHead(302, { location: 'http://localhost:1/' }).end();
    response.writeHead(418, { 'content-type': 'application/json' }).end('{"kind":"teapot"}');
  });
  let host = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    other = host.replace('127.0.0.1', 'localhost');
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test.each([
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'http://localhost/',
    'http://169.254.169.254/latest',
    'ftp://example.org/',
    'word',
  ])('does not go to %s', async (url) => {
    await expect(callGuarded(url, { internalHosts: [] })).rejects.toThrow(/may not be called/);
  });

  test('goes to a host of our own network only when the operator named it, with its port', async () => {
    await expect(callGuarded(`http://${host}/`, { internalHosts: ['127.0.0.1'] })).rejects.toThrow(/may not/);
    const answer = await callGuarded(`http://${host}/`, { internalHosts: [host] });
    expect([answer.status, answer.bytes.toString()]).toEqual([418, '{"kind":"teapot"}']);
  });

  test('takes no token along to where it is sent on, and is not sent on to where it may not go', async () => {
    seen.length = 0;
    await callGuarded(`http://${host}/away`, { internalHosts: [host, other], headers: { authorization: 'Bearer x' } });
    expect(seen).toEqual([
      { path: '/away', token: 'Bearer x' },
      { path: '/there', token: undefined },
    ]);
    await expect(callGuarded(`http://${host}/inside`, { internalHosts: [host] })).rejects.toThrow(/may not be called/);
  });
});
