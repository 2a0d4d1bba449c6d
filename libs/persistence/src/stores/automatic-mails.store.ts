import { BUDGET_WINDOWS, type SentSoFar } from '@redress/domain/intake/budget.js';
import { later, type Instant, MINUTE } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';
import type { RowOf } from '../write-rows.js';

const WINDOWS = BUDGET_WINDOWS.map((window) => `(${window.minutes})`).join(', ');

/**
 * One JSON expression of what was sent to an address so far; the arguments are SQL of the address in lower case, of the ticket (null counts
 * none as its own), and of the instant that is now.
 */
export function sentJson(recipient: string, ticketId: string, now: string): string {
  return `(SELECT json_build_object('perTicketAndRecipient', json_agg(w.ticket ORDER BY w.minutes), 'perRecipient', json_agg(w.all ORDER BY w.minutes),
     'confirmations', (SELECT count(*) FROM automatic_mails WHERE recipient = ${recipient} AND at > ${now} - interval '1 day'),
     'toUnverified', (SELECT count(*) FROM (SELECT 1 FROM automatic_mails WHERE recipient = ${recipient} LIMIT 10) few),
     'recipientVerified', EXISTS (SELECT 1 FROM identities WHERE kind = 'email' AND value = ${recipient} AND verified_at IS NOT NULL))
   FROM (SELECT minutes, count(m.at) FILTER (WHERE m.ticket_id = ${ticketId}) AS ticket, count(m.at) AS all
         FROM (VALUES ${WINDOWS}) AS v (minutes)
         LEFT JOIN automatic_mails m ON m.recipient = ${recipient} AND m.at > ${now} - make_interval(mins => minutes)
         GROUP BY minutes) w)`;
}

const SENT = `SELECT ${sentJson('$1', '$2::uuid', '$3::timestamptz')} AS sent`;

/** The caller has locked the recipient: else two could both find room for the last one. */
export async function sentSoFar(tx: Transaction, to: string, ticketId: string, at: Instant): Promise<SentSoFar> {
  const [row] = await tx.rows<{ sent: SentSoFar }>(SENT, [to.toLowerCase(), ticketId, new Date(at)]);
  if (row === undefined) throw new Error('Counting automatic mail gave nothing');
  return row.sent;
}

export const bookingRow = (to: string, ticketId: string, at: Instant): RowOf<'automatic_mails'> => ({
  recipient: to.toLowerCase(),
  ticket_id: ticketId,
  at: new Date(at),
});

/** Bookings older than the longest window count for nothing, except that an unverified address remembers its first ones. */
export async function forgetOldBookings(sql: Sql, at: Instant): Promise<void> {
  await sql.rows(
    `DELETE FROM automatic_mails m WHERE at < $1 AND EXISTS (SELECT 1 FROM identities i WHERE i.kind = 'email' AND i.value = m.recipient AND i.verified_at IS NOT NULL)`,
    [new Date(later(at, -2_000 * MINUTE))],
  );
}
