import type { TicketEventView, TimelineEntry } from '@redress/contract/ticket.js';
import type { Say } from '../i18n/text.js';
import { sayCode } from '../i18n/text.js';
import { milestoneWords } from '../ui/milestone-words.js';

/** These stand in the timeline as messages; a line about them would say it twice. */
const SHOWN_AS_MESSAGE = ['MessageReceived', 'ReplyWritten', 'NoteAdded', 'DeliveryReported'];

/** The course of the clocks stands in their explanation; here only what somebody has to know. */
const SHOWN_BY_CLOCKS = ['ClockStarted', 'ClockWarned', 'ClockMet', 'ClockBackdated'];

export function isLine(event: TicketEventView): boolean {
  // What the rules recognised when it came stands beside it; that a person corrected it is news.
  if (event.type === 'TicketDescribed') return event.actor.kind !== 'system';
  return !SHOWN_AS_MESSAGE.includes(event.type) && !SHOWN_BY_CLOCKS.includes(event.type);
}

export type MilestoneOf = (clockId: unknown) => string;

/** The name of a code that an event of this type speaks of. */
export type NodeOf = (type: string, code: string) => string;

/** Which milestone a clock is of: only its start says so. */
export function milestonesIn(entries: readonly TimelineEntry[]): MilestoneOf {
  const known = new Map<unknown, string>();
  for (const entry of entries)
    if (entry.kind === 'event' && entry.event.type === 'ClockStarted')
      known.set(entry.event.body.clockId, codeOf(entry.event.body.milestone));
  return (clockId) => known.get(clockId) ?? '';
}

/** One event of the log as a sentence; a type this page does not know yet comes out as its name in words. */
export function eventWords(say: Say, event: TicketEventView, milestoneOf: MilestoneOf, nodeOf: NodeOf): string {
  const clock = capital(milestoneWords(say, milestoneOf(event.body.clockId)));
  const text = sayCode(say, 'events', variant(event), {
    ...values(say, event),
    clock,
    node: nodeOf(event.type, codeOf(event.body.code)),
  });
  // that clocks and routing follow from rules goes without saying, and what an author does he does himself
  if (
    /^(Clock|Verdict|TicketRouted|TicketLeftWaiting|EscalationFired|MessageEdited|MessageDeleted|DeliveryReported|ForwardAnswered)/.test(
      event.type,
    )
  )
    return text;
  if (event.type === 'ReplyWritten' && event.body.human === false) return text;
  const { kind, name } = event.actor;
  if (kind === 'customer' || name === '' || text.includes(name)) return text;
  return say(kind === 'system' ? 'events.byRule' : 'events.by', { text, actor: name });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function variant({ type, body }: TicketEventView): string {
  if (type === 'TicketOpened' && typeof body.splitFrom === 'string') return 'splitOpened';
  if (type === 'TicketAssigned' && body.ownerId === null) return 'TicketUnassigned';
  if (type === 'ReplyWritten' && body.human === false) return 'AcknowledgementWritten';
  if (type === 'StageChanged' && typeof body.from !== 'string') return 'StageSet';
  if (type === 'ClaimMarked' && body.isClaim === false) return 'ClaimUnmarked';
  if (type === 'IssueJudged' && body.outcome === null) return 'IssueUnjudged';
  if (type === 'IssueTyped' && body.code === null) return 'IssueUntyped';
  if (type === 'CauseTagged' && body.role === 'contributing') return 'ContributionTagged';
  if (type === 'ClockMissed' && body.byRetarget === true) return 'ClockMissedByRetarget';
  if (type === 'TicketReleased' && body.rejected === true) return 'TicketRejected';
  if (type === 'TicketEscalated' && typeof body.level === 'number') return 'EscalatedLevel';
  if (type === 'TicketEscalated') return body.kind === 'functional' ? 'EscalatedFunctional' : 'EscalatedHierarchical';
  return type;
}

/** A code or a number as text; nothing for what is neither. */
const codeOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

type Values = Record<string, string | number>;

function values(say: Say, { type, body, names, actor }: TicketEventView): Values {
  const named = (field: string): string => names[codeOf(body[field])] ?? '';
  const word = (field: string): string => codeWords(say, type, codeOf(body[field]));
  return {
    actor: actor.name,
    owner: named('ownerId'),
    queue: named('queueId'),
    customer: named('customerId') || '–',
    ticket: named('into') || named('source') || named('child') || named('other') || named('from'),
    from: word('from'),
    status: word('status'),
    stage: word('stage'),
    priority: word('priority'),
    kind: word('kind'),
    channel: word('channel'),
    outcome: word('outcome'),
    cause: word('cause'),
    level: codeOf(body.level),
    severity: codeOf(body.severity) || '–',
    risk: codeOf(body.risk) || '–',
    tags: tagWords(body),
    description: descriptionWords(body.now),
    report: reportWords(say, body.report),
    episode: typeof body.episode === 'number' ? body.episode : '',
  };
}

const REPORTS = ['sent', 'delivered', 'read', 'captured', 'unknown', 'failed', 'bounced'] as const;

function reportWords(say: Say, report: unknown): string {
  const known = REPORTS.find((one) => one === report);
  return known === undefined ? codeOf(report) : say(`ticket.delivery.${known}`);
}

function tagWords(body: TicketEventView['body']): string {
  const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
  return [...list(body.added).map((tag) => `+${tag}`), ...list(body.removed).map((tag) => `−${tag}`)].join(' ');
}

/** Its codes as they are, those that are known. */
function descriptionWords(now: unknown): string {
  const codes = typeof now === 'object' && now !== null ? Object.values(now).filter((code) => code !== null) : [];
  return codes.map(String).join(', ') || '–';
}

const WORDS: Readonly<
  Record<string, readonly ('status' | 'stage' | 'priority' | 'kind' | 'channel' | 'outcome' | 'held' | 'link')[]>
> = {
  TicketOpened: ['channel'],
  StatusChanged: ['status'],
  StageChanged: ['stage'],
  PriorityChanged: ['priority'],
  KindChanged: ['kind'],
  IssueJudged: ['outcome'],
  TicketHeld: ['held'],
  TicketReleased: ['held'],
  AutomaticMailStopped: ['held'],
  TicketLinked: ['link'],
  TicketUnlinked: ['link'],
};

function codeWords(say: Say, type: string, code: string): string {
  for (const list of WORDS[type] ?? []) {
    const known = CODES[list].find((one) => one === code);
    if (known !== undefined) return sayKnown(say, list, known);
  }
  return code;
}

const CODES = {
  status: [
    'new',
    'open',
    'waitingCustomer',
    'waitingThirdParty',
    'waitingInternal',
    'scheduled',
    'resolved',
    'closed',
    'merged',
    'spam',
  ],
  stage: ['received', 'acknowledged', 'assessed', 'investigating', 'responding', 'decided', 'closed'],
  priority: ['low', 'normal', 'high', 'urgent'],
  kind: ['complaint', 'enquiry', 'suggestion', 'compliment'],
  channel: ['email', 'webForm', 'phone', 'social', 'letter', 'visit', 'chat', 'api'],
  outcome: ['upheld', 'partlyUpheld', 'notUpheld', 'withdrawn', 'outOfScope'],
  held: ['unverifiedSender', 'agentUnverified', 'loop', 'flood', 'suspectedSpam'],
  link: ['duplicateOf', 'followUpOf', 'causedBy', 'related'],
} as const;

type Codes = typeof CODES;

function sayKnown<List extends keyof Codes>(say: Say, list: List, code: Codes[List][number]): string {
  const key = `words.${list}.${code}`;
  return say(key as Parameters<Say>[0]);
}
