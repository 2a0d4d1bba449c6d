import type { Fault } from '@redress/domain/refusal.js';
import { Liquid, LiquidError, type Template } from 'liquidjs';

/** Conditions and words alone: nothing that loads a file, repeats, or makes long texts of short ones. */
const TAGS = ['if', 'unless', 'case', 'comment'];
const FILTERS = ['default', 'upcase', 'downcase', 'capitalize', 'truncate'];

/** Characters of what comes out; values may be long, a mail need not be. */
const LONGEST = 60_000;

const engine = new Liquid({
  ...{ strictVariables: true, strictFilters: true, ownPropertyOnly: true, relativeReference: false },
  // Milliseconds and units of memory: a text of the allowed length needs a hundredth of either.
  ...{ parseLimit: 50_000, renderLimit: 200, memoryLimit: 100_000 },
});
keepOnly(engine.tags, TAGS);
keepOnly(engine.filters, FILTERS);

function keepOnly(known: object, wanted: readonly string[]): void {
  for (const name of Object.keys(known)) if (!wanted.includes(name)) Reflect.deleteProperty(known, name);
}

/** What is wrong with a text that is filled in by a machine, with the place of it. */
export interface LiquidFault extends Fault {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** The name that means nothing here; null where the fault is another. */
  readonly variable: string | null;
}

/** A text that was understood. */
export interface Understood {
  readonly templates: readonly Template[];
  /** What it asks for, each once. */
  readonly variables: ReadonlySet<string>;
  readonly faults: readonly LiquidFault[];
}

const MOST_FAULTS = 10;

/** Reads a text without filling it in. Whatever it asks for besides the allowed variables is a fault, at its place. */
export function understand(source: string, pointer: string, allowed: readonly string[]): Understood {
  try {
    const templates = engine.parse(source);
    const asked = Object.values(engine.analyzeSync(templates).globals).flat();
    const named = asked.map(({ segments, location }) => ({ name: pathOf(segments), location }));
    const unknown = named.filter(({ name }) => !allowed.includes(name)).slice(0, MOST_FAULTS);
    return {
      templates,
      variables: new Set(named.map(({ name }) => name)),
      faults: unknown.map(({ name, location: { row, col } }) => ({
        ...{ pointer, code: 'unknownVariable', line: row, column: col, variable: name },
        message: `Line ${row}, column ${col}: there is no variable "${name}" here. Use one of ${allowed.join(', ')}.`,
      })),
    };
  } catch (error) {
    return { templates: [], variables: new Set(), faults: [syntaxFault(error, pointer)] };
  }
}

/** `ticket.number`; a place that is itself computed has no name that a list could hold. */
const pathOf = (segments: readonly unknown[]): string =>
  segments
    .map((part) => (typeof part === 'string' || typeof part === 'number' ? String(part) : '[…]'))
    .join('.')
    .slice(0, 100);

function syntaxFault(error: unknown, pointer: string): LiquidFault {
  const [line, column] = placeOf(error);
  const said = error instanceof Error ? (error.message.split(', line:')[0] ?? '') : '';
  const words = said.slice(0, 200);
  const message = `Line ${line}, column ${column}: this cannot be read (${words}). Use {{ variable }}, {% if %}, {% unless %} and {% case %} alone.`;
  return { pointer, code: 'syntax', line, column, variable: null, message };
}

function placeOf(error: unknown): readonly [line: number, column: number] {
  if (!LiquidError.is(error)) return [1, 1];
  const [line = 1, column = 1] = error.token.getPosition();
  return [line, column];
}

/** Values are put in as they are and never read as a template. @throws Error where a limit or a value that is missing stops it */
export function filledIn(templates: readonly Template[], values: Readonly<Record<string, unknown>>): string {
  const text: unknown = engine.renderSync([...templates], scopeOf(values));
  if (typeof text !== 'string') throw new Error('Nothing came of the text.');
  if (text.length > LONGEST) throw new Error(`More than ${LONGEST} characters came of the text.`);
  return text;
}

/** `{ 'ticket.number': 1 }` as `{ ticket: { number: 1 } }`. */
function scopeOf(values: Readonly<Record<string, unknown>>): object {
  const scope = new Map<string, Record<string, unknown>>();
  for (const [path, value] of Object.entries(values)) {
    const [root = '', leaf = ''] = path.split('.');
    scope.set(root, { ...scope.get(root), [leaf]: value });
  }
  return Object.fromEntries(scope);
}
