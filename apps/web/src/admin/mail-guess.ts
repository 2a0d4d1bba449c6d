/** A proposal only: what is known of large providers, else what most others do. */
export interface Guess {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls';
  readonly authentication: 'password' | 'xoauth2';
  /** What the provider wants instead of the normal password. */
  readonly wants: 'password' | 'appPassword' | 'oauth';
}

const PROVIDERS: readonly (readonly [RegExp, string, Guess['wants']])[] = [
  [/^(gmail|googlemail)\.com$/, 'imap.gmail.com', 'appPassword'],
  [/^(outlook|hotmail|live|msn)\.\w+$|\.onmicrosoft\.com$/, 'outlook.office365.com', 'oauth'],
  [/^(icloud|me|mac)\.com$/, 'imap.mail.me.com', 'appPassword'],
  [/^yahoo\.\w+$/, 'imap.mail.yahoo.com', 'appPassword'],
  [/^gmx\.(de|net|at|ch)$/, 'imap.gmx.net', 'password'],
  [/^web\.de$/, 'imap.web.de', 'password'],
  [/^t-online\.de$/, 'secureimap.t-online.de', 'password'],
];
const DOMAIN = /^[^\s@]{1,64}@([a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62})){1,8})$/i;

/** null while the address has no whole domain yet. */
export function guessServer(address: string): Guess | null {
  const domain = DOMAIN.exec(address.trim())?.[1]?.toLowerCase();
  if (domain === undefined) return null;
  const [, host, wants] = PROVIDERS.find(([pattern]) => pattern.test(domain)) ?? [];
  return {
    host: host ?? `imap.${domain}`,
    port: 993,
    security: 'tls',
    authentication: wants === 'oauth' ? 'xoauth2' : 'password',
    wants: wants ?? 'password',
  };
}
