import type { Timestamp } from './words.js';

/** What a launcher does with the demo, as it tells the API that it started. */
export interface DemoDoings {
  readonly work: 'loading' | 'clearing' | null;
  /** A day that passes `speed` times as fast as a real one. */
  readonly simulation: { readonly speed: number; readonly since: Timestamp } | null;
  /** Why the last of these failed. */
  readonly trouble: string | null;
}

/** What the API asks of the launcher that started it. `simulate: null` ends the day. */
export type DemoWish = { readonly demo: 'clear' } | { readonly simulate: { readonly speed: number } | null };

/** `GET /demo`. */
export interface DemoView extends DemoDoings {
  readonly loaded: boolean;
  /** How many tickets of the demo are there. */
  readonly tickets: number;
  /** Whether `redress start` runs this, which alone can do what is asked here; elsewhere the command line does it. */
  readonly here: boolean;
}
