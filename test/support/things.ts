import { folder } from '@redress/channels/folder.channel.js';
import { createChannelAccount } from '@redress/desk/channel-accounts.js';
import { createMailAccount } from '@redress/desk/mail-accounts.js';
import type { Desk } from '@redress/desk/desk.js';
import { accept } from '@redress/desk/intake.js';
import { write } from '@redress/desk/messages.js';
import { openByHand } from '@redress/desk/opening-by-hand.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { newId } from '@redress/platform/ids.js';

/** A ticket of a customer with everything that hangs on it: a message with source and attachment, an answer in the outbox. */
export interface TicketThings {
  readonly ticket: string;
  readonly customer: string;
  readonly identity: string;
  readonly issue: string;
  readonly message: string;
  readonly attachment: string;
  readonly reply: string;
  readonly outbox: string;
  readonly clock: string;
}

export async function givenTicket(desk: Desk, sql: Sql, asker: Asker, queueId: string): Promise<TicketThings> {
  const email = `${newId()}@customer.test`;
  const words = {
    subject: 'Broken lamp',
    text: 'The lamp broke on the first evening.',
    kind: 'complaint' as const,
    channel: 'email' as const,
  };
  const ticket = await openByHand(desk, asker, newId(), { ...words, queueId, customer: { name: 'Ann', email } });
  const message = await only(sql, 'SELECT id FROM messages WHERE ticket_id = $1', ticket);
  const sha256 = await storedSource(desk);
  const html = '<img data-remote-src="http://127.0.0.1:1/lamp.png">';
  await sql.rows('UPDATE messages SET source_sha256 = $2, html = $3 WHERE id = $1', [message, sha256, html]);
  const reply = await answered(desk, asker, ticket);
  await sql.rows('UPDATE outbox SET source_sha256 = $2 WHERE message_id = $1', [reply, sha256]);
  return {
    ticket,
    message,
    reply,
    attachment: await attached(sql, message, sha256),
    outbox: await only(sql, 'SELECT id FROM outbox WHERE message_id = $1', reply),
    clock: await only(sql, 'SELECT id FROM clocks WHERE ticket_id = $1 ORDER BY position LIMIT 1', ticket),
    customer: await only(sql, 'SELECT customer_id AS id FROM tickets WHERE id = $1', ticket),
    identity: await only(
      sql,
      'SELECT i.id FROM identities i JOIN tickets t ON t.customer_id = i.customer_id WHERE t.id = $1',
      ticket,
    ),
    issue: await only(sql, 'SELECT id FROM issues WHERE ticket_id = $1', ticket),
  };
}

async function answered(desk: Desk, asker: Asker, ticket: string): Promise<string> {
  return write(desk, {
    asker,
    ticket,
    messageId: newId(),
    visibility: 'public',
    text: 'We are sorry.',
    html: null,
    to: null,
    cc: [],
    attachments: [],
    sendAfterSeconds: 30,
    seenVersion: null,
  });
}

async function attached(sql: Sql, messageId: string, sha256: string): Promise<string> {
  const id = newId();
  await sql.rows(
    `INSERT INTO attachments (id, message_id, filename, content_type, size, sha256) VALUES ($1, $2, 'lamp.txt', 'text/plain', $4, $3)`,
    [id, messageId, sha256, SOURCE.length],
  );
  return id;
}

const SOURCE = Buffer.from('From: ann@customer.test\r\nSubject: Broken lamp\r\n\r\nIt broke.\r\n');

async function storedSource(desk: Desk): Promise<string> {
  const blob = await desk.blobs.put(SOURCE);
  return blob.sha256;
}

/** A mail that could not be read. */
export async function givenQuarantined(desk: Desk, sql: Sql): Promise<string> {
  const delivery = await accept(desk, SOURCE, {
    mailbox: 'test',
    uidValidity: null,
    uid: null,
    envelopeFrom: null,
    envelopeTo: [],
    remoteAddress: null,
    helo: null,
    queueId: null,
    sourceComplete: true,
    receivedAt: desk.clock.now(),
  });
  if (delivery === null) throw new Error('The mail was taken for a known one');
  const { id } = delivery;
  await sql.rows(`UPDATE deliveries SET state = 'quarantined', reason = 'for a test' WHERE id = $1`, [id]);
  return id;
}

export async function givenChannelAccount(desk: Desk, asker: Asker, queueId: string): Promise<string> {
  const settings = { folder: `till-${newId().slice(-12)}` };
  return createChannelAccount(desk, asker, folder, { name: `Till ${newId()}`, queueId, settings, enabled: false });
}

export async function givenMailAccount(desk: Desk, asker: Asker, queueId: string): Promise<string> {
  return createMailAccount(desk, asker, {
    address: `${newId()}@desk.test`,
    queueId,
    host: 'localhost',
    port: 1,
    security: 'plain',
    user: 'box',
    authentication: 'password',
    secret: 'a mailbox password',
    folders: ['INBOX'],
    markSeen: true,
    enabled: false,
  });
}

async function only(sql: Sql, text: string, value: string): Promise<string> {
  const [row] = await sql.rows<{ id: string }>(text, [value]);
  if (!row) throw new Error(`Nothing found: ${text}`);
  return row.id;
}
