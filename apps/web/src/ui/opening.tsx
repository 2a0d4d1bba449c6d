import { type ReactNode, useEffect } from 'react';

/** Stands where a dialog will be as soon as its part of the page is here: keys wait for it already, and Escape gives it up. */
export function Opening({ close }: { readonly close: () => void }): ReactNode {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [close]);
  return <span data-opening hidden />;
}
