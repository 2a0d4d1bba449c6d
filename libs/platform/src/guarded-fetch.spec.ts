import { describe, expect, test } from '@jest/globals';
import { fetchGuarded, isPublicAddress } from './guarded-fetch.js';

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
