const PATIENCE_MS = 5_000;
const LIT_MS = 4_000;
const LOOK_MS = 50;

/**
 * Draws the eye to the one thing of the screen that is marked `data-light`, as soon as it is there, and gives it the focus where it can
 * take one.
 * @param missing told when it did not come, as on a screen that is too narrow for it
 */
export function light(name: string, missing: () => void): void {
  const end = Date.now() + PATIENCE_MS;
  const look = (): void => {
    const thing = document.querySelector<HTMLElement>(`[data-light="${name}"]`);
    if (thing === null || thing.offsetParent === null) {
      if (Date.now() < end) setTimeout(look, LOOK_MS);
      else missing();
      return;
    }
    thing.scrollIntoView({ block: 'nearest' });
    thing.focus();
    thing.dataset.lit = '';
    setTimeout(() => delete thing.dataset.lit, LIT_MS);
  };
  look();
}
