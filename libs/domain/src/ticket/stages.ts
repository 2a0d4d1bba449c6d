import { owesCause } from '../causes/tagging.js';
import { Refusal } from '../refusal.js';
import type { TicketFact } from './events.js';
import { refuseFinished, refuseGone } from './lifecycle.js';
import type { Stage, Status, Ticket } from './ticket.js';

/** The steps of a complaint besides closing; the name of the verb says where it leads. */
export const STEPS = {
  acknowledge: 'acknowledged',
  assess: 'assessed',
  investigate: 'investigating',
  respond: 'responding',
  decide: 'decided',
} as const satisfies Record<string, Stage>;

export type Step = keyof typeof STEPS;

/** From → to. `back` needs a reason. Closing and reopening have verbs of their own. */
const ALLOWED: readonly { readonly from: Stage; readonly to: Stage; readonly back: boolean }[] = [
  { from: 'received', to: 'acknowledged', back: false },
  { from: 'acknowledged', to: 'assessed', back: false },
  { from: 'assessed', to: 'investigating', back: false },
  { from: 'assessed', to: 'responding', back: false },
  { from: 'investigating', to: 'responding', back: false },
  { from: 'responding', to: 'investigating', back: true },
  { from: 'responding', to: 'decided', back: false },
  { from: 'decided', to: 'investigating', back: true },
  { from: 'decided', to: 'responding', back: true },
];

/** The steps that the stage allows now. */
export function stepsFrom(stage: Stage | null): Step[] {
  const names = Object.keys(STEPS) as Step[];
  return names.filter((name) => ALLOWED.some((row) => row.from === stage && row.to === STEPS[name]));
}

export function needsReason(stage: Stage | null, to: Stage): boolean {
  return ALLOWED.some((row) => row.from === stage && row.to === to && row.back);
}

/** @param noteId the internal note that holds the reason; the log itself keeps no words. */
export function step(ticket: Ticket, name: Step, noteId: string | null): TicketFact[] {
  refuseFinished(ticket, 'moved on');
  const to = STEPS[name];
  if (ticket.stage === null)
    throw new Refusal('not-in-this-stage', 'Only complaints have stages. Reclassify the ticket as a complaint first.');
  if (ticket.stage === to) return [];
  const row = ALLOWED.find((one) => one.from === ticket.stage && one.to === to);
  if (row === undefined) {
    const next = stepsFrom(ticket.stage);
    const hint = next.length > 0 ? `From "${ticket.stage}" it can go on with: ${next.join(', ')}.` : 'Reopen it first.';
    throw new Refusal('not-in-this-stage', `A complaint cannot go from "${ticket.stage}" to "${to}". ${hint}`);
  }
  if (row.back && noteId === null)
    throw new Refusal('invalid', 'Going back needs a reason.', [
      { pointer: '/reason', code: 'required', message: 'Say why.' },
    ]);
  const facts: TicketFact[] = [{ type: 'StageChanged', stage: to, from: ticket.stage, noteId }];
  if (ticket.status === 'resolved' && to !== 'decided') facts.push(change(ticket, 'open'));
  else if (ticket.status === 'new') facts.push(change(ticket, 'open'));
  return facts;
}

const change = (ticket: Ticket, status: Status): TicketFact => ({ type: 'StatusChanged', status, from: ticket.status });

const BY_HAND: readonly Status[] = [
  'open',
  'waitingCustomer',
  'waitingThirdParty',
  'waitingInternal',
  'scheduled',
  'spam',
];

/** The statuses that an agent sets directly; the others have verbs with rules of their own. */
export function setStatus(ticket: Ticket, status: Status): TicketFact[] {
  refuseGone(ticket);
  if (ticket.status === status) return [];
  if (!BY_HAND.includes(status))
    throw new Refusal('not-in-this-status', `"${status}" is not set by hand: use the step of that name.`);
  if (ticket.status === 'closed' && status !== 'spam')
    throw new Refusal('not-in-this-status', 'This ticket is closed. Reopen it first.');
  return [change(ticket, status)];
}

/** A complaint is resolved when it is decided and each of its issues has an outcome. */
export function resolve(ticket: Ticket): TicketFact[] {
  refuseFinished(ticket, 'resolved');
  if (ticket.status === 'resolved') return [];
  if (ticket.status === 'closed') throw new Refusal('not-in-this-status', 'This ticket is closed. Reopen it first.');
  if (ticket.kind === 'complaint') {
    if (ticket.stage !== 'decided') {
      throw new Refusal(
        'not-in-this-stage',
        `A complaint is resolved after the decision; this one is "${ticket.stage}". Decide it first.`,
      );
    }
    const open = ticket.issues.flatMap((issue, index) => (issue.outcome === null ? [index] : []));
    if (open.length > 0) {
      const faults = open.map((index) => ({
        pointer: `/issues/${index}/outcome`,
        code: 'required',
        message: 'This issue has no outcome.',
      }));
      throw new Refusal(
        'outcome-missing',
        `${open.length} of ${ticket.issues.length} issues have no outcome yet.`,
        faults,
      );
    }
    refuseWithoutCause(ticket);
  }
  return [change(ticket, 'resolved')];
}

/** What is not learned from comes again: each issue says why it happened, or that nobody could find out. */
function refuseWithoutCause(ticket: Ticket): void {
  const owing = ticket.issues.flatMap((issue, index) => (owesCause(issue) ? [index] : []));
  if (owing.length === 0) return;
  const faults = owing.map((index) => ({
    pointer: `/issues/${index}/rootCause`,
    code: 'required',
    message: 'Choose the cause, or say why it could not be determined.',
  }));
  throw new Refusal('cause-missing', `${owing.length} of ${ticket.issues.length} issues have no cause yet.`, faults);
}

/** Where a complaint may be closed from: after its decision, or early as invalid, withdrawn or settled at once. */
const CLOSABLE: readonly Stage[] = ['received', 'acknowledged', 'assessed', 'decided'];

export function close(ticket: Ticket, noteId: string | null): TicketFact[] {
  refuseGone(ticket);
  if (ticket.status === 'closed') return [];
  if (ticket.stage === null || ticket.stage === 'closed') return [change(ticket, 'closed')];
  if (!CLOSABLE.includes(ticket.stage)) {
    throw new Refusal(
      'not-in-this-stage',
      `A complaint that is "${ticket.stage}" is closed after its decision. Decide it first.`,
    );
  }
  return [{ type: 'StageChanged', stage: 'closed', from: ticket.stage, noteId }, change(ticket, 'closed')];
}

/** A resolved ticket opens again; a closed one starts a new episode, a complaint at `assessed`. */
export function reopen(ticket: Ticket, noteId: string | null): TicketFact[] {
  refuseGone(ticket);
  if (ticket.status === 'resolved' || ticket.status === 'spam') return [change(ticket, 'open')];
  if (ticket.status !== 'closed') throw new Refusal('not-in-this-status', 'This ticket is not closed.');
  const facts: TicketFact[] = [
    { type: 'TicketReopened', messageId: null, noteId, episode: ticket.episode + 1 },
    change(ticket, 'open'),
  ];
  if (ticket.stage === 'closed') facts.push({ type: 'StageChanged', stage: 'assessed', from: 'closed', noteId });
  return facts;
}
