import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '@redress/domain/refusal.js';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 20 ms on a server. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
export const PASSWORD_LENGTH = { min: 8, max: 256 };

/** @throws Refusal invalid outside of 8 to 256 characters, before any work is spent on it. */
export async function hashPassword(password: string): Promise<string> {
  const { min, max } = PASSWORD_LENGTH;
  if (password.length < min || password.length > max) {
    const message = `A password has ${min} to ${max} characters`;
    throw new Refusal('invalid', message, [{ pointer: '/password', code: 'length', message }]);
  }
  return hash(password.normalize('NFKC'), COST);
}

let nobody: Promise<string> | undefined;

/** Takes as long for somebody who does not exist, or has no password yet, as for everybody else; the answer is then false. */
export async function passwordIs(password: string, stored: string | null): Promise<boolean> {
  nobody ??= hash(randomBytes(32), COST);
  const right = await verify(stored ?? (await nobody), password.normalize('NFKC'));
  return stored !== null && right;
}

/** No characters that look like others: it is read off a screen. About 117 bits. */
export function randomPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  let text = '';
  while (text.length < 20) {
    for (const byte of randomBytes(32))
      if (byte < 224 && text.length < 20) text += letters.charAt(byte % letters.length);
  }
  return text;
}
