import * as tagging from '@redress/domain/causes/tagging.js';
import type { Controllability, Taxonomy } from '@redress/domain/causes/taxonomy.js';
import { Refusal } from '@redress/domain/refusal.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { TagMeans, TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import type { Issue, Outcome, Ticket } from '@redress/domain/ticket/ticket.js';
import { instant } from '@redress/domain/time.js';
import { readTaxonomy } from '@redress/persistence/stores/taxonomies.store.js';
import { wordIssue } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { act, type Desk, SYSTEM, type Wish } from './desk.js';
import { writeReason } from './notes.js';

/** What is said about one issue; absent fields stay as they are. */
export interface IssueEdit {
  readonly id: string;
  readonly summary?: string | undefined;
  readonly outcome?: Outcome | null | undefined;
  readonly problemType?: string | null | undefined;
  readonly rootCause?: string | null | undefined;
  /** The whole new set. */
  readonly contributing?: readonly string[] | undefined;
  readonly controllability?: Controllability | undefined;
  /** Why no cause could be found; kept as an internal note. */
  readonly undeterminedReason?: string | undefined;
}

/** Changes what is said about one issue, all of it or, when something is refused, nothing. */
export function editIssue(desk: Desk, wish: Wish, wanted: IssueEdit): Promise<Ticket> {
  return act(desk, wish, 'edit', async ({ ticket }, tx, at) => {
    issueOf(ticket, wanted.id);
    if (wanted.summary !== undefined) await wordIssue(tx, wanted.id, wanted.summary);
    const saying = new Saying(ticket, wish.asker.role === 'quality' ? 'reviewer' : 'agent');
    if (wanted.outcome !== undefined) saying.say(lifecycle.judge(saying.ticket, wanted.id, wanted.outcome));
    if (wanted.problemType !== undefined) {
      const tree = await readTaxonomy(tx, 'problemType');
      saying.say(tagging.typeIssue(saying.ticket, wanted.id, wanted.problemType, tree, saying.means));
    }
    if (speaksOfCauses(wanted)) sayCauses(saying, wanted, await readTaxonomy(tx, 'rootCause'));
    const reason = wanted.undeterminedReason?.trim() ?? '';
    if (reason !== '') {
      const noteId = newId();
      saying.say(await writeReason(tx, ticket.id, noteId, reason, wish.asker, at));
      const tree = await readTaxonomy(tx, 'rootCause');
      saying.say(tagging.leaveUndetermined(saying.ticket, wanted.id, noteId, tree, saying.means));
    }
    return { facts: saying.facts };
  });
}

const speaksOfCauses = ({ rootCause, contributing, controllability }: IssueEdit): boolean =>
  rootCause !== undefined || contributing !== undefined || controllability !== undefined;

function issueOf(ticket: Ticket, id: string): Issue {
  const issue = ticket.issues.find((one) => one.id === id);
  if (issue === undefined) throw new Refusal('not-found', 'This ticket has no such issue.');
  return issue;
}

/** Facts that follow from each other: each verb sees the ticket as the ones before it leave it. */
export class Saying {
  readonly facts: TicketFact[] = [];

  constructor(
    public ticket: Ticket,
    readonly means: TagMeans,
  ) {}

  say(facts: readonly TicketFact[]): void {
    this.facts.push(...facts);
    this.ticket = record(this.ticket, this.ticket.id, facts, SYSTEM('preview'), instant(0)).ticket ?? this.ticket;
  }
}

export function sayCauses(saying: Saying, wanted: IssueEdit, tree: Taxonomy): void {
  const { id, rootCause, contributing, controllability } = wanted;
  const { means } = saying;
  const tag = (code: string, role: 'primary' | 'contributing', whose: Controllability | null): void =>
    saying.say(
      tagging.tagCause(saying.ticket, { issueId: id, code, role, controllability: whose, means, score: null }, tree),
    );
  const before = issueOf(saying.ticket, id);
  if (rootCause === null && before.rootCause !== null) {
    saying.say(tagging.removeCause(saying.ticket, id, before.rootCause, means));
  }
  const primary = rootCause === undefined ? before.rootCause : rootCause;
  if (primary !== null && (rootCause !== undefined || controllability !== undefined)) {
    tag(primary, 'primary', controllability ?? null);
  }
  if (contributing === undefined) return;
  const gone = issueOf(saying.ticket, id).contributing.filter((code) => !contributing.includes(code));
  for (const code of gone) saying.say(tagging.removeCause(saying.ticket, id, code, means));
  for (const code of contributing) if (code !== primary) tag(code, 'contributing', null);
}
