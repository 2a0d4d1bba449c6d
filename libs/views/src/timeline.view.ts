import type { Named, Page } from '@redress/contract/answers.js';
import type { ReplyWay } from '@redress/contract/channels.js';
import type { Attachment, Draft, MailParty } from '@redress/contract/messages.js';
import type { TicketEventView, Timeline, TimelineEntry } from '@redress/contract/ticket.js';
import { abilitiesFor } from '@redress/domain/channel/message.js';
import type { Way } from '@redress/domain/channel/ways.js';
import type { Asker } from '@redress/domain/people.js';
import { partTouched } from '@redress/domain/ticket/undo.js';
import { toRfc3339 } from '@redress/domain/time.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { type Conversation, waysToCustomer } from '@redress/persistence/stores/ways.store.js';
import { complainedBefore } from './complained-before.view.js';
import { customerCard } from './customer.view.js';
import { messagesOf } from './message.view.js';
import { snoozedOn, watchingOf } from './notification.view.js';
import { ticketView } from './ticket.view.js';

interface EventRow {
  readonly event: Omit<TicketEventView, 'names' | 'part'>;
  readonly names: Record<string, string>;
}

/**
 * Names are joined in by the ids that an event carries, so that the log itself holds none. Numbers of tickets that the asker may not see
 * are left out: `$4` carries his sight. Ids are compared as ids where there are many of them: as text no index would find them.
 */
const events = (
  sight: string,
): string => `SELECT json_build_object('id', e.id::text, 'version', e.version, 'type', e.type, 'undoes', e.undoes,
    'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'body', e.body,
    'actor', json_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', coalesce(aa.name, ac.name,
      (SELECT name FROM triggers WHERE 'trigger:' || id = e.actor_id), (SELECT name FROM escalation_plans WHERE 'escalation:' || id = e.actor_id), e.actor_id, ''))) AS event,
  coalesce((SELECT json_object_agg(n.id, n.name) FROM (
     SELECT id::text, name FROM agents WHERE id::text IN (e.body->>'ownerId', e.body->>'from')
     UNION SELECT id::text, name FROM queues WHERE e.type IN ('QueueChanged', 'TicketOpened') AND id::text IN (e.body->>'queueId', e.body->>'from')
     UNION SELECT id::text, name FROM customers WHERE id = (e.body->>'customerId')::uuid
     UNION SELECT t.id::text, t.number FROM tickets t
       WHERE t.id IN ((e.body->>'into')::uuid, (e.body->>'source')::uuid, (e.body->>'child')::uuid, (e.body->>'other')::uuid, (e.body->>'splitFrom')::uuid)
         AND ${sight}) n), '{}') AS names
  FROM ticket_events e
  LEFT JOIN agents aa ON e.actor_kind = 'agent' AND aa.id::text = e.actor_id
  LEFT JOIN customers ac ON ac.id = CASE WHEN e.actor_kind = 'customer' THEN e.actor_id::uuid END
  WHERE e.ticket_id = $1 AND e.version > $2 ORDER BY e.version LIMIT $3`;

export async function eventsView(
  sql: Sql,
  asker: Asker,
  ticketId: string,
  after: number,
  limit: number,
): Promise<Page<TicketEventView>> {
  const sight = sightClause(asker, 4);
  const rows = await sql.rows<EventRow>(events(sight.text), [ticketId, after, limit + 1, ...sight.values]);
  const page = rows
    .slice(0, limit)
    .map(({ event, names }): TicketEventView => ({ ...event, names, part: partOf(event) }));
  const hasMore = rows.length > limit;
  return { data: page, page: { next: hasMore ? String(page.at(-1)?.version ?? after) : null, hasMore } };
}

function partOf({ type, body }: EventRow['event']): string | null {
  const { issueId } = body;
  return partTouched(type, typeof issueId === 'string' ? issueId : '');
}

/** A message and the event that it came with tell the same: the message speaks. */
const TOLD_BY_MESSAGES: readonly string[] = [
  'MessageReceived',
  'ReplyWritten',
  'NoteAdded',
  'MessageForwarded',
  'ForwardAnswered',
  'ReplyCancelled',
  'DeliveryReported',
];

/** What is no longer a complaint has no stages any more: the change of its kind says so. */
const isToldByKind = (event: TicketEventView): boolean => event.type === 'StageChanged' && event.body['stage'] === null;

const MOST_EVENTS = 2_000;

/** All that the ticket screen needs. The caller has made sure that the asker may see the ticket. */
export async function timeline(sql: Sql, asker: Asker, ticketId: string): Promise<Timeline | null> {
  const [ticket, messages, page, drafting, watching, snoozed] = await Promise.all([
    ticketView(sql, asker, ticketId),
    messagesOf(sql, ticketId),
    eventsView(sql, asker, ticketId, 0, MOST_EVENTS),
    draftingBy(sql, asker, ticketId),
    watchingOf(sql, asker.agentId, ticketId),
    snoozedOn(sql, asker.agentId, ticketId),
  ]);
  if (ticket === null) return null;
  const told = page.data.filter((event) => !TOLD_BY_MESSAGES.includes(event.type) && !isToldByKind(event));
  const entries: TimelineEntry[] = [
    ...messages.map((message) => ({ kind: 'message' as const, at: message.receivedAt, message })),
    ...told.map((event) => ({ kind: 'event' as const, at: event.at, event })),
  ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return {
    ticket,
    customer: ticket.customer === null ? null : await customerCard(sql, asker, ticket.customer.id),
    complainedBefore: ticket.customer === null ? null : await complainedBefore(sql, asker, ticketId),
    replyTo: await recipients(sql, ticketId),
    entries,
    watching,
    snoozedUntil: snoozed?.until ?? null,
    drafting,
  };
}

/** `to` is the address by mail; by a channel each way says whom it reaches. */
async function recipients(sql: Sql, ticketId: string): Promise<Timeline['replyTo']> {
  const { ways, mail } = await waysToCustomer(sql, ticketId);
  const to = mail === null ? [] : [{ name: mail.name, address: mail.address }];
  return { to, cc: [], ways: ways.map((way) => wayView(way, to)) };
}

function wayView({ said, audience, openUntil }: Way<Conversation>, mailed: readonly MailParty[]): ReplyWay {
  if (said === null) return { account: null, channel: 'email', audience, to: mailed, abilities: null, openUntil: null };
  const { accountId: id, accountName: name, kind, channel, abilities, handle } = said;
  const until = openUntil === null ? null : toRfc3339(openUntil);
  return {
    ...{ account: { id, name, kind }, channel, audience, openUntil: until },
    abilities: abilitiesFor(abilities, audience === 'public'),
    to: [{ name: said.name, address: handle }],
  };
}

async function draftingBy(sql: Sql, asker: Asker, ticketId: string): Promise<Timeline['drafting']> {
  return sql.rows<{ agent: Named; kind: 'reply' | 'note'; updatedAt: string }>(
    `SELECT json_build_object('id', a.id, 'name', a.name) AS agent, d.kind,
       to_char(d.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt"
     FROM drafts d JOIN agents a ON a.id = d.agent_id WHERE d.ticket_id = $1 AND d.agent_id IS DISTINCT FROM $2::uuid AND d.text <> ''`,
    [ticketId, asker.agentId],
  );
}

/** The asker's own draft on a ticket. */
export async function draftView(sql: Sql, agentId: string | null, ticketId: string): Promise<Draft | null> {
  const [row] = await sql.rows<{ draft: Omit<Draft, 'attachments'>; attachments: Attachment[] }>(
    `SELECT json_build_object('ticketId', d.ticket_id, 'kind', d.kind, 'to', d.to_addresses, 'cc', d.cc_addresses, 'text', d.text, 'way', d.way,
         'version', d.version, 'updatedAt', to_char(d.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS draft,
       coalesce((SELECT json_agg(json_build_object('id', f.id, 'filename', f.filename, 'contentType', f.content_type, 'size', f.size,
           'sha256', f.sha256, 'inline', f.inline, 'contentId', f.content_id) ORDER BY array_position(d.attachment_ids, f.id))
         FROM attachments f WHERE f.id = ANY(d.attachment_ids) AND f.message_id IS NULL AND f.uploaded_by = d.agent_id), '[]') AS attachments
     FROM drafts d WHERE d.ticket_id = $1 AND d.agent_id = $2::uuid`,
    [ticketId, agentId],
  );
  return row === undefined ? null : { ...row.draft, attachments: row.attachments };
}
