import { createHash } from 'node:crypto';
import { mayDispute } from '@redress/domain/portal/progress.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { step } from '@redress/domain/ticket/stages.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, sqlOn } from '@redress/persistence/sql.js';
import { insertMessage, type StoredAttachment } from '@redress/persistence/stores/messages.store.js';
import { verifyAddress } from '@redress/persistence/stores/placing.store.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import { newId } from '@redress/platform/ids.js';
import { joinProven } from './customer-merging.js';
import { commit, type Desk, hold } from './desk.js';
import { previewOf } from './messages.js';
import { ownMessage } from './notes.js';
import type { OpenLink } from './status-link.js';

export interface LinkFile {
  readonly filename: string;
  /** As the bytes say. */
  readonly contentType: string;
  readonly content: Uint8Array;
}

export interface LinkWriting {
  readonly text: string;
  /** The customer says that it is not solved; the text is the reason. */
  readonly disputes: boolean;
  /** Made with the form: the same form sent twice is one message. */
  readonly once: string;
  readonly files: readonly LinkFile[];
}

/** What the customer writes on the page behind the link: a message like one by mail, which wakes and reopens as that would. */
export async function writeByLink(desk: Desk, link: OpenLink, writing: LinkWriting): Promise<void> {
  const messageId = idFrom('portal', link.ticketId, writing.once);
  // Looked for before the files are stored: a button that is pressed twice must not cost the disk twice.
  const known = await sqlOn(desk.database).rows('SELECT 1 FROM messages WHERE id = $1', [messageId]);
  if (known.length > 0) return;
  const files = await storeFiles(desk, writing.files);
  await inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, link.ticketId);
    const { ticket } = stored;
    const twice = await tx.rows('SELECT 1 FROM messages WHERE id = $1', [messageId]);
    if (twice.length > 0) return;
    const at = desk.clock.now();
    const { reopenWindowDays } = await readMailPolicy(tx);
    lifecycle.refuseGone(ticket);
    if (lifecycle.isPastReopening(ticket, at, reopenWindowDays))
      throw new Refusal('too-late', 'This was closed too long ago to go on with.');
    const own = ownMessage(messageId, ticket.id, tidy(writing.text), at, null);
    const kind = { channel: 'webForm', direction: 'inbound', visibility: 'public' } as const;
    await insertMessage(tx, { ...own, ...kind, from: link.customer, unverifiedSender: isStranger(link) }, files);
    if (link.customer !== null) await verifyAddress(tx, link.customer.address);
    const by = { kind: 'customer' as const, id: ticket.customerId };
    const words = { preview: previewOf(writing.text) };
    await commit(tx, stored, { facts: factsOf(ticket, link, { messageId, at, ...writing }), words }, by, at);
    if (link.customer !== null) await joinProven(tx, desk, ticket.id, link.customer.address);
  });
}

/** Keeps the bytes before anything speaks of them. */
export const storeFiles = (desk: Desk, files: readonly LinkFile[]): Promise<StoredAttachment[]> =>
  Promise.all(files.map((file) => keep(desk, file)));

async function keep(desk: Desk, { filename, contentType, content }: LinkFile): Promise<StoredAttachment> {
  return { id: newId(), filename, contentType, ...(await desk.blobs.put(content)), inline: false, contentId: null };
}

const isStranger = (link: OpenLink): boolean => link.reach === 'handed';

const tidy = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

type Written = LinkWriting & { readonly messageId: string; readonly at: Instant };

/** Disputed by somebody who is known, a decided complaint is looked into again; whoever proves nothing is heard, and people decide. */
function factsOf(ticket: Ticket, link: OpenLink, { messageId, at, disputes }: Written): TicketFact[] {
  const unverifiedSender = isStranger(link);
  const arrival = { messageId, receivedAt: at, automatic: null, unverifiedSender };
  const received = lifecycle.receive(ticket, arrival);
  if (!disputes || unverifiedSender || ticket.stage !== 'decided' || !mayDispute(ticket)) return received;
  const woken = received.some((fact) => fact.type === 'StatusChanged');
  const moved = step(ticket, 'investigate', messageId);
  return [...received, ...(woken ? moved.filter((fact) => fact.type !== 'StatusChanged') : moved)];
}

/** A UUIDv8 from what the form carries and what it belongs to: a form made for one ticket writes on no other. */
export function idFrom(purpose: 'portal' | 'form', belongsTo: string, once: string): string {
  const hash = createHash('sha256').update(`${purpose}\n${belongsTo}\n${once}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
