import { HOUR, type Instant, later } from '../time.js';
import { type Abilities, abilitiesFor, type Audience } from './message.js';

/** What a customer said last by one account, to whom so ever: what an answer by it answers. */
export interface Said {
  readonly accountId: string;
  readonly abilities: Abilities;
  readonly isPublic: boolean;
  /** False: on another ticket of the same customer. */
  readonly isHere: boolean;
  readonly receivedAt: Instant;
}

/** A way on which an answer can reach the customer; `said` is null by mail. */
export interface Way<Words extends Said> {
  readonly said: Words | null;
  readonly audience: Audience;
  /** Until when the platform takes an answer; null is always. */
  readonly openUntil: Instant | null;
}

/** Whom the customer wrote last decides what comes first. */
export interface Reach<Words extends Said> {
  /** The newest first; of each account what he said last in public here, in private here, and anywhere else. */
  readonly said: readonly Words[];
  /** The account that he used last on this ticket; null when he did not write by one that is in use. */
  readonly lastAccountId: string | null;
  readonly byMail: boolean;
}

/**
 * All ways to the customer, the one that he took last first. What he said elsewhere is answered in private only: in public it would stand under
 * another matter.
 */
export function waysTo<Words extends Said>({ said, lastAccountId, byMail }: Reach<Words>): Way<Words>[] {
  const accounts = [...new Set(said.map(({ accountId }) => accountId))];
  const mail: Way<Words>[] = byMail ? [{ said: null, audience: 'private', openUntil: null }] : [];
  const first = accounts.filter((id) => id === lastAccountId);
  const others = accounts.filter((id) => id !== lastAccountId);
  const by = (ids: readonly string[]): Way<Words>[] =>
    ids.flatMap((id) => byAccount(said.filter(({ accountId }) => accountId === id)));
  return first.length > 0 ? [...by(first), ...mail, ...by(others)] : [...mail, ...by(others)];
}

/** @param said by one account, the newest first. */
function byAccount<Words extends Said>(said: readonly Words[]): Way<Words>[] {
  const here = said.filter(({ isHere }) => isHere);
  const [newest = said[0]] = here;
  const inPublic = here.find(({ isPublic }) => isPublic);
  const inPrivate = here.find(({ isPublic }) => !isPublic) ?? newest;
  const ways = [way(inPublic, 'public'), way(inPrivate, 'private')].filter((one) => one !== null);
  return newest?.isPublic === true ? ways : ways.reverse();
}

function way<Words extends Said>(said: Words | undefined, audience: Audience): Way<Words> | null {
  if (said === undefined || !said.abilities.replies.includes(audience)) return null;
  const { replyWindowHours } = abilitiesFor(said.abilities, audience === 'public');
  const openUntil = replyWindowHours === null ? null : later(said.receivedAt, replyWindowHours * HOUR);
  return { said, audience, openUntil };
}

/** Where an answer was sent that somebody writes: by one of the ways, in public or in private. */
export interface Choice {
  /** Null by mail. */
  readonly accountId: string | null;
  readonly audience: Audience;
  /** It tells everybody how the matter ended; public ways only. */
  readonly closing?: boolean | undefined;
}

export const chosen = <Words extends Said>(ways: readonly Way<Words>[], choice: Choice): Way<Words> | null =>
  ways.find(
    ({ said, audience }) =>
      (said?.accountId ?? null) === choice.accountId && (said === null || audience === choice.audience),
  ) ?? null;
