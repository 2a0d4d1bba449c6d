import type { MailParser } from '@redress/channels/email/mail.js';

export interface Sanitiser {
  sanitise(html: string): Promise<string>;
  close(): Promise<void>;
}

/** One thread that makes HTML safe; it and its parsers are loaded when they are first needed, which keeps the start of the API short. */
export function lazySanitiser(): Sanitiser {
  let parser: Promise<MailParser> | undefined;
  return {
    async sanitise(html) {
      parser ??= openOne();
      return (await (await parser).sanitise(html)).html;
    },
    close: async () => (await parser)?.close(),
  };
}

async function openOne(): Promise<MailParser> {
  const { openMailParser } = await import('@redress/channels/email/mail.js');
  return openMailParser({ threads: 1, timeoutMs: 5_000, memoryMb: 128 });
}
