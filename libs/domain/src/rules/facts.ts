import { CHANNELS, KINDS, PRIORITIES, STAGES, STATUSES } from '../ticket/ticket.js';
import type { Operator } from './condition.js';

/** What a fact is made of: it decides which operators make sense and which values. A `code` is one word of an open or closed set. */
export type FactType = 'code' | 'text' | 'number' | 'flag' | 'list';

export interface FactKind {
  readonly type: FactType;
  /** The closed set of a code, where there is one. */
  readonly values?: readonly string[];
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * Every fact that a rule can ask, by name. `queue`, `team`, `owner` and `organisation` are ids; `customerValue` is in minor units of its
 * currency; `weekday`, `hour` and `open` are those of the receipt, in the business calendar that applies.
 */
export const FACT_KINDS: Readonly<Record<string, FactKind>> = {
  kind: { type: 'code', values: KINDS },
  isClaim: { type: 'flag' },
  channel: { type: 'code', values: CHANNELS },
  status: { type: 'code', values: STATUSES },
  stage: { type: 'code', values: STAGES },
  priority: { type: 'code', values: PRIORITIES },
  severity: { type: 'number' },
  risk: { type: 'number' },
  queue: { type: 'code' },
  queueAddress: { type: 'code' },
  team: { type: 'code' },
  owner: { type: 'code' },
  tags: { type: 'list' },
  language: { type: 'code' },
  product: { type: 'code' },
  region: { type: 'code' },
  subject: { type: 'text' },
  text: { type: 'text' },
  sender: { type: 'code' },
  senderDomain: { type: 'code' },
  organisation: { type: 'code' },
  tier: { type: 'code' },
  customerValue: { type: 'number' },
  relationshipRisk: { type: 'number' },
  weekday: { type: 'code', values: WEEKDAYS },
  hour: { type: 'number' },
  open: { type: 'flag' },
};

/** Which operators make sense for a fact of this type; an editor offers no others and a rule with another is refused. */
export const OPERATORS_FOR: Readonly<Record<FactType, readonly Operator[]>> = {
  code: ['is', 'isNot', 'anyOf', 'noneOf', 'startsWith', 'contains', 'known', 'unknown'],
  text: ['contains', 'startsWith', 'is', 'isNot', 'anyOf', 'noneOf', 'known', 'unknown'],
  number: ['is', 'isNot', 'atLeast', 'atMost', 'known', 'unknown'],
  flag: ['is', 'isNot', 'known', 'unknown'],
  list: ['contains', 'anyOf', 'noneOf', 'known', 'unknown'],
};
