import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Access, Channel, Connection, FullReply, ReplyOutcome } from '@redress/channels/channel.js';
import { channelOf } from '@redress/channels/channels.js';
import { accessTo } from '@redress/desk/channel-accounts.js';
import type { Desk } from '@redress/desk/desk.js';
import { learnAbilities, listen, lookOnce } from '@redress/desk/receiving.js';
import { sqlOn } from '@redress/persistence/sql.js';
import {
  type ChannelAccountRow,
  channelAccount,
  enabledChannelAccounts,
} from '@redress/persistence/stores/channels.store.js';
import type { Config } from '@redress/platform/config.js';
import type { Log } from '@redress/platform/log.js';
import { AccountLocks } from './account-locks.js';
import { Intake } from './intake.js';
import { CONFIG, DESK, LOG } from './parts.js';

const LOOK_EVERY_MS = 2_000;
/** Between two tries while a platform does not answer, growing; and with a sign-in that was refused, so that no account is locked. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const REFUSED_PAUSE_MS = 5 * 60_000;

interface Watched {
  readonly version: number;
  readonly connection: Connection;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Keeps every enabled account of every channel open; of several workers one reads each, and any of them answers. */
@Injectable()
export class Channels implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly watched = new Map<string, Watched>();
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

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => {
      this.looking = this.looking.then(() => this.look());
    }, LOOK_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await Promise.all([...this.watched.keys()].map((id) => this.shut(id)));
    await this.locks.close();
  }

  private async look(): Promise<void> {
    try {
      const accounts = await enabledChannelAccounts(sqlOn(this.desk.database));
      const wanted = new Map(accounts.map((account) => [account.id, account.version]));
      for (const [id, { version }] of this.watched) {
        if (wanted.get(id) !== version || !(await this.locks.holds(id))) await this.shut(id);
      }
      for (const account of accounts) {
        const channel = channelOf(account.kind);
        if (channel !== null && !this.watched.has(account.id) && (await this.locks.take(account.id)))
          this.start(channel, account);
      }
    } catch (error) {
      this.log.warn({ err: error }, 'could not look after the channels');
    }
  }

  private start(channel: Channel, account: ChannelAccountRow): void {
    const connection = channel.connect(this.accessOf(account));
    const stop = new AbortController();
    const ended = this.watch(channel, account, connection, stop.signal).catch((error: unknown) => {
      this.log.warn({ err: error, account: account.id }, 'a channel ended');
    });
    this.watched.set(account.id, { version: account.version, connection, stop, ended });
    this.log.info({ account: account.id, kind: account.kind }, 'receiving');
  }

  private accessOf(account: ChannelAccountRow): Access {
    return accessTo(this.desk, this.config.dataDir, account, this.config.internalHosts);
  }

  private async shut(id: string): Promise<void> {
    const watched = this.watched.get(id);
    this.watched.delete(id);
    watched?.stop.abort();
    await watched?.ended;
    await watched?.connection.close();
    await this.locks.give(id);
  }

  /** Looks for what a stream may have missed, then listens where the channel can. */
  private async watch(
    channel: Channel,
    account: ChannelAccountRow,
    connection: Connection,
    until: AbortSignal,
  ): Promise<void> {
    const stored: Parameters<typeof lookOnce>[3] = (delivery, source) => this.intake.wake(delivery, source);
    let failures = 0;
    await learnAbilities(this.desk, account, connection);
    while (!until.aborted) {
      let result = await lookOnce(this.desk, account, connection, stored);
      if (result === 'more') continue;
      if (result === 'done' && connection.stream !== undefined)
        result = await listen(this.desk, account, connection, stored, until);
      failures = result === 'done' ? 0 : failures + 1;
      await pause(pauseAfter(result, failures, channel.pollEveryMs), until);
    }
  }

  /** Posts by an account, whoever reads it. A channel that this build does not know is no reason to lose the answer. */
  async reply(accountId: string, reply: FullReply): Promise<ReplyOutcome> {
    const account = await channelAccount(sqlOn(this.desk.database), accountId);
    const channel = account === null ? null : channelOf(account.kind);
    if (account === null || channel === null)
      return { kind: 'retry', untaken: true, detail: 'Nobody here opens this channel.' };
    if (!account.enabled)
      return { kind: 'retry', untaken: true, detail: `${account.name} is paused: nothing leaves by it.` };
    const watched = this.watched.get(accountId);
    if (watched?.version === account.version) return watched.connection.reply(reply);
    const connection = channel.connect(this.accessOf(account));
    return connection.reply(reply).finally(() => connection.close());
  }
}

function pauseAfter(result: 'done' | 'failing' | 'refused', failures: number, pollEveryMs: number): number {
  if (result === 'refused') return REFUSED_PAUSE_MS;
  if (result === 'done') return pollEveryMs;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random());
}

function pause(milliseconds: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      until.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    until.addEventListener('abort', end);
    if (until.aborted) end();
  });
}
