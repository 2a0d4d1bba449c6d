import type { IntakeReceipt } from '@redress/contract/mail.js';
import { type Bounce, readBounce } from '@redress/domain/intake/bounce.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { answerTask, clockOfTask, taskCameBack } from '@redress/domain/tasks/task.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { insertMessage } from '@redress/persistence/stores/messages.store.js';
import { endTask, markTaskUndeliverable, taskByToken } from '@redress/persistence/stores/tasks.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { hashToken } from '@redress/platform/seal.js';
import { commit, hold, SYSTEM } from './desk.js';
import type { Filing } from './filing.js';
import { taskTokensIn } from './outgoing.js';

/**
 * A mail that answers one of our questions: its text becomes an internal note and the task is done. It is never a message of the customer,
 * whatever else the mail refers to. Null when it shows no token of a task.
 */
export async function fileTaskAnswer(tx: Transaction, filing: Filing): Promise<IntakeReceipt | null> {
  const bounce = filing.what.automatic === 'bounce' ? readBounce(filing.mail) : null;
  const returned = bounce?.originalMessageId ?? null;
  const references = returned === null ? filing.keys.references : [...filing.keys.references, returned];
  const tokens = taskTokensIn(references, filing.keys.recipients);
  const task = await taskByToken(tx, tokens.map(hashToken));
  if (task === null) return null;
  const stored = await hold(tx, task.ticketId);
  const { ticket } = stored;
  const { what, mail, message, at } = filing;
  await insertMessage(tx, { ...message, ticketId: ticket.id, visibility: 'internal' }, filing.attachments);
  const receipt = { ticketId: ticket.id, ticketNumber: ticket.number, messageId: message.id };
  // An out-of-office note is no answer.
  if (what.automatic !== null) {
    const came = bounce?.permanent === true ? await cameBack(tx, stored, task.id, saidBy(bounce), at) : [];
    await commit(tx, stored, { facts: [...lifecycle.note(message.id), ...came] }, SYSTEM('task'), at);
    return { ...receipt, outcome: 'filed', reason: `Automatic mail: ${what.because}.` };
  }
  // Whoever fails the check may have the token from a forwarded mail: a person looks before the question counts as answered.
  const clock = clockOfTask(ticket, task.id);
  const answers = task.state === 'open' && clock !== null && mail.authentication.verdict !== 'fail';
  const facts = answers ? answerTask(ticket, { taskId: task.id, noteId: message.id, at }) : lifecycle.note(message.id);
  if (answers) await endTask(tx, task.id, { state: 'answered', noteId: message.id, answeredBy: null, via: 'mail', at });
  await commit(tx, stored, { facts }, SYSTEM('task'), at);
  return {
    ...receipt,
    outcome: 'appended',
    reason: answers ? 'It answers a task.' : 'It belongs to a task that it does not close.',
  };
}

const saidBy = ({ recipients: [first] }: Bounce): string =>
  first?.diagnostic ?? first?.status ?? 'The other server refused it.';

/** What it means that the mail of a task did not arrive; nothing when somebody said so before, or when the task has ended. */
async function cameBack(
  tx: Transaction,
  { ticket }: StoredTicket,
  taskId: string,
  because: string,
  at: Instant,
): Promise<TicketFact[]> {
  const facts = taskCameBack(ticket, taskId);
  return facts.length > 0 && (await markTaskUndeliverable(tx, taskId, because, at)) ? facts : [];
}

/** Our mail server, or the other one while it listened, did not take the mail of a task. */
export async function reportTaskMail(
  tx: Transaction,
  stored: StoredTicket,
  rfcMessageId: string,
  because: string,
  at: Instant,
): Promise<void> {
  const task = await taskByToken(tx, taskTokensIn([rfcMessageId], []).map(hashToken));
  if (task === null) return;
  await commit(tx, stored, { facts: await cameBack(tx, stored, task.id, because, at) }, SYSTEM('outbox'), at);
}
