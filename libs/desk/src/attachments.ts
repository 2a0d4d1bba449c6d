import type { InboundAttachment } from '@redress/domain/intake/inbound.js';
import type { StoredAttachment } from '@redress/persistence/stores/messages.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Desk } from './desk.js';

/** Writes wait for the disk, not for the processor: eight at a time keep it busy. */
const AT_ONCE = 8;

/** Keeps the contents by their hash. A mail of two thousand parts is stored in a few strides. */
export async function storeAttachments(desk: Desk, attachments: readonly InboundAttachment[]): Promise<StoredAttachment[]> {
  const stored: StoredAttachment[] = [];
  for (let start = 0; start < attachments.length; start += AT_ONCE) {
    const stride = attachments.slice(start, start + AT_ONCE);
    const kept = await Promise.all(
      stride.map(async ({ content, ...attachment }) => ({ ...attachment, id: newId(), ...(await desk.blobs.put(content)) })),
    );
    stored.push(...kept);
  }
  return stored;
}
