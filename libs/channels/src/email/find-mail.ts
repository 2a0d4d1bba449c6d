import { isPublicAddress } from '@redress/platform/guarded-fetch.js';
import { within } from './imap.js';
import { type MailNames, NamesSilent, type ServicePlace } from './mail-names.js';
import { type MailProvider, type MailServer, providerOfDomain, providerOfExchangers } from './mail-providers.js';

export interface FoundMail {
  /** Null: nobody of our table. */
  readonly provider: MailProvider | null;
  /** What spoke: the address itself, its mail exchangers, its service records, names that exist; or nothing did. */
  readonly by: 'domain' | 'mx' | 'srv' | 'guess' | 'none';
  /** `silent`: the DNS did not answer in time, so that nothing is known either way. */
  readonly names: 'answered' | 'silent' | 'notAsked';
  readonly incoming: MailServer | null;
  readonly outgoing: MailServer | null;
}

/** Longest for all questions together: somebody waits in front of a screen. */
const WHOLE_MS = 6_000;

type Wanted = readonly [service: string, security: MailServer['security']];

const INCOMING: readonly Wanted[] = [
  ['_imaps._tcp', 'tls'],
  ['_imap._tcp', 'starttls'],
];
const OUTGOING: readonly Wanted[] = [
  ['_submissions._tcp', 'tls'],
  ['_submission._tcp', 'starttls'],
];

const nothing = (names: FoundMail['names']): FoundMail => ({
  ...{ provider: null, by: 'none', names, incoming: null, outgoing: null },
});

class Search {
  constructor(
    private readonly domain: string,
    private readonly names: MailNames,
    private readonly internalHosts: readonly string[],
  ) {}

  async run(): Promise<FoundMail> {
    const exchangers = await this.names.exchangers(this.domain);
    const provider = providerOfExchangers(exchangers);
    if (provider !== null) return { ...serversOf(provider), by: 'mx', names: 'answered' };
    return (await this.byService()) ?? (await this.byGuess(exchangers)) ?? nothing('answered');
  }

  private async byService(): Promise<FoundMail | null> {
    const [incoming, outgoing] = await Promise.all([this.service(INCOMING), this.service(OUTGOING)]);
    return incoming === null ? null : { provider: null, by: 'srv', names: 'answered', incoming, outgoing };
  }

  private async service(wanted: readonly Wanted[]): Promise<MailServer | null> {
    const all = await Promise.all(wanted.map(([service]) => this.names.places(`${service}.${this.domain}`)));
    for (const [at, places] of all.entries()) {
      const place = places[0];
      const security = wanted[at]?.[1];
      if (place === undefined || security === undefined || !(await this.mayPropose(place))) continue;
      return { ...place, security };
    }
    return null;
  }

  private async byGuess(exchangers: readonly string[]): Promise<FoundMail | null> {
    const incoming = await this.first(
      [`imap.${this.domain}`, `mail.${this.domain}`, ...exchangers.slice(0, 1)],
      (host) => ({ host, port: 993, security: 'tls' }),
    );
    if (incoming === null) return null;
    const outgoing = await this.first([`smtp.${this.domain}`, incoming.host], (host) => ({
      ...{ host, port: 587, security: 'starttls' },
    }));
    return { provider: null, by: 'guess', names: 'answered', incoming, outgoing };
  }

  private async first(hosts: readonly string[], server: (host: string) => MailServer): Promise<MailServer | null> {
    const servers = hosts.map(server);
    const open = await Promise.all(servers.map((one) => this.mayPropose(one)));
    return servers.find((_, at) => open[at] === true) ?? null;
  }

  /** A record of a strange domain must not lead us into our own network, unless the operator named that host. */
  private async mayPropose({ host, port }: ServicePlace): Promise<boolean> {
    if (this.internalHosts.includes(`${host}:${port}`) || this.internalHosts.includes(host)) return true;
    const addresses = await this.names.addresses(host);
    return addresses.length > 0 && addresses.every(isPublicAddress);
  }
}

const serversOf = (provider: MailProvider): Pick<FoundMail, 'provider' | 'incoming' | 'outgoing'> => ({
  ...{ provider, incoming: provider.incoming, outgoing: provider.outgoing },
});

/**
 * Proposes servers for a mail address; connects nowhere and never rejects.
 * @param address a plain one, its domain in lower case and in its ASCII form.
 */
export async function findMail(
  address: string,
  names: MailNames,
  internalHosts: readonly string[] = [],
): Promise<FoundMail> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const provider = providerOfDomain(domain);
  if (provider !== null) return { ...serversOf(provider), by: 'domain', names: 'notAsked' };
  try {
    return await within(WHOLE_MS, new Search(domain, names, internalHosts).run());
  } catch (failure) {
    if (failure instanceof NamesSilent || failureIsTime(failure)) return nothing('silent');
    throw failure;
  }
}

const failureIsTime = (failure: unknown): boolean =>
  failure instanceof Error && 'code' in failure && failure.code === 'ETIMEDOUT';
