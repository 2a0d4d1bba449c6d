import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { certify } from './certificate.js';
import { freePort } from './ports.js';

const BINARY = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find(existsSync);

/** Null where a Dovecot is installed, else what to type to get one. */
export const DOVECOT_MISSING = BINARY === undefined ? 'apt-get install dovecot-imapd' : null;

export interface Dovecot {
  readonly port: number;
  /** TLS with a certificate of its own authority. */
  readonly tlsPort: number;
  readonly ca: string;
  readonly user: string;
  password: string;
  /** In force when it resolves. */
  setPassword(password: string): Promise<void>;
  append(raw: string | Buffer, folder?: string, flags?: readonly string[]): Promise<void>;
  create(folder: string): Promise<void>;
  /** Works on the mailbox as another program of its owner would. */
  as<T>(work: (client: ImapFlow) => Promise<T>): Promise<T>;
  flags(folder?: string): Promise<readonly (readonly string[])[]>;
  /** Forgets how mails were numbered: the next opening gives a new UIDVALIDITY. */
  renumber(folder?: string): Promise<void>;
  kick(): void;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const isRoot = userInfo().uid === 0;

/** Tokens are judged by whoever gave them. */
const TOKENS = (dir: string): string => `
auth_mechanisms = plain xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${dir}/oauth2.conf
}
`;

function configuration(dir: string, port: number, tlsPort: number, tokens: string): string {
  const me = userInfo().username;
  const [loginUser, internalUser] = isRoot ? ['dovenull', 'dovecot'] : [me, me];
  const owner = isRoot ? 'mail' : me;
  const group = isRoot ? 'mail' : execFileSync('id', ['-gn']).toString().trim();
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
auth_verbose = no
auth_failure_delay = 0
disable_plaintext_auth = no
mail_location = maildir:${dir}/mail/%u
first_valid_uid = 1
default_login_user = ${loginUser}
default_internal_user = ${internalUser}
${isRoot ? '' : `default_internal_group = ${group}`}
mail_max_userip_connections = 100
imap_idle_notify_interval = 30 s
${tokens}
ssl = yes
ssl_cert = <${dir}/cert.pem
ssl_key = <${dir}/key.pem
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u ${dir}/passwd
}
userdb {
  driver = static
  args = uid=${owner} gid=${group} home=${dir}/mail/%u
}
namespace inbox {
  inbox = yes
}
protocol imap {
  mail_plugins = acl
}
plugin {
  acl = vfile:${dir}/acl
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}

/** A folder whose owner may look, read and add, but set no flag. */
export const UNMARKABLE = 'Unmarkable';

async function listening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

class RealDovecot implements Dovecot {
  readonly user = 'desk';
  password = 'first-password';
  private child: ChildProcess | undefined;

  constructor(
    private readonly dir: string,
    readonly port: number,
    readonly tlsPort: number,
  ) {}

  get ca(): string {
    return readFileSync(join(this.dir, 'cert.pem'), 'utf8');
  }

  async setPassword(password: string): Promise<void> {
    this.writePassword(password);
    // Dovecot looks at the file once a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  }

  writePassword(password: string): void {
    this.password = password;
    writeFileSync(join(this.dir, 'passwd'), `${this.user}:{PLAIN}${password}\n`);
    chmodSync(join(this.dir, 'passwd'), 0o644);
  }

  async start(): Promise<void> {
    const child = spawn(BINARY ?? 'dovecot', ['-F', '-c', join(this.dir, 'dovecot.conf')], { stdio: 'ignore' });
    this.child = child;
    for (const end = Date.now() + 60_000; Date.now() < end && child.exitCode === null;) {
      if (await listening(this.port)) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const log = join(this.dir, 'log');
    throw new Error(`Dovecot did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : 'it wrote no log'}`);
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 });
  }

  kick(): void {
    execFileSync('doveadm', ['-c', join(this.dir, 'dovecot.conf'), 'kick', this.user], { stdio: 'ignore' });
  }

  async as<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: this.port,
      secure: false,
      doSTARTTLS: false,
      auth: { user: this.user, pass: this.password },
      logger: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout().catch(() => undefined);
      client.close();
    }
  }

  async append(raw: string | Buffer, folder = 'INBOX', flags: readonly string[] = []): Promise<void> {
    await this.as((client) => client.append(folder, raw, [...flags]));
  }

  async create(folder: string): Promise<void> {
    await this.as((client) => client.mailboxCreate(folder));
  }

  async flags(folder = 'INBOX'): Promise<readonly (readonly string[])[]> {
    return this.as(async (client) => {
      await client.mailboxOpen(folder, { readOnly: true });
      const mails = await client.fetchAll('1:*', { uid: true, flags: true });
      return mails.map(({ flags }) => [...(flags ?? [])]);
    });
  }

  async renumber(folder = 'INBOX'): Promise<void> {
    await this.stop();
    const home = join(this.dir, 'mail', this.user, folder === 'INBOX' ? '' : `.${folder}`);
    for (const file of ['dovecot-uidlist', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache']) {
      rmSync(join(home, file), { force: true });
    }
    // UIDVALIDITY is a time in seconds: within the same one it would not change.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await this.start();
  }
}

/**
 * Starts a real Dovecot on free ports of loopback with one empty mailbox.
 * @param introspection whom it asks about tokens; absent: it knows passwords only
 */
export async function openDovecot(introspection?: string): Promise<Dovecot> {
  const dir = mkdtempSync(join(tmpdir(), 'dovecot-'));
  chmodSync(dir, 0o755);
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(dir, name), { mode: 0o755 });
  if (isRoot) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'mail']).toString()));
    chownSync(join(dir, 'mail'), uid ?? 0, gid ?? 0);
  }
  writeFileSync(join(dir, 'acl'), `${UNMARKABLE} owner lrix\n`);
  certify(dir);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const tokens = introspection === undefined ? '' : TOKENS(dir);
  if (introspection !== undefined) {
    const asked = `introspection_mode = get\nintrospection_url = ${introspection}\nusername_attribute = username\n`;
    writeFileSync(join(dir, 'oauth2.conf'), `${asked}active_attribute = active\nactive_value = true\n`);
  }
  writeFileSync(join(dir, 'dovecot.conf'), configuration(dir, port, tlsPort, tokens));
  const dovecot = new RealDovecot(dir, port, tlsPort);
  dovecot.writePassword(dovecot.password);
  await dovecot.start();
  return dovecot;
}
