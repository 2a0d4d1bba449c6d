import { createHmac, randomBytes } from 'node:crypto';
import { type Occasion, occasionOf, OCCASIONS } from '@redress/domain/automation/occasions.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { type Instant, later, MINUTE, SECOND, toRfc3339 } from '@redress/domain/time.js';
import { inTransaction, type Sql, sqlOn } from '@redress/persistence/sql.js';
import {
  beginHookTry,
  deleteWebhook,
  endHookTry,
  type HookTry,
  holdWebhook,
  insertHookDelivery,
  replayHookDelivery,
  saveWebhook,
  webhooksFor,
} from '@redress/persistence/stores/webhooks.store.js';
import { mayPostTo, type Posted, type Poster } from '@redress/platform/guarded-fetch.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { faulty, plainName } from './people.js';

const SEALED_FOR = 'webhook secret';
/** Of the specification of Standard Webhooks: the prefix says what it is, behind it stands base64. */
const PREFIX = 'whsec_';

export interface WebhookWords {
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly enabled: boolean;
}

function judged(words: WebhookWords): WebhookWords {
  if (words.url.length > 2_000 || !mayPostTo(words.url))
    throw faulty(
      '/url',
      'address',
      'Use an https address of the public internet on port 443, without name and password',
    );
  const strange = words.kinds.find((kind) => !OCCASIONS.some((occasion) => occasion === kind));
  if (strange !== undefined) throw faulty('/kinds', 'unknown', `Choose from ${OCCASIONS.join(', ')}`);
  return { ...words, name: plainName(words.name), kinds: [...new Set(words.kinds)] };
}

/** @returns id and secret; the secret is sealed and never shown again. */
export async function createWebhook(
  desk: Desk,
  asker: Asker,
  wanted: WebhookWords,
): Promise<{ readonly id: string; readonly secret: string }> {
  const id = newId();
  const secret = PREFIX + randomBytes(24).toString('base64');
  const words = judged(wanted);
  await inTransaction(desk.database, async (tx) => {
    const webhook = { ...words, id, secretSealed: desk.keys.seal(secret, SEALED_FOR), version: 1 };
    if (!(await saveWebhook(tx, webhook, desk.clock.now())))
      throw faulty('/name', 'taken', 'There is a webhook of this name already');
    await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action: 'webhookCreated', subject: id });
  });
  return { id, secret };
}

export async function editWebhook(
  desk: Desk,
  asker: Asker,
  id: string,
  version: number | null,
  wanted: WebhookWords,
): Promise<void> {
  const words = judged(wanted);
  await inTransaction(desk.database, async (tx) => {
    const webhook = await holdWebhook(tx, id);
    if (webhook === null) throw new Refusal('not-found');
    if (version !== null && webhook.version !== version) throw new Refusal('moved-on');
    if (!(await saveWebhook(tx, { ...webhook, ...words, version: webhook.version + 1 }, desk.clock.now())))
      throw faulty('/name', 'taken', 'There is a webhook of this name already');
    await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action: 'webhookChanged', subject: id });
  });
}

export async function removeWebhook(desk: Desk, asker: Asker, id: string): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    if ((await holdWebhook(tx, id)) === null) throw new Refusal('not-found');
    await deleteWebhook(tx, id);
    await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action: 'webhookRemoved', subject: id });
  });
}

/** Sends a test at once with everything else: it goes the way that every delivery goes. @returns the id of the delivery */
export async function testWebhook(desk: Desk, id: string): Promise<string> {
  const deliveryId = newId();
  return inTransaction(desk.database, async (tx) => {
    if ((await holdWebhook(tx, id)) === null) throw new Refusal('not-found');
    const at = desk.clock.now();
    const body = JSON.stringify({ type: 'test', timestamp: toRfc3339(at), data: { webhookId: id } });
    await insertHookDelivery(tx, {
      id: deliveryId,
      webhookId: id,
      source: `test/${deliveryId}`,
      kind: 'test',
      body,
      at,
    });
    return deliveryId;
  });
}

export async function replayDelivery(desk: Desk, webhookId: string, deliveryId: string): Promise<void> {
  const there = await replayHookDelivery(sqlOn(desk.database), webhookId, deliveryId, desk.clock.now());
  if (!there) throw new Refusal('not-found');
}

/** What a webhook is told of an event: ids, codes and times, as the log has them; no words and nobody's address. */
function bodyOf(
  occasion: Occasion,
  number: string,
  { type, ticketId, version, at, by, ...codes }: TicketEvent,
): string {
  const data = { ticketId, number, version, by, event: type, ...codes };
  return JSON.stringify({ type: occasion, timestamp: toRfc3339(at), data });
}

async function numberOf(sql: Sql, ticketId: string): Promise<string> {
  const [row] = await sql.rows<{ number: string }>('SELECT number FROM tickets WHERE id = $1', [ticketId]);
  return row?.number ?? '';
}

/** Queues an event for every webhook that waits for it; run twice it is queued once. */
export async function hookInto(desk: Desk, event: TicketEvent): Promise<void> {
  const occasion = occasionOf(event);
  if (occasion === null) return;
  const sql = sqlOn(desk.database);
  const waiting = await webhooksFor(sql, occasion);
  if (waiting.length === 0) return;
  const body = bodyOf(occasion, await numberOf(sql, event.ticketId), event);
  const source = `${event.ticketId}/${event.version}`;
  const at = desk.clock.now();
  for (const webhookId of waiting) {
    await insertHookDelivery(sql, { id: newId(), webhookId, source, kind: occasion, body, at });
  }
}

/** Minutes until the next try; after the last one the delivery has failed and waits for somebody to replay it. */
const BACK_OFF = [0.1, 1, 5, 30, 120, 480, 960];

/** Delivers once if it is due and nobody else is at it. */
export async function deliverHook(desk: Desk, post: Poster, id: string): Promise<void> {
  const sql = sqlOn(desk.database);
  const attempt = await beginHookTry(sql, id, desk.clock.now());
  if (attempt === null) return;
  const posted = await post(attempt.url, attempt.body, headersOf(desk, attempt, desk.clock.now()));
  const at = desk.clock.now();
  await endHookTry(sql, id, { ...verdictOn(attempt, posted, at), status: posted.status, detail: posted.detail, at });
}

function verdictOn(
  { attempts }: HookTry,
  { status }: Posted,
  at: Instant,
): { readonly state: 'queued' | 'delivered' | 'failed'; readonly nextAt: Instant | null } {
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered', nextAt: null };
  const minutes = BACK_OFF[attempts - 1];
  // 410 Gone: the other side wants nothing more of this.
  if (status === 410 || minutes === undefined) return { state: 'failed', nextAt: null };
  return { state: 'queued', nextAt: later(at, minutes * MINUTE) };
}

/** The signature of Standard Webhooks: HMAC-SHA256 over id, time and body, so that nobody can send in our name or send an old one again. */
function headersOf(desk: Desk, attempt: HookTry, at: Instant): Record<string, string> {
  const secret = desk.keys.unseal(attempt.secretSealed, SEALED_FOR).slice(PREFIX.length);
  const seconds = String(Math.floor(at / SECOND));
  const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${attempt.id}.${seconds}.${attempt.body}`)
    .digest('base64');
  return { 'webhook-id': attempt.id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
}
