import { Refusal } from '@redress/domain/refusal.js';

/** What a view found. @throws Refusal not-found for null. */
export function found<Thing>(thing: Thing | null): Thing {
  if (thing === null) throw new Refusal('not-found');
  return thing;
}
