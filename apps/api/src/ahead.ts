import { isDeepStrictEqual } from 'node:util';
import type { Asker } from '@redress/domain/people.js';
import type { Known } from './askers.js';

/** Works an answer out for him who asks and says under which epoch of rights it was read. */
export type Work<Answer> = (asker: Asker, readUnder: (epoch: number) => void) => Promise<Answer>;

/** The only way to ask for somebody who is not certain yet: the answer comes out only when it is his. */
export type Ahead = <Answer>(work: Work<Answer>) => Promise<Answer>;

/**
 * @param taken whom we knew lately by what was shown
 * @param recognise asks who it is now, and throws when he may not call this any more
 */
export function ahead(taken: Known, recognise: () => Promise<Known>): Ahead {
  return async (work) => {
    let under: number | null = null;
    const answer = work(taken.asker, (epoch) => {
      under = epoch;
    });
    // A refusal, too, is told only to him for whom it was worked out.
    await answer.catch(() => undefined);
    if (under === taken.epoch) return answer;
    const { asker } = await recognise();
    return isDeepStrictEqual(asker, taken.asker) ? answer : certain(asker)(work);
  };
}

export const certain =
  (asker: Asker): Ahead =>
  (work) =>
    work(asker, () => undefined);
