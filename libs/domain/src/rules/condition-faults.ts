import type { Fault } from '../refusal.js';
import { type Condition, OPERATORS, type Operator } from './condition.js';
import { FACT_KINDS, type FactKind, OPERATORS_FOR } from './facts.js';

/** Deeper, larger or longer than this nobody reads it any more, and judging it would cost. */
export const CONDITION_LIMITS = { depth: 6, tests: 100, values: 200, text: 200 } as const;

/** More faults than this help nobody. */
const MOST_FAULTS = 20;

interface Inspection {
  readonly known: Readonly<Record<string, FactKind>>;
  readonly faults: Fault[];
  tests: number;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (input: unknown): input is Fields =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/**
 * What is wrong with a condition that somebody sent, each with where and what to do; nothing when it can be stored and judged. Null is a
 * condition: it holds always.
 * @param pointer where the condition stands in the request (`/condition`).
 * @param known the facts that may be asked.
 */
export function conditionFaults(
  input: unknown,
  pointer: string,
  known: Readonly<Record<string, FactKind>> = FACT_KINDS,
): Fault[] {
  const inspection: Inspection = { known, faults: [], tests: 0 };
  if (input !== null) inspect(input, pointer, 1, inspection);
  return inspection.faults.slice(0, MOST_FAULTS);
}

/** For what comes from outside or out of a store of documents. */
export function isCondition(input: unknown, known?: Readonly<Record<string, FactKind>>): input is Condition | null {
  return conditionFaults(input, '', known).length === 0;
}

function inspect(input: unknown, pointer: string, depth: number, found: Inspection): void {
  const say = (code: string, message: string): void => void found.faults.push({ pointer, code, message });
  if (found.faults.length >= MOST_FAULTS || found.tests > CONDITION_LIMITS.tests) return;
  if (depth > CONDITION_LIMITS.depth)
    return say('tooDeep', `Conditions go ${CONDITION_LIMITS.depth} levels deep at most: make two rules of it.`);
  if (!isFields(input))
    return say('condition', 'Write a test { fact, operator, value }, or { all: […] }, { any: […] } or { not: … }.');
  const forms = ['all', 'any', 'not', 'fact'].filter((form) => Object.hasOwn(input, form));
  if (forms.length !== 1)
    return say('condition', 'Use exactly one of fact, all, any and not in one place; nest them for more.');
  if (Object.hasOwn(input, 'not')) return inspect(input['not'], `${pointer}/not`, depth + 1, found);
  if (Object.hasOwn(input, 'fact')) return inspectTest(input, pointer, found);
  const form = Object.hasOwn(input, 'all') ? 'all' : 'any';
  const parts = input[form];
  if (!Array.isArray(parts) || parts.length === 0)
    return say('empty', `Put at least one condition into "${form}", or leave it out.`);
  for (const [index, part] of parts.slice(0, CONDITION_LIMITS.tests + 1).entries())
    inspect(part, `${pointer}/${form}/${index}`, depth + 1, found);
}

const isOperator = (input: unknown): input is Operator => OPERATORS.some((operator) => operator === input);

function inspectTest(test: Fields, pointer: string, found: Inspection): void {
  const say = (part: string, code: string, message: string): void =>
    void found.faults.push({ pointer: `${pointer}${part}`, code, message });
  found.tests += 1;
  if (found.tests > CONDITION_LIMITS.tests)
    return say('', 'tooLarge', `A condition takes ${CONDITION_LIMITS.tests} tests at most: use anyOf, or two rules.`);
  const { fact, operator, value } = test;
  if (typeof fact !== 'string' || !Object.hasOwn(found.known, fact))
    return say(
      '/fact',
      'unknown',
      `There is no fact ${shown(fact)}. Use one of ${Object.keys(found.known).join(', ')}.`,
    );
  const kind = found.known[fact];
  if (kind === undefined) return;
  const allowed = OPERATORS_FOR[kind.type];
  if (!isOperator(operator) || !allowed.includes(operator))
    return say('/operator', 'unknown', `"${fact}" cannot be asked with ${shown(operator)}. Use ${allowed.join(', ')}.`);
  const fault = valueFault(kind, operator, value);
  if (fault !== null) say('/value', fault.code, fault.message);
}

const shown = (input: unknown): string =>
  typeof input === 'string' ? `"${input.slice(0, 40)}"` : `that is ${input === undefined ? 'missing' : 'no text'}`;

type Complaint = Pick<Fault, 'code' | 'message'> | null;

function valueFault(kind: FactKind, operator: Operator, value: unknown): Complaint {
  if (operator === 'known' || operator === 'unknown')
    return value === undefined ? null : { code: 'superfluous', message: `"${operator}" takes no value: leave it out.` };
  if (kind.type === 'number')
    return typeof value === 'number' && Number.isFinite(value) ? null : { code: 'number', message: 'Write a number.' };
  if (kind.type === 'flag')
    return typeof value === 'boolean' ? null : { code: 'boolean', message: 'Write true or false.' };
  const list = operator === 'anyOf' || operator === 'noneOf';
  if (Array.isArray(value) && (list || operator === 'contains' || operator === 'startsWith'))
    return listFault(kind, operator, value);
  if (list) return { code: 'list', message: `"${operator}" takes a list, like ["one", "two"].` };
  return textFault(kind, operator, value);
}

function listFault(kind: FactKind, operator: Operator, values: readonly unknown[]): Complaint {
  if (values.length === 0) return { code: 'empty', message: 'Put at least one value into the list.' };
  if (values.length > CONDITION_LIMITS.values)
    return { code: 'tooLarge', message: `A list takes ${CONDITION_LIMITS.values} values at most.` };
  for (const value of values) {
    const fault = textFault(kind, operator, value);
    if (fault !== null) return fault;
  }
  return null;
}

function textFault(kind: FactKind, operator: Operator, value: unknown): Complaint {
  if (typeof value !== 'string' || value.trim() === '')
    return { code: 'text', message: 'Write the text to compare with.' };
  if (value.length > CONDITION_LIMITS.text)
    return { code: 'tooLong', message: `Write ${CONDITION_LIMITS.text} characters at most.` };
  const closed = operator === 'contains' || operator === 'startsWith' ? undefined : kind.values;
  if (closed !== undefined && !closed.includes(value))
    return { code: 'unknown', message: `"${value.slice(0, 40)}" is never true. Use one of ${closed.join(', ')}.` };
  return null;
}
