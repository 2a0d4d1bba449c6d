import { mayAnswer } from '@redress/domain/intake/budget.js';
import { filled } from '@redress/domain/escalation/preferences.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { peopleWithDueMail, readPreferences, takeDueMail } from '@redress/persistence/stores/notifications.store.js';
import { bookingRow, sentSoFar } from '@redress/persistence/stores/automatic-mails.store.js';
import { lockRecipient } from '@redress/persistence/stores/placing.store.js';
import { writeRows } from '@redress/persistence/write-rows.js';
import type { Desk } from './desk.js';
import { noticeLetter } from './notice-words.js';
import { queueMail } from './outgoing.js';

const AT_ONCE = 50;

/** Mails what is due to be mailed: one mail a person, each notification in one mail. Several workers share the people. */
export async function mailNotices(desk: Desk): Promise<number> {
  const people = await peopleWithDueMail(sqlOn(desk.database), desk.clock.now(), AT_ONCE);
  for (const agentId of people) await inTransaction(desk.database, (tx) => mailTo(desk, tx, agentId));
  return people.length;
}

interface Reader {
  readonly email: string;
  readonly name: string;
  readonly language: string | null;
}

async function mailTo(desk: Desk, tx: Transaction, agentId: string): Promise<void> {
  const at = desk.clock.now();
  const due = await takeDueMail(tx, agentId, at);
  const [reader] = await tx.rows<Reader>('SELECT email, name, language FROM agents WHERE id = $1', [agentId]);
  // What nobody can be mailed is told by the bell all the same.
  if (due.length === 0 || reader === undefined || !(await bookStaffMail(tx, reader.email, null, at))) return;
  const { body } = await readPreferences(tx, agentId);
  const { subject, text } = noticeLetter(due, {
    language: reader.language === 'de' ? 'de' : 'en',
    timezone: filled(body).timezone,
    name: reader.name,
    publicUrl: desk.publicUrl,
    installation: desk.installationName,
  });
  await queueMail(tx, desk, {
    purpose: 'notification',
    to: { name: reader.name, address: reader.email },
    subject,
    text,
  });
}

/** No ticket: mails of the house are counted by recipient alone. */
const NO_TICKET = '00000000-0000-0000-0000-000000000000';

/** Books one automatic mail to somebody of the house; false when his budget is used up. */
export async function bookStaffMail(
  tx: Transaction,
  address: string,
  ticketId: string | null,
  at: Instant,
): Promise<boolean> {
  await lockRecipient(tx, address.toLowerCase());
  const sent = await sentSoFar(tx, address, ticketId ?? NO_TICKET, at);
  // Whom we ask ourselves has shown that the address is his.
  const { allowed } = mayAnswer('other', { ...sent, recipientVerified: true });
  if (allowed) await writeRows(tx, { automatic_mails: [bookingRow(address, ticketId ?? NO_TICKET, at)] });
  return allowed;
}
