import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isPhoneCountry } from './phone-number.js';
import { type Settings, settingsFrom } from './settings.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const NODE_ENVS = ['production', 'development', 'test'] as const;

/** Everything an operator may set. `null` means: not given. */
export interface Config {
  readonly nodeEnv: (typeof NODE_ENVS)[number];
  readonly logLevel: LogLevel;
  readonly host: string;
  readonly port: number;
  /** No trailing slash. */
  readonly publicUrl: string;
  /** Shown to people: in the title of pages and as the sender's name of automatic mail. */
  readonly installationName: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute; where raw sources and attachments lie. */
  readonly blobDir: string;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Port 0: no receiver. `tls` holds certificate and key as PEM text. */
  readonly smtpIntake: {
    readonly host: string;
    readonly port: number;
    /** The same receiver for a mail server on the same side of the wall; 0: none. */
    readonly lmtpPort: number;
    readonly tls: { readonly cert: string; readonly key: string } | null;
  };
  readonly maxMailBytes: number;
  readonly smtpUrl: string | null;
  /** Lower case. */
  readonly replyDomain: string | null;
  /** Hosts whose Authentication-Results header is believed, lower case. */
  readonly trustedAuthservIds: readonly string[];
  /** Addresses, networks (`10.0.0.0/8`) or the names `loopback`, `linklocal`, `uniquelocal`. */
  readonly trustedProxies: readonly string[];
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
  readonly apiToken: string | null;
  readonly demo: boolean;
  /** The newest key first: it seals, the others only open. Empty: the key in `dataDir` is used, or made. */
  readonly secretKeys: readonly string[];
  /** Where telephone numbers without a country code are dialled, like `DE`. */
  readonly phoneCountry: string;
  /** Names of hosts in our own network that channels may call, lower case, with a port where it is not the usual one. */
  readonly internalHosts: readonly string[];
  /** Jobs that one worker process runs at a time. */
  readonly workerConcurrency: number;
}

/** Lists every fault of the environment, one a line, each with what to write instead. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

const EXAMPLE_DATABASE = 'postgres://user:password@host:5432/redress';

const readText = (path: string): string => readFileSync(path, 'utf8');

/**
 * Reads the environment. Each NAME may instead be given as NAME_FILE, the path of a file that holds the value (a trailing
 * line break is dropped). An empty value counts as not given. Pure but for the files that the environment names.
 * @throws ConfigError with all faults at once.
 */
export function readConfig(env: NodeJS.ProcessEnv, readFile: (path: string) => string = readText): Config {
  const settings = settingsFrom(env, readFile);
  const host = settings.host('HOST', '127.0.0.1');
  const port = settings.integer('PORT', { fallback: 3000, min: 1, max: 65_535 });
  const dataDir = resolve(settings.text('DATA_DIR') ?? './.data');
  const databaseUrl = settings.url('DATABASE_URL', ['postgres:', 'postgresql:'], EXAMPLE_DATABASE);
  const config: Config = {
    nodeEnv: settings.oneOf('NODE_ENV', NODE_ENVS, 'production'),
    logLevel: settings.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    host,
    port,
    publicUrl: settings.webAddress('PUBLIC_URL') ?? defaultAddress(host, port),
    installationName: settings.text('INSTALLATION_NAME') ?? 'Redress',
    dataDir,
    blobDir: resolve(settings.text('BLOB_DIR') ?? `${dataDir}/blobs`),
    databaseUrl,
    redisUrl: settings.url('REDIS_URL', ['redis:', 'rediss:'], 'redis://host:6379'),
    smtpIntake: readReceiver(settings),
    maxMailBytes: settings.integer('MAX_MAIL_MB', { fallback: 50, min: 1, max: 1_000 }) * 1024 * 1024,
    smtpUrl: settings.url('SMTP_URL', ['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
    replyDomain: settings.domain('REPLY_DOMAIN'),
    trustedAuthservIds: settings.list('TRUSTED_AUTHSERV_IDS').map((id) => id.toLowerCase()),
    trustedProxies: settings.networks('TRUSTED_PROXIES'),
    adminEmail: settings.mailAddress('ADMIN_EMAIL'),
    adminPassword: settings.secret('ADMIN_PASSWORD', 8),
    apiToken: settings.token('API_TOKEN'),
    demo: settings.toggle('DEMO', databaseUrl === null),
    secretKeys: settings.secrets('SECRET_KEY', 16),
    phoneCountry: readPhoneCountry(settings),
    internalHosts: settings.hosts('INTERNAL_HOSTS'),
    workerConcurrency: settings.integer('WORKER_CONCURRENCY', { fallback: 8, min: 1, max: 256 }),
  };
  if (config.port === config.smtpIntake.port)
    settings.fault(`PORT and SMTP_INTAKE_PORT are both ${port}: give each a port of its own`);
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return config;
}

function readPhoneCountry(settings: Settings): string {
  const country = (settings.text('PHONE_COUNTRY') ?? 'DE').toUpperCase();
  if (!isPhoneCountry(country))
    settings.fault(`PHONE_COUNTRY is "${country}": write the two letters of a country, like DE`);
  return country;
}

function readReceiver(settings: Settings): Config['smtpIntake'] {
  const off = '; 0 turns the receiver off';
  return {
    host: settings.host('SMTP_INTAKE_HOST', '127.0.0.1'),
    port: settings.integer('SMTP_INTAKE_PORT', { fallback: 2525, min: 0, max: 65_535, hint: off }),
    lmtpPort: settings.integer('LMTP_INTAKE_PORT', { fallback: 0, min: 0, max: 65_535, hint: off }),
    tls: settings.certificate('SMTP_INTAKE_CERT', 'SMTP_INTAKE_KEY'),
  };
}

/** A wildcard address is no place that a link in a mail can lead to. */
function defaultAddress(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
