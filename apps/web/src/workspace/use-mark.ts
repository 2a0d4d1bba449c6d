import { type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Mark } from './mark.js';

/** What a menu that a sign in the text opens gives to the composer. */
export interface TextMenu {
  /** Tells what is typed, and where the caret is. */
  readonly follow: (field: HTMLTextAreaElement) => void;
  /** By the button: as if the sign had been typed. */
  readonly open: () => void;
  readonly close: () => void;
}

interface Sign {
  /** The sign before the caret that asks for the menu. */
  readonly find: (text: string, caret: number) => Mark | null;
  /** Puts the sign where the caret is. */
  readonly put: (text: string, caret: number) => { readonly text: string; readonly caret: number };
}

interface Marked extends TextMenu {
  /** Null while no menu is asked for. */
  readonly mark: Mark | null;
  /** Escape: this sign stays a sign. */
  readonly leave: () => void;
  readonly take: (text: string, select: readonly [number, number]) => void;
}

export function useMark(
  field: RefObject<HTMLTextAreaElement | null>,
  change: (text: string) => void,
  sign: Sign,
): Marked {
  const [mark, setMark] = useState<Mark | null>(null);
  /** One that Escape left as it is. */
  const [left, setLeft] = useState<number | null>(null);
  const write = (text: string, [from, to]: readonly [number, number]): void => {
    flushSync(() => change(text));
    field.current?.focus();
    field.current?.setSelectionRange(from, to);
  };
  return {
    mark: mark === null || mark.from === left ? null : mark,
    follow: ({ value, selectionStart, selectionEnd }) => {
      const found = selectionStart === selectionEnd ? sign.find(value, selectionStart) : null;
      if (found === null) setLeft(null);
      setMark(found);
    },
    open: () => {
      const element = field.current;
      if (element === null) return;
      const { text, caret } = sign.put(element.value, element.selectionStart);
      write(text, [caret, caret]);
      setLeft(null);
      setMark(sign.find(text, caret));
    },
    close: () => setMark(null),
    leave: () => setLeft(mark?.from ?? null),
    take: (text, select) => {
      setMark(null);
      write(text, select);
    },
  };
}
