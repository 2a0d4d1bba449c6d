import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/** Where and how outgoing mail is handed over. */
export interface SmtpTarget {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Nothing is sent unless STARTTLS succeeded. */
  readonly requireTls: boolean;
  readonly user: string | null;
  readonly password: string | null;
  /** What we call ourselves in EHLO; null lets the host name speak. */
  readonly name: string | null;
  /** PEM of the authority that signed the server's certificate, in place of the public ones. */
  readonly ca: string | null;
}

const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** A name fit for EHLO: anything else could carry commands of its own. */
const isHostName = (name: string): boolean => name.length <= 253 && HOST_NAME.test(name);

const decoded = (text: string): string | null => (text === '' ? null : decodeURIComponent(text));

/**
 * Reads `smtp[s]://[user:password@]host[:port][?starttls=required&name=EHLO-NAME&ca=FILE]`. Port: 465 for smtps, else 587 with a user
 * and 25 without one.
 * @throws RangeError with what to write instead; the password is never repeated.
 */
export function readSmtpUrl(text: string): SmtpTarget {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) {
    throw new RangeError('SMTP_URL must look like smtp://user:password@mail.example.org:587 or smtps://…');
  }
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '');
  if (!isHostName(host) && isIP(host) === 0) throw new RangeError('SMTP_URL names no host: smtp://mail.example.org');
  const name = url.searchParams.get('name');
  if (name !== null && !isHostName(name)) throw new RangeError('The name in SMTP_URL must be a plain host name');
  const user = decoded(url.username);
  const secure = url.protocol === 'smtps:';
  const ca = url.searchParams.get('ca');
  return {
    host,
    port: url.port === '' ? (secure ? 465 : user === null ? 25 : 587) : Number(url.port),
    secure,
    // A password never crosses the net in the clear, whatever a server in between claims not to know.
    requireTls: url.searchParams.get('starttls') === 'required' || (!secure && user !== null && !isLoopback(host)),
    user,
    password: decoded(url.password),
    name,
    ca: ca === null ? null : readFileSync(ca, 'utf8'),
  };
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
