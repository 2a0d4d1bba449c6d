import type { ImapFlow } from 'imapflow';
import { failureField } from './failure.js';
import { FolderPass, StoreFailing, type FolderMemory, type FolderPlace } from './folder-pass.js';
import {
  checkAccount,
  connectImap,
  leave,
  PATIENCE,
  within,
  type ImapPatience,
  type MailboxAccount,
  type MailboxSecret,
} from './imap.js';
import type { FolderCursor, MailboxState, MailboxWorld } from './mailbox-reports.js';
import { Pause } from './pause.js';
import { adviceFor, isAuthenticationFailure } from './steps.js';

export type { MailboxAccount, MailboxSecret } from './imap.js';
export type { FolderCursor, MailboxDelivery, MailboxReport, MailboxWorld } from './mailbox-reports.js';

export interface MailboxOptions extends MailboxWorld {
  /** The password, or an OAuth token; `renew` asks for a new token because the last one was refused. */
  secret(renew: boolean): Promise<MailboxSecret>;
  readonly patience?: Partial<MailboxPatience>;
}

interface MailboxPatience extends ImapPatience {
  /** Looks for new mail so often whatever IDLE says: servers stop telling without saying so. */
  readonly pollMs: number;
  /** First and longest pause before another connection; both are spread at random by half. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** Between two tries with a secret that was refused; more would lock the account. */
  readonly refusedMs: number;
}

const MAILBOX_PATIENCE: MailboxPatience = {
  ...PATIENCE,
  pollMs: 60_000,
  pauseMs: 1_000,
  longestPauseMs: 30_000,
  refusedMs: 5 * 60_000,
};

export interface Mailbox {
  /** Tries at once: the secret or the settings changed, or somebody pressed "try again". */
  wake(): void;
  /** Lets a running store end. */
  close(): Promise<void>;
}

/** Shared by the folders of an account, so that all of them together do not hammer a server that refused them. */
class SignIn {
  private refusedAt: number | null = null;
  private resets = 0;
  private opening: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly account: MailboxAccount,
    private readonly options: MailboxOptions,
    private readonly patience: MailboxPatience,
  ) {}

  /** Milliseconds until the next try is allowed. */
  get closedFor(): number {
    return this.refusedAt === null ? 0 : Math.max(0, this.refusedAt + this.patience.refusedMs - Date.now());
  }

  reset(): void {
    this.refusedAt = null;
    this.resets += 1;
  }

  /** One at a time: the second folder profits from what the first one learnt. */
  async connect(): Promise<ImapFlow | null> {
    const mine = this.opening.then(() => (this.closedFor > 0 ? null : this.attempt(false)));
    this.opening = mine.catch(() => undefined);
    return mine;
  }

  private async attempt(renew: boolean): Promise<ImapFlow> {
    const { resets } = this;
    const secret = await this.options.secret(renew).catch((failure: unknown) => {
      // Nothing to sign in with: the provider is not asked again and again.
      if (isAuthenticationFailure(failure)) this.refusedAt = Date.now();
      throw failure;
    });
    try {
      const client = await connectImap(this.account, secret, this.patience);
      this.refusedAt = null;
      return client;
    } catch (failure) {
      if (!isAuthenticationFailure(failure)) throw failure;
      // Tokens live an hour; one that was refused is first replaced, then doubted.
      if ('accessToken' in secret && !renew) return this.attempt(true);
      // A secret that was changed while the old one was being refused gets its own try.
      if (resets === this.resets) this.refusedAt = Date.now();
      throw failure;
    }
  }
}

interface WatchedPlace extends FolderPlace {
  readonly patience: MailboxPatience;
}

class FolderWatch {
  private readonly pause = new Pause();
  private closed = false;
  private client: ImapFlow | null = null;
  private state: MailboxState | null = null;
  private failures = 0;
  private woken = false;
  private readonly memory: FolderMemory = { outages: 0, toldNotMarked: false };
  readonly ended: Promise<void>;

  constructor(
    private readonly place: WatchedPlace,
    private readonly signIn: SignIn,
  ) {
    this.ended = this.live();
  }

  wake(): void {
    this.woken = true;
    this.failures = 0;
    this.pause.stop();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.pause.stop();
    const { client } = this;
    // Ends a command that waits for a silent server; a store that runs is left to end.
    const timer = setTimeout(() => client?.close(), 2_000);
    await this.ended;
    clearTimeout(timer);
    this.tell('closed', 'Not read any more');
  }

  private async live(): Promise<void> {
    while (!this.closed) {
      try {
        await this.session();
      } catch (failure) {
        this.fell(failure);
      }
      if (!this.closed) await this.pause.wait(this.pauseMs());
    }
  }

  private pauseMs(): number {
    const refused = this.signIn.closedFor;
    if (refused > 0) return refused;
    const { pauseMs, longestPauseMs } = this.place.patience;
    const pause = Math.min(longestPauseMs, pauseMs * 2 ** Math.min(this.failures - 1, 20));
    return Math.max(0, pause) * (0.5 + Math.random());
  }

  private fell(failure: unknown): void {
    this.failures += 1;
    if (isAuthenticationFailure(failure)) this.tell('authFailed', adviceFor(failure));
    else if (failure instanceof StoreFailing) this.tell('storeFailing', failure.message);
    else if (failureField(failure, 'mailboxMissing') === true) {
      this.tell('offline', `There is no folder "${this.place.folder}". Choose another one.`);
    } else this.tell('offline', adviceFor(failure));
  }

  private async session(): Promise<void> {
    if (this.state === null) this.tell('connecting', 'Connecting');
    const client = await this.signIn.connect();
    if (client === null)
      return this.tell('authFailed', 'The server refused the sign-in. Change the password or sign in again.');
    this.client = client;
    client.on('exists', () => this.wakeUp());
    client.on('close', () => this.wakeUp());
    try {
      while (!this.closed && client.usable) await this.round(client);
      if (!this.closed)
        throw Object.assign(new Error('The server closed the connection'), { code: 'EConnectionClosed' });
    } finally {
      this.client = null;
      await leave(client);
    }
  }

  /** Selects anew each time: a renumbered folder and a lost permission show only there. */
  private async round(client: ImapFlow): Promise<void> {
    this.woken = false;
    const opened = await within(
      this.place.patience.commandMs,
      client.mailboxOpen(this.place.folder, { readOnly: !this.place.account.marksSeen }),
    );
    const cursor = await this.cursorFor(String(opened.uidValidity), opened.uidNext);
    const pass = new FolderPass(client, this.place, cursor, this.memory);
    await pass.run(() => !this.closed);
    this.failures = 0;
    this.tell('connected', 'Reads new mail');
    if (!this.woken && !this.closed && client.usable) await this.pause.wait(this.place.patience.pollMs);
  }

  private wakeUp(): void {
    this.woken = true;
    this.pause.stop();
  }

  private async cursorFor(uidValidity: string, uidNext: number): Promise<FolderCursor> {
    const known = await this.place.world.cursor.load(this.place.folder);
    if (known?.uidValidity === uidValidity) return known;
    const start = { uidValidity, lastUid: 0, retries: [] };
    if (known === null) {
      const first = this.place.account.backlog === 'take' ? start : { ...start, lastUid: Math.max(0, uidNext - 1) };
      await this.place.world.cursor.save(this.place.folder, first);
      return first;
    }
    await this.place.world.cursor.save(this.place.folder, start);
    const detail = 'The server numbered its mails anew. All of them are read again; known ones are recognised.';
    const { id: mailbox } = this.place.account;
    this.place.world.report({ kind: 'alarm', mailbox, folder: this.place.folder, alarm: 'uidValidityChanged', detail });
    return start;
  }

  /** Each state once: an administrator is told, not flooded. */
  private tell(state: MailboxState, detail: string): void {
    if (state === this.state) return;
    this.state = state;
    this.place.world.report({
      kind: 'state',
      mailbox: this.place.account.id,
      folder: this.place.folder,
      state,
      detail,
    });
  }
}

/**
 * Reads the folders of an account for as long as it is open, each over its own connection. Never ends by itself and never rejects:
 * how it goes is reported.
 * @throws RangeError when the account cannot be read safely.
 */
export function openMailbox(account: MailboxAccount, options: MailboxOptions): Mailbox {
  checkAccount(account);
  const patience = { ...MAILBOX_PATIENCE, ...options.patience };
  const signIn = new SignIn(account, options, patience);
  const watches = account.folders.map(
    (folder) => new FolderWatch({ account, folder, world: options, patience }, signIn),
  );
  return {
    wake: () => {
      signIn.reset();
      watches.forEach((watch) => watch.wake());
    },
    close: async () => {
      await Promise.all(watches.map((watch) => watch.close()));
    },
  };
}
