import type { Asker } from '@redress/domain/people.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import { note } from '@redress/domain/ticket/lifecycle.js';
import { mentionsIn } from '@redress/domain/ticket/mentions.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { insertMentions, nameable } from '@redress/persistence/stores/mentions.store.js';
import { addWatchers } from '@redress/persistence/stores/notifications.store.js';
import { insertMessage, type StoredMessage } from '@redress/persistence/stores/messages.store.js';

type OwnMessage = StoredMessage & { readonly ticketId: string };

/** What every message of our own has in common. */
export function ownMessage(
  id: string,
  ticketId: string,
  text: string,
  at: Instant,
  authorId: string | null,
): OwnMessage {
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

/** The reason for a step is words, so it stands in a note: the log names the note. Gives the facts of that note. */
export async function writeReason(
  tx: Transaction,
  ticketId: string,
  noteId: string,
  reason: string,
  asker: Asker,
  at: Instant,
): Promise<TicketFact[]> {
  const own = ownMessage(noteId, ticketId, reason, at, asker.agentId);
  await insertMessage(tx, own);
  return noted(tx, own);
}

/** The facts of a note of ours that was stored: who is named in it and may see the ticket watches it from now on. */
export async function noted(
  tx: Transaction,
  { id, ticketId, text, authorId }: Pick<OwnMessage, 'id' | 'ticketId' | 'text' | 'authorId'>,
): Promise<TicketFact[]> {
  if (!text.includes('@')) return note(id);
  const { people, teams } = await nameable(tx, ticketId);
  const named = mentionsIn(text, people, teams, authorId);
  if (named === null) return note(id);
  await insertMentions(tx, id, named.one);
  await addWatchers(tx, ticketId, named.mentions.agentIds);
  return [{ type: 'NoteAdded', messageId: id, mentions: named.mentions }];
}
