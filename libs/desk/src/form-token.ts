import { createHash, randomBytes } from 'node:crypto';
import { PUZZLE_BITS, zeroBits } from '@redress/domain/forms/doubt.js';
import { HOUR, type Instant, MINUTE, SECOND } from '@redress/domain/time.js';
import type { Desk } from './desk.js';

type Signing = Pick<Desk, 'keys' | 'clock'>;

/** What a page of ours carries: when it was opened, and a name that only this opening of it has. */
export interface FormToken {
  readonly once: string;
  readonly secondsToFill: number;
}

const PURPOSE = 'form-page';
const NONCE_BYTES = 16;
/** A page may stay open over a weekend. */
const LONGEST_OPEN = 72 * HOUR;
/** Clocks of several hosts differ. */
const FORGIVEN = 5 * MINUTE;
const FORM = /^([0-9a-z]{6,10})\.([\w-]{22})\.([\w-]{43})$/;

/** A new token for a page of this form; nothing is stored for it. */
export function newFormToken({ keys, clock }: Signing, formId: string): string {
  const body = `${clock.now().toString(36)}.${randomBytes(NONCE_BYTES).toString('base64url')}`;
  return `${body}.${keys.sign(PURPOSE, `${formId}\n${body}`)}`;
}

/** Null for a token that we did not make for this form, or made too long ago. */
export function readFormToken({ keys, clock }: Signing, formId: string, token: string): FormToken | null {
  const [, opened = '', once = '', signature = ''] = FORM.exec(token) ?? [];
  if (once === '' || !keys.verify(PURPOSE, `${formId}\n${opened}.${once}`, signature)) return null;
  const age = ageOf(parseInt(opened, 36), clock.now());
  return age === null ? null : { once, secondsToFill: Math.floor(age / SECOND) };
}

function ageOf(openedAt: number, now: Instant): number | null {
  const age = now - openedAt;
  return age < -FORGIVEN || age > LONGEST_OPEN ? null : Math.max(0, age);
}

/** Whether a browser found the number that makes the digest of the token begin with so many zero bits. */
export function isProved(token: string, proof: string): boolean {
  if (!/^\d{1,12}$/.test(proof)) return false;
  return zeroBits(createHash('sha256').update(`${token}.${proof}`).digest()) >= PUZZLE_BITS;
}
