import { accessEndsSoon } from '@redress/domain/channel/access.js';
import { HOUR, type Instant, instant, later, toRfc3339 } from '@redress/domain/time.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { templateFaultsSince } from '@redress/persistence/stores/mail-templates.store.js';
import type { Desk } from './desk.js';
import { tellAdmins } from './notifying.js';

/** A mailbox may lose its connection and find it again by itself within this. */
const PATIENCE = '15 minutes';

/**
 * Tells the administrators what is wrong with the desk itself: mail that could not be read, at most once an hour, and each mailbox that
 * does not come back, at most once a day. Run again it tells nothing twice.
 */
export async function tellAlarms(desk: Desk): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const at = desk.clock.now();
    const [hour, day] = [toRfc3339(at).slice(0, 13), toRfc3339(at).slice(0, 10)];
    const quarantined = await tx.rows(
      `SELECT 1 FROM deliveries WHERE state = 'quarantined' AND received_at > $1::timestamptz - interval '1 hour' LIMIT 1`,
      [new Date(at)],
    );
    if (quarantined.length > 0) {
      await tellAdmins(tx, 'alarm', { because: 'quarantine' }, { ticketId: null, source: `quarantine/${hour}` }, at);
    }
    const broken = await tx.rows<{ id: string }>(
      `SELECT id FROM mail_accounts WHERE enabled AND (state = 'authFailed'
         OR state = 'retrying' AND last_success_at < $1::timestamptz - interval '${PATIENCE}')`,
      [new Date(at)],
    );
    for (const { id } of broken) {
      const about = { ticketId: null, source: `mailbox/${id}/${day}` };
      await tellAdmins(tx, 'alarm', { because: 'mailbox', accountId: id }, about, at);
    }
    await tellOfTemplates(tx, at);
    await tellOfChannels(tx, at);
  });
}

/** A text that could not be filled in, once a day: the built-in one went out instead. */
async function tellOfTemplates(tx: Transaction, at: Instant): Promise<void> {
  for (const template of await templateFaultsSince(tx, later(at, -HOUR))) {
    const about = { ticketId: null, source: `mailTemplate/${template}/${toRfc3339(at).slice(0, 10)}` };
    await tellAdmins(tx, 'alarm', { because: 'mailTemplate', template }, about, at);
  }
}

/** A channel that takes nothing in any more once a day, and once each access that ends soon. */
async function tellOfChannels(tx: Transaction, at: Instant): Promise<void> {
  const accounts = await tx.rows<{ id: string; isBroken: boolean; endsAt: Date | null }>(
    `SELECT id, access_ends_at AS "endsAt", state = 'refused' OR state = 'failing'
         AND coalesce(last_success_at < $1::timestamptz - interval '${PATIENCE}', true) AS "isBroken"
     FROM channel_accounts WHERE enabled AND (state IN ('refused', 'failing') OR access_ends_at IS NOT NULL) ORDER BY id`,
    [new Date(at)],
  );
  for (const { id, isBroken, endsAt } of accounts) {
    const body = { accountId: id };
    const day = toRfc3339(at).slice(0, 10);
    if (isBroken)
      await tellAdmins(
        tx,
        'alarm',
        { ...body, because: 'channel' },
        { ticketId: null, source: `channel/${id}/${day}` },
        at,
      );
    if (endsAt === null || !accessEndsSoon(instant(endsAt.getTime()), at)) continue;
    const about = { ticketId: null, source: `channelAccess/${id}/${endsAt.toISOString()}` };
    await tellAdmins(tx, 'alarm', { ...body, because: 'channelAccess' }, about, at);
  }
}
