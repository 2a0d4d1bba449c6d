import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { Filing } from './filing.js';
import { tokensIn } from './outgoing.js';

const MOST_COPIED = 50;

/**
 * Whom the sender wrote to besides us: their answers belong to the ticket, too. Where no recipient of `To` is known to be ours
 * (an installation without addresses, and no envelope), one of them must be, and nobody can say which: then only `Cc` is believed.
 */
export function copiedIn({ mail, keys, facts }: Filing): MailAddress[] {
  const ours = new Set([...mail.deliveredTo, ...facts.ourAddresses, facts.policy.senderAddress.toLowerCase()]);
  const isOurs = ({ address }: MailAddress): boolean =>
    ours.has(address.toLowerCase()) || tokensIn([], [address]).length > 0;
  const toOthers = mail.to.some(isOurs) ? mail.to : [];
  const copied = [...toOthers, ...mail.cc].filter(
    (party) => !isOurs(party) && party.address.toLowerCase() !== keys.from,
  );
  return copied.slice(0, MOST_COPIED);
}
