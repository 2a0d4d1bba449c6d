import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import ipaddr from 'ipaddr.js';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Refusal } from '@redress/domain/refusal.js';
import { instant, type Instant } from '@redress/domain/time.js';
import { addrSpec } from '@redress/platform/address.js';
import { failureCode } from './failure.js';
import type { MailEnvelope } from './read-mail.js';

/** One accepted transaction: a delivery of its own, even when the same mail came before. */
export interface SmtpTransaction extends MailEnvelope {
  readonly transactionId: string;
  readonly receivedAt: Instant;
  readonly secure: boolean;
}

export interface SmtpIntakeOptions {
  readonly host: string;
  /** `0` takes any free port. */
  readonly port: number;
  readonly lmtp?: boolean;
  readonly maxBytes: number;
  /** PEM; STARTTLS is offered only when given. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Whether mail for this address is ours; a rejection is answered as "try again later". */
  accepts(address: string): Promise<boolean>;
  /** Resolves when the mail is durable: only then is it acknowledged. */
  store(raw: Buffer, transaction: SmtpTransaction): Promise<void>;
  readonly maxConnections?: number;
  readonly idleMs?: number;
  /** How long running transactions may take to end once {@link SmtpIntake.close} was called. */
  readonly closeMs?: number;
}

export interface SmtpIntake {
  readonly port: number;
  /** Takes no new connections nor transactions, lets running ones end, then says goodbye. */
  close(): Promise<void>;
}

class SmtpReply extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

const goodbye = (): SmtpReply => new SmtpReply(421, '4.3.2 Shutting down, try again later');

const MOST_REFUSED_RECIPIENTS = 20;
const CONNECTIONS_PER_PEER = 30;

/** Words that only a full disk says: of the system, of PostgreSQL, and of our own store. */
function isFull(failure: unknown): boolean {
  if (failure instanceof Refusal) return failure.code === 'storage-full';
  const code = failureCode(failure);
  return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
}

class Receiver implements SmtpIntake {
  private readonly server: SMTPServer;
  private readonly refused = new WeakMap<SMTPServerSession, number>();
  private readonly peers = new Map<string, number>();
  private running = 0;
  private bytesHeld = 0;
  private closing = false;
  private whenIdle: (() => void) | undefined;

  constructor(private readonly options: SmtpIntakeOptions) {
    const { tls, lmtp, maxBytes } = options;
    this.server = new SMTPServer({
      ...(tls ? { cert: tls.cert, key: tls.key } : {}),
      lmtp: lmtp ?? false,
      size: maxBytes,
      name: 'redress',
      banner: 'Redress',
      heloResponse: '%s greets %s',
      disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      authOptional: true,
      maxAllowedUnauthenticatedCommands: false,
      disableReverseLookup: true,
      maxClients: options.maxConnections ?? 200,
      maxRecipients: 100,
      socketTimeout: options.idleMs ?? 60_000,
      closeTimeout: 500,
      logger: false,
      onConnect: (session, done) => done(this.greet(session)),
      onClose: (session) => this.leave(session),
      onMailFrom: (_, __, done) => done(this.closing ? goodbye() : null),
      onRcptTo: (address, session, done) => {
        this.checkRecipient(address.address, session).then(done, done);
      },
      onData: (stream, session, done) => {
        this.receive(stream, session).then(
          (text) => done(null, text),
          (failure: Error) => done(failure),
        );
      },
    });
    // A peer that resets its connection is daily business and must not end the process.
    this.server.on('error', () => undefined);
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.server.once('error', reject);
      this.server.listen(this.options.port, this.options.host, () => {
        this.server.server.off('error', reject);
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    this.server.server.close();
    if (this.running > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.options.closeMs ?? 10_000);
        this.whenIdle = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    // One turn more, so that the answer to the last transaction is written before the goodbye.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  private greet(session: SMTPServerSession): SmtpReply | null {
    if (this.closing) return goodbye();
    const count = (this.peers.get(session.remoteAddress) ?? 0) + 1;
    this.peers.set(session.remoteAddress, count);
    const near = ipaddr.isValid(session.remoteAddress) && ipaddr.process(session.remoteAddress).range() !== 'unicast';
    return count > CONNECTIONS_PER_PEER && !near ? new SmtpReply(421, '4.7.0 Too many connections from you') : null;
  }

  private leave(session: SMTPServerSession): void {
    const count = (this.peers.get(session.remoteAddress) ?? 1) - 1;
    if (count > 0) this.peers.set(session.remoteAddress, count);
    else this.peers.delete(session.remoteAddress);
  }

  private async checkRecipient(written: string, session: SMTPServerSession): Promise<SmtpReply | null> {
    const refused = this.refused.get(session) ?? 0;
    // Who tries address after address is harvesting: no answer tells him anything any more.
    if (refused >= MOST_REFUSED_RECIPIENTS) return new SmtpReply(421, '4.7.0 Too many unknown recipients');
    const address = addrSpec(written);
    try {
      if (address !== null && (await this.options.accepts(address))) return null;
    } catch {
      return new SmtpReply(451, '4.3.0 Cannot check this address now, try again later');
    }
    this.refused.set(session, refused + 1);
    return new SmtpReply(550, '5.1.1 No such recipient here');
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    this.running += 1;
    const chunks: Buffer[] = [];
    let bytes = 0;
    let over: SmtpReply | null = null;
    try {
      for await (const chunk of stream) {
        // Beyond a limit the rest is read and forgotten: a sender that is cut off would only try again.
        if (over !== null || !Buffer.isBuffer(chunk)) continue;
        bytes += chunk.length;
        this.bytesHeld += chunk.length;
        chunks.push(chunk);
        over = this.overLimit(bytes);
        if (over !== null) {
          chunks.length = 0;
          this.bytesHeld -= bytes;
          bytes = 0;
        }
      }
      if (over !== null) throw over;
      return await this.keep(Buffer.concat(chunks, bytes), session);
    } finally {
      this.bytesHeld -= bytes;
      this.running -= 1;
      if (this.running === 0) this.whenIdle?.();
    }
  }

  private overLimit(bytes: number): SmtpReply | null {
    const { maxBytes } = this.options;
    if (bytes > maxBytes) return new SmtpReply(552, `5.3.4 Larger than the limit of ${maxBytes} bytes`);
    // All mails on their way together; the next try finds room.
    if (this.bytesHeld > Math.max(4 * maxBytes, 128 * 1024 * 1024)) return new SmtpReply(452, '4.3.1 Too much at once');
    return null;
  }

  private async keep(raw: Buffer, session: SMTPServerSession): Promise<string> {
    const { mailFrom, rcptTo } = session.envelope;
    const transactionId = randomUUID();
    try {
      await this.options.store(raw, {
        from: mailFrom === false ? null : mailFrom.address,
        to: rcptTo.map(({ address }) => address),
        helo: session.hostNameAppearsAs === '' ? null : session.hostNameAppearsAs,
        remoteAddress: session.remoteAddress,
        transactionId,
        receivedAt: instant(Date.now()),
        secure: session.secure,
      });
      return `2.0.0 Stored as ${transactionId}`;
    } catch (failure) {
      if (isFull(failure)) throw new SmtpReply(452, '4.3.1 No room to store this, try again later');
      throw new SmtpReply(451, '4.3.0 Could not store this, try again later');
    }
  }
}

/** @throws what `listen` throws: the port is taken or not allowed. */
export async function openSmtpIntake(options: SmtpIntakeOptions): Promise<SmtpIntake> {
  const receiver = new Receiver(options);
  await receiver.listen();
  return receiver;
}
