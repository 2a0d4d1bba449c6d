import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { openSmtpIntake, type SmtpIntake, type SmtpTransaction } from '@redress/channels/email/smtp-intake.js';
import { accept } from '@redress/desk/intake.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { Intake } from './intake.js';
import { Mailboxes } from './mailboxes.js';
import { type Parts, PARTS } from './parts.js';

/** How long the answer for an address holds: an address that was just given to a queue takes mail two seconds later. */
const REMEMBER_MS = 2_000;
const MOST_REMEMBERED = 1_000;

/** Opens every channel that listens, and closes them first when the worker stops: what is half said is said again to the next one. */
@Injectable()
export class Listeners implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly receivers: SmtpIntake[] = [];
  private readonly judged = new Map<string, { readonly ours: boolean; readonly until: number }>();

  constructor(
    @Inject(PARTS) private readonly parts: Parts,
    @Inject(Intake) private readonly intake: Intake,
    @Inject(Mailboxes) private readonly mailboxes: Mailboxes,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { port, lmtpPort } = this.parts.config.smtpIntake;
    if (port > 0) this.receivers.push(await this.receive('smtp', port));
    if (lmtpPort > 0) this.receivers.push(await this.receive('lmtp', lmtpPort));
    await this.mailboxes.open();
  }

  private async receive(protocol: 'smtp' | 'lmtp', port: number): Promise<SmtpIntake> {
    const { host, tls } = this.parts.config.smtpIntake;
    const receiver = await openSmtpIntake({
      host,
      port,
      lmtp: protocol === 'lmtp',
      maxBytes: this.parts.config.maxMailBytes,
      ...(tls === null ? {} : { tls }),
      accepts: (address) => this.isOurs(address),
      store: (raw, transaction) => this.store(protocol, raw, transaction),
    });
    this.parts.log.info({ host, port, protocol }, 'taking mail');
    return receiver;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.receivers.map((receiver) => receiver.close()), this.mailboxes.close()]);
  }

  /** The addresses of queues and accounts; every address as long as nobody has named one. */
  private async isOurs(address: string): Promise<boolean> {
    const known = this.judged.get(address);
    const now = this.parts.desk.clock.now();
    if (known !== undefined && known.until > now && known.until <= now + REMEMBER_MS) return known.ours;
    if (this.judged.size > MOST_REMEMBERED) this.judged.clear();
    const ours = await this.askWhoseItIs(address);
    this.judged.set(address, { ours, until: now + REMEMBER_MS });
    return ours;
  }

  private async askWhoseItIs(address: string): Promise<boolean> {
    const [row] = await sqlOn(this.parts.desk.database).rows<{ ours: boolean }>(
      `SELECT NOT EXISTS (SELECT 1 FROM queue_addresses a JOIN queues q ON q.id = a.queue_id WHERE NOT q.demo)
         OR EXISTS (SELECT 1 FROM queue_addresses WHERE address = $1)
         OR EXISTS (SELECT 1 FROM mail_accounts WHERE address = $1)
         OR $1 LIKE 'reply+%@' || $2::text OR $1 LIKE 'task+%@' || $2::text AS ours`,
      [address.toLowerCase(), this.parts.config.replyDomain],
    );
    return row?.ours ?? false;
  }

  private async store(mailbox: 'smtp' | 'lmtp', raw: Buffer, transaction: SmtpTransaction): Promise<void> {
    const delivery = await accept(this.parts.desk, raw, {
      mailbox,
      uidValidity: null,
      uid: null,
      envelopeFrom: transaction.from,
      envelopeTo: transaction.to,
      remoteAddress: transaction.remoteAddress,
      helo: transaction.helo,
      queueId: null,
      sourceComplete: true,
      receivedAt: transaction.receivedAt,
    });
    if (delivery !== null) this.intake.wake(delivery, raw);
  }
}
