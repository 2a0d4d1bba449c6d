import type { SaveDraft } from '@redress/contract/commands.js';
import type { Attachment, ChosenWay, Draft, Message } from '@redress/contract/messages.js';
import { get, put } from '../api/client.js';
import { keys, queryClient } from '../api/queries.js';

/** What a person is writing on one ticket. */
export interface Content {
  readonly kind: 'reply' | 'note';
  /** Null until someone touches it: then the reply goes to whoever the ticket says. */
  readonly to: readonly string[] | null;
  readonly cc: readonly string[] | null;
  /** Null until someone chooses: then it goes the way that the customer took last. */
  readonly way: ChosenWay | null;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

export const NOTHING: Content = { kind: 'reply', to: null, cc: null, way: null, text: '', attachments: [] };

export function isBlank(content: Content): boolean {
  return content.text.trim() === '' && content.attachments.length === 0;
}

export function bodyOf(content: Content, version: number): SaveDraft {
  return {
    kind: content.kind,
    to: content.to ?? [],
    cc: content.cc ?? [],
    text: content.text,
    attachments: content.attachments.map((one) => one.id),
    way: content.way,
    version,
  };
}

export function contentOf(draft: Draft): Content {
  return {
    kind: draft.kind,
    to: draft.to.length === 0 ? null : draft.to,
    cc: draft.cc.length === 0 ? null : draft.cc,
    way: draft.way,
    text: draft.text,
    attachments: draft.attachments,
  };
}

/** The copy on this device, for a page that is closed or offline before the server has it. */
export interface LocalCopy {
  readonly content: Content;
  readonly version: number;
}

const local = (ticketId: string): string => `redress.draft.${ticketId}`;

export function readCopy(ticketId: string): LocalCopy | null {
  try {
    const stored = localStorage.getItem(local(ticketId));
    if (stored === null) return null;
    const copy = JSON.parse(stored) as LocalCopy;
    // one that was kept before there was a choice has none
    return { ...copy, content: { ...NOTHING, ...copy.content } };
  } catch {
    return null;
  }
}

export function keepCopy(ticketId: string, copy: LocalCopy | null): void {
  try {
    if (copy === null) localStorage.removeItem(local(ticketId));
    else localStorage.setItem(local(ticketId), JSON.stringify(copy));
  } catch {
    // a full store leaves only the copy on the server
  }
}

type Restored = (ticketId: string) => void;
const listeners = new Set<Restored>();

export function onRestored(listener: Restored): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

type Returned = (ticketId: string, content: Content) => boolean;
const composers = new Set<Returned>();

/** @param listener answers whether it is the composer of that ticket */
export function onReturned(listener: Returned): () => void {
  composers.add(listener);
  return () => composers.delete(listener);
}

/** What waited to be sent is a draft again, behind what stands there already; no server is needed. */
export function returnContent(ticketId: string, content: Content): void {
  if ([...composers].some((take) => take(ticketId, content))) return;
  const copy = readCopy(ticketId);
  keepCopy(ticketId, { content: together(copy?.content ?? NOTHING, content), version: copy?.version ?? 0 });
}

/** What was written after `gone` was sent as it stood: the next draft, to the same people. */
export function beyond(here: Content, gone: Content): Content {
  const text = here.text.startsWith(gone.text) ? here.text.slice(gone.text.length).trimStart() : here.text;
  const attachments = here.attachments.filter(({ id }) => !gone.attachments.some((one) => one.id === id));
  const rest = { ...here, text, attachments };
  return isBlank(rest) ? NOTHING : rest;
}

/** Both texts and all files; how it leaves says the one that comes back. */
export function together(here: Content, returned: Content): Content {
  if (isBlank(here)) return returned;
  const text = here.text.trim() === '' ? returned.text : `${here.text}\n\n${returned.text}`;
  return { ...returned, text, attachments: [...here.attachments, ...returned.attachments] };
}

/** By a channel nobody is addressed by hand. */
function addressedAs({ post, to, cc, visibility }: Message): Pick<Content, 'to' | 'cc' | 'way'> {
  if (post !== null) {
    return { to: null, cc: null, way: post.account && { accountId: post.account.id, audience: post.audience } };
  }
  const addresses = { to: to.map((party) => party.address), cc: cc.map((party) => party.address) };
  return { ...addresses, way: visibility === 'internal' ? null : { accountId: null, audience: 'private' } };
}

/** Puts a message that was taken back into the draft of its ticket, behind what stands there, whether its composer is open or not. */
export async function restoreDraft(message: Message): Promise<void> {
  const { ticketId } = message;
  const returned: Content = {
    kind: message.visibility === 'internal' ? 'note' : 'reply',
    ...addressedAs(message),
    text: message.text,
    attachments: message.attachments,
  };
  if ([...composers].some((take) => take(ticketId, returned))) return;
  const stored = await get<Draft | null>(`/tickets/${ticketId}/draft`);
  const content = together(stored === null ? NOTHING : contentOf(stored), returned);
  const draft = await put<Draft>(`/tickets/${ticketId}/draft`, { body: bodyOf(content, stored?.version ?? 0) });
  keepCopy(ticketId, null);
  queryClient.setQueryData(keys.draft(ticketId), draft);
  listeners.forEach((listener) => listener(ticketId));
}
