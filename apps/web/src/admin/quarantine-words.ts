import type { QuarantinedMail } from '@redress/contract/mail.js';
import type { Say, TextKey } from '../i18n/text.js';

/** Who it seems to be from: the envelope, else what the mail says of itself; empty when neither tells. */
export function senderOf({ envelopeFrom, head }: Pick<QuarantinedMail, 'envelopeFrom' | 'head'>): string {
  return envelopeFrom ?? headerOf(head, 'from');
}

function headerOf(head: string, name: string): string {
  const line = head.split(/\r?\n/, 100).find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? '';
}

const REASONS: readonly (readonly [RegExp, TextKey])[] = [
  [/child nodes|too many parts|mime parts/i, 'admin.quarantine.reasons.parts'],
  [/time ?out|timed out|too long|in time/i, 'admin.quarantine.reasons.slow'],
  [/memory|heap/i, 'admin.quarantine.reasons.large'],
];

/** What the reader of the mail reported, in words where it is one of the known causes. */
export function reasonOf(say: Say, reason: string): string {
  const known = REASONS.find(([pattern]) => pattern.test(reason));
  return known === undefined ? reason : say(known[1]);
}
