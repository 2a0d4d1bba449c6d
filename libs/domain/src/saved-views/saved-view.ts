import type { Asker } from '../people.js';

/** Who sees a saved view besides its maker. */
export const AUDIENCES = ['me', 'team', 'everybody'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What decides who may do what with a saved view. A team stands with the audience `team` and only there. */
export interface Sharing {
  readonly ownerId: string;
  readonly audience: Audience;
  readonly teamId: string | null;
}

/** The views that everybody has. Their names are taken as the last part of an address, as those of saved views are. */
export const READY_MADE = [
  ...(['open', 'mine', 'mentioned', 'watched', 'snoozed', 'unassigned'] as const),
  ...(['waiting', 'held', 'resolved', 'spam'] as const),
] as const;
export type ReadyMade = (typeof READY_MADE)[number];

export const readyMadeOf = (slug: string): ReadyMade | null => READY_MADE.find((name) => name === slug) ?? null;

/** Of one person. */
export const MOST_VIEWS = 100;
export const MOST_PINS = 20;

type Who = Pick<Asker, 'agentId' | 'role' | 'teamIds'>;

const leads = (asker: Who, teamId: string | null): boolean =>
  asker.role === 'teamLead' && teamId !== null && asker.teamIds.includes(teamId);

const tellsAll = ({ role }: Who): boolean => role === 'admin' || role === 'teamLead' || role === 'quality';

/** Whether somebody who sees the view may also change and delete it: its maker, and whoever answers for those who share it. */
export function mayEdit(asker: Who, { ownerId, audience, teamId }: Sharing): boolean {
  if (ownerId === asker.agentId) return true;
  if (audience === 'team') return asker.role === 'admin' || leads(asker, teamId);
  return audience === 'everybody' && tellsAll(asker);
}

/** Whether somebody may show a view of his to them. */
export function mayShowTo(asker: Who, { audience, teamId }: Pick<Sharing, 'audience' | 'teamId'>): boolean {
  if (audience === 'me') return true;
  if (audience === 'everybody') return tellsAll(asker);
  return asker.role === 'admin' || (teamId !== null && asker.teamIds.includes(teamId));
}

const LONGEST_SLUG = 60;
const SPELT_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', å: 'a' };

/**
 * The last part of a view's address, from its name: `Lumo 2, offen` gives `lumo-2-offen`. It stays when the name changes, since addresses are
 * kept and passed on. Letters of any script; at most 60 characters.
 */
export function slugStem(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüßæøå]/gu, (letter) => SPELT_OUT[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-');
  return [...plain].slice(0, LONGEST_SLUG).join('').replace(/^-|-$/g, '') || 'view';
}

/** The stem, with a number where it is taken. */
export function freeSlug(stem: string, taken: ReadonlySet<string>): string {
  const isFree = (slug: string): boolean => !taken.has(slug) && readyMadeOf(slug) === null;
  let slug = stem;
  for (let running = 2; !isFree(slug); running += 1) slug = `${stem}-${running}`;
  return slug;
}
