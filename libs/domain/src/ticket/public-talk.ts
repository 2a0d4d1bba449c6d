import { Refusal } from '../refusal.js';
import type { Instant } from '../time.js';
import type { TicketEvent, TicketFact } from './events.js';
import type { Ticket } from './ticket.js';

/*
 * A complaint that everybody can read gets one public reply, is handled in private once the customer agreed, and ends with one public note: all of
 * it on one ticket. The fold keeps what that needs; which step comes next follows from it.
 */

type Of<Type extends TicketEvent['type']> = Extract<TicketEvent, { type: Type }>;

/** What the fact of a message says of who could read it. */
export const heardBy = (post: { readonly isPublic: boolean } | undefined): { readonly isPublic?: true } =>
  post?.isPublic === true ? { isPublic: true } : {};

/** Who speaks up in public again after the closing note has not had the last word said to him. */
export function heard({ publicTalk }: Ticket, event: Of<'MessageReceived'>): Partial<Ticket> {
  if (event.isPublic !== true || event.automatic !== null) return {};
  const { receivedAt } = event;
  if (publicTalk === null)
    return { publicTalk: { since: receivedAt, replies: [], consent: null, closingNote: null, broughtBy: null } };
  const since = receivedAt < publicTalk.since ? receivedAt : publicTalk.since;
  return { publicTalk: { ...publicTalk, since, closingNote: null } };
}

/** More are remembered by nobody: the first public reply is the one that counts. */
const REMEMBERED = 20;

export function said({ publicTalk }: Ticket, { messageId, publicly }: Of<'ReplyWritten'>): Partial<Ticket> {
  if (publicTalk === null || publicly === undefined) return {};
  if (publicly === 'closingNote') return { publicTalk: { ...publicTalk, closingNote: messageId } };
  const replies = [...publicTalk.replies.filter((id) => id !== messageId), messageId].slice(-REMEMBERED);
  return { publicTalk: { ...publicTalk, replies } };
}

export function unsaid({ publicTalk }: Ticket, messageId: string): Partial<Ticket> {
  if (publicTalk === null) return {};
  const { replies, closingNote } = publicTalk;
  if (closingNote !== messageId && !replies.includes(messageId)) return {};
  return {
    publicTalk: {
      ...publicTalk,
      replies: replies.filter((id) => id !== messageId),
      closingNote: closingNote === messageId ? null : closingNote,
    },
  };
}

export function agreed({ publicTalk }: Ticket, event: Of<'PrivateHandlingAgreed'>): Partial<Ticket> {
  if (publicTalk === null) return {};
  const { customerId, agreedAt, means, messageId } = event;
  return { publicTalk: { ...publicTalk, consent: { customerId, agreedAt, means, messageId } } };
}

export const revoked = ({ publicTalk }: Ticket): Partial<Ticket> =>
  publicTalk === null ? {} : { publicTalk: { ...publicTalk, consent: null } };

/** What the conversation asks for next; null where nothing was said in public. Praise asks for nothing but thanks. */
export type PublicStep = 'reply' | 'goPrivate' | 'closingNote' | 'done';

export function publicStep({
  publicTalk,
  status,
  kind,
}: Pick<Ticket, 'publicTalk' | 'status' | 'kind'>): PublicStep | null {
  if (publicTalk === null) return null;
  if (publicTalk.closingNote !== null) return 'done';
  if (publicTalk.replies.length === 0) return 'reply';
  if (kind === 'compliment') return 'done';
  return status === 'resolved' || status === 'closed' ? 'closingNote' : 'goPrivate';
}

/** Who goes on in private by himself has agreed to it. */
export function agreesByWriting(
  { publicTalk, customerId }: Ticket,
  { messageId, receivedAt }: { readonly messageId: string; readonly receivedAt: Instant },
): TicketFact[] {
  if (publicTalk === null || publicTalk.consent !== null) return [];
  return [{ type: 'PrivateHandlingAgreed', customerId, agreedAt: receivedAt, means: 'privateMessage', messageId }];
}

/** @throws Refusal where there is nothing to close, or it is not over yet. */
export function refuseClosingNote(ticket: Ticket): void {
  const step = publicStep(ticket);
  if (step === 'closingNote') return;
  if (step === null || step === 'reply')
    throw new Refusal(
      'not-in-this-status',
      'A closing note ends what was said in public, and we have said nothing there.',
    );
  if (step === 'done')
    throw new Refusal('already-done', 'The closing note stands already. What is said now is a public reply.');
  throw new Refusal('not-in-this-status', 'The closing note tells everybody how it ended. Resolve the ticket first.');
}
