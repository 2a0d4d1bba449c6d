import { clash, type CommandId, isChoosable, keyOwner, keysNow, type OwnKeys, usualKey } from './key-map.js';
import { strokesOf } from './strokes.js';

const SEQUENCE_MS = 1000;

/** What is being pressed in the field for a new key. */
export interface Pressed {
  readonly keys: string;
  readonly at: number;
}

/** A second plain press within the second that a screen waits makes a sequence; any other begins anew. */
export function pressed(before: Pressed, stroke: string, at: number): Pressed {
  const both = `${before.keys} ${stroke}`;
  const goesOn = strokesOf(before.keys).length === 1 && at - before.at <= SEQUENCE_MS && isChoosable(both);
  return { keys: goesOn ? both : stroke, at };
}

/** The key of a command that can be changed, as it is now; empty where it has none. */
export function ownKey(own: OwnKeys, id: CommandId): string {
  return keysNow(own).get(id)?.find(isChoosable) ?? '';
}

/** The first other command that these keys belong to, or that they would keep from being reached; null: they are free. */
export function holderOf(own: OwnKeys, id: CommandId, keys: string): CommandId | null {
  for (const [other, theirs] of keysNow(without(own, id)))
    if (keyOwner(other) === other && other !== id && theirs.some((one) => clash(id, keys, other, one))) return other;
  return null;
}

/** With the keys that somebody chose for it; empty: none. The usual ones need not be kept. */
export function choose(own: OwnKeys, id: CommandId, keys: string): OwnKeys {
  return keys === usualKey(id) ? without(own, id) : new Map([...own, [id, keys]]);
}

/** Each gets the key of the other; null where one of them would then be in the way of a third. */
export function swap(own: OwnKeys, id: CommandId, keys: string, other: CommandId): OwnKeys | null {
  const former = ownKey(own, id);
  const next = choose(choose(own, other, former), id, keys);
  const isFree = (one: CommandId): boolean => holderOf(next, one, ownKey(next, one)) === null;
  return usualKey(other) !== undefined && isFree(id) && isFree(other) ? next : null;
}

function without(own: OwnKeys, id: CommandId): OwnKeys {
  return new Map([...own].filter(([other]) => other !== id));
}
