import type { MailAddress } from '@redress/domain/intake/inbound.js';
import { DAY, later } from '@redress/domain/time.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { changedTexts } from '@redress/persistence/stores/mail-templates.store.js';
import { addParticipants } from '@redress/persistence/stores/messages.store.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import { linkGround } from '@redress/persistence/stores/status-links.store.js';
import { writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { type Desk, hold } from './desk.js';
import { letterFor } from './letters.js';
import { bookAutomaticMail, senderOf, ticketMailRow, ticketMessageId } from './outgoing.js';
import { fullLink, type OpenLink } from './status-link.js';

const PURPOSE = 'statusLink';

interface KnownAddress extends MailAddress {
  readonly language: string | null;
  readonly takesPart: boolean;
}

/**
 * Mails the link that shows everything to the address that we know of the customer, once a day at most. Whoever asks has only the link that was
 * handed out: he is told nothing of whether there is an address, nor of which.
 */
export async function mailFullLink(desk: Desk, link: OpenLink): Promise<void> {
  if (link.reach === 'mailed') return;
  await inTransaction(desk.database, async (tx) => {
    const { ticket, words } = await hold(tx, link.ticketId);
    const to = await knownAddress(tx, ticket.id);
    const at = desk.clock.now();
    if (to === null || (await mailedSince(tx, ticket.id, new Date(later(at, -DAY))))) return;
    if (!(await bookAutomaticMail(tx, 'other', to.address, ticket.id, at)).allowed) return;
    if (!to.takesPart) await addParticipants(tx, ticket.id, [{ name: to.name, address: to.address, role: 'customer' }]);
    const ground = await linkGround(tx, ticket.id);
    if (ground === null) return;
    const sender = await senderOf(tx, desk, ticket.queueId, await readMailPolicy(tx));
    const letter = letterFor('statusLink', to.language, await changedTexts(tx, 'statusLink'), () => ({
      'ticket.number': ticket.number,
      'ticket.status_link': fullLink(desk, ground, to.address),
      'installation.name': sender.name,
    }));
    const mail = {
      ...{ ticket, replyToken: words.replyToken, messageId: null, sender, ...letter, html: null, attachments: [] },
      ...{ purpose: PURPOSE, automatic: true, to: [{ name: to.name, address: to.address }], cc: [], at, dueAt: at },
      rfcMessageId: ticketMessageId(newId(), words.replyToken, sender),
    };
    await writeRows(tx, { outbox: [ticketMailRow(desk, mail, [])] });
    await auditIn(tx, desk.clock, { actor: 'anonymous', action: 'statusLinkMailed', subject: ticket.id });
  });
}

/** Who takes part as the customer, else an address of his record that mail reaches, the verified ones first. */
async function knownAddress(tx: Transaction, ticketId: string): Promise<KnownAddress | null> {
  const [row] = await tx.rows<KnownAddress>(
    `SELECT known.name, known.address, known."takesPart", coalesce(t.language, c.language) AS language
     FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id CROSS JOIN LATERAL (
       SELECT p.name, p.address, true AS "takesPart", 0 AS rank FROM participants p WHERE p.ticket_id = t.id AND p.role = 'customer'
       UNION ALL SELECT c.name, i.value, false, CASE WHEN i.verified_at IS NULL THEN 2 ELSE 1 END FROM identities i
         WHERE i.customer_id = t.customer_id AND i.kind = 'email' AND i.undeliverable_at IS NULL) known
     WHERE t.id = $1 ORDER BY known.rank, known.address LIMIT 1`,
    [ticketId],
  );
  return row ?? null;
}

async function mailedSince(tx: Transaction, ticketId: string, since: Date): Promise<boolean> {
  const rows = await tx.rows('SELECT 1 FROM outbox WHERE ticket_id = $1 AND purpose = $2 AND created_at > $3 LIMIT 1', [
    ticketId,
    PURPOSE,
    since,
  ]);
  return rows.length > 0;
}
