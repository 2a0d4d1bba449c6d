import ipaddr from 'ipaddr.js';
import type { MailEnvelope } from './read-mail.js';

export function isPublic(address: string | null): address is string {
  if (address === null || !ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

/** Whether a check of its sender would ask anybody: a mail without signature from a private peer has nothing to check. */
export const needsChecking = (headers: ReadonlyMap<string, readonly string[]>, envelope: MailEnvelope): boolean =>
  headers.has('dkim-signature') || isPublic(envelope.remoteAddress);
