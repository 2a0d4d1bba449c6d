import { domainToASCII } from 'node:url';
import type { Settled } from '@redress/persistence/stores/outbox.store.js';

/** Of a mail that a server took for others. */
export interface Refused {
  readonly address: string;
  readonly permanent: boolean;
  readonly detail: string;
}

interface Recipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly settled: Settled;
}

/** To whom a try has to go: who has the mail, or never will, is left out. */
export function openRecipients({ to, cc, settled }: Recipients): string[] {
  return [...to, ...cc].filter((address) => !(address in settled));
}

/** The customer has it, whoever else has not. */
export const hasReached = ({ to }: Pick<Recipients, 'to'>, settled: Settled): boolean =>
  to.some((address) => settled[address] === null);

/** As it may come back from a mail library: the domain in another case, or in ASCII. */
function sameKey(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at).toLowerCase();
  return (address.slice(0, at) + (domainToASCII(domain) || domain)).toLowerCase();
}

/** What a try that a server took settles, and who is to be tried again. */
export function settle(
  mail: Recipients,
  refused: readonly Refused[],
): { readonly settled: Settled; readonly waiting: readonly Refused[] } {
  const byAddress = new Map(refused.map((one) => [sameKey(one.address), one]));
  const settled: Record<string, string | null> = { ...mail.settled };
  const waiting: Refused[] = [];
  for (const address of openRecipients(mail)) {
    const no = byAddress.get(sameKey(address));
    if (no === undefined) settled[address] = null;
    else if (no.permanent) settled[address] = no.detail;
    else waiting.push({ ...no, address });
  }
  return { settled, waiting };
}

/** Who will not get it and why, on one line; null when everybody has it. */
export function refusals(settled: Settled): string | null {
  const told = Object.entries(settled).flatMap(([address, reason]) =>
    reason === null ? [] : [`${address}: ${reason}`],
  );
  return told.length === 0 ? null : told.join('; ').slice(0, 1_000);
}
