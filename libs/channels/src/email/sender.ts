import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import { addrSpec } from '@redress/platform/address.js';
import { failureCode, failureField, failureText } from './failure.js';
import type { MailboxSecret } from './imap.js';
import type { MailServer } from './mail-providers.js';
import { isLoopback, readSmtpUrl, type SmtpTarget } from './smtp-url.js';
import { isAuthenticationFailure, tryStep, type ConnectionStep } from './steps.js';

export interface SendEnvelope {
  /** An empty string is the null sender. */
  readonly from: string;
  readonly to: readonly string[];
}

/** A recipient the server would not take while it took the mail for others. */
interface RefusedRecipient {
  readonly address: string;
  readonly code: string;
  readonly permanent: boolean;
  readonly detail: string;
}

/**
 * `retry`: certainly not taken, try later. `failed`: refused for good. `unknown`: cut off after the mail began to cross: it may have
 * arrived, send the same bytes again and say so.
 */
export type Outcome =
  | { readonly kind: 'sent'; readonly response: string; readonly refused: readonly RefusedRecipient[] }
  | { readonly kind: 'retry'; readonly code: string; readonly detail: string }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };

export interface MailSender {
  /** Nothing leaves the house: what is "sent" is only kept to be read. */
  readonly captures: boolean;
  /** Never rejects. The bytes go out unchanged. */
  send(raw: Buffer, envelope: SendEnvelope): Promise<Outcome>;
  /** Lets running deliveries end. */
  close(): Promise<void>;
}

export interface SenderOptions {
  /** Connections at the same time; a server that comes back must not be stormed. */
  readonly maxConnections?: number;
  readonly connectMs?: number;
  readonly silenceMs?: number;
  /** XOAUTH2 in place of the password: gives a token that is valid now. */
  readonly accessToken?: (renew: boolean) => Promise<string>;
}

type SenderPlace = { readonly url: string } | { readonly captured: true };

/** What nodemailer hangs on its errors. */
interface SmtpFailure {
  readonly code: string;
  readonly responseCode: number | null;
  readonly command: string;
  readonly detail: string;
}

function readFailure(failure: unknown): SmtpFailure {
  const responseCode = failureField(failure, 'responseCode');
  return {
    code: failureText(failure, 'responseCode') || failureCode(failure) || 'EUNKNOWN',
    responseCode: typeof responseCode === 'number' && responseCode >= 400 ? responseCode : null,
    command: failureText(failure, 'command'),
    detail: (failureText(failure, 'response') || failureText(failure, 'message') || 'No reason given').slice(0, 500),
  };
}

/** Commands of the greeting and of signing in: a refusal there is about the server or its settings, not about this mail. */
const BEFORE_THE_MAIL = /^(?:CONN|EHLO|HELO|LHLO|STARTTLS|AUTH)/;

/** `crossing`: whether a byte of the mail had left us when it failed. */
export function outcomeOf(failure: unknown, crossing: boolean): Outcome {
  const { code, responseCode, command, detail } = readFailure(failure);
  const phase = failureText(failure, 'code');
  if (responseCode !== null) {
    const aboutUs = BEFORE_THE_MAIL.test(command) || phase === 'EAUTH';
    return { kind: responseCode >= 500 && !aboutUs ? 'failed' : 'retry', code, detail };
  }
  if (crossing) return { kind: 'unknown', detail };
  // Without an answer of the server, and nothing sent: the mail itself is at fault only where nodemailer refused to begin.
  if (phase === 'EENVELOPE' || phase === 'EMESSAGE') return { kind: 'failed', code: phase, detail };
  return { kind: 'retry', code, detail };
}

function poolOptions(target: SmtpTarget, options: SenderOptions): SMTPPool.Options {
  const { user, password } = target;
  const signIn =
    user === null
      ? {}
      : options.accessToken
        ? { auth: { type: 'OAuth2' as const, user } }
        : { auth: { user, pass: password ?? '' } };
  return {
    pool: true,
    host: target.host,
    port: target.port,
    secure: target.secure,
    requireTLS: target.requireTls,
    // A relay beside us offers STARTTLS with a certificate for no name that we could check; nothing leaves the machine.
    ignoreTLS: !target.secure && !target.requireTls && target.ca === null && isLoopback(target.host),
    ...(target.name === null ? {} : { name: target.name }),
    ...(target.ca === null ? {} : { tls: { ca: target.ca } }),
    ...signIn,
    maxConnections: options.maxConnections ?? 5,
    maxMessages: 100,
    maxRequeues: 1,
    connectionTimeout: options.connectMs ?? 15_000,
    greetingTimeout: options.connectMs ?? 15_000,
    socketTimeout: options.silenceMs ?? 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

class PooledSender implements MailSender {
  readonly captures = false;
  private readonly transport;
  /** The stream of each mail on its way: once read, bytes of it may be at the other side. */
  private readonly streams = new Map<Buffer, Readable>();
  private running = 0;
  private whenIdle: (() => void) | undefined;

  constructor(target: SmtpTarget, options: SenderOptions) {
    this.transport = createTransport(poolOptions(target, options));
    // Failures reach each mail by its own callback; the pool repeats them as events.
    this.transport.on('error', () => undefined);
    provideToken(this.transport, options.accessToken);
    this.transport.use('stream', (mail, done) => {
      const { raw } = mail.data;
      const create = mail.message.createReadStream.bind(mail.message);
      mail.message.createReadStream = (...given) => {
        const stream = create(...given);
        if (Buffer.isBuffer(raw)) this.streams.set(raw, stream);
        return stream;
      };
      done();
    });
  }

  async send(raw: Buffer, envelope: SendEnvelope): Promise<Outcome> {
    const from = envelope.from === '' ? '' : addrSpec(envelope.from);
    const to = envelope.to.map(addrSpec).filter((address) => address !== null);
    if (from === null || to.length === 0 || to.length < envelope.to.length) {
      return {
        kind: 'failed',
        code: 'EENVELOPE',
        detail: 'The envelope has an address that is no plain name@example.org',
      };
    }
    // A view of its own, so that two deliveries of the same bytes are told apart.
    const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
    this.running += 1;
    try {
      const answer = await this.transport.sendMail({ raw: bytes, envelope: { from, to } });
      return { kind: 'sent', response: answer.response, refused: (answer.rejectedErrors ?? []).map(refusedRecipient) };
    } catch (failure) {
      const refused = refusedOf(failure);
      // One answer does not speak for all: who is to come later must not fail with who does not exist.
      if (new Set(refused.map(({ permanent }) => permanent)).size === 2)
        return { kind: 'sent', response: readFailure(failure).detail, refused };
      return outcomeOf(failure, this.streams.get(bytes)?.readableDidRead === true);
    } finally {
      this.streams.delete(bytes);
      this.running -= 1;
      if (this.running === 0) this.whenIdle?.();
    }
  }

  async close(): Promise<void> {
    if (this.running > 0) await new Promise<void>((resolve) => (this.whenIdle = resolve));
    this.transport.close();
  }
}

type TokenCallback = (failure: Error | null, token?: string, endsAt?: number) => void;

/** It is asked for again after so long: whoever gives it knows when it ends. */
const TOKEN_MS = 60_000;

function provideToken(transport: ReturnType<typeof createTransport>, accessToken: SenderOptions['accessToken']): void {
  if (accessToken === undefined) return;
  transport.set('oauth2_provision_cb', (_user: string, renew: boolean, done: TokenCallback) => {
    accessToken(renew).then(
      (token) => done(null, token, Date.now() + TOKEN_MS),
      (failure: Error) => done(failure),
    );
  });
}

function refusedOf(failure: unknown): RefusedRecipient[] {
  const errors = failureField(failure, 'rejectedErrors');
  return Array.isArray(errors) ? errors.map(refusedRecipient) : [];
}

function refusedRecipient(failure: unknown): RefusedRecipient {
  const { code, responseCode, detail } = readFailure(failure);
  return { address: failureText(failure, 'recipient'), code, permanent: (responseCode ?? 0) >= 500, detail };
}

const captured: MailSender = {
  captures: true,
  send: () => Promise.resolve({ kind: 'sent', response: 'kept here, no mail server is set', refused: [] }),
  close: () => Promise.resolve(),
};

/** @throws RangeError when the address of the server cannot be read. */
export const openMailSender = (place: SenderPlace, options: SenderOptions = {}): MailSender =>
  'captured' in place ? captured : new PooledSender(readSmtpUrl(place.url), options);

/** The server by which a mailbox sends, with what opens the mailbox. */
export interface MailboxWayOut extends MailServer {
  readonly user: string;
  /** `freshToken`: a token that is valid now; `renew` asks for another one, because the last one was refused. */
  readonly secret: MailboxSecret | { readonly freshToken: (renew: boolean) => Promise<string> };
}

/** @throws RangeError for a password that would cross a network in the clear. */
function targetOf({ host, port, security, user, secret }: MailboxWayOut): SmtpTarget {
  if (security === 'plain' && !isLoopback(host))
    throw new RangeError('Without TLS only a server on this machine may be used. Use TLS or STARTTLS.');
  const password = 'password' in secret ? secret.password : null;
  return {
    host,
    port,
    user,
    password,
    secure: security === 'tls',
    requireTls: security === 'starttls',
    name: null,
    ca: null,
  };
}

function optionsOf({ secret }: MailboxWayOut): SenderOptions {
  if ('freshToken' in secret) return { accessToken: secret.freshToken };
  return 'accessToken' in secret ? { accessToken: () => Promise.resolve(secret.accessToken) } : {};
}

/** @throws RangeError for a password that would cross a network in the clear. */
export const openMailboxSender = (way: MailboxWayOut, options: SenderOptions = {}): MailSender =>
  new PooledSender(targetOf(way), { maxConnections: 2, ...options, ...optionsOf(way) });

/** Connects and signs in without sending anything; says what to do where that fails. */
export const testSender = (url: string, options: SenderOptions = {}): Promise<readonly ConnectionStep[]> =>
  trySending(readSmtpUrl(url), options, null);

interface TrialMail {
  readonly raw: Buffer;
  readonly envelope: { readonly from: string; readonly to: string };
}

/** Connects, signs in and sends one mail, by a server of the whole house (its address) or that of a mailbox. Never rejects. */
export async function testSending(
  way: { readonly url: string } | MailboxWayOut,
  mail: TrialMail,
  options: SenderOptions = {},
): Promise<readonly ConnectionStep[]> {
  try {
    return 'url' in way
      ? await trySending(readSmtpUrl(way.url), options, mail)
      : await trySending(targetOf(way), { ...options, ...optionsOf(way) }, mail);
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    return [{ step: 'connect', ok: false, milliseconds: 0, detail: failure.message, remedy: 'noTls' }];
  }
}

async function trySending(
  target: SmtpTarget,
  options: SenderOptions,
  mail: TrialMail | null,
): Promise<readonly ConnectionStep[]> {
  const transport = createTransport({ ...poolOptions(target, options), maxConnections: 1 });
  provideToken(transport, options.accessToken);
  transport.on('error', () => undefined);
  try {
    const { report, failure } = await tryStep('signIn', async () => {
      await transport.verify();
      return target.user === null ? 'The server takes mail from us without signing in' : 'Signed in';
    });
    if (!report.ok && !isAuthenticationFailure(failure)) return [{ ...report, step: 'connect' }];
    const detail = `Connected to ${target.host}`;
    const begun: ConnectionStep[] = [{ ...report, step: 'connect', ok: true, detail, remedy: null }, report];
    if (!report.ok || mail === null) return begun;
    const sent = await tryStep('send', async () => {
      await transport.sendMail({ raw: mail.raw, envelope: mail.envelope });
      return `Sent to ${mail.envelope.to}`;
    });
    return [...begun, sent.report];
  } finally {
    transport.close();
  }
}
