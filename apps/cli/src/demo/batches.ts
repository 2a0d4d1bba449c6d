import type { DemoTicket } from './scenario.js';

/**
 * Whether its story ends with work that somebody owes: what an agent's queue shows. An answer that turns out to wake nobody makes it
 * come a little early, and nothing else.
 */
export function endsLive({ held, steps }: DemoTicket): boolean {
  let live = true;
  for (const step of steps) {
    if (step.verb === 'resolve' || step.verb === 'close' || step.verb === 'merge') live = false;
    else if (step.verb === 'status') live = step.to !== 'spam';
    else if (step.verb === 'receive') live = true;
    else if (step.verb === 'release') live = !step.rejected;
  }
  return live || (held !== null && !steps.some((step) => step.verb === 'release'));
}

/**
 * What must be told and stored together, in the order of storing: the live queue first, then the newest. Tickets that are merged or split
 * come with the one they belong to; across families the story never acts.
 */
export function inBatches(story: readonly DemoTicket[], first: number, size: number): DemoTicket[][] {
  const order = families(story)
    .map((family) => ({
      family,
      live: family.some(endsLive),
      newest: Math.max(...family.map((told) => told.receivedAt)),
    }))
    .sort((one, other) => Number(other.live) - Number(one.live) || other.newest - one.newest);
  const batches: DemoTicket[][] = [];
  let batch: DemoTicket[] = [];
  for (const { family, live } of order) {
    if (batch.length >= (batches.length === 0 ? first : size) && !(batches.length === 0 && live)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(...family);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** Each with all that its tickets were merged into or split from, over any number of steps. */
function families(story: readonly DemoTicket[]): DemoTicket[][] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : rootOf(parent);
  };
  const join = (one: string, other: string): void => {
    const [root, into] = [rootOf(one), rootOf(other)];
    if (root !== into) parents.set(root, into);
  };
  for (const { id, splitFrom, steps } of story) {
    if (splitFrom !== null) join(id, splitFrom);
    for (const step of steps) if (step.verb === 'merge') join(id, step.into);
  }
  const found = new Map<string, DemoTicket[]>();
  for (const told of story) found.set(rootOf(told.id), [...(found.get(rootOf(told.id)) ?? []), told]);
  return [...found.values()];
}
