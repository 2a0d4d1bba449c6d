import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';

const TYPING_MS = 200;

export interface Asking {
  /** What the address asks for. */
  readonly q: string;
  /** What stands in the field, a moment ahead of it. */
  readonly text: string;
  readonly type: (text: string) => void;
  /** Asks at once. */
  readonly ask: (q: string) => void;
}

/**
 * The query in the address and the text in the field. What is typed replaces the address; a query that was asked for on purpose stays in the
 * history, so that the way back leads through the searches and not through letters.
 */
export function useAsking(): Asking {
  const q = (useSearch({ from: '/shell/search' }).q ?? '').trim();
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  const under = useRef<readonly string[]>([]);
  const onPurpose = useRef(q !== '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const go = useCallback(
    (wanted: string, purpose: boolean): void => {
      clearTimeout(timer.current);
      const replace = !(onPurpose.current && q !== '');
      onPurpose.current = purpose;
      if (wanted === q) return;
      under.current = [...under.current, wanted];
      void navigate({ to: '/search', search: wanted === '' ? {} : { q: wanted }, replace });
    },
    [q, navigate],
  );
  useEffect(() => {
    const at = under.current.indexOf(q);
    under.current = under.current.slice(at + 1);
    if (at >= 0) return;
    // somebody else moved: the way back, a link, a key
    onPurpose.current = true;
    setText(q);
  }, [q]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === q) return;
    timer.current = setTimeout(() => go(wanted, false), TYPING_MS);
    return () => clearTimeout(timer.current);
  }, [text, q, go]);
  const ask = (wanted: string): void => {
    setText(wanted);
    go(wanted.trim(), true);
  };
  return { q, text, type: setText, ask };
}
