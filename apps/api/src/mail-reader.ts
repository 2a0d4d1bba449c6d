import type { MailParser } from '@redress/channels/email/mail.js';
import type { MailReader } from '@redress/desk/intake.js';
import { Refusal } from '@redress/domain/refusal.js';

/** What the API needs of the mail channel. */
export interface LazyMailReader {
  /** @throws Refusal `invalid` for HTML that cannot be read within the limits. */
  sanitise(html: string): Promise<string>;
  readonly read: MailReader;
  close(): Promise<void>;
}

/** One process that takes mails apart and makes HTML safe; it is started when it is first needed, which keeps the start of the API short. */
export function lazyMailReader(timeoutMs = 10_000): LazyMailReader {
  let parser: Promise<MailParser> | undefined;
  const opened = (): Promise<MailParser> => (parser ??= openOne(timeoutMs));
  return {
    sanitise: async (html) => {
      const { Unparseable } = await import('@redress/channels/email/unparseable.js');
      const parser = await opened();
      const { html: safe } = await parser.sanitise(html).catch((error: unknown) => {
        throw error instanceof Unparseable ? unreadable(error.message) : error;
      });
      return safe;
    },
    read: async (source, envelope, authservIds) => (await opened()).parse(source, envelope, { authservIds }),
    close: async () => (await parser)?.close(),
  };
}

const unreadable = (why: string): Refusal =>
  new Refusal('invalid', 'This HTML cannot be sent', [
    { pointer: '/html', code: 'unreadable', message: `${why}. Send it as text, or with less nesting.` },
  ]);

async function openOne(timeoutMs: number): Promise<MailParser> {
  const { openMailParser } = await import('@redress/channels/email/mail.js');
  return openMailParser({ processes: 1, timeoutMs, memoryMb: 256 });
}
