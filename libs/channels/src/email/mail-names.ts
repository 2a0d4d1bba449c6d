import { Resolver } from 'node:dns/promises';
import { failureText } from './failure.js';

export interface ServicePlace {
  readonly host: string;
  readonly port: number;
}

/** What the DNS says about a domain. Names come back in lower case without a trailing dot. */
export interface MailNames {
  /** The preferred one first; empty where there are none. */
  exchangers(domain: string): Promise<readonly string[]>;
  /** Of `_imaps._tcp.DOMAIN` and the like (RFC 6186), the preferred one first; empty where the service is not offered. */
  places(service: string): Promise<readonly ServicePlace[]>;
  addresses(host: string): Promise<readonly string[]>;
}

/** The DNS gave no answer at all, which says nothing about the domain. */
export class NamesSilent extends Error {}

const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ENONAME']);

async function orNothing<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await asked;
  } catch (failure) {
    if (NOTHING_THERE.has(failureText(failure, 'code'))) return [];
    throw new NamesSilent(`The DNS does not answer (${failureText(failure, 'code')})`);
  }
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/**
 * Asks the name servers of this machine, or the ones given (`address:port`).
 * @throws NamesSilent from each question that gets no answer within the time limit.
 */
export function openMailNames(timeoutMs = 2_000, servers: readonly string[] = []): MailNames {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  if (servers.length > 0) resolver.setServers(servers);
  return {
    exchangers: async (domain) => {
      const found = await orNothing(resolver.resolveMx(domain));
      // A lone "." says that the domain takes no mail at all (RFC 7505).
      const named = found.sort((a, b) => a.priority - b.priority).map(({ exchange }) => plain(exchange));
      return named.filter((name) => name !== '');
    },
    places: async (service) => {
      const found = await orNothing(resolver.resolveSrv(service));
      const sorted = found.sort((a, b) => a.priority - b.priority || b.weight - a.weight);
      return sorted.map(({ name, port }) => ({ host: plain(name), port })).filter(({ host }) => host !== '');
    },
    addresses: async (host) => {
      const [v4, v6] = await Promise.all([orNothing(resolver.resolve4(host)), orNothing(resolver.resolve6(host))]);
      return [...v4, ...v6];
    },
  };
}
