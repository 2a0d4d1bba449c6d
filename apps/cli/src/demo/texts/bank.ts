import type { ProblemKey } from '../problems.js';

/**
 * What people write about one problem in one language. Each sentence of a kind fits each sentence of the other kinds.
 * `[a|b]` is a choice, `{product}`, `{order}`, `{date}` (of the order), `{amount}`, `{room}`, `{weeks}` are filled in.
 */
export interface Bank {
  readonly subjects: readonly string[];
  /** What happened; names the product. ` => ` adds the subject that goes with it. */
  readonly facts: readonly string[];
  readonly details: readonly string[];
  /** What it means to them. */
  readonly effects: readonly string[];
  readonly demands: readonly string[];
  /** What an agent asks first. */
  readonly asks: readonly string[];
  /** What the customer answers to that. */
  readonly backs: readonly string[];
  /** What the agent decides. */
  readonly solutions: readonly string[];
}

export type Banks = Readonly<Record<ProblemKey, Bank>>;

/** One sentence a line; reads better than a list of quoted strings and spares the escapes of Italian and French. */
export const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export type BankSource = { readonly [Part in keyof Bank]: string };

export const bank = (source: BankSource): Bank => ({
  subjects: lines(source.subjects),
  facts: lines(source.facts),
  details: lines(source.details),
  effects: lines(source.effects),
  demands: lines(source.demands),
  asks: lines(source.asks),
  backs: lines(source.backs),
  solutions: lines(source.solutions),
});
