import { Refusal } from '../refusal.js';
import type { TicketFact } from './events.js';
import { refuseGone } from './lifecycle.js';
import { instant, type Instant } from '../time.js';
import type { Ticket } from './ticket.js';

/** Two tickets change at once: the facts of each. */
export interface Both {
  readonly source: TicketFact[];
  readonly target: TicketFact[];
}

/**
 * The source stays readable and sends later replies on to the target. Nothing moves, so the merge can be undone exactly.
 * @param targetAncestors ids that the target itself is merged into, nearest first; refused when the source is among them.
 */
export function merge(source: Ticket, target: Ticket, targetAncestors: readonly string[]): Both {
  if (source.id === target.id) throw new Refusal('merge-circle', 'A ticket cannot be merged into itself.');
  if (source.status === 'merged') throw new Refusal('already-done', 'This ticket is merged already. Undo that first.');
  if (targetAncestors.includes(source.id))
    throw new Refusal('merge-circle', 'The other ticket is merged into this one.');
  if (target.status === 'merged')
    throw new Refusal('not-in-this-status', 'The other ticket is merged itself. Merge into the one that it went to.');
  if (target.status === 'spam') throw new Refusal('not-in-this-status', 'The other ticket is spam.');
  return {
    source: [{ type: 'TicketMerged', into: target.id, statusBefore: source.status }],
    target: [{ type: 'TicketAbsorbed', source: source.id, receivedAt: earliest(source), ...talkTaken(source, target) }],
  };
}

/** What was said in public goes on where it is worked on, unless something was said in public there already. */
const talkTaken = (source: Ticket, target: Ticket) =>
  source.publicTalk !== null && target.publicTalk === null ? { publicTalk: source.publicTalk } : {};

/** What was merged into the source before comes along. */
const earliest = ({ receivedAt, inherited }: Ticket): Instant =>
  instant(Math.min(receivedAt, ...inherited.map((one) => one.receivedAt)));

export function unmerge(source: Ticket, target: Ticket): Both {
  if (source.mergedInto !== target.id || source.statusBeforeMerge === null) {
    throw new Refusal('already-done', 'This ticket is not merged into that one.');
  }
  return {
    source: [{ type: 'TicketUnmerged', from: target.id, status: source.statusBeforeMerge }],
    target: [{ type: 'AbsorptionUndone', source: source.id, ...talkGiven(source, target) }],
  };
}

/** What came along goes back; what was said since stands in the messages. */
const talkGiven = (source: Ticket, target: Ticket) =>
  target.publicTalk?.broughtBy === source.id ? { givesPublicTalk: true as const } : {};

export interface Splitting {
  readonly child: { readonly id: string; readonly number: string };
  readonly issueIds: readonly string[];
  readonly messageIds: readonly string[];
  /** For the child when no issue is taken along. */
  readonly presumedIssueId: string;
}

/** The child carries the original receipt: a split must not give the customer's complaint a later date. */
export function split(parent: Ticket, splitting: Splitting): { parent: TicketFact[]; child: TicketFact[] } {
  refuseGone(parent);
  const taken = [...new Set(splitting.issueIds)];
  const unknown = taken.find((id) => !parent.issues.some((issue) => issue.id === id));
  if (unknown !== undefined) throw new Refusal('not-found', 'This ticket has no such issue.');
  if (parent.kind === 'complaint' && taken.length >= parent.issues.length) {
    throw new Refusal('invalid', 'One issue has to stay here. Name the second one before you split it off.');
  }
  const issueIds = taken.length > 0 ? taken : parent.kind === 'complaint' ? [splitting.presumedIssueId] : [];
  return {
    parent: [
      { type: 'TicketSplit', child: splitting.child.id, issueIds: taken, messageIds: splitting.messageIds },
      { type: 'TicketLinked', kind: 'related', other: splitting.child.id },
    ],
    child: [
      {
        type: 'TicketOpened',
        number: splitting.child.number,
        kind: parent.kind,
        isClaim: parent.isClaim,
        channel: parent.channel,
        queueId: parent.queueId,
        customerId: parent.customerId,
        priority: parent.priority,
        severity: parent.severity,
        risk: parent.risk,
        receivedAt: parent.receivedAt,
        issueIds,
        splitFrom: parent.id,
      },
      ...inherited(parent),
      { type: 'TicketLinked', kind: 'related', other: parent.id },
    ],
  };
}

const NOTHING_KNOWN: Ticket['description'] = { language: null, product: null, region: null };

/** What is split off is about the same customer and thing until somebody says otherwise, and is kept from the same people. */
function inherited({ description, skills, excluded, chosenPolicyId, queueId, priority }: Ticket): TicketFact[] {
  const facts: TicketFact[] = [];
  if (Object.values(description).some((code) => code !== null))
    facts.push({ type: 'TicketDescribed', now: description, from: NOTHING_KNOWN });
  if (skills.length > 0 || excluded.length > 0 || chosenPolicyId !== null) {
    const placed = { queueId, priority, skills, excluded, policyId: chosenPolicyId, ownerId: null };
    facts.push({ type: 'TicketRouted', revision: 0, rules: [], ...placed });
  }
  return facts;
}
