import type { QueueRowBrief } from '@redress/contract/queue.js';
import type { Issue, Ticket } from '@redress/contract/ticket.js';
import { normaliseSubject } from '@redress/domain/intake/subject.js';
import { praiseIn } from '@redress/domain/praise/praise.js';
import type { Asker } from '@redress/domain/people.js';
import { publicStep } from '@redress/domain/ticket/public-talk.js';
import type { Ticket as FoldedTicket } from '@redress/domain/ticket/ticket.js';
import { toRfc3339 } from '@redress/domain/time.js';
import { verbsFor } from '@redress/domain/ticket/permissions.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { ROW_COLUMNS, ROW_JOINS, rowOf, type RowRead } from './queue-row.js';

interface Beside extends RowRead {
  readonly merged_into: { id: string; number: string } | null;
  readonly issues: Issue[];
  readonly links: Ticket['links'];
  readonly customer_id: string | null;
  readonly excluded: Ticket['excluded'];
  readonly consent_by: string | null;
}

const BRIEF = `json_build_object('id', b.id, 'number', b.number, 'subject', b.subject, 'status', b.status)`;

/** A ticket that the asker may not see is not shown, neither as a link nor as where this one went: `$2` carries his sight. */
const beside = (sight: string): string => `SELECT ${ROW_COLUMNS}, t.customer_id,
    (SELECT c.name FROM customers c WHERE c.id = (t.public_talk->'consent'->>'customerId')::uuid) AS consent_by,
    coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY a.name, a.id) FROM agents a WHERE a.id = ANY(t.excluded)), '[]') AS excluded,
    (SELECT json_build_object('id', m.id, 'number', m.number) FROM tickets m WHERE m.id = t.merged_into AND ${sight.replaceAll('t.', 'm.')}) AS merged_into,
    coalesce((SELECT json_agg(json_build_object('id', i.id, 'summary', i.summary, 'outcome', i.outcome, 'problemType', i.problem_type, 'rootCause', i.root_cause,
              'contributing', i.contributing, 'controllability', i.controllability, 'undetermined', i.undetermined IS NOT NULL) ORDER BY i.position)
              FROM issues i WHERE i.ticket_id = t.id), '[]') AS issues,
    coalesce((SELECT json_agg(l.link) FROM (
       SELECT json_build_object('kind', x->>'kind', 'direction', 'to', 'ticket', ${BRIEF}) AS link
         FROM jsonb_array_elements(t.links) x JOIN tickets b ON b.id = (x->>'other')::uuid WHERE ${sight.replaceAll('t.', 'b.')}
       UNION ALL SELECT json_build_object('kind', x->>'kind', 'direction', 'from', 'ticket', ${BRIEF})
         FROM tickets b, jsonb_array_elements(b.links) x
         WHERE b.links <> '[]'::jsonb AND b.links @> jsonb_build_array(jsonb_build_object('other', t.id::text)) AND x->>'other' = t.id::text AND ${sight.replaceAll('t.', 'b.')}
       UNION ALL SELECT json_build_object('kind', 'merged', 'direction', 'from', 'ticket', ${BRIEF})
         FROM tickets b WHERE b.merged_into = t.id AND ${sight.replaceAll('t.', 'b.')}) l), '[]') AS links
  FROM tickets t ${ROW_JOINS} WHERE t.id = $1`;

/** One ticket with everything but its messages. The caller has made sure that the asker may see it. */
export async function ticketView(sql: Sql, asker: Asker, id: string): Promise<Ticket | null> {
  const stored = await readTicket(sql, id);
  if (stored === null) return null;
  const sight = sightClause(asker, 2);
  const [found] = await sql.rows<Beside>(beside(sight.text), [id, ...sight.values]);
  if (found === undefined) return null;
  const { ticket, words } = stored;
  return {
    ...rowOf(found),
    version: ticket.version,
    tags: ticket.tags,
    risk: ticket.risk,
    isClaim: ticket.isClaim,
    description: ticket.description,
    skills: ticket.skills,
    excluded: found.excluded,
    issues: found.issues,
    episode: ticket.episode,
    escalated: ticket.escalated,
    publicTalk: talkView(ticket, found.consent_by),
    mergedInto: found.merged_into,
    links: found.links,
    possibleDuplicates: await duplicates(sql, asker, {
      id,
      customerId: found.customer_id,
      subject: words.subject,
      receivedAt: ticket.receivedAt,
    }),
    suggestedKind: await suggestedKind(sql, ticket, words.subject),
    may: verbsFor(asker, ticket),
  };
}

function talkView(ticket: FoldedTicket, consentBy: string | null): Ticket['publicTalk'] {
  const { publicTalk } = ticket;
  const next = publicStep(ticket);
  if (publicTalk === null || next === null) return null;
  const { since, replies, consent, closingNote } = publicTalk;
  return {
    ...{ since: toRfc3339(since), replies: replies.length, closingNote, next },
    consent:
      consent === null
        ? null
        : {
            customer: consent.customerId === null ? null : { id: consent.customerId, name: consentBy ?? '' },
            agreedAt: toRfc3339(consent.agreedAt),
            ...{ means: consent.means, messageId: consent.messageId },
          },
  };
}

/** Only of what nobody has worked on: later the person who did so knows better. */
async function suggestedKind(sql: Sql, ticket: FoldedTicket, subject: string): Promise<Ticket['suggestedKind']> {
  if (ticket.kind !== 'complaint' || ticket.stage !== 'received' || !['new', 'open'].includes(ticket.status))
    return null;
  // the acknowledgement that went out by itself is no work
  const rows = await sql.rows<{ text: string }>(
    `SELECT left(new_text, 2000) AS text FROM messages
     WHERE ticket_id = $1 AND visibility = 'public' AND automatic IS NULL LIMIT 2`,
    [ticket.id],
  );
  const [only] = rows;
  if (rows.length !== 1 || only === undefined) return null;
  const bare = normaliseSubject(subject);
  const whole = only.text.startsWith(bare.slice(0, 40)) ? only.text : `${bare}. ${only.text}`;
  return praiseIn(whole) === 'none' ? null : 'compliment';
}

const DUPLICATE_DAYS = 7;

/** Tickets of the same customer with the same bare subject, received within days of this one: suggested, never merged by themselves. */
async function duplicates(
  sql: Sql,
  asker: Asker,
  ticket: {
    readonly id: string;
    readonly customerId: string | null;
    readonly subject: string;
    readonly receivedAt: number;
  },
): Promise<QueueRowBrief[]> {
  if (ticket.customerId === null) return [];
  const sight = sightClause(asker, 4);
  const rows = await sql.rows<QueueRowBrief>(
    `SELECT t.id, t.number, t.subject, t.status FROM tickets t
     WHERE t.customer_id = $1 AND t.id <> $2 AND t.status NOT IN ('merged', 'spam')
       AND t.received_at BETWEEN $3::timestamptz - interval '${DUPLICATE_DAYS} days' AND $3::timestamptz + interval '${DUPLICATE_DAYS} days'
       AND ${sight.text} ORDER BY t.received_at DESC LIMIT 50`,
    [ticket.customerId, ticket.id, new Date(ticket.receivedAt), ...sight.values],
  );
  const bare = normaliseSubject(ticket.subject);
  return rows.filter((row) => normaliseSubject(row.subject) === bare).slice(0, 5);
}
