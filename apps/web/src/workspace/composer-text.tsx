import { type ClipboardEvent, type DragEvent, type ReactNode, type RefObject, useLayoutEffect } from 'react';
import { useText } from '../i18n/text.js';
import type { Content } from './drafts.js';
import type { Uploads } from './use-uploads.js';

interface WritingProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly content: Content;
  readonly name: string;
  readonly tooLong: boolean;
  readonly change: (text: string) => void;
  /** After each change of the text or the place in it. */
  readonly follow: (field: HTMLTextAreaElement) => void;
  readonly left: () => void;
  readonly paste: (files: Iterable<File>) => void;
  readonly focused: () => void;
}

const LOWEST = 56;

/** Where it says how much room is left. */
export const LENGTH_ID = 'composer-length';

export function Writing(props: WritingProps): ReactNode {
  const { field, content, name, tooLong, change, follow, left, paste, focused } = props;
  const { say } = useText();
  const toSomebody = name === '' ? say('composer.placeholderNobody') : say('composer.placeholder', { name });
  const placeholder = content.kind === 'reply' ? toSomebody : say('composer.notePlaceholder');
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.blockSize = '0';
    // an empty one need not be measured: that would lay the whole ticket out once more
    const needed = content.text === '' ? LOWEST : element.scrollHeight;
    element.style.blockSize = `${Math.min(Math.max(LOWEST, needed), window.innerHeight * 0.4)}px`;
  }, [content.text, field]);
  const pasteFiles = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    paste(event.clipboardData.files);
  };
  return (
    <textarea
      ref={field}
      className="composer-text"
      dir="auto"
      aria-label={say('composer.text')}
      aria-invalid={tooLong}
      aria-describedby={LENGTH_ID}
      placeholder={placeholder}
      value={content.text}
      onChange={(event) => {
        change(event.currentTarget.value);
        follow(event.currentTarget);
      }}
      onSelect={(event) => follow(event.currentTarget)}
      onPaste={pasteFiles}
      onFocus={focused}
      onBlur={left}
    />
  );
}

export function dropZone(uploads: Uploads) {
  const over = (event: DragEvent): void => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    uploads.add(event.dataTransfer.files);
  };
  return { onDragOver: over, onDrop: drop };
}
