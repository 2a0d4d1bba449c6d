import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from './folders.js';
import { errorCode } from './errors.js';

/**
 * Seals and signs under keys derived from the installation's secret. A purpose (`mailbox-password`, `status-link`) has
 * keys of its own: what was sealed or signed for one opens for no other.
 */
export interface KeyRing {
  /** AES-256-GCM under the newest key. The same text never seals to the same result twice. */
  seal(text: string, purpose: string): string;
  /** @throws Error when the seal is broken, was made for another purpose, or its key has left the ring. */
  unseal(sealed: string, purpose: string): string;
  /** HMAC-SHA256 under the newest key, base64url, 43 characters. */
  sign(purpose: string, payload: string): string;
  /** True for a signature by any key of the ring; takes the same time wherever two signatures differ. */
  verify(purpose: string, payload: string, signature: string): boolean;
}

interface Key {
  /** Names the key in what it sealed, without giving it away. */
  readonly id: string;
  derive(use: string, purpose: string): Buffer;
}

const FORMAT = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param secrets the newest first; it seals and signs, the others only open and verify. */
export function keyRing(secrets: readonly string[]): KeyRing {
  const keys = secrets.map(keyFrom);
  const [newest] = keys;
  if (!newest) throw new Error('A key ring needs at least one key');
  const mac = (key: Key, purpose: string, payload: string): Buffer =>
    createHmac('sha256', key.derive('sign', purpose)).update(payload).digest();
  return {
    seal(text, purpose) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest.derive('seal', purpose), iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${FORMAT}.${newest.id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    unseal(sealed, purpose) {
      const [format, id, body] = sealed.split('.');
      const key = keys.find((candidate) => candidate.id === id);
      if (format !== FORMAT || !body) throw new Error('This is no sealed text');
      if (!key) throw new Error('The key that sealed this is no longer in SECRET_KEY: add it behind the newest one');
      return openSeal(Buffer.from(body, 'base64url'), key.derive('seal', purpose));
    },
    sign: (purpose, payload) => mac(newest, purpose, payload).toString('base64url'),
    verify(purpose, payload, signature) {
      const given = Buffer.from(signature, 'base64url');
      return keys
        .map((key) => mac(key, purpose, payload))
        .some((right) => given.length === right.length && timingSafeEqual(given, right));
    },
  };
}

function openSeal(body: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(body.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

function keyFrom(secret: string): Key {
  const derived = new Map<string, Buffer>();
  return {
    id: createHash('sha256').update(`redress key id\n${secret}`).digest('hex').slice(0, 8),
    derive(use, purpose) {
      const info = `redress ${use} ${purpose}`;
      const key = derived.get(info) ?? Buffer.from(hkdfSync('sha256', secret, 'redress', info, 32));
      derived.set(info, key);
      return key;
    },
  };
}

/**
 * The secrets of this installation: those of SECRET_KEY, else the one in `dataDir/secret-key`, which is made (readable
 * by its owner only) when there is none. Of processes that make it at once, all get the same.
 */
export async function readSecrets(config: {
  readonly secretKeys: readonly string[];
  readonly dataDir: string;
}): Promise<readonly string[]> {
  if (config.secretKeys.length > 0) return config.secretKeys;
  const path = join(config.dataDir, 'secret-key');
  const found = await readFile(path, 'utf8').catch(absent);
  if (found?.trim()) return [found.trim()];
  await makeFolder(dirname(path));
  await writeOnce(path, randomBytes(32).toString('base64url'));
  return [(await readFile(path, 'utf8')).trim()];
}

async function writeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
    // A link, unlike a rename, fails when another process was first: its key must stay.
    await link(draft, path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

function absent(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Lower-case base32 without padding: mail systems fold the case of a local part, and this survives. 80 bits are 16 characters. */
export function randomToken(bits: number): string {
  const bytes = randomBytes(Math.ceil(bits / 8));
  let text = '';
  let buffer = 0;
  let held = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    held += 8;
    for (; held >= 5; held -= 5) text += BASE32.charAt((buffer >>> (held - 5)) & 31);
    buffer &= (1 << held) - 1;
  }
  return held > 0 ? text + BASE32.charAt((buffer << (5 - held)) & 31) : text;
}

/** SHA-256 in hex: what is stored of a token, so that a copy of the database opens nothing. For random tokens, never for passwords. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
