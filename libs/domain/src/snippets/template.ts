import type { Fault } from '../refusal.js';

/** What a text may ask for. A closed list: nothing else of a ticket, and nothing of the installation, is ever filled in. */
export const VARIABLES = [
  'customer.name',
  'customer.first_name',
  'customer.last_name',
  'ticket.number',
  'ticket.subject',
  'ticket.opened_on',
  'ticket.status_link',
  'agent.name',
  'agent.first_name',
  'installation.name',
] as const;
export type Variable = (typeof VARIABLES)[number];

/** Null: there is no value. */
export type VariableValues = Readonly<Record<Variable, string | null>>;

/** A place in a text, `{{customer.first_name | default: "customer"}}`; offsets in UTF-16 units, the end behind the braces. */
interface Hole {
  readonly variable: Variable;
  readonly fallback: string | null;
  readonly from: number;
  readonly to: number;
}

/** A variable that could not be filled in, and where it stands in the text. */
export interface Gap {
  readonly variable: Variable;
  readonly from: number;
  readonly to: number;
}

export interface Filled {
  readonly text: string;
  readonly gaps: readonly Gap[];
}

/** Longer than any variable with its default; what is longer is none. */
const LONGEST_HOLE = 300;
const HOLE = /^\s*([a-z_.]{1,40})\s*(?:\|\s*default\s*:\s*(?:"([^"]*)"|'([^']*)')\s*)?$/;

interface Scanned {
  readonly holes: readonly Hole[];
  /** What stands in braces and is no variable. */
  readonly odd: readonly string[];
}

/** Each character is looked at a bounded number of times, whatever the text. */
function scan(text: string): Scanned {
  const holes: Hole[] = [];
  const odd: string[] = [];
  for (let from = text.indexOf('{{'); from >= 0;) {
    const end = text.indexOf('}}', from + 2);
    const inner = end < 0 ? null : text.slice(from + 2, end);
    const hole = inner === null || inner.length > LONGEST_HOLE ? null : holeIn(inner);
    if (hole === null) odd.push(text.slice(from, Math.min(end < 0 ? text.length : end + 2, from + 60)));
    else holes.push({ ...hole, from, to: end + 2 });
    if (end < 0) break;
    from = text.indexOf('{{', end + 2);
  }
  return { holes, odd };
}

function holeIn(inner: string): Pick<Hole, 'variable' | 'fallback'> | null {
  const [, name, double, single] = HOLE.exec(inner) ?? [];
  const variable = VARIABLES.find((one) => one === name);
  return variable === undefined ? null : { variable, fallback: double ?? single ?? null };
}

const MOST_FAULTS = 10;

/** What is wrong with a text that somebody saves. Variables with a default are all it may hold: it decides and repeats nothing. */
export function templateFaults(text: string, pointer: string): Fault[] {
  const faults = scan(text)
    .odd.slice(0, MOST_FAULTS)
    .map((part) => ({
      pointer,
      code: 'variable',
      message: `${part} is no variable. Write {{NAME}} or {{NAME | default: "words"}} with one of ${VARIABLES.join(', ')}.`,
    }));
  if (text.includes('{%'))
    faults.push({ pointer, code: 'logic', message: '{% … %} does nothing here: only variables are filled in.' });
  return faults;
}

/**
 * Fills a text in. A value is put in as it is and never read as a template again. What has neither value nor default stays in its braces and
 * is told as a gap.
 */
export function fillIn(text: string, values: VariableValues): Filled {
  const gaps: Gap[] = [];
  let filled = '';
  let done = 0;
  for (const { variable, fallback, from, to } of scan(text).holes) {
    filled += text.slice(done, from);
    const value = values[variable] ?? fallback;
    const words = value ?? `{{${variable}}}`;
    if (value === null) gaps.push({ variable, from: filled.length, to: filled.length + words.length });
    filled += words;
    done = to;
  }
  return { text: filled + text.slice(done), gaps };
}

/** The variables that a text about to be sent still holds: nobody outside may read them. */
export const gapsIn = (text: string): Gap[] =>
  scan(text).holes.map(({ variable, from, to }) => ({ variable, from, to }));

const LONGEST_VALUE = 200;

/** Of what others wrote, a name or a subject, as much as fits into a sentence: one line, and null when nothing is left. */
export function valueOf(words: string | null): string | null {
  const plain = (words ?? '')
    .slice(0, 2 * LONGEST_VALUE)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_VALUE);
  return plain === '' ? null : plain;
}
