import type { Nameable } from '@redress/contract/notifications.js';
import type { Mark } from './mark.js';

const MARK = /(?:^|[\s(])@((?:[\p{L}\p{N}][\p{L}\p{N} .'_-]{0,39})?)$/u;

/** At the beginning of a line or after a space, with the caret behind it: in a mail address it is none. A name may have several words. */
export function mentionAt(text: string, caret: number): Mark | null {
  const words = MARK.exec(text.slice(Math.max(0, caret - 42), caret))?.[1];
  return words === undefined ? null : { from: caret - words.length - 1, words };
}

interface Written {
  readonly text: string;
  readonly caret: number;
}

/** Puts an `@` where the caret is, with a space before it where one is needed. */
export function insertMark(text: string, caret: number): Written {
  const mark = /(?:^|[\s(])$/.test(text.slice(Math.max(0, caret - 1), caret)) ? '@' : ' @';
  return { text: text.slice(0, caret) + mark + text.slice(caret), caret: caret + mark.length };
}

/** The name in the place of what was typed, with a space behind it to go on. */
export function insertName(text: string, { from, words }: Mark, name: string): Written {
  const before = `${text.slice(0, from)}@${name}`;
  const rest = text.slice(from + 1 + words.length);
  return { text: `${before} ${rest.replace(/^ /, '')}`, caret: before.length + 1 };
}

/** Somebody who can be named: a person, or a team with so many members. */
export interface NameChoice {
  readonly id: string;
  readonly name: string;
  readonly sees: boolean;
  readonly members: number | null;
}

const MOST_SHOWN = 50;

/** Whose name begins with the words comes first, then where a later word of it does; people before teams. */
export function namesFor({ people, teams }: Nameable, words: string): readonly NameChoice[] {
  const wanted = words.trim().toLowerCase();
  const all: NameChoice[] = [
    ...people.map(({ id, name, sees }) => ({ id, name, sees, members: null })),
    ...teams.map(({ id, name, members }) => ({ id, name, sees: true, members })),
  ];
  const starts = ({ name }: NameChoice): boolean => name.toLowerCase().startsWith(wanted);
  const holds = ({ name }: NameChoice): boolean => name.toLowerCase().includes(` ${wanted}`);
  return [...all.filter(starts), ...all.filter((one) => !starts(one) && holds(one))].slice(0, MOST_SHOWN);
}
