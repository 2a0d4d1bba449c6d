import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import { flushSync } from 'react-dom';
import { insertSlash, insertSnippet, type Slash, slashAt } from './slash.js';

const SnippetMenu = lazy(async () => ({ default: (await import('./snippet-menu.js')).SnippetMenu }));

interface Snippets {
  /** Tells what is typed, and where the caret is. */
  readonly follow: (field: HTMLTextAreaElement) => void;
  /** By the button: as if a stroke had been typed. */
  readonly open: () => void;
  readonly close: () => void;
  readonly menu: ReactNode;
}

interface Wish {
  readonly ticketId: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly change: (text: string) => void;
}

export function useSnippets({ ticketId, field, change }: Wish): Snippets {
  const [slash, setSlash] = useState<Slash | null>(null);
  /** One that Escape left as it is. */
  const [left, setLeft] = useState<number | null>(null);
  const put = (text: string, [from, to]: readonly [number, number]): void => {
    flushSync(() => change(text));
    field.current?.focus();
    field.current?.setSelectionRange(from, to);
  };
  const follow = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): void => {
    const found = selectionStart === selectionEnd ? slashAt(value, selectionStart) : null;
    if (found === null) setLeft(null);
    setSlash(found);
  };
  const open = (): void => {
    const element = field.current;
    if (element === null) return;
    const made = insertSlash(element.value, element.selectionStart);
    put(made.text, [made.caret, made.caret]);
    setLeft(null);
    setSlash(slashAt(made.text, made.caret));
  };
  const shown = slash === null || slash.from === left ? null : slash;
  const menu = shown !== null && (
    <Suspense fallback={null}>
      <SnippetMenu
        ticketId={ticketId}
        field={field}
        slash={shown}
        close={() => setLeft(shown.from)}
        insert={(snippet) => {
          const end = shown.from + 1 + shown.words.length;
          const made = insertSnippet(field.current?.value ?? '', shown.from, end, snippet);
          setSlash(null);
          put(made.text, made.select);
        }}
      />
    </Suspense>
  );
  return { follow, open, close: () => setSlash(null), menu };
}
