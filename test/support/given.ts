import type { Tagging } from '@redress/domain/causes/tagging.js';
import type { Taxonomy } from '@redress/domain/causes/taxonomy.js';
import { type Asker, type Role, type Scope, SCOPES, type Sight } from '@redress/domain/people.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { Actor, TicketEvent, TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import type { Kind, Ticket } from '@redress/domain/ticket/ticket.js';
import { instant, type Instant, later, MINUTE } from '@redress/domain/time.js';

export const START = instant(Date.UTC(2026, 0, 19, 9, 0));

/** A UUID that tells which one it is: `uuid(3)`. */
export const uuid = (running: number): string => `00000000-0000-7000-8000-${running.toString(16).padStart(12, '0')}`;

export const AGENT: Actor = { kind: 'agent', id: uuid(1) };
export const COLLEAGUE: Actor = { kind: 'agent', id: uuid(2) };

/** A ticket with the log that made it; each change comes a minute after the one before. */
export class Course {
  readonly events: TicketEvent[] = [];
  private folded: Ticket | null = null;
  private at: Instant = START;

  constructor(
    readonly id: string,
    opening: readonly TicketFact[],
  ) {
    this.then(opening);
  }

  get ticket(): Ticket {
    if (this.folded === null) throw new Error('The opening held no facts');
    return this.folded;
  }

  /** When the next change will happen. */
  get next(): Instant {
    return this.at;
  }

  then(facts: readonly TicketFact[], by: Actor = AGENT, undoes: readonly number[] = []): this {
    const { ticket, events } = record(this.folded, this.id, facts, by, this.at);
    this.events.push(
      ...events.map((event, index): TicketEvent => {
        const version = undoes[index];
        return version === undefined ? event : { ...event, undoes: version };
      }),
    );
    this.folded = ticket;
    this.at = later(this.at, MINUTE);
    return this;
  }
}

/** What one complaint, or a ticket of another kind, starts with. */
export const opening = (kind: Kind = 'complaint'): TicketFact[] =>
  lifecycle.open({
    number: 'T-2026-000001',
    kind,
    channel: 'email',
    queueId: uuid(10),
    customerId: uuid(20),
    priority: 'normal',
    receivedAt: START,
    presumedIssueId: uuid(30),
    held: null,
  });

export const complaint = (id = uuid(100)): Course => new Course(id, opening());

/** A tree of one root cause, enough to resolve with. */
export const CAUSES: Taxonomy = {
  tree: 'rootCause',
  version: 3,
  nodes: [
    {
      code: 'product.design',
      parent: null,
      labels: { en: 'Design fault', de: 'Konstruktionsfehler' },
      definition: '',
      process: null,
      ownerId: null,
      controllability: 'ours',
      position: 1,
      validFrom: START,
      validTo: null,
      replacedBy: null,
    },
  ],
};

/** What an agent says when he names that cause for the presumed issue. */
export const DESIGN: Tagging = {
  issueId: uuid(30),
  code: 'product.design',
  role: 'primary',
  controllability: null,
  means: 'agent',
  score: null,
};

/** The ticket without what differs although it is as it was: the number of its changes and the time of the last one. */
export const lasting = (ticket: Ticket): Ticket => ({ ...ticket, version: 0, updatedAt: START });

export interface AskerWishes {
  readonly agentId?: string | null;
  readonly role?: Role;
  readonly sight?: Sight;
  readonly scopes?: readonly Scope[];
  readonly teamIds?: readonly string[];
}

/** Somebody who asks; an administrator who sees all unless wished otherwise. */
export function asker({
  agentId = uuid(1),
  role = 'admin',
  sight = { kind: 'all' },
  scopes = SCOPES,
  teamIds = [],
}: AskerWishes = {}): Asker {
  return { agentId, name: 'Ada', role, teamIds, sight, scopes, via: { kind: 'session', id: 'test' } };
}

/** The code of the refusal that the work ends with; null when it ends well. */
export function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

/** The same for work that takes its time. */
export async function refusalOfLater(work: Promise<unknown>): Promise<string | null> {
  return work.then(() => null, codeOf);
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
