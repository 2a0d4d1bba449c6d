/** Numbers that look random and are the same for the same seed. Not for secrets. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [from, to]. */
  between(from: number, to: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Draws one by weight; weights need not sum to one. */
  draw<Item>(items: readonly (readonly [Item, number])[]): Item;
  /** A stream of its own, so that what is drawn from it does not shift what others draw. */
  fork(name: string): Random;
}

/** mulberry32 over an FNV-1a hash of the seed: 32 bits of state, plenty for a story. */
export function seeded(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    chance: (share) => next() < share,
    pick: (items) => at(items, between(0, items.length - 1)),
    draw: (items) => {
      let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        rest -= weight;
        if (rest < 0) return item;
      }
      return at(items, items.length - 1)[0];
    },
    fork: (name) => seeded(`${seed}/${name}`),
  };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** A UUIDv7 for an instant, from a seeded stream: the same story has the same ids. */
export function storyId(at: number, random: Random): string {
  const time = at.toString(16).padStart(12, '0');
  const bits = (count: number): string =>
    random
      .between(0, 2 ** count - 1)
      .toString(16)
      .padStart(Math.ceil(count / 4), '0');
  const variant = (8 + random.between(0, 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits(12)}-${variant}${bits(12)}-${bits(24)}${bits(24)}`;
}
