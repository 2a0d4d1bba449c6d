import type { Actor, TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import * as stages from '@redress/domain/ticket/stages.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { instant } from '@redress/domain/time.js';
import type { AgentKey, TeamKey } from './cast.js';
import type { DemoStep, DemoTicket } from './scenario.js';

/** Where the people and queues of the story are in this installation. */
export interface Places {
  readonly agents: Readonly<Record<AgentKey, string>>;
  readonly queues: Readonly<Record<TeamKey, string>>;
}

const RULES: Readonly<Partial<Record<DemoStep['verb'], string>>> = {
  receipt: 'acknowledgement',
  report: 'delivery',
  close: 'close-resolved',
};

export function actorOf(step: DemoStep, ticket: DemoTicket, places: Places): Actor {
  if (step.by === 'customer') return { kind: 'customer', id: ticket.customer.id };
  if (step.by === 'system') return { kind: 'system', id: RULES[step.verb] ?? 'demo' };
  return { kind: 'agent', id: places.agents[step.by] };
}

type StepOf<Verb extends DemoStep['verb']> = Extract<DemoStep, { readonly verb: Verb }>;
type Spoken = StepOf<'receive' | 'receipt' | 'reply' | 'report' | 'note'>;
type Staged = StepOf<'step' | 'addIssue' | 'judge' | 'resolve' | 'close' | 'release'>;

const SPOKEN: readonly string[] = ['receive', 'receipt', 'reply', 'report', 'note'] satisfies Spoken['verb'][];
const STAGED: readonly string[] = [
  'step',
  'addIssue',
  'judge',
  'resolve',
  'close',
  'release',
] satisfies Staged['verb'][];
const isSpoken = (step: DemoStep): step is Spoken => SPOKEN.includes(step.verb);
const isStaged = (step: DemoStep): step is Staged => STAGED.includes(step.verb);

/** What a step of one ticket's own means, as the product's verbs say it. Merges and splits change two and are told elsewhere. */
export function factsOf(ticket: Ticket, step: DemoStep, by: Actor, places: Places): TicketFact[] {
  if (isSpoken(step)) return spoken(ticket, step);
  return isStaged(step) ? staged(ticket, step) : sorted(ticket, step, by, places);
}

function spoken(ticket: Ticket, step: Spoken): TicketFact[] {
  const at = instant(step.at);
  switch (step.verb) {
    case 'receive': {
      const { id, automatic, verdict } = step.message;
      const arrival = { messageId: id, receivedAt: at, automatic, unverifiedSender: verdict === 'fail' };
      return lifecycle.receive(ticket, arrival);
    }
    case 'receipt':
    case 'reply':
      return lifecycle.reply(ticket, { messageId: step.message.id, human: step.verb === 'reply', countsFrom: at });
    case 'report':
      return lifecycle.reportDelivery(ticket, step.messageId, step.report, true);
    case 'note':
      return lifecycle.note(step.message.id);
  }
}

function staged(ticket: Ticket, step: Staged): TicketFact[] {
  switch (step.verb) {
    case 'step':
      return stages.step(ticket, step.name, step.reason?.id ?? null);
    case 'addIssue':
      return lifecycle.addIssue(ticket, step.issueId);
    case 'judge':
      return ticket.issues.flatMap((issue) => lifecycle.judge(ticket, issue.id, step.outcome));
    case 'resolve':
      return stages.resolve(ticket);
    case 'close':
      return stages.close(ticket, null);
    case 'release':
      return lifecycle.release(ticket, step.rejected);
  }
}

function sorted(ticket: Ticket, step: Exclude<DemoStep, Spoken | Staged>, by: Actor, places: Places): TicketFact[] {
  switch (step.verb) {
    case 'assign':
      return lifecycle.assign(ticket, places.agents[step.to], by.id, true);
    case 'status':
      return stages.setStatus(ticket, step.to);
    case 'prioritise':
      return lifecycle.prioritise(ticket, step.to);
    case 'grade':
      return lifecycle.grade(ticket, step.severity, step.risk);
    case 'claim':
      return lifecycle.markClaim(ticket, true);
    case 'tag':
      return lifecycle.tag(ticket, [...ticket.tags, ...step.tags]);
    case 'reclassify':
      return lifecycle.reclassify(ticket, step.kind, ticket.id);
    case 'move':
      return lifecycle.move(ticket, places.queues[step.to]);
    case 'link':
      return lifecycle.link(ticket, step.kind, step.other);
    case 'merge':
    case 'split':
      throw new Error(`"${step.verb}" changes two tickets`);
  }
}
