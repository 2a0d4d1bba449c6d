import type { HeldCause } from '../intake/threading.js';

/** What is known of how a form was sent. */
export interface Sending {
  /** A field that people do not see was filled in. */
  readonly trapped: boolean;
  /** From opening the page to sending it; null for what came by no page of ours. */
  readonly secondsToFill: number | null;
  /** The browser worked off the puzzle that the page set. */
  readonly proved: boolean;
  /** Sendings from the same network address, and of the same mail address, within their windows; this one counts. */
  readonly fromHere: number;
  readonly ofSender: number;
}

/** Faster than anybody types a complaint. */
export const LEAST_SECONDS = 3;
/** Within ten minutes: a family behind one address complains less often, and a whole office works off the puzzle. */
export const MANY_FROM_HERE = 20;
/** Within an hour. */
export const MANY_OF_SENDER = 5;

/** Leading zero bits of the digest that the puzzle asks for: some 130,000 tries, a second or so on a telephone. */
export const PUZZLE_BITS = 17;

/**
 * Why a person looks first; null lets it through. Nothing is refused: whoever has no script, shares an address with many or pastes a
 * text that he prepared may well complain.
 */
export function doubtOf(sending: Sending): HeldCause | null {
  if (sending.trapped) return 'suspectedSpam';
  if (sending.ofSender > MANY_OF_SENDER) return 'flood';
  if (sending.proved) return null;
  if (sending.fromHere > MANY_FROM_HERE) return 'flood';
  return sending.secondsToFill !== null && sending.secondsToFill < LEAST_SECONDS ? 'suspectedSpam' : null;
}

/** The puzzle is set as soon as an address comes near to being held. */
export const setsPuzzle = (fromHere: number): boolean => fromHere * 2 > MANY_FROM_HERE;

/** Leading zero bits of a digest. */
export function zeroBits(digest: Uint8Array): number {
  const first = digest.findIndex((byte) => byte !== 0);
  const byte = digest[first];
  return byte === undefined ? digest.length * 8 : first * 8 + Math.clz32(byte) - 24;
}
