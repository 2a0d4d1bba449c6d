import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { isLoopback } from './smtp-url.js';

/** A mailbox on somebody's IMAP server. */
export interface MailboxAccount {
  /** Ours; names the mailbox in deliveries. */
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** `plain` is for a server on this machine only. */
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly user: string;
  /** PEM of the authority behind a certificate that no public one signed. */
  readonly ca: string | null;
  readonly folders: readonly string[];
  /** Set `\Seen` on what is stored. */
  readonly marksSeen: boolean;
  /** What a folder that we never saw holds already: taken in, or left alone. */
  readonly backlog: 'take' | 'leave';
  /** Larger mails stay on the server; their first 64 kB are stored. */
  readonly maxBytes: number;
}

export type MailboxSecret = { readonly password: string } | { readonly accessToken: string };

export interface ImapPatience {
  readonly connectMs: number;
  /** Longest silence after a command before the connection counts as dead. */
  readonly commandMs: number;
}

export const PATIENCE: ImapPatience = { connectMs: 20_000, commandMs: 60_000 };

/** @throws RangeError when the account asks to send a password in the clear over a network. */
export function checkAccount(account: MailboxAccount): void {
  if (account.security === 'plain' && !isLoopback(account.host)) {
    throw new RangeError('Without TLS only a server on this machine may be read. Use TLS or STARTTLS.');
  }
  if (account.folders.length === 0) throw new RangeError('Name at least one folder to read, usually INBOX.');
}

function optionsFor(account: MailboxAccount, secret: MailboxSecret, patience: ImapPatience): ImapFlowOptions {
  return {
    host: account.host,
    port: account.port,
    secure: account.security === 'tls',
    ...(account.security === 'tls' ? {} : { doSTARTTLS: account.security === 'starttls' }),
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(account.ca === null ? {} : { ca: account.ca }) },
    auth:
      'password' in secret
        ? { user: account.user, pass: secret.password }
        : { user: account.user, accessToken: secret.accessToken },
    clientInfo: { name: 'Redress' },
    logger: false,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: 4 * 60_000,
    maxIdleTime: 3 * 60_000,
    autoIdleDelay: 50,
    maxLiteralSize: account.maxBytes + 1024 * 1024,
    maxResponseSize: 3 * account.maxBytes + 64 * 1024 * 1024,
    // Sources must arrive byte for byte; BINARY lets servers decode them first.
    disableBinary: true,
  };
}

/** Rejects with `ETIMEDOUT` when the work takes longer; the work itself is not stopped. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('The server does not answer in time'), { code: 'ETIMEDOUT' })),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A signed-in connection. */
export async function connectImap(
  account: MailboxAccount,
  secret: MailboxSecret,
  patience: ImapPatience = PATIENCE,
): Promise<ImapFlow> {
  checkAccount(account);
  const client = new ImapFlow(optionsFor(account, secret, patience));
  // Without a listener a dropped connection would end the process; whoever waits on a command learns of it there.
  client.on('error', () => undefined);
  try {
    await within(patience.connectMs * 2, client.connect());
    return client;
  } catch (failure) {
    client.close();
    throw failure;
  }
}

/** Says goodbye, but does not wait for a server that no longer listens. */
export async function leave(client: ImapFlow): Promise<void> {
  await within(1_500, client.logout()).catch(() => undefined);
  client.close();
}
