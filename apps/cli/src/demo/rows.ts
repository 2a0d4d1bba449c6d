import { createHash } from 'node:crypto';
import type { Letter } from '@redress/persistence/stores/outbox.store.js';
import { eventRecord } from '@redress/persistence/event-log.js';
import type { Blob } from '@redress/platform/blobs.js';
import { newId } from '@redress/platform/ids.js';
import { randomToken } from '@redress/platform/seal.js';
import type { BlobKey, DemoBlob } from './blobs.js';
import type { BuiltTicket } from './build.js';
import { teamOf } from './cast.js';
import type { DemoMessage, DemoStep } from './scenario.js';
import type { Places } from './verbs.js';

export type StoredBlobs = Readonly<Record<BlobKey, DemoBlob & Blob>>;

/** One ticket as records of its tables; names of fields are names of columns. */
export interface TicketRows {
  readonly tickets: object[];
  readonly issues: object[];
  readonly ticket_events: object[];
  readonly participants: object[];
  readonly messages: object[];
  readonly attachments: object[];
  readonly outbox: object[];
}

type Said = { readonly step: DemoStep; readonly message: DemoMessage };

const REPLY_TOKEN_BITS = 80;
const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function rowsOf(built: BuiltTicket, places: Places, blobs: StoredBlobs): TicketRows {
  const { told, ticket, events } = built;
  const replyToken = randomToken(REPLY_TOKEN_BITS);
  const said = told.steps.flatMap(saidIn);
  const ids = new Map(said.map(({ message }) => [message.id, rfcMessageIdOf(message, replyToken, built)]));
  const mails = said.filter(({ step }) => step.verb === 'reply' || step.verb === 'receipt');
  return {
    tickets: [ticketRow(built, replyToken, said, places)],
    issues: ticket.issues.map((issue, position) => ({
      ...issue,
      ticket_id: ticket.id,
      position,
      summary: built.issueWords.get(issue.id) ?? '',
    })),
    ticket_events: events.map(eventRecord),
    participants: [{ ticket_id: ticket.id, address: told.customer.email, name: told.customer.name, role: 'customer' }],
    messages: said.map((one, index) => messageRow(one, built, { places, ids, first: index === 0 })),
    attachments: said.flatMap(({ message }) => attachmentRows(message, blobs)),
    outbox: mails.map(({ message }) => outboxRow(message, built, { ids, said, blobs })),
  };
}

function saidIn(step: DemoStep): Said[] {
  if ('message' in step) return [{ step, message: step.message }];
  return step.verb === 'step' && step.reason !== null ? [{ step, message: step.reason }] : [];
}

const isOurs = (message: DemoMessage): boolean => message.from !== 'customer';
const isNote = ({ step }: Said): boolean => step.verb === 'note' || step.verb === 'step';
const addressOf = (built: BuiltTicket): string => teamOf(built.told.team).address;
const SENDER = 'Lumo';

/** Ours carry the ticket's token, as all mail of the desk: an answer to a mail of the story finds its ticket. */
function rfcMessageIdOf(message: DemoMessage, replyToken: string, built: BuiltTicket): string | null {
  if (!isOurs(message)) return message.rfcMessageId;
  return `${message.id}.${replyToken}@${addressOf(built).split('@')[1] ?? 'lumo.example'}`;
}

function ticketRow({ told, ticket }: BuiltTicket, replyToken: string, said: readonly Said[], places: Places): object {
  const spoken = said.filter((one) => !isNote(one) && one.step.verb !== 'receipt' && one.message.automatic === null);
  const preview = (spoken.at(-1)?.message.newText ?? told.subject).replace(/\s+/g, ' ').trim().slice(0, 120);
  const first = told.steps[0];
  const logged =
    first?.verb === 'receive' && first.by !== 'customer' && first.by !== 'system' ? places.agents[first.by] : null;
  return {
    ...{
      id: ticket.id,
      number: ticket.number,
      version: ticket.version,
      kind: ticket.kind,
      is_claim: ticket.isClaim,
      channel: ticket.channel,
    },
    ...{
      status: ticket.status,
      stage: ticket.stage,
      priority: ticket.priority,
      severity: ticket.severity,
      risk: ticket.risk,
      held: ticket.held,
    },
    ...{
      queue_id: ticket.queueId,
      owner_id: ticket.ownerId,
      customer_id: ticket.customerId,
      tags: ticket.tags,
      links: ticket.links,
    },
    ...{
      episode: ticket.episode,
      received_at: time(ticket.receivedAt),
      updated_at: time(ticket.updatedAt),
      answered: ticket.answered,
    },
    ...{ unanswered_since: time(ticket.unansweredSince), first_response_at: time(ticket.firstResponseAt) },
    ...{
      last_inbound_at: time(ticket.lastInboundAt),
      resolved_at: time(ticket.resolvedAt),
      closed_at: time(ticket.closedAt),
    },
    ...{
      merged_into: ticket.mergedInto,
      status_before_merge: ticket.statusBeforeMerge,
      merged_from: ticket.mergedFrom,
    },
    ...{ subject: told.subject, preview, reply_token: replyToken, opened_by: logged, demo: true },
  };
}

interface MessagePlace {
  readonly places: Places;
  readonly ids: ReadonlyMap<string, string | null>;
  /** The one that opened the ticket came by its channel; the later ones are mails. */
  readonly first: boolean;
}

const VERDICTS = {
  pass: { verdict: 'pass', spf: 'pass', dkim: 'pass', dmarc: 'pass', by: 'ours' },
  fail: { verdict: 'fail', spf: 'fail', dkim: null, dmarc: 'fail', by: 'ours' },
  none: { verdict: 'none', spf: null, dkim: null, dmarc: null, by: null },
} as const;

function messageRow(said: Said, built: BuiltTicket, { places, ids, first }: MessagePlace): object {
  const { message, step } = said;
  const { told, ticket } = built;
  const ours = isOurs(message) || isNote(said);
  const us = { name: SENDER, address: addressOf(built) };
  const them = { name: told.customer.name, address: told.customer.email };
  const mailed = !isNote(said);
  const channel = isNote(said) ? 'api' : first ? told.channel : 'email';
  const rfcMessageId = mailed && channel === 'email' ? (ids.get(message.id) ?? null) : null;
  const words = wordsOf(message, built);
  return {
    ...{
      id: message.id,
      ticket_id: ticket.id,
      channel,
      direction: ours ? 'outbound' : 'inbound',
      visibility: isNote(said) ? 'internal' : 'public',
    },
    ...{
      rfc_message_id: rfcMessageId,
      content_core: ours || rfcMessageId === null ? null : coreOf(message, them.address),
    },
    ...{
      in_reply_to: [],
      from_name: !mailed ? null : ours ? us.name : them.name,
      from_address: !mailed ? null : ours ? us.address : them.address,
    },
    ...{ to_parties: mailed ? [ours ? them : us] : [], cc_parties: [], ...words, html: message.html, remote_images: 0 },
    ...{ automatic: step.verb === 'receipt' ? 'acknowledgement' : message.automatic },
    ...{
      authentication: ours || channel !== 'email' ? null : VERDICTS[message.verdict],
      unverified_sender: !ours && message.verdict === 'fail',
    },
    ...{
      used_message_id: false,
      oddities: [],
      occurred_at: time(message.at),
      received_at: time(message.at),
      ingested_at: time(message.at),
    },
    ...{ author_id: message.from === 'customer' || message.from === 'system' ? null : places.agents[message.from] },
  };
}

/** Receipts name number and date of the ticket, which the story does not know. */
function wordsOf(
  message: DemoMessage,
  { ticket, told }: BuiltTicket,
): { readonly subject: string; readonly text: string; readonly new_text: string } {
  const numbered = (text: string): string => text.replaceAll('{number}', ticket.number);
  const answers = message.from !== 'customer' && message.from !== 'system' && message.subject !== '';
  const subject = answers ? `Re: ${told.subject} [${ticket.number}]` : numbered(message.subject);
  return { subject, text: numbered(message.text), new_text: numbered(message.newText) };
}

const coreOf = (message: DemoMessage, from: string): string =>
  createHash('sha256').update(`${from}\n${message.rfcMessageId}\n${message.text}`).digest('hex');

function attachmentRows(message: DemoMessage, blobs: StoredBlobs): object[] {
  return message.attachments.map((key, position) => {
    const { filename, contentType, size, sha256 } = blobs[key];
    return {
      id: newId(),
      message_id: message.id,
      position,
      filename,
      content_type: contentType,
      size,
      sha256,
      created_at: time(message.at),
    };
  });
}

interface Mailing {
  readonly ids: ReadonlyMap<string, string | null>;
  readonly said: readonly Said[];
  readonly blobs: StoredBlobs;
}

function outboxRow(message: DemoMessage, built: BuiltTicket, { ids, said, blobs }: Mailing): object {
  const { told, ticket } = built;
  const { subject, text } = wordsOf(message, built);
  const automatic = message.from === 'system';
  const earlier = said.filter((one) => one.message.at < message.at && !isNote(one) && one.step.verb !== 'receipt');
  const references = earlier.flatMap((one) => ids.get(one.message.id) ?? []);
  const files = message.attachments.map((key) => blobs[key]);
  const letter: Letter = {
    from: { name: SENDER, address: addressOf(built) },
    replyTo: null,
    to: [{ name: told.customer.name, address: told.customer.email }],
    cc: [],
    subject,
    text,
    html: null,
    inReplyTo: references.at(-1) ?? null,
    references,
    attachments: files.map(({ filename, contentType, sha256 }) => ({ filename, contentType, sha256 })),
  };
  const bounced = told.steps.some(
    (step) => step.verb === 'report' && step.messageId === message.id && step.report === 'bounced',
  );
  return {
    ...{
      id: newId(),
      ticket_id: ticket.id,
      message_id: message.id,
      automatic,
      purpose: automatic ? 'acknowledgement' : 'reply',
    },
    ...{
      envelope_from: automatic ? '' : addressOf(built),
      to_addresses: [told.customer.email],
      subject,
      rfc_message_id: ids.get(message.id),
    },
    ...{
      letter,
      state: bounced ? 'bounced' : 'captured',
      detail: bounced ? '552 5.2.2 Mailbox full' : null,
      attempts: 1,
    },
    ...{ due_at: time(message.at), created_at: time(message.at), sent_at: time(message.at) },
  };
}
