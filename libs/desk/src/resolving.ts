import { owesCause, leaveUndetermined, typeIssue } from '@redress/domain/causes/tagging.js';
import type { IssueAnswer } from '@redress/domain/causes/issue-answer.js';
import type { Asker } from '@redress/domain/people.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { resolve } from '@redress/domain/ticket/stages.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { readTaxonomy } from '@redress/persistence/stores/taxonomies.store.js';
import { newId } from '@redress/platform/ids.js';
import { act, type Desk, type Wish } from './desk.js';
import { sayCauses, Saying } from './issues.js';
import { writeReason } from './notes.js';

/** Resolves a ticket and says at the same stroke what a complaint still owes. All of it or, when something is refused, nothing. */
export function resolveWith(desk: Desk, wish: Wish, reason: string | null, answer: IssueAnswer): Promise<Ticket> {
  return act(desk, wish, 'resolve', async ({ ticket }, tx, at) => {
    const saying = new Saying(ticket, 'agent');
    if (ticket.kind === 'complaint' && ticket.status !== 'resolved')
      await answerFor(tx, saying, wish.asker, answer, at);
    const facts = resolve(saying.ticket);
    if (facts.length === 0) return { facts };
    if (reason !== null) {
      saying.say(await writeReason(tx, ticket.id, newId(), reason, wish.asker, at));
    }
    return { facts: [...saying.facts, ...facts] };
  });
}

async function answerFor(
  tx: Transaction,
  saying: Saying,
  asker: Asker,
  { outcome, problemType, rootCause, controllability, undeterminedReason = '' }: IssueAnswer,
  at: Instant,
): Promise<void> {
  const ids = saying.ticket.issues.map(({ id }) => id);
  const issueOf = (id: string) => saying.ticket.issues.find((issue) => issue.id === id);
  if (outcome !== undefined)
    for (const id of ids) if (issueOf(id)?.outcome === null) saying.say(lifecycle.judge(saying.ticket, id, outcome));
  if (problemType !== undefined) {
    const tree = await readTaxonomy(tx, 'problemType');
    for (const id of ids)
      if (issueOf(id)?.problemType === null) saying.say(typeIssue(saying.ticket, id, problemType, tree, saying.means));
  }
  const owing = saying.ticket.issues.filter(owesCause).map(({ id }) => id);
  const reason = undeterminedReason.trim();
  if (owing.length === 0 || (rootCause === undefined && reason === '')) return;
  const tree = await readTaxonomy(tx, 'rootCause');
  if (rootCause !== undefined) {
    for (const id of owing) sayCauses(saying, { id, rootCause, controllability }, tree);
    return;
  }
  const noteId = newId();
  saying.say(await writeReason(tx, saying.ticket.id, noteId, reason, asker, at));
  for (const id of owing) saying.say(leaveUndetermined(saying.ticket, id, noteId, tree, saying.means));
}
