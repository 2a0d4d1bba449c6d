import type { RuleCondition } from '@redress/contract/sla-policy.js';
import { factOf, type FactName, FACTS, type Operator, OPERATORS, takesList, takesNoValue } from './facts.js';

export type Value = string | number | boolean | readonly string[];

/** One test as it is written; without a value it is not complete. */
export interface TestNode {
  readonly fact: FactName;
  readonly operator: Operator;
  readonly value: Value | null;
}

/** Tests that count together: all of them, any of them, or none. */
export interface GroupNode {
  readonly mode: 'all' | 'any' | 'none';
  readonly parts: readonly Node[];
}

export type Node = TestNode | GroupNode;

export const isGroup = (node: Node): node is GroupNode => 'parts' in node;

export const ALWAYS: GroupNode = { mode: 'all', parts: [] };

type Fields = Readonly<Record<string, unknown>>;
const isFields = (input: unknown): input is Fields =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** A stored condition as a tree of groups; null, which holds always, is an empty one. */
export function readCondition(condition: RuleCondition | null): GroupNode {
  if (condition === null) return ALWAYS;
  const node = readNode(condition);
  return node === null ? ALWAYS : isGroup(node) ? node : { mode: 'all', parts: [node] };
}

function readNode(input: unknown): Node | null {
  if (!isFields(input)) return null;
  if (Array.isArray(input['all'])) return { mode: 'all', parts: readParts(input['all']) };
  if (Array.isArray(input['any'])) return { mode: 'any', parts: readParts(input['any']) };
  if ('not' in input) return negated(readNode(input['not']));
  return readTest(input);
}

const readParts = (parts: readonly unknown[]): readonly Node[] => parts.flatMap((part) => readNode(part) ?? []);

function negated(node: Node | null): Node | null {
  if (node === null) return null;
  if (isGroup(node) && node.mode === 'any') return { mode: 'none', parts: node.parts };
  return { mode: 'none', parts: [node] };
}

function readTest({ fact, operator, value }: Fields): TestNode | null {
  const known = typeof fact === 'string' ? factOf(fact) : undefined;
  const how = OPERATORS.find((one) => one === operator);
  if (known === undefined || how === undefined) return null;
  return { fact: known, operator: how, value: readValue(value) };
}

function readValue(value: unknown): Value | null {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Back to what is stored: groups of one test lose their brackets, an empty tree holds always. */
export function writeCondition(group: GroupNode): RuleCondition | null {
  return writeNode(group);
}

function writeNode(node: Node): RuleCondition | null {
  if (!isGroup(node)) return writeTest(node);
  const parts = node.parts.flatMap((part): readonly RuleCondition[] => {
    const written = writeNode(part);
    return written === null ? [] : [written];
  });
  const [first] = parts;
  if (first === undefined) return null;
  if (node.mode === 'none') return { not: parts.length === 1 ? first : { any: parts } };
  return parts.length === 1 ? first : { [node.mode]: parts };
}

function writeTest({ fact, operator, value }: TestNode): RuleCondition {
  return takesNoValue(operator) ? { fact, operator } : { fact, operator, value };
}

export function isComplete({ fact, operator, value }: TestNode): boolean {
  if (takesNoValue(operator)) return true;
  if (value === null || value === '') return false;
  if (FACTS[fact] === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (FACTS[fact] === 'flag') return typeof value === 'boolean';
  return Array.isArray(value) ? value.length > 0 : !takesList(operator) && typeof value === 'string';
}

export function allComplete(node: Node): boolean {
  return isGroup(node) ? node.parts.every(allComplete) : isComplete(node);
}

/** Keeps of the old value what still makes sense with another fact or operator. */
export function fitted(test: TestNode, operator: Operator): TestNode {
  const { value } = test;
  if (takesNoValue(operator)) return { ...test, operator, value: null };
  if (takesList(operator))
    return { ...test, operator, value: Array.isArray(value) ? value : value === null ? [] : [String(value)] };
  return { ...test, operator, value: Array.isArray(value) ? (value[0] ?? null) : value };
}
