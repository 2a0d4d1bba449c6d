import { Refusal } from '../refusal.js';
import type { CauseRole, CausesOf, TagMeans, TicketFact } from '../ticket/events.js';
import { refuseFinished } from '../ticket/lifecycle.js';
import type { Issue, Outcome, Ticket } from '../ticket/ticket.js';
import { type Controllability, isInForce, type Taxonomy, type TaxonomyNode } from './taxonomy.js';

/** The verbs that say what an issue is about and why it happened. They refuse codes that the tree does not have, or has retired. */

/** Nobody looks for the cause of what the customer took back, or what is not ours to judge. */
const NEEDS_NO_CAUSE: readonly Outcome[] = ['withdrawn', 'outOfScope'];

/** Whether the issue still owes a cause before its ticket may be resolved. */
export const owesCause = (issue: Issue): boolean =>
  issue.rootCause === null &&
  issue.undetermined === null &&
  (issue.outcome === null || !NEEDS_NO_CAUSE.includes(issue.outcome));

export const causesOf = ({ rootCause, contributing, controllability, undetermined }: Issue): CausesOf => ({
  rootCause,
  contributing,
  controllability,
  undetermined,
});

function issueOf(ticket: Ticket, issueId: string): Issue {
  refuseFinished(ticket, 'classified');
  const issue = ticket.issues.find(({ id }) => id === issueId);
  if (issue === undefined) throw new Refusal('not-found', 'This ticket has no such issue.');
  return issue;
}

function nodeOf({ nodes }: Taxonomy, code: string, pointer: string): TaxonomyNode {
  const node = nodes.find((one) => one.code === code);
  if (node === undefined) {
    throw new Refusal('invalid', `The tree has no "${code}".`, [
      { pointer, code: 'unknown', message: 'Choose one of the tree.' },
    ]);
  }
  if (isInForce(node)) return node;
  const hint = node.replacedBy === null ? 'Choose another.' : `Take "${node.replacedBy}" instead.`;
  throw new Refusal('invalid', `"${code}" is retired. ${hint}`, [{ pointer, code: 'retired', message: hint }]);
}

/** What the customer experienced; null takes it back. */
export function typeIssue(
  ticket: Ticket,
  issueId: string,
  code: string | null,
  tree: Taxonomy,
  means: TagMeans,
): TicketFact[] {
  const issue = issueOf(ticket, issueId);
  if (issue.problemType === code) return [];
  if (code !== null) nodeOf(tree, code, '/problemType');
  return [{ type: 'IssueTyped', issueId, code, from: issue.problemType, treeVersion: tree.version, means }];
}

export interface Tagging {
  readonly issueId: string;
  readonly code: string;
  readonly role: CauseRole;
  /** Null takes the one of the node. */
  readonly controllability: Controllability | null;
  readonly means: TagMeans;
  readonly score: number | null;
}

/** Why it happened. A new primary cause takes the place of the one before. */
export function tagCause(ticket: Ticket, tagging: Tagging, tree: Taxonomy): TicketFact[] {
  const issue = issueOf(ticket, tagging.issueId);
  const { code, role } = tagging;
  const node = nodeOf(tree, code, role === 'primary' ? '/rootCause' : '/contributing');
  const controllability = tagging.controllability ?? node.controllability;
  const there =
    role === 'primary'
      ? issue.rootCause === code && issue.controllability === controllability
      : issue.contributing.includes(code) || issue.rootCause === code;
  if (there) return [];
  return [{ type: 'CauseTagged', ...tagging, controllability, treeVersion: tree.version, from: causesOf(issue) }];
}

export function removeCause(ticket: Ticket, issueId: string, code: string, means: TagMeans): TicketFact[] {
  const issue = issueOf(ticket, issueId);
  const role: CauseRole | null =
    issue.rootCause === code ? 'primary' : issue.contributing.includes(code) ? 'contributing' : null;
  if (role === null) return [];
  if (role === 'primary' && ticket.status === 'resolved') {
    throw new Refusal(
      'not-in-this-status',
      'The ticket is resolved: each issue keeps a cause. Choose another, or set it to open first.',
    );
  }
  return [{ type: 'CauseRemoved', issueId, code, role, means, from: causesOf(issue) }];
}

/** Looked for and not found. @param noteId the internal note that says why; it is asked for, so that "don't know" is not the easy way. */
export function leaveUndetermined(
  ticket: Ticket,
  issueId: string,
  noteId: string,
  tree: Taxonomy,
  means: TagMeans,
): TicketFact[] {
  const issue = issueOf(ticket, issueId);
  return [{ type: 'CauseUndetermined', issueId, noteId, treeVersion: tree.version, means, from: causesOf(issue) }];
}
