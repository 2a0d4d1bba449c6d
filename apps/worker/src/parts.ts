import type { MailParser } from '@redress/channels/email/mail.js';
import type { MailSender } from '@redress/channels/email/sender.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Config } from '@redress/platform/config.js';
import type { Log } from '@redress/platform/log.js';
import type { Queues } from '@redress/platform/queues.js';
import type { WaysOut } from './ways-out.js';

/** What the parts of the worker ask for with `@Inject(…)`. */
export const CONFIG = Symbol('config');
export const DESK = Symbol('desk');
export const LOG = Symbol('log');
export const PARSER = Symbol('parser');
export const QUEUES = Symbol('queues');
/** All of them, for who would name more than four. */
export const PARTS = Symbol('parts');

/** Everything the worker is made of, opened before Nest starts and closed after it. */
export interface Parts {
  readonly config: Config;
  readonly desk: Desk;
  readonly log: Log;
  readonly parser: MailParser;
  readonly sender: MailSender;
  readonly waysOut: WaysOut;
  readonly queues: Queues;
}
