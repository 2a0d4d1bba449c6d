/**
 * The one language of conditions: SLA policies, routing rules and triggers all ask facts with it. A condition is data: it is stored,
 * versioned, shown as a sentence and judged here.
 */
export type FactValue = string | number | boolean | null | readonly string[];

/** What is known when a rule is judged, by name (`queue`, `tier`, `language`, `subject` …). Never changed while rules run. */
export type Facts = Readonly<Record<string, FactValue | undefined>>;

export const OPERATORS = [
  'is',
  'isNot',
  'anyOf',
  'noneOf',
  'contains',
  'startsWith',
  'atLeast',
  'atMost',
  'known',
  'unknown',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Test {
  readonly fact: string;
  readonly operator: Operator;
  /** Absent for `known` and `unknown`; a list for `anyOf` and `noneOf`. `contains` and `startsWith` take a list as well: one of it is enough. */
  readonly value?: string | number | boolean | readonly string[];
}

export type Condition =
  Test | { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition };

/** `because` names the test that decided, so that a trace can say why. */
export interface Judgement {
  readonly holds: boolean;
  readonly because: Test | null;
}
