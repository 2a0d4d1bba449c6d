import type { Mentions } from './events.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Somebody who works here, and whether he may see the ticket. */
export interface Nameable extends Named {
  readonly sees: boolean;
}

export interface NameableTeam extends Named {
  readonly memberIds: readonly string[];
}

/** One person whom a note names; `teamId` where it was by the name of a team. */
export interface Mention {
  readonly agentId: string;
  readonly teamId: string | null;
  readonly told: boolean;
}

/** Whom a text names, for the log and one by one; null: nobody but its author. */
export function mentionsIn(
  text: string,
  people: readonly Nameable[],
  teams: readonly NameableTeam[],
  authorId: string | null,
): { readonly mentions: Mentions; readonly one: readonly Mention[] } | null {
  const named = new Set(mentionedIn(text, [...people, ...teams]));
  const called = teams.filter(({ id }) => named.has(id));
  const mention = (teamId: string | null) => (person: Nameable) => ({ agentId: person.id, teamId, told: person.sees });
  const others = people.filter(({ id }) => id !== authorId);
  const one = [
    ...others.filter(({ id }) => named.has(id)).map(mention(null)),
    ...called.flatMap(({ id, memberIds }) => others.filter((person) => memberIds.includes(person.id)).map(mention(id))),
  ];
  if (one.length === 0) return null;
  const ids = (told: boolean): string[] => [
    ...new Set(one.filter((each) => each.told === told).map(({ agentId }) => agentId)),
  ];
  return { one, mentions: { agentIds: ids(true), teamIds: called.map(({ id }) => id), untoldIds: ids(false) } };
}

/** Longer notes name nobody behind this. */
const MOST_READ = 20_000;
const MOST_NAMED = 20;

/**
 * Whom a note names: `@` and the whole name of a person or team, whatever its case; the longest name wins where one begins another, and of
 * several who have the same name all are meant.
 */
export function mentionedIn(text: string, named: readonly { readonly id: string; readonly name: string }[]): string[] {
  const folded = text.slice(0, MOST_READ).toLowerCase();
  if (!folded.includes('@')) return [];
  const byLength = named
    .map(({ id, name }) => ({ id, mark: `@${name.toLowerCase()}` }))
    .filter(({ mark }) => mark.length > 2)
    .sort((one, other) => other.mark.length - one.mark.length);
  const found = new Set<string>();
  for (let at = folded.indexOf('@'); at >= 0; at = folded.indexOf('@', at + 1)) {
    // In front of a mail address stands its name.
    if (/[\p{L}\p{N}]/u.test(folded.charAt(at - 1))) continue;
    const longest = byLength.find(
      ({ mark }) => folded.startsWith(mark, at) && !/[\p{L}\p{N}]/u.test(folded.charAt(at + mark.length)),
    );
    if (longest !== undefined) byLength.filter(({ mark }) => mark === longest.mark).forEach(({ id }) => found.add(id));
    if (found.size >= MOST_NAMED) break;
  }
  return [...found];
}
