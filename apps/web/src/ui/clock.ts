import { useSyncExternalStore } from 'react';

type Listener = () => void;

/** One beat for everything that shows time. All readers see the same instant, and nothing else sets a timer for display. */
class Beat {
  private now = Date.now();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<Listener>();

  constructor(private readonly stepMs: number) {}

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    if (this.timer === null) this.begin();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.end();
    };
  };

  readonly read = (): number => this.now;

  private begin(): void {
    this.now = this.floor();
    document.addEventListener('visibilitychange', this.catchUp);
    this.arm();
  }

  private end(): void {
    document.removeEventListener('visibilitychange', this.catchUp);
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private arm(): void {
    this.timer = setTimeout(this.beat, this.stepMs - (Date.now() % this.stepMs) + 5);
  }

  private readonly beat = (): void => {
    this.now = this.floor();
    this.listeners.forEach((listener) => listener());
    if (this.timer !== null) this.arm();
  };

  /** A laptop that wakes up shows the right time at once, not at the next full minute. */
  private readonly catchUp = (): void => {
    if (document.visibilityState === 'visible' && this.floor() !== this.now) {
      this.now = this.floor();
      this.listeners.forEach((listener) => listener());
    }
  };

  private floor(): number {
    return Math.floor(Date.now() / this.stepMs) * this.stepMs;
  }
}

const minute = new Beat(60_000);
const second = new Beat(1_000);

/** Milliseconds since 1970, moving by whole minutes, or by seconds where a countdown needs it. */
export function useNow(step: 'minute' | 'second' = 'minute'): number {
  const beat = step === 'second' ? second : minute;
  return useSyncExternalStore(beat.subscribe, beat.read);
}
