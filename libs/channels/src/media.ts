import { createHash } from 'node:crypto';
import type { InboundAttachment } from '@redress/domain/intake/inbound.js';
import type { Fetched } from '@redress/platform/guarded-fetch.js';
import { attachmentName } from './email/filename.js';

/** A picture or another file that a post only names. */
export interface Named {
  readonly url: string;
  /** What its author wrote about it, for those who cannot see it; it becomes the name of the file. */
  readonly alt: string;
}

const MOST = 10;

/**
 * Fetches what a post names. What does not come (too large, gone, not to be reached) is no reason to keep the post waiting: its address is
 * told instead.
 */
export async function fetchNamed(
  files: readonly Named[],
  media: (url: string) => Promise<Fetched | null>,
): Promise<{ readonly attachments: readonly InboundAttachment[]; readonly missing: readonly string[] }> {
  const attachments: InboundAttachment[] = [];
  const missing: string[] = files.slice(MOST).map(({ url }) => url);
  for (const { url, alt } of files.slice(0, MOST)) {
    const fetched = await media(url);
    if (fetched === null) missing.push(url);
    else attachments.push(await attachmentOf(fetched, alt, attachments.length + 1));
  }
  return { attachments, missing };
}

async function attachmentOf(
  { contentType, bytes }: Fetched,
  alt: string,
  position: number,
): Promise<InboundAttachment> {
  const { contentTypeOf } = await import('./email/filetype.js');
  const type = await contentTypeOf(bytes, contentType.split(';')[0]?.trim().toLowerCase() ?? '');
  const name = alt.trim() === '' ? null : `${alt.trim().slice(0, 80)}.${type.split('/')[1]?.slice(0, 8) ?? 'bin'}`;
  return {
    filename: attachmentName(name, type, position),
    contentType: type,
    ...{ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    ...{ inline: false, contentId: null, content: bytes },
  };
}
