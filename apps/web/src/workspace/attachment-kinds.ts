import type { Attachment } from '@redress/contract/messages.js';

export type AttachmentKind = 'image' | 'pdf' | 'text' | 'mail' | 'video' | 'other';

const LONGEST_TEXT = 1_000_000;
const LARGEST_FILE = 25_000_000;

/** By what the server found it to be; what is too large to be read in a page is only saved. */
export function kindOf({ contentType, size }: Attachment): AttachmentKind {
  if (/^image\/(png|jpe?g|gif|webp|avif|bmp)$/.test(contentType)) return 'image';
  if (contentType === 'application/pdf' && size < LARGEST_FILE) return 'pdf';
  if (contentType === 'message/rfc822' && size < LARGEST_FILE) return 'mail';
  if (/^(text\/(plain|csv|calendar|markdown)|application\/(json|ics))$/.test(contentType) && size < LONGEST_TEXT)
    return 'text';
  return contentType.startsWith('video/') ? 'video' : 'other';
}

export const isShown = (kind: AttachmentKind): boolean => kind !== 'video' && kind !== 'other';
