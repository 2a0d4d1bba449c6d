import type { Asker } from '@redress/domain/people.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { insertMessage, type StoredMessage } from '@redress/persistence/stores/messages.store.js';

/** What every message of our own has in common. */
export function ownMessage(
  id: string,
  ticketId: string,
  text: string,
  at: Instant,
  authorId: string | null,
): StoredMessage {
  return {
    id,
    ticketId,
    channel: 'api',
    direction: 'outbound',
    visibility: 'internal',
    rfcMessageId: null,
    contentCore: null,
    inReplyTo: [],
    from: null,
    to: [],
    cc: [],
    subject: '',
    text,
    newText: text,
    html: null,
    remoteImages: 0,
    automatic: null,
    authentication: null,
    unverifiedSender: false,
    usedMessageId: false,
    oddities: [],
    occurredAt: at,
    receivedAt: at,
    ingestedAt: at,
    authorId,
    sourceSha256: null,
  };
}

/** The reason for a step is words, so it stands in a note: the log names the note. */
export function writeReason(
  tx: Transaction,
  ticketId: string,
  noteId: string,
  reason: string,
  asker: Asker,
  at: Instant,
): Promise<void> {
  return insertMessage(tx, ownMessage(noteId, ticketId, reason, at, asker.agentId));
}
