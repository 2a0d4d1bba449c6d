import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashToken, keyRing, randomToken, readSecrets } from './seal.js';

describe('the key ring', () => {
  const ring = keyRing(['the-newest-key-of-all']);

  it('gives back what it sealed', () => {
    const sealed = ring.seal('pässword', 'mailbox-password');
    expect(sealed).not.toContain('pässword');
    expect(ring.unseal(sealed, 'mailbox-password')).toBe('pässword');
    expect(ring.seal('pässword', 'mailbox-password')).not.toBe(sealed);
  });

  it('opens nothing that was sealed for another purpose', () => {
    expect(() => ring.unseal(ring.seal('x', 'mailbox-password'), 'oauth-token')).toThrow();
  });

  it('opens nothing in which a byte was changed', () => {
    const sealed = ring.seal('a long enough secret', 'mailbox-password');
    const at = sealed.length - 5;
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => ring.unseal(changed, 'mailbox-password')).toThrow();
    expect(() => ring.unseal('plain text', 'mailbox-password')).toThrow('no sealed text');
  });

  it('opens old seals and signatures until the old key leaves the ring', () => {
    const old = keyRing(['the-old-key-of-last-year']);
    const sealed = old.seal('secret', 'mailbox-password');
    const signature = old.sign('status-link', 'ticket-1');
    const both = keyRing(['the-newest-key-of-all', 'the-old-key-of-last-year']);
    expect(both.unseal(sealed, 'mailbox-password')).toBe('secret');
    expect(both.verify('status-link', 'ticket-1', signature)).toBe(true);
    expect(ring.verify('status-link', 'ticket-1', signature)).toBe(false);
    expect(() => ring.unseal(sealed, 'mailbox-password')).toThrow('no longer in SECRET_KEY');
  });

  it('believes a signature only with its purpose and its words', () => {
    const signature = ring.sign('status-link', 'ticket-1');
    expect(ring.verify('status-link', 'ticket-1', signature)).toBe(true);
    expect(ring.verify('status-link', 'ticket-2', signature)).toBe(false);
    expect(ring.verify('reset-link', 'ticket-1', signature)).toBe(false);
    expect(ring.verify('status-link', 'ticket-1', '')).toBe(false);
  });
});

describe('tokens', () => {
  it('survive a mail system that folds the case', () => {
    const tokens = Array.from({ length: 200 }, () => randomToken(80));
    expect(tokens.every((token) => /^[a-z2-7]{16}$/.test(token))).toBe(true);
    expect(new Set(tokens).size).toBe(200);
  });

  it('use every letter at every place about as often', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 4_000; i++)
      for (const letter of randomToken(80)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(32);
    expect(Math.min(...counts.values())).toBeGreaterThan(1_700);
  });

  it('are stored as their SHA-256', () => {
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('the secret of an installation', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-seal-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, for the eyes of its owner only, whoever asks at the same time', async () => {
    const dataDir = join(folder, 'fresh');
    const all = await Promise.all(Array.from({ length: 8 }, () => readSecrets({ secretKeys: [], dataDir })));
    expect(new Set(all.map((secrets) => secrets.join())).size).toBe(1);
    expect((await stat(join(dataDir, 'secret-key'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(dataDir, 'secret-key'), 'utf8')).trim()).toBe(all[0]?.[0]);
  });

  it('is what SECRET_KEY says, whatever lies in the folder', async () => {
    await writeFile(join(folder, 'secret-key'), 'the-key-in-the-folder');
    expect(await readSecrets({ secretKeys: ['the-key-that-is-given'], dataDir: folder })).toEqual([
      'the-key-that-is-given',
    ]);
    expect(await readSecrets({ secretKeys: [], dataDir: folder })).toEqual(['the-key-in-the-folder']);
  });
});
