import type { MailParser } from '@redress/channels/email/mail.js';
import type { MailReader } from '@redress/desk/intake.js';

/** What the API needs of the mail channel. */
export interface LazyMailReader {
  sanitise(html: string): Promise<string>;
  readonly read: MailReader;
  close(): Promise<void>;
}

/** One process that takes mails apart and makes HTML safe; it is started when it is first needed, which keeps the start of the API short. */
export function lazyMailReader(): LazyMailReader {
  let parser: Promise<MailParser> | undefined;
  const opened = (): Promise<MailParser> => (parser ??= openOne());
  return {
    sanitise: async (html) => (await (await opened()).sanitise(html)).html,
    read: async (source, envelope, authservIds) => (await opened()).parse(source, envelope, { authservIds }),
    close: async () => (await parser)?.close(),
  };
}

async function openOne(): Promise<MailParser> {
  const { openMailParser } = await import('@redress/channels/email/mail.js');
  return openMailParser({ processes: 1, timeoutMs: 10_000, memoryMb: 256 });
}
