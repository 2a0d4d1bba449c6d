import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import { flushSync } from 'react-dom';
import { insertMark, insertName, type Mark, mentionAt } from './mention.js';

const MentionMenu = lazy(async () => ({ default: (await import('./mention-menu.js')).MentionMenu }));

interface Mentions {
  /** Tells what is typed, and where the caret is. */
  readonly follow: (field: HTMLTextAreaElement) => void;
  /** By the button: as if `@` had been typed. */
  readonly open: () => void;
  readonly close: () => void;
  readonly menu: ReactNode;
}

interface Wish {
  readonly ticketId: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Only a note names colleagues: a customer must not be shown who they are. */
  readonly isNote: boolean;
  readonly change: (text: string) => void;
}

export function useMentions({ ticketId, field, isNote, change }: Wish): Mentions {
  const [mark, setMark] = useState<Mark | null>(null);
  /** One that Escape left as it is. */
  const [left, setLeft] = useState<number | null>(null);
  const put = (text: string, caret: number): void => {
    flushSync(() => change(text));
    field.current?.focus();
    field.current?.setSelectionRange(caret, caret);
  };
  const follow = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): void => {
    const found = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : null;
    if (found === null) setLeft(null);
    setMark(found);
  };
  const open = (): void => {
    const element = field.current;
    if (element === null) return;
    const made = insertMark(element.value, element.selectionStart);
    put(made.text, made.caret);
    setLeft(null);
    setMark(mentionAt(made.text, made.caret));
  };
  const shown = !isNote || mark === null || mark.from === left ? null : mark;
  const menu = shown !== null && (
    <Suspense fallback={null}>
      <MentionMenu
        ticketId={ticketId}
        field={field}
        mark={shown}
        close={() => setLeft(shown.from)}
        insert={(name) => {
          const made = insertName(field.current?.value ?? '', shown, name);
          setMark(null);
          put(made.text, made.caret);
        }}
      />
    </Suspense>
  );
  return { follow, open, close: () => setMark(null), menu };
}
