import { createHash } from 'node:crypto';
import type { InboundAttachment } from '@redress/domain/intake/inbound.js';
import { type Instant, MINUTE } from '@redress/domain/time.js';
import type { Access } from '../channel.js';
import { attachmentName } from '../email/filename.js';
import { contentTypeOf } from '../email/filetype.js';
import { download } from './graph.js';
import { GraphFailure } from './failure.js';

/** A file that a message only names. */
export interface Named {
  /** What the platform calls it: `image`, `voice` … Said where the file itself cannot be had. */
  readonly what: string;
  readonly filename: string | null;
  /** Where it lies now; asked for late, since such addresses end. */
  url(): Promise<string>;
  /** Shown to the account only. */
  readonly isGuarded: boolean;
}

const MOST_FILES = 10;
/** So long a platform that does not answer is asked again; then the words count for more than the picture. */
const PATIENCE = 10 * MINUTE;

/**
 * Fetches what a message names. What cannot be had is said in `missing`, so that nobody takes the message for whole.
 * @throws Error while it may still succeed: the message then waits.
 */
export async function fetchAll(
  access: Access,
  files: readonly Named[],
  saidAt: Instant,
): Promise<{ readonly attachments: readonly InboundAttachment[]; readonly missing: readonly string[] }> {
  const attachments: InboundAttachment[] = [];
  const missing = files.slice(MOST_FILES).map(({ what }) => what);
  for (const file of files.slice(0, MOST_FILES)) {
    const got = await fetchOne(access, file, attachments.length + 1, access.now() < saidAt + PATIENCE);
    if (got === null) missing.push(file.what);
    else attachments.push(got);
  }
  return { attachments, missing };
}

async function fetchOne(
  access: Access,
  { url, filename, isGuarded }: Named,
  position: number,
  mayWait: boolean,
): Promise<InboundAttachment | null> {
  try {
    const { status, contentType, bytes } = await download(access, await url(), isGuarded);
    if (status >= 500 || status === 429) throw new Error('The file cannot be had at the moment.');
    if (status !== 200) return null;
    const type = await contentTypeOf(bytes, contentType.split(';')[0] ?? '');
    return {
      filename: attachmentName(filename ?? '', type, position),
      contentType: type,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      ...{ inline: false, contentId: null, content: bytes },
    };
  } catch (error) {
    if (mayWait && !(error instanceof GraphFailure && error.code === 100)) throw error;
    return null;
  }
}

/** What was said, and what of it could not be had. A message without words is named by its files. */
export function wordsOf(text: string, files: readonly Named[], missing: readonly string[]): string {
  const said = text === '' ? files.map(({ what }) => `[${what}]`).join(' ') : text;
  return missing.length === 0 ? said : `${said}\n\n[Could not be fetched: ${missing.join(', ')}]`;
}
