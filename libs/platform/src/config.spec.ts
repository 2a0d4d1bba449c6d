import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const faultsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('needs nothing at all', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', demo: true });
    expect(config).toMatchObject({
      nodeEnv: 'production',
      logLevel: 'info',
      databaseUrl: null,
      redisUrl: null,
      smtpUrl: null,
    });
    expect(config.smtpIntake).toEqual({ host: '127.0.0.1', port: 2525, lmtpPort: 0, tls: null });
    expect(config.maxMailBytes).toBe(50 * 1024 * 1024);
    expect(config.dataDir).toBe(`${process.cwd()}/.data`);
    expect(config.blobDir).toBe(`${process.cwd()}/.data/blobs`);
  });

  it('loads no demo into a database that somebody gave', () => {
    const databaseUrl = 'postgres://redress:x@db:5432/redress';
    expect(readConfig({ DATABASE_URL: databaseUrl }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: databaseUrl, DEMO: 'on' }).demo).toBe(true);
  });

  it('takes an empty value for none, as compose files write it', () => {
    expect(readConfig({ SMTP_URL: '', PORT: ' ', DATABASE_URL_FILE: '' })).toMatchObject({ smtpUrl: null, port: 3000 });
  });

  it('reads a value from the file that NAME_FILE names', () => {
    const read = (path: string): string => (path === '/run/secrets/key' ? 'a-key-of-some-length\n' : '');
    expect(readConfig({ SECRET_KEY_FILE: '/run/secrets/key' }, read).secretKeys).toEqual(['a-key-of-some-length']);
  });

  it('keeps older secret keys behind the newest', () => {
    const { secretKeys } = readConfig({ SECRET_KEY: 'new-key-new-key-new, old-key-old-key-old' });
    expect(secretKeys).toEqual(['new-key-new-key-new', 'old-key-old-key-old']);
  });

  it.each([
    ['0.0.0.0', 'http://localhost:3000'],
    ['::', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
    ['desk.internal', 'http://desk.internal:3000'],
  ])('links lead somewhere when it listens on %s', (host, publicUrl) => {
    expect(readConfig({ HOST: host }).publicUrl).toBe(publicUrl);
  });

  it('drops the slash at the end of the public address', () => {
    expect(readConfig({ PUBLIC_URL: 'https://help.example.com/' }).publicUrl).toBe('https://help.example.com');
  });

  it('accepts the addresses of databases on a socket and in a list of hosts', () => {
    expect(readConfig({ DATABASE_URL: 'postgres:///redress?host=/run/postgresql' }).databaseUrl).toContain(
      '/run/postgresql',
    );
  });

  it.each([
    ['PORT', 'eighty', 'PORT is "eighty": write a whole number from 1 to 65535'],
    ['PORT', '70000', 'PORT is "70000": write a whole number from 1 to 65535'],
    ['PORT', '1e3', 'PORT is "1e3": write a whole number from 1 to 65535'],
    ['PORT', '2525', 'PORT and SMTP_INTAKE_PORT are both 2525: give each a port of its own'],
    ['HOST', 'http://x', 'HOST is "http://x": write an IP address or a host name, without scheme and port'],
    [
      'SMTP_INTAKE_PORT',
      '-1',
      'SMTP_INTAKE_PORT is "-1": write a whole number from 0 to 65535; 0 turns the receiver off',
    ],
    ['MAX_MAIL_MB', '0', 'MAX_MAIL_MB is "0": write a whole number from 1 to 1000'],
    [
      'DATABASE_URL',
      'mysql://u:hush@x/y',
      'DATABASE_URL is no postgres or postgresql address: write it like postgres://user:password@host:5432/redress',
    ],
    ['REDIS_URL', 'localhost', 'REDIS_URL is no redis or rediss address: write it like redis://host:6379'],
    ['SMTP_URL', 'smtp:', 'SMTP_URL is no smtp or smtps address: write it like smtp://user:password@host:587'],
    [
      'PUBLIC_URL',
      'help.example.com',
      'PUBLIC_URL is "help.example.com": write the address that people open, like https://help.example.com',
    ],
    ['REPLY_DOMAIN', 'a b', 'REPLY_DOMAIN is "a b": write a mail domain, like replies.example.com'],
    ['ADMIN_EMAIL', 'admin', 'ADMIN_EMAIL is "admin": write one mail address, like admin@example.com'],
    ['ADMIN_PASSWORD', 'short', 'ADMIN_PASSWORD is shorter than 8 characters: write a longer one'],
    ['SECRET_KEY', 'short', 'SECRET_KEY is shorter than 16 characters: write a longer one'],
    [
      'API_TOKEN',
      'two words',
      'API_TOKEN holds blanks or characters that no header carries: write letters, digits and signs only, 512 at most',
    ],
    ['DEMO', 'maybe', 'DEMO is "maybe": write on or off'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud": write one of fatal, error, warn, info, debug, trace, silent'],
    ['NODE_ENV', 'prod', 'NODE_ENV is "prod": write one of production, development, test'],
    [
      'TRUSTED_PROXIES',
      '10.0.0.0/8, proxy',
      'TRUSTED_PROXIES holds "proxy": write IP addresses or networks like 10.0.0.0/8, or loopback, linklocal, uniquelocal, separated by commas',
    ],
    [
      'INTERNAL_HOSTS',
      'gateway:8443, http://gateway',
      'INTERNAL_HOSTS holds "http://gateway": write hosts like gateway.internal:8443, separated by commas',
    ],
    ['SMTP_INTAKE_CERT', 'x', 'SMTP_INTAKE_KEY is missing: STARTTLS needs both SMTP_INTAKE_CERT and SMTP_INTAKE_KEY'],
    ['WORKER_CONCURRENCY', '0', 'WORKER_CONCURRENCY is "0": write a whole number from 1 to 256'],
    [
      'PORT_FILE',
      '/nowhere/port',
      'PORT_FILE is "/nowhere/port", which cannot be read (ENOENT): name a readable file that holds the value',
    ],
  ])('%s=%s is refused with what to write instead', (name, value, sentence) => {
    expect(faultsOf({ [name]: value })).toEqual([sentence]);
  });

  it('shows every fault in one go', () => {
    expect(faultsOf({ PORT: 'x', DEMO: 'x', ADMIN_EMAIL: 'x', REDIS_URL: 'x' })).toHaveLength(4);
    expect(() => readConfig({ PORT: 'x', DEMO: 'x' })).toThrow(/2 faults:\n {2}- PORT.*\n {2}- DEMO/s);
  });

  it('never repeats a secret in a fault', () => {
    const faults = faultsOf({
      DATABASE_URL: 'mysql://u:hush-hush@x/y',
      SECRET_KEY: 'hush-hush',
      ADMIN_PASSWORD: 'hush',
    }).join();
    expect(faults).not.toContain('hush');
  });

  it('refuses a value and a file for the same name', () => {
    expect(faultsOf({ PORT: '80', PORT_FILE: '/x' })).toEqual(['PORT and PORT_FILE are both given: keep one of them']);
  });
});
