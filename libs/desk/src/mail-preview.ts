import type { PreviewedMail } from '@redress/contract/mailbox-setup.js';
import type { InboundMail } from '@redress/domain/intake/inbound.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { lookUp } from '@redress/persistence/stores/placing.store.js';
import { errorText } from '@redress/platform/errors.js';
import type { Desk } from './desk.js';
import { keysOf, place } from './filing.js';
import { type MailReader, trustedIn } from './intake.js';

/** A mail that lies in a mailbox which is not connected yet. */
export interface UnreadMail {
  readonly uid: number;
  readonly internalDate: Date | null;
  readonly source: Buffer;
}

type Verdict = Pick<PreviewedMail, 'becomes' | 'kind' | 'ticketNumber' | 'reason'>;

interface Judged extends PreviewedMail {
  readonly mail: InboundMail | null;
}

const NOTHING: Omit<Verdict, 'becomes'> = { kind: null, ticketNumber: null, reason: null };

/**
 * Says what these mails would become if they came in now, by the reader and the rules that take mail in; stores none of them.
 * @param mails oldest first, so that an answer finds the mail that it answers.
 */
export async function previewMails(
  desk: Desk,
  read: MailReader,
  queueId: string,
  mails: readonly UnreadMail[],
): Promise<readonly PreviewedMail[]> {
  const judged: Judged[] = [];
  for (const mail of mails) judged.push(await judge(desk, read, queueId, mail, judged));
  return judged.map(({ mail: _, ...previewed }) => previewed);
}

async function judge(
  desk: Desk,
  read: MailReader,
  queueId: string,
  { uid, internalDate, source }: UnreadMail,
  earlier: readonly Judged[],
): Promise<Judged> {
  const at = internalDate?.toISOString() ?? null;
  const envelope = { from: null, to: [], helo: null, remoteAddress: null };
  try {
    const { mail } = await read(source, envelope, await trustedIn(desk));
    const seen = { uid, at, from: mail.from, subject: mail.subject, joinsUid: null, mail };
    const verdict = await inTransaction(desk.database, (tx) => verdictOn(desk, tx, mail, queueId));
    const joined = verdict.becomes === 'ticket' ? joinedBy(mail, earlier) : undefined;
    if (joined === undefined) return { ...seen, ...verdict };
    const copy = joined.mail?.rfcMessageId === mail.rfcMessageId;
    return { ...seen, ...verdict, becomes: copy ? 'known' : 'joins', joinsUid: joined.uid };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const seen = { uid, at, from: null, subject: '', joinsUid: null, mail: null };
    return { ...seen, ...NOTHING, becomes: 'unreadable', reason: errorText(error) };
  }
}

const isUnreadable = (error: unknown): boolean => error instanceof Error && error.name === 'Unparseable';

async function verdictOn(desk: Desk, tx: Transaction, mail: InboundMail, queueId: string): Promise<Verdict> {
  const keys = keysOf(mail, { envelopeTo: [], queueId });
  const facts = await lookUp(tx, keys, new Date(desk.clock.now()));
  if (facts.same !== null) return { ...NOTHING, becomes: 'known', ticketNumber: facts.same.number };
  const { what, placement } = await place(desk, tx, mail, keys, facts);
  if (placement.place === 'append' && placement.ticketId !== null)
    return { ...NOTHING, becomes: 'appended', ticketNumber: await numberOf(tx, placement.ticketId) };
  if (!what.mayStartTicket) return { ...NOTHING, becomes: 'automatic', reason: what.because };
  const { kind } = facts.queue;
  return { ...NOTHING, becomes: placement.held === null ? 'ticket' : 'held', kind };
}

async function numberOf(tx: Transaction, ticketId: string): Promise<string | null> {
  const [row] = await tx.rows<{ number: string }>('SELECT number FROM tickets WHERE id = $1', [ticketId]);
  return row?.number ?? null;
}

/** Another mail of the list that would open the ticket of this one: the same message, or one of the same sender that it answers. */
function joinedBy(mail: InboundMail, earlier: readonly Judged[]): Judged | undefined {
  const named = new Set([...mail.references, ...mail.inReplyTo]);
  return earlier.find(
    (one) =>
      one.mail !== null &&
      (one.becomes === 'ticket' || one.becomes === 'joins') &&
      one.mail.rfcMessageId !== null &&
      (named.has(one.mail.rfcMessageId)
        ? one.from?.address.toLowerCase() === mail.from?.address.toLowerCase()
        : one.mail.rfcMessageId === mail.rfcMessageId && one.mail.contentCore === mail.contentCore),
  );
}
