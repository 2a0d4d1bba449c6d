/** Where a mailbox is reached. `plain` is for a server on this machine only. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
}

/** What a provider lets a program in with. */
export type SignInKind = 'password' | 'appPassword' | 'oauth';

export interface MailProvider {
  readonly name: string;
  readonly incoming: MailServer;
  readonly outgoing: MailServer;
  readonly signIn: SignInKind;
  /** The page where its customers make an app password, or where they let programs in at all. */
  readonly page: string | null;
  /** Reading by programs is off until its owner switches it on, on that page. */
  readonly mustBeSwitchedOn: boolean;
}

interface Known extends MailProvider {
  /** Of its own addresses; null where everybody brings a domain of his own. */
  readonly domains: RegExp | null;
  /** Names of its mail exchangers. */
  readonly exchangers: RegExp | null;
}

const tls = (host: string, port: number): MailServer => ({ host, port, security: 'tls' });
const starttls = (host: string): MailServer => ({ host, port: 587, security: 'starttls' });

interface Short {
  readonly domains?: RegExp;
  readonly exchangers?: RegExp;
  readonly signIn?: SignInKind;
  readonly page?: string;
  readonly mustBeSwitchedOn?: boolean;
}

const known = (name: string, imap: string, outgoing: MailServer, more: Short): Known => ({
  name,
  incoming: tls(imap, 993),
  outgoing,
  signIn: more.signIn ?? 'password',
  page: more.page ?? null,
  mustBeSwitchedOn: more.mustBeSwitchedOn ?? false,
  domains: more.domains ?? null,
  exchangers: more.exchangers ?? null,
});

/** The settings that each provider publishes for mail programs. The first whose pattern fits speaks. */
const PROVIDERS: readonly Known[] = [
  known('Google', 'imap.gmail.com', tls('smtp.gmail.com', 465), {
    ...{ domains: /^(?:gmail|googlemail)\.com$/, exchangers: /(?:^|\.)(?:google|googlemail)\.com$/ },
    ...{ signIn: 'appPassword', page: 'https://myaccount.google.com/apppasswords' },
  }),
  known('Outlook.com', 'outlook.office365.com', starttls('smtp-mail.outlook.com'), {
    ...{ domains: /^(?:outlook|hotmail|live|msn)\.[a-z.]+$/, exchangers: /\.olc\.protection\.outlook\.com$/ },
    signIn: 'oauth',
  }),
  known('Microsoft 365', 'outlook.office365.com', starttls('smtp.office365.com'), {
    ...{ domains: /\.onmicrosoft\.com$/, exchangers: /\.mail\.protection\.outlook\.com$|\.mx\.microsoft$/ },
    signIn: 'oauth',
  }),
  known('iCloud', 'imap.mail.me.com', starttls('smtp.mail.me.com'), {
    ...{ domains: /^(?:icloud|me|mac)\.com$/, exchangers: /\.mail\.icloud\.com$/ },
    ...{ signIn: 'appPassword', page: 'https://account.apple.com/account/manage' },
  }),
  known('Yahoo', 'imap.mail.yahoo.com', tls('smtp.mail.yahoo.com', 465), {
    ...{ domains: /^(?:yahoo\.[a-z.]+|ymail\.com|rocketmail\.com)$/, exchangers: /\.yahoodns\.net$/ },
    ...{ signIn: 'appPassword', page: 'https://login.yahoo.com/account/security' },
  }),
  known('AOL', 'imap.aol.com', tls('smtp.aol.com', 465), {
    ...{ domains: /^(?:aol\.[a-z.]+|aim\.com)$/, signIn: 'appPassword' },
    page: 'https://login.aol.com/account/security',
  }),
  known('Fastmail', 'imap.fastmail.com', tls('smtp.fastmail.com', 465), {
    ...{ domains: /^fastmail\.(?:com|fm|net|org|de)$/, exchangers: /\.messagingengine\.com$/ },
    ...{ signIn: 'appPassword', page: 'https://app.fastmail.com/settings/security/apps' },
  }),
  known('GMX', 'imap.gmx.com', tls('mail.gmx.com', 465), {
    ...{ domains: /^gmx\.(?:com|us|co\.uk)$/, mustBeSwitchedOn: true, page: 'https://www.gmx.com' },
  }),
  known('GMX', 'imap.gmx.net', tls('mail.gmx.net', 465), {
    ...{ domains: /^gmx\.(?:de|net|at|ch|org|info)$/, exchangers: /\.gmx\.net$/ },
    ...{ mustBeSwitchedOn: true, page: 'https://hilfe.gmx.net/pop-imap/imap/' },
  }),
  known('WEB.DE', 'imap.web.de', starttls('smtp.web.de'), {
    ...{ domains: /^web\.de$/, exchangers: /\.web\.de$/ },
    ...{ mustBeSwitchedOn: true, page: 'https://hilfe.web.de/pop-imap/imap/' },
  }),
  known('Telekom', 'secureimap.t-online.de', tls('securesmtp.t-online.de', 465), {
    ...{ domains: /^(?:t-online|magenta)\.de$/, exchangers: /\.t-online\.de$/ },
  }),
  known('IONOS', 'imap.ionos.de', tls('smtp.ionos.de', 465), { exchangers: /\.(?:kundenserver|ionos|1and1)\.de$/ }),
  known('IONOS', 'imap.ionos.com', tls('smtp.ionos.com', 465), {
    exchangers: /\.(?:ionos|1and1|perfora)\.(?:com|net)$/,
  }),
  known('Zoho', 'imappro.zoho.eu', tls('smtppro.zoho.eu', 465), {
    ...{
      exchangers: /\.zoho\.eu$/,
      signIn: 'appPassword',
      page: 'https://accounts.zoho.eu/home#security/app_password',
    },
  }),
  known('Zoho', 'imappro.zoho.com', tls('smtppro.zoho.com', 465), {
    ...{
      exchangers: /\.zoho\.com$/,
      signIn: 'appPassword',
      page: 'https://accounts.zoho.com/home#security/app_password',
    },
  }),
  known('Infomaniak', 'mail.infomaniak.com', tls('mail.infomaniak.com', 465), {
    ...{ domains: /^(?:ik\.me|ikmail\.com|etik\.com)$/, exchangers: /\.infomaniak\.(?:ch|com)$/ },
  }),
  known('mailbox.org', 'imap.mailbox.org', tls('smtp.mailbox.org', 465), {
    ...{ domains: /^mailbox\.org$/, exchangers: /\.mailbox\.org$/ },
  }),
  known('Posteo', 'posteo.de', tls('posteo.de', 465), {
    ...{ domains: /^posteo\.[a-z]+$/, exchangers: /\.posteo\.de$/ },
  }),
  known('STRATO', 'imap.strato.de', tls('smtp.strato.de', 465), { exchangers: /\.rzone\.de$/ }),
  known('OVHcloud', 'ssl0.ovh.net', tls('ssl0.ovh.net', 465), { exchangers: /\.mail\.ovh\.(?:net|ca)$/ }),
  known('Hetzner', 'mail.your-server.de', tls('mail.your-server.de', 465), { exchangers: /\.your-server\.de$/ }),
  known('Gandi', 'mail.gandi.net', tls('mail.gandi.net', 465), { exchangers: /\.mail\.gandi\.net$/ }),
  known('Hostinger', 'imap.hostinger.com', tls('smtp.hostinger.com', 465), { exchangers: /\.hostinger\.com$/ }),
  known('Private Email', 'mail.privateemail.com', tls('mail.privateemail.com', 465), {
    exchangers: /\.privateemail\.com$/,
  }),
];

const plain = ({ domains: _, exchangers: __, ...provider }: Known): MailProvider => provider;

/** @param domain in lower case and its ASCII form. */
export function providerOfDomain(domain: string): MailProvider | null {
  const found = PROVIDERS.find(({ domains }) => domains?.test(domain) === true);
  return found === undefined ? null : plain(found);
}

/** @param exchangers as the DNS names them, the preferred one first. */
export function providerOfExchangers(exchangers: readonly string[]): MailProvider | null {
  for (const exchanger of exchangers) {
    const found = PROVIDERS.find((one) => one.exchangers?.test(exchanger) === true);
    if (found !== undefined) return plain(found);
  }
  return null;
}
