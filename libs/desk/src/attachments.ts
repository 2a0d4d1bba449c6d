import type { InboundAttachment } from '@redress/domain/intake/inbound.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { insertUpload, type StoredAttachment } from '@redress/persistence/stores/messages.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Desk } from './desk.js';

/** Writes wait for the disk, not for the processor: eight at a time keep it busy. */
const AT_ONCE = 8;

/** Keeps the contents by their hash. A mail of two thousand parts is stored in a few strides. */
export async function storeAttachments(
  desk: Desk,
  attachments: readonly InboundAttachment[],
): Promise<StoredAttachment[]> {
  const stored: StoredAttachment[] = [];
  for (let start = 0; start < attachments.length; start += AT_ONCE) {
    const stride = attachments.slice(start, start + AT_ONCE);
    const kept = await Promise.all(
      stride.map(async ({ content, ...attachment }) => ({
        ...attachment,
        id: newId(),
        ...(await desk.blobs.put(content)),
      })),
    );
    stored.push(...kept);
  }
  return stored;
}

/** Keeps a file that its writer will send with a message; nobody else can use it, and it is swept when no message takes it. */
export async function keepUpload(
  desk: Desk,
  asker: Asker,
  file: { readonly filename: string; readonly contentType: string; readonly content: Uint8Array },
): Promise<StoredAttachment> {
  if (asker.agentId === null) throw new Refusal('not-allowed', 'Files are uploaded by people.');
  const blob = await desk.blobs.put(file.content);
  const { filename, contentType } = file;
  const stored: StoredAttachment = { id: newId(), filename, contentType, ...blob, inline: false, contentId: null };
  await insertUpload(sqlOn(desk.database), stored, asker.agentId);
  return stored;
}
