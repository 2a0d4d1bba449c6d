import { Inject, Injectable } from '@nestjs/common';
import {
  type FolderCursor,
  type Mailbox,
  type MailboxDelivery,
  type MailboxOptions,
  type MailboxReport,
  openMailbox,
} from '@redress/channels/email/mailbox.js';
import { openTokenDesk } from '@redress/channels/email/oauth.js';
import type { Desk } from '@redress/desk/desk.js';
import { accept } from '@redress/desk/intake.js';
import { openMailboxSecret } from '@redress/desk/mail-accounts.js';
import { instant } from '@redress/domain/time.js';
import { type MailAccountRow, MailAccountSchema } from '@redress/persistence/schemas/schemas.js';
import { sqlOn } from '@redress/persistence/sql.js';
import type { Config } from '@redress/platform/config.js';
import { errorText } from '@redress/platform/errors.js';
import type { Log } from '@redress/platform/log.js';
import { Intake } from './intake.js';
import { tokensOf } from './mailbox-tokens.js';
import { AccountLocks } from './account-locks.js';
import { CONFIG, DESK, LOG } from './parts.js';

const LOOK_EVERY_MS = 2_000;

interface Opened {
  readonly version: number;
  readonly mailbox: Mailbox;
}

/** Keeps one connection per enabled account, wherever in the house it is changed; of several workers one reads each account. */
@Injectable()
export class Mailboxes {
  private readonly opened = new Map<string, Opened>();
  private readonly locks: AccountLocks;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
    @Inject(Intake) private readonly intake: Intake,
  ) {
    this.locks = new AccountLocks(desk.database);
  }

  async open(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => {
      this.looking = this.looking.then(() => this.look());
    }, LOOK_EVERY_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await Promise.all([...this.opened.keys()].map((id) => this.shut(id)));
    await this.locks.close();
  }

  private async look(): Promise<void> {
    try {
      const accounts = await this.desk.database.getRepository(MailAccountSchema).find({ where: { enabled: true } });
      const wanted = new Map(accounts.map((account) => [account.id, account]));
      for (const [id, { version }] of this.opened) {
        if (wanted.get(id)?.version !== version || !(await this.locks.holds(id))) await this.shut(id);
      }
      for (const account of accounts) {
        if (!this.opened.has(account.id) && (await this.locks.take(account.id))) await this.tryToStart(account);
      }
    } catch (error) {
      this.log.warn({ err: error }, 'could not look after the mail accounts');
    }
  }

  private async shut(id: string): Promise<void> {
    const opened = this.opened.get(id);
    this.opened.delete(id);
    await opened?.mailbox.close();
    await this.locks.give(id);
  }

  /** An account that must not be read as it is set up says so, and keeps nobody from reading those behind it. */
  private async tryToStart(account: MailAccountRow): Promise<void> {
    try {
      this.start(account);
    } catch (error) {
      await this.locks.give(account.id);
      const place = { mailbox: account.id, folder: account.folders[0] ?? '' };
      await this.report(account.id, { kind: 'state', ...place, state: 'offline', detail: errorText(error) });
    }
  }

  private start(account: MailAccountRow): void {
    const mailbox = openMailbox(
      {
        id: account.id,
        host: account.host,
        port: account.port,
        security: account.security,
        user: account.userName,
        ca: null,
        folders: account.folders,
        marksSeen: account.markSeen,
        backlog: 'take',
        maxBytes: this.config.maxMailBytes,
      },
      {
        cursor: {
          load: (folder) => this.loadCursor(account.id, folder),
          save: (folder, cursor) => this.saveCursor(account.id, folder, cursor),
        },
        secret: this.secretOf(account),
        store: (raw, delivery) => this.store(account, raw, delivery),
        report: (report) => void this.report(account.id, report),
      },
    );
    this.opened.set(account.id, { version: account.version, mailbox });
  }

  private secretOf(account: MailAccountRow): MailboxOptions['secret'] {
    if (account.grantId === null) {
      const secret = openMailboxSecret(this.desk.keys, account.secretSealed);
      const open = account.authentication === 'password' ? { password: secret } : { accessToken: secret };
      return () => Promise.resolve(open);
    }
    const tokens = tokensOf(this.desk, openTokenDesk(this.config.internalHosts), account.grantId);
    return async (renew) => ({ accessToken: await tokens(renew) });
  }

  private async store(account: MailAccountRow, raw: Buffer, delivery: MailboxDelivery): Promise<'stored' | 'known'> {
    const accepted = await accept(this.desk, raw, {
      mailbox: `${account.id}/${delivery.folder}`,
      uidValidity: Number(delivery.uidValidity),
      uid: delivery.uid,
      envelopeFrom: null,
      envelopeTo: [],
      remoteAddress: null,
      helo: null,
      queueId: account.queueId,
      sourceComplete: delivery.oversize === null,
      receivedAt: instant(Math.min(delivery.internalDate ?? Infinity, this.desk.clock.now())),
    });
    if (accepted === null) return 'known';
    this.intake.wake(accepted, raw);
    await sqlOn(this.desk.database).rows(
      'UPDATE mail_accounts SET stored = stored + 1, last_success_at = now() WHERE id = $1',
      [account.id],
    );
    return 'stored';
  }

  private async loadCursor(accountId: string, folder: string): Promise<FolderCursor | null> {
    const [row] = await sqlOn(this.desk.database).rows<FolderCursor>(
      `SELECT uid_validity::text AS "uidValidity", last_uid AS "lastUid", retries FROM mailbox_cursors WHERE account_id = $1 AND folder = $2`,
      [accountId, folder],
    );
    return row ?? null;
  }

  private async saveCursor(accountId: string, folder: string, cursor: FolderCursor): Promise<void> {
    await sqlOn(this.desk.database).rows(
      `INSERT INTO mailbox_cursors (account_id, folder, uid_validity, last_uid, retries) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (account_id, folder) DO UPDATE SET uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, retries = excluded.retries`,
      [accountId, folder, cursor.uidValidity, cursor.lastUid, JSON.stringify(cursor.retries)],
    );
  }

  private async report(accountId: string, report: MailboxReport): Promise<void> {
    if (report.kind === 'alarm') {
      this.log.warn({ account: accountId, folder: report.folder, alarm: report.alarm }, report.detail);
      return;
    }
    const states = {
      connecting: 'starting',
      connected: 'connected',
      offline: 'retrying',
      authFailed: 'authFailed',
      storeFailing: 'retrying',
      closed: 'off',
    };
    const state = states[report.state];
    this.log.info({ account: accountId, folder: report.folder, state }, report.detail);
    try {
      await sqlOn(this.desk.database).rows(
        `UPDATE mail_accounts SET state = $2, last_error = CASE WHEN $2 IN ('retrying', 'authFailed') THEN $3 WHEN $2 = 'connected' THEN NULL ELSE last_error END,
           last_success_at = CASE WHEN $2 = 'connected' THEN now() ELSE last_success_at END WHERE id = $1`,
        [accountId, state, report.detail],
      );
    } catch (error) {
      this.log.warn({ err: error }, 'could not note the state of a mailbox');
    }
  }
}
