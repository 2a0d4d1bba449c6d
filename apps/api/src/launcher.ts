import type { DemoDoings, DemoWish } from '@redress/contract/demo.js';

/** The launcher that started this process and keeps the demo; where the API runs by itself there is none. */
export interface Launcher {
  readonly here: boolean;
  /** What it said last about the demo. */
  doings(): DemoDoings;
  ask(wish: DemoWish): void;
}

const IDLE: DemoDoings = { work: null, simulation: null, trouble: null };

export const NO_LAUNCHER: Launcher = { here: false, doings: () => IDLE, ask: () => undefined };

/** Speaks to whoever started this process, when he listens. */
export function launcherOf(own: NodeJS.Process): Launcher {
  if (own.send === undefined) return NO_LAUNCHER;
  let doings = IDLE;
  own.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'doings' in message) doings = message.doings as DemoDoings;
  });
  return { here: true, doings: () => doings, ask: (wish) => void own.send?.(wish) };
}
