import { createHash } from 'node:crypto';
import { previewOf } from '@redress/desk/messages.js';
import type { Letter } from '@redress/persistence/stores/outbox.store.js';
import { eventRecord } from '@redress/persistence/event-log.js';
import { tagRows } from '@redress/persistence/issue-tags.js';
import { clockRow } from '@redress/persistence/stores/clocks.store.js';
import { dueColumns } from '@redress/persistence/stores/ticket-row.js';
import { issueColumns } from '@redress/persistence/stores/tickets.store.js';
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
  readonly clocks: object[];
  readonly ticket_events: object[];
  readonly issue_tags: object[];
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
      ...issueColumns(issue, position),
      ticket_id: ticket.id,
      summary: built.issueWords.get(issue.id) ?? '',
    })),
    clocks: ticket.clocks.map((clock, position) => clockRow(ticket.id, clock, position)),
    ticket_events: events.map(eventRecord),
    issue_tags: tagRows(events),
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

/** `receivedAt: 12` becomes `received_at: '1970-…'`: the fields of the domain are the columns of its tables. */
function columnsOf(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => {
      const column = columnOf(name);
      return [column, typeof value === 'number' && /_(at|since)$/.test(column) ? time(value) : value];
    }),
  );
}

const COLUMN_NAMES = new Map<string, string>();

function columnOf(field: string): string {
  const known = COLUMN_NAMES.get(field);
  if (known !== undefined) return known;
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  COLUMN_NAMES.set(field, column);
  return column;
}

function ticketRow({ told, ticket }: BuiltTicket, replyToken: string, said: readonly Said[], places: Places): object {
  const spoken = said.filter((one) => !isNote(one) && one.step.verb !== 'receipt' && one.message.automatic === null);
  const first = told.steps[0];
  const called = first?.verb === 'receive' && first.by !== 'customer' && first.by !== 'system';
  const { issues: _issues, clocks: _clocks, description, ...folded } = ticket;
  return columnsOf({
    ...folded,
    ...dueColumns(ticket),
    ...description,
    subject: told.subject,
    preview: previewOf(spoken.at(-1)?.message.newText ?? told.subject),
    replyToken,
    openedBy: called ? places.agents[first.by] : null,
    demo: true,
    toldVersion: ticket.version,
  });
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
  const note = isNote(said);
  const ours = isOurs(message) || note;
  const us = { name: SENDER, address: addressOf(built) };
  const them = { name: built.told.customer.name, address: built.told.customer.email };
  const channel = note ? 'api' : first ? built.told.channel : 'email';
  const rfcMessageId = channel === 'email' ? (ids.get(message.id) ?? null) : null;
  const from = note ? null : ours ? us : them;
  return columnsOf({
    ...NEUTRAL,
    id: message.id,
    ticketId: built.ticket.id,
    channel,
    direction: ours ? 'outbound' : 'inbound',
    visibility: note ? 'internal' : 'public',
    rfcMessageId,
    contentCore: ours || rfcMessageId === null ? null : coreOf(message, them.address),
    fromName: from?.name ?? null,
    fromAddress: from?.address ?? null,
    toParties: note ? [] : [ours ? them : us],
    ...wordsOf(message, built),
    html: message.html,
    automatic: step.verb === 'receipt' ? 'acknowledgement' : message.automatic,
    authentication: ours || channel !== 'email' ? null : VERDICTS[message.verdict],
    unverifiedSender: !ours && message.verdict === 'fail',
    occurredAt: message.at,
    receivedAt: message.at,
    ingestedAt: message.at,
    authorId: message.from === 'customer' || message.from === 'system' ? null : places.agents[message.from],
  });
}

const NEUTRAL = { inReplyTo: [], ccParties: [], remoteImages: 0, usedMessageId: false, oddities: [] };

/** Receipts name number and date of the ticket, which the story does not know. */
function wordsOf(
  message: DemoMessage,
  { ticket, told }: BuiltTicket,
): { readonly subject: string; readonly text: string; readonly newText: string } {
  const numbered = (text: string): string => text.replaceAll('{number}', ticket.number);
  const answers = message.from !== 'customer' && message.from !== 'system' && message.subject !== '';
  const subject = answers ? `Re: ${told.subject} [${ticket.number}]` : numbered(message.subject);
  return { subject, text: numbered(message.text), newText: numbered(message.newText) };
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

function outboxRow(message: DemoMessage, built: BuiltTicket, mailing: Mailing): object {
  const { told, ticket } = built;
  const automatic = message.from === 'system';
  const bounced = told.steps.some(
    (step) => step.verb === 'report' && step.messageId === message.id && step.report === 'bounced',
  );
  const letter = letterOf(message, built, mailing);
  return columnsOf({
    id: newId(),
    ticketId: ticket.id,
    messageId: message.id,
    automatic,
    purpose: automatic ? 'acknowledgement' : 'reply',
    envelopeFrom: automatic ? '' : addressOf(built),
    toAddresses: [told.customer.email],
    subject: letter.subject,
    rfcMessageId: mailing.ids.get(message.id),
    letter,
    state: bounced ? 'bounced' : 'captured',
    detail: bounced ? '552 5.2.2 Mailbox full' : null,
    attempts: 1,
    dueAt: message.at,
    createdAt: message.at,
    sentAt: message.at,
  });
}

function letterOf(message: DemoMessage, built: BuiltTicket, { ids, said, blobs }: Mailing): Letter {
  const { customer } = built.told;
  const { subject, text } = wordsOf(message, built);
  const earlier = said.filter((one) => one.message.at < message.at && !isNote(one) && one.step.verb !== 'receipt');
  const references = earlier.flatMap((one) => ids.get(one.message.id) ?? []);
  return {
    from: { name: SENDER, address: addressOf(built) },
    replyTo: null,
    to: [{ name: customer.name, address: customer.email }],
    cc: [],
    subject,
    text,
    html: null,
    inReplyTo: references.at(-1) ?? null,
    references,
    attachments: message.attachments.map((key) => {
      const { filename, contentType, sha256 } = blobs[key];
      return { filename, contentType, sha256 };
    }),
  };
}
