import { useEffect, useState } from 'react';

/** Runs one thing when the next frame has been painted; a later wish takes the place of an earlier one. */
class AfterPaint {
  private wish: (() => void) | null = null;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly run = (wish: () => void): void => {
    this.cancel();
    this.wish = wish;
    this.frame = requestAnimationFrame(() => (this.timer = setTimeout(this.now)));
  };

  readonly now = (): void => {
    const { wish } = this;
    this.cancel();
    wish?.();
  };

  readonly cancel = (): void => {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.wish = null;
  };
}

/** What comes after the paint comes before any other key or press: a reply that is begun at once is one to the new ticket. */
export function useAfterPaint(): (wish: () => void) => void {
  const [after] = useState(() => new AfterPaint());
  useEffect(() => {
    // of a key that is held down only the last move opens a ticket
    const press = ({ repeat }: KeyboardEvent): void => {
      if (!repeat) after.now();
    };
    window.addEventListener('keydown', press, true);
    window.addEventListener('pointerdown', after.now, true);
    return () => {
      window.removeEventListener('keydown', press, true);
      window.removeEventListener('pointerdown', after.now, true);
      after.cancel();
    };
  }, [after]);
  return after.run;
}
