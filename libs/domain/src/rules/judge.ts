import type { Condition, Facts, FactValue, Judgement, Test } from './condition.js';

export { conditionFaults, isCondition } from './condition-faults.js';

/**
 * The form in which texts are compared: compatible forms of a letter, cases (`ß` as `ss`) and runs of white space are one, so that a phrase
 * is found across the line breaks of a mail. Accents count. Linear in the length.
 */
export function plain(text: string): string {
  // Most texts need no more, and every mail is brought into this form.
  if (/^\p{ASCII}*$/u.test(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim();
  return text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200d\ufeff]/g, '')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
}

/** One mail is asked by many rules: each of its texts is brought into its plain form once. */
const plainFacts = new WeakMap<Facts, Map<string, string>>();

function plainFact(facts: Facts, name: string, value: string): string {
  const known = plainFacts.get(facts) ?? new Map<string, string>();
  plainFacts.set(facts, known);
  const form = known.get(name) ?? plain(value);
  known.set(name, form);
  return form;
}

const plainValues = new WeakMap<Test, readonly string[]>();

function wanted(test: Test): readonly string[] {
  const before = plainValues.get(test);
  if (before !== undefined) return before;
  const { value } = test;
  const texts = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  const forms = texts.filter((text): text is string => typeof text === 'string').map(plain);
  plainValues.set(test, forms);
  return forms;
}

const isList = (value: FactValue): value is readonly string[] => Array.isArray(value);

/** Nothing is known of a fact that is absent, null, an empty text or an empty list. */
const isKnown = (value: FactValue | undefined): value is Exclude<FactValue, null> =>
  value !== undefined && value !== null && value !== '' && !(isList(value) && value.length === 0);

function equals(test: Test, value: Exclude<FactValue, null>, facts: Facts): boolean {
  if (isList(value)) return value.some((one) => wanted(test).includes(plain(one)));
  if (typeof value === 'string') return wanted(test).includes(plainFact(facts, test.fact, value));
  return value === test.value;
}

/** In a text: the words anywhere, also inside of a longer word ("verzug" in "Lieferverzug"). In a list: one whole entry. */
function contains(test: Test, value: Exclude<FactValue, null>, facts: Facts): boolean {
  if (isList(value)) return equals(test, value, facts);
  if (typeof value !== 'string') return false;
  const text = plainFact(facts, test.fact, value);
  return wanted(test).some((part) => part !== '' && text.includes(part));
}

function startsWith(test: Test, value: Exclude<FactValue, null>, facts: Facts): boolean {
  if (typeof value !== 'string') return false;
  const text = plainFact(facts, test.fact, value);
  return wanted(test).some((part) => part !== '' && text.startsWith(part));
}

function holds(test: Test, facts: Facts): boolean {
  const value = facts[test.fact];
  if (test.operator === 'known') return isKnown(value);
  if (test.operator === 'unknown') return !isKnown(value);
  // Of what is not known nothing is true, and so everything negative is.
  if (!isKnown(value)) return test.operator === 'isNot' || test.operator === 'noneOf';
  switch (test.operator) {
    case 'is':
    case 'anyOf':
      return equals(test, value, facts);
    case 'isNot':
    case 'noneOf':
      return !equals(test, value, facts);
    case 'contains':
      return contains(test, value, facts);
    case 'startsWith':
      return startsWith(test, value, facts);
    case 'atLeast':
      return typeof value === 'number' && typeof test.value === 'number' && value >= test.value;
    case 'atMost':
      return typeof value === 'number' && typeof test.value === 'number' && value <= test.value;
  }
}

/** Stops at the first part that comes out as `decisive`: one that fails decides `all`, one that holds decides `any`. */
function several(conditions: readonly Condition[], facts: Facts, decisive: boolean): Judgement {
  let last: Judgement = { holds: !decisive, because: null };
  for (const condition of conditions) {
    last = judge(condition, facts);
    if (last.holds === decisive) return last;
  }
  return { holds: !decisive, because: last.because };
}

/**
 * Whether a condition holds, and the test that decided: of `all` the first that failed, of `any` the first that held, else the last that
 * was asked. Null holds for everything. The condition is one that {@link conditionFaults} found nothing in.
 */
export function judge(condition: Condition | null, facts: Facts): Judgement {
  if (condition === null) return { holds: true, because: null };
  if ('all' in condition) return several(condition.all, facts, false);
  if ('any' in condition) return several(condition.any, facts, true);
  if ('not' in condition) {
    const inner = judge(condition.not, facts);
    return { holds: !inner.holds, because: inner.because };
  }
  return { holds: holds(condition, facts), because: condition };
}
