const DIALOGS = '[aria-modal="true"], [data-opening]';
/** A menu is told by what opens it, which says so at once; it is drawn, and has the focus, only some frames later. */
const TRIGGERS = '[aria-haspopup]:not([aria-haspopup="listbox"])[aria-expanded="true"]';

/** What lies over the screen, or is about to; null: a key is meant for the screen. */
export const whatLiesOver = (): Element | null => document.querySelector(DIALOGS) ?? document.querySelector(TRIGGERS);

/** What opened a menu closes it again, also before that has the focus; a dialog closes by itself. */
export function closeMenuOf(over: Element): void {
  if (over instanceof HTMLElement && over.matches(TRIGGERS)) over.click();
}
