import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { placeOf } from './slash.js';

interface Keys {
  /** Null: there is nothing to walk through. */
  readonly move: ((by: 1 | -1) => void) | null;
  readonly take: (() => void) | null;
  readonly close: () => void;
}

/** The field keeps the focus. Its own Escape, which leaves it, has to wait: this one is asked before. */
export function useKeysOf(field: RefObject<HTMLTextAreaElement | null>, keys: Keys): void {
  const newest = useRef(keys);
  useLayoutEffect(() => {
    newest.current = keys;
  });
  useEffect(() => {
    const element = field.current;
    const press = (event: KeyboardEvent): void => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const { move, take, close } = newest.current;
      const work = {
        ArrowDown: move === null ? null : () => move(1),
        ArrowUp: move === null ? null : () => move(-1),
        Enter: event.shiftKey ? null : take,
        Tab: event.shiftKey ? null : take,
        Escape: close,
      }[event.key];
      if (work === undefined || work === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      work();
    };
    element?.addEventListener('keydown', press, { capture: true });
    return () => element?.removeEventListener('keydown', press, { capture: true });
  }, [field]);
}

/** A reader hears of the menu by the field, which keeps the focus. @param listId of its list of options */
export function useAsCombobox(
  field: RefObject<HTMLTextAreaElement | null>,
  listId: string,
  active: string | null,
): void {
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    const said: Readonly<Record<string, string | null>> = {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': listId,
      'aria-activedescendant': active,
    };
    const say = (name: string, value: string | null): void =>
      value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
    Object.entries(said).forEach(([name, value]) => say(name, value));
    return () => Object.keys(said).forEach((name) => say(name, null));
  }, [field, listId, active]);
}

const GAP = 6;
const MARGIN = 8;

/** Below the stroke where there is room, above it else; never outside of the window. */
export function usePlaced(
  field: RefObject<HTMLTextAreaElement | null>,
  from: number,
  count: number,
): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const put = (): void => {
      const [menu, text] = [box.current, field.current];
      if (menu === null || text === null) return;
      const place = placeOf(text, from);
      const { offsetWidth: width, offsetHeight: height } = menu;
      const below = place.bottom + GAP + height <= window.innerHeight - MARGIN;
      const top = below ? place.bottom + GAP : Math.max(MARGIN, place.top - GAP - height);
      menu.style.top = `${top}px`;
      menu.style.left = `${Math.max(MARGIN, Math.min(place.left, window.innerWidth - width - MARGIN))}px`;
    };
    put();
    window.addEventListener('resize', put);
    return () => window.removeEventListener('resize', put);
  }, [field, from, count]);
  return box;
}
