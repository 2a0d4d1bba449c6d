import { useEffect, useRef } from 'react';

/** The field that had the focus goes with its ticket. Then the list has it, else whoever reads by ear is thrown back to the top of the page. */
export function useFocusKept(sel: string | null): void {
  const before = useRef(sel);
  useEffect(() => {
    if (before.current === sel) return;
    before.current = sel;
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('.queue-rows')?.focus({ preventScroll: true });
  }, [sel]);
}
