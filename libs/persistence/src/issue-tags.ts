import type { TicketEvent } from '@redress/domain/ticket/events.js';
import type { RowOf } from './write-rows.js';

/** The tags that some events give or take: who, when, by what means, in which version of the tree. */
export function tagRows(events: readonly TicketEvent[]): RowOf<'issue_tags'>[] {
  return events.flatMap((event) => {
    const tag = tagOf(event);
    if (tag === null) return [];
    const { ticketId, version, at, by } = event;
    const who = { by_kind: by.kind, by_id: by.id, at: new Date(at) };
    return [{ ...NOTHING_TOLD, ...tag, ...who, ticket_id: ticketId, ticket_version: version }];
  });
}

const NOTHING_TOLD = { code: null, controllability: null, tree_version: null, score: null };

function tagOf(event: TicketEvent) {
  switch (event.type) {
    case 'IssueTyped': {
      const { issueId, code, treeVersion, means } = event;
      return { issue_id: issueId, tree: 'problemType', code, role: 'type', tree_version: treeVersion, means };
    }
    case 'CauseTagged': {
      const { issueId, code, role, controllability, treeVersion, means, score } = event;
      return {
        issue_id: issueId,
        tree: 'rootCause',
        code,
        role,
        controllability,
        tree_version: treeVersion,
        means,
        score,
      };
    }
    case 'CauseRemoved':
      return { issue_id: event.issueId, tree: 'rootCause', code: event.code, role: 'removed', means: event.means };
    case 'CauseUndetermined': {
      const { issueId, treeVersion, means } = event;
      return { issue_id: issueId, tree: 'rootCause', role: 'undetermined', tree_version: treeVersion, means };
    }
    case 'CausesRestored':
      return {
        ...{ issue_id: event.issueId, tree: 'rootCause', code: event.causes.rootCause, means: 'agent' },
        role: event.causes.rootCause === null ? 'removed' : 'primary',
        controllability: event.causes.controllability,
      };
    default:
      return null;
  }
}
