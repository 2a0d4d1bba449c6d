import type { RoleRights } from '@redress/contract/people.js';
import type { TicketVerb } from '@redress/contract/ticket.js';

/** Verbs of a ticket that are told of in one line; the order is that of the page. */
const LINE_OF = {
  reply: 'reply',
  note: 'note',
  watch: 'note',
  edit: 'edit',
  undo: 'edit',
  assign: 'assign',
  route: 'assign',
  acknowledge: 'steps',
  assess: 'steps',
  investigate: 'steps',
  respond: 'steps',
  decide: 'steps',
  resolve: 'steps',
  close: 'steps',
  reopen: 'steps',
  merge: 'join',
  split: 'join',
  link: 'join',
  release: 'release',
  reject: 'release',
  escalate: 'escalate',
  deescalate: 'escalate',
  ask: 'ask',
} as const satisfies Readonly<Record<TicketVerb, string>>;

export type TicketLine = (typeof LINE_OF)[TicketVerb];

export const TICKET_LINES: readonly TicketLine[] = [...new Set(Object.values(LINE_OF))];

/** Whether a role may do all of what a line tells of. */
export const mayAll = ({ verbs }: Pick<RoleRights, 'verbs'>, line: TicketLine): boolean =>
  Object.entries(LINE_OF).every(([verb, of]) => of !== line || verbs.some((one) => one === verb));
