import type { FoundMail } from '@redress/channels/email/find-mail.js';
import type { FolderLook, Looked } from '@redress/channels/email/mailbox-look.js';
import type { TokenDesk } from '@redress/channels/email/oauth.js';
import type { ConnectionStep, MailServer } from '@redress/contract/mail.js';
import type { MailboxTrial } from '@redress/contract/mailbox-setup.js';
import type { Desk } from '@redress/desk/desk.js';
import type { MailReader } from '@redress/desk/intake.js';
import type { BlobStore } from '@redress/platform/blobs.js';
import type { Clock } from '@redress/platform/clock.js';
import type { Config } from '@redress/platform/config.js';
import type { Log } from '@redress/platform/log.js';
import type { KeyRing } from '@redress/platform/seal.js';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Launcher } from './launcher.js';

/** What a controller may ask for with `@Inject(…)`. The database is injected by its class, `DataSource`. */
export const CONFIG = Symbol('config');
export const CLOCK = Symbol('clock');
export const LOG = Symbol('log');
export const KEYS = Symbol('keys');
export const BLOBS = Symbol('blobs');
export const DESK = Symbol('desk');
export const METRICS = Symbol('metrics');
export const TEST_MAILBOX = Symbol('testMailbox');
export const MAILBOX_SETUP = Symbol('mailboxSetup');
export const READ_MAIL = Symbol('readMail');
export const LAUNCHER = Symbol('launcher');

/** Where a mailbox is and how to get in; the secret is open here and nowhere else. */
export interface MailboxLogin {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly user: string;
  readonly authentication: 'password' | 'xoauth2';
  readonly secret: string;
  readonly folders: readonly string[];
}

/** Tries each step of a connection (name, connect, TLS, sign in, folders) and says how it went; never throws for a mailbox that does not work. */
export type TestMailbox = (login: MailboxLogin) => Promise<MailboxTrial>;

/** A mail that a mailbox sends to itself. */
export interface TestMail {
  readonly address: string;
  readonly senderName: string;
  readonly messageId: string;
  /** Of this installation, which knows its own mail by it and opens no ticket for it. */
  readonly installation: string;
}

/** What is needed to connect a mailbox before it is saved. Nothing here throws for servers that do not work. */
export interface MailboxSetup {
  /** Where owners of mailboxes sign in at their provider. */
  readonly tokenDesk: TokenDesk;
  find(address: string): Promise<FoundMail>;
  /** By the server given with what opens the mailbox, else by that of the whole desk. */
  send(
    login: MailboxLogin,
    by: MailServer | { readonly url: string },
    mail: TestMail,
  ): Promise<readonly ConnectionStep[]>;
  awaitMail(
    login: MailboxLogin,
    messageId: string,
    waitMs: number,
  ): Promise<Looked<{ readonly folder: string | null; readonly isJunk: boolean }>>;
  newest(login: MailboxLogin, most: number): Promise<Looked<FolderLook>>;
}

/** Everything the API is made of, opened before Nest starts and closed with it. */
export interface Parts {
  readonly config: Config;
  readonly database: DataSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: KeyRing;
  readonly blobs: BlobStore;
  readonly metrics: Registry;
  readonly testMailbox: TestMailbox;
  readonly mailboxSetup: MailboxSetup;
  readonly readMail: MailReader;
  readonly launcher: Launcher;
  readonly desk: Desk;
  /** Ends what the API opened besides the database. */
  close(): Promise<void>;
}
