import type { Condition, Test } from '../rules/condition.js';
import { judge, plain } from '../rules/judge.js';
import type { RoutingRule } from './rule.js';

/** Whether a condition asks for the queue: only such a rule is asked again after a move. */
export function asksQueue(condition: Condition | null): boolean {
  if (condition === null) return false;
  if ('all' in condition) return condition.all.some(asksQueue);
  if ('any' in condition) return condition.any.some(asksQueue);
  return 'not' in condition ? asksQueue(condition.not) : condition.fact === 'queue';
}

type Maybe = boolean | null;

/** Whether a condition can hold in a queue when nothing else is known; null is "it depends". */
function inQueue(condition: Condition | null, queue: string): Maybe {
  if (condition === null) return true;
  if ('all' in condition) return every(condition.all.map((part) => inQueue(part, queue)));
  if ('any' in condition) {
    const none = every(condition.any.map((part) => turned(inQueue(part, queue))));
    return turned(none);
  }
  if ('not' in condition) return turned(inQueue(condition.not, queue));
  return condition.fact === 'queue' ? judge(condition, { queue }).holds : null;
}

const turned = (maybe: Maybe): Maybe => (maybe === null ? null : !maybe);

function every(parts: readonly Maybe[]): Maybe {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

/** The values that a condition insists on, per fact: what two rules insist on differently never holds for one ticket. */
function insists(condition: Condition | null, into: Map<string, readonly string[]>): void {
  if (condition === null || 'any' in condition || 'not' in condition) return;
  if ('all' in condition) {
    for (const part of condition.all) insists(part, into);
    return;
  }
  const values = valuesOf(condition);
  if (values === null || condition.fact === 'queue' || condition.fact === 'tags') return;
  const before = into.get(condition.fact);
  into.set(condition.fact, before === undefined ? values : before.filter((value) => values.includes(value)));
}

function valuesOf(test: Test): readonly string[] | null {
  if (test.operator === 'is' && test.value !== undefined) return [plain(String(test.value))];
  return test.operator === 'anyOf' && Array.isArray(test.value)
    ? test.value.map((value) => plain(String(value)))
    : null;
}

/** Rules that would move one ticket round for ever: each moves it into the queue that the next one moves it out of. */
export interface Circle {
  readonly rules: readonly RoutingRule[];
}

/**
 * A circle among the enabled rules, or null. Rules that can never hold for the same ticket (other languages, say) make none.
 * At run time a circle is broken in any case; this is for telling whoever saves one.
 */
export function circleIn(rules: readonly RoutingRule[]): Circle | null {
  const movers = rules.filter(
    (rule) => rule.enabled && rule.actions.queueId !== undefined && asksQueue(rule.condition),
  );
  const budget = { steps: MOST_STEPS };
  for (const rule of movers) {
    const found = walk([rule], movers, budget);
    if (found !== null) return { rules: found };
  }
  return null;
}

/** Ways through rules grow fast; beyond this none is looked for, and a circle is broken when it happens. */
const MOST_STEPS = 20_000;

function walk(
  path: readonly RoutingRule[],
  movers: readonly RoutingRule[],
  budget: { steps: number },
): readonly RoutingRule[] | null {
  budget.steps -= 1;
  const [first] = path;
  const queue = path.at(-1)?.actions.queueId;
  if (budget.steps < 0 || first === undefined || queue === undefined || !togetherPossible(path)) return null;
  if (path.length > 1 && inQueue(first.condition, queue) !== false) return path;
  for (const next of movers) {
    if (path.includes(next) || next.actions.queueId === queue || inQueue(next.condition, queue) === false) continue;
    const found = walk([...path, next], movers, budget);
    if (found !== null) return found;
  }
  return null;
}

function togetherPossible(rules: readonly RoutingRule[]): boolean {
  const wanted = new Map<string, readonly string[]>();
  for (const rule of rules) insists(rule.condition, wanted);
  return [...wanted.values()].every((values) => values.length > 0);
}
