import type { Fault } from '../refusal.js';
import type { Instant } from '../time.js';

/** While it lasts nothing counts: half-open, `to` null while it still lasts. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
  /** Why, as a code that screens translate, such as the status that paused (`waitingCustomer`). */
  readonly cause?: string;
}

const ends = ({ to }: Pause): number => to ?? Number.POSITIVE_INFINITY;

/** Sorted, none over another, those of no length left out; where two cover the same time, the one that began first is kept. Gives back the same list when it is so already. */
export function orderPauses(pauses: readonly Pause[]): readonly Pause[] {
  let end = Number.NEGATIVE_INFINITY;
  let ordered = true;
  for (const pause of pauses) {
    if (pause.from < end || !(ends(pause) > pause.from)) ordered = false;
    end = Math.max(end, ends(pause));
  }
  if (ordered) return pauses;
  const sorted = pauses.filter((pause) => ends(pause) > pause.from).sort((a, b) => a.from - b.from);
  const apart: Pause[] = [];
  for (const pause of sorted) {
    const last = apart.at(-1);
    if (last === undefined || pause.from >= ends(last)) apart.push(pause);
    else if (last.to !== null && ends(pause) > last.to) apart.push({ ...pause, from: last.to });
  }
  return apart;
}

/** A pause that ends before it starts is a mistake of whoever wrote it; the arithmetic would pass over it in silence. */
export function pauseFaults(pauses: readonly Pause[], pointer = '/pauses'): Fault[] {
  return pauses.flatMap((pause, index) => {
    if (!Number.isFinite(pause.from))
      return [{ pointer: `${pointer}/${index}/from`, code: 'time', message: 'Say when the pause starts.' }];
    if (ends(pause) >= pause.from) return [];
    const message = 'The pause ends before it starts: exchange its ends, or leave the end out while it lasts.';
    return [{ pointer: `${pointer}/${index}/to`, code: 'order', message }];
  });
}
