import { type ComponentProps, type ReactNode, useEffect, useState } from 'react';
import { type TextKey, useText } from '../i18n/text.js';
import { useNow } from './clock.js';
import { useKeyNow } from './commands.js';
import type { CommandId } from './key-map.js';
import { keyCaps } from './strokes.js';
import { diaryTime, exactTime, spanWords } from './times.js';
import { Tip } from './tip.js';

export function Caps({ of }: { readonly of: string | undefined }): ReactNode {
  const { say } = useText();
  if (of === undefined) return null;
  const presses = of.split(' ');
  return (
    <span
      className="caps"
      aria-hidden="true"
      title={presses.length > 1 ? presses.join(` ${say('keysheet.then')} `) : undefined}
    >
      {keyCaps(say, of).map((cap, index) => (
        <kbd key={`${cap}${index}`}>{cap}</kbd>
      ))}
    </span>
  );
}

/** The key that this person has for a command; nothing where there is none that works. */
export function KeyCaps({ of }: { readonly of: CommandId | undefined }): ReactNode {
  return <Caps of={useKeyNow(of)} />;
}

/** For a tooltip that the browser draws: the name and, behind it, the key. */
export function useTip(label: string, command: CommandId): string {
  const { say } = useText();
  const keys = useKeyNow(command);
  return keys === undefined ? label : `${label} (${keyCaps(say, keys).join(' ')})`;
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'title' | 'onPointerEnter'> {
  readonly label: string;
  /** What it does; its key is told in the tooltip. */
  readonly command?: CommandId | undefined;
  /** Of a key that is none of a command. */
  readonly keys?: string | undefined;
  readonly pressed?: boolean;
}

/** A button that shows only an icon: its name and its key are in the tooltip, its name is what a reader hears. The tooltip is made for the first pointer that comes. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { label, command, keys, pressed, children, className, ...rest } = props;
  const own = useKeyNow(command);
  const [pointedAt, setPointedAt] = useState<HTMLElement | null>(null);
  const tip = (
    <span className="tip">
      {label} <Caps of={own ?? keys} />
    </span>
  );
  return (
    <>
      <button
        type="button"
        className={`icon-button ${className ?? ''}`}
        aria-label={label}
        aria-pressed={pressed}
        onPointerEnter={({ currentTarget, pointerType }) => pointerType !== 'touch' && setPointedAt(currentTarget)}
        {...rest}
      >
        {children}
      </button>
      {pointedAt !== null && <Tip of={pointedAt} label={tip} />}
    </>
  );
}

export function Avatar({ name, small = false }: { readonly name: string | null; readonly small?: boolean }): ReactNode {
  const size = small ? 'avatar small' : 'avatar';
  if (name === null) return <span className={`${size} nobody`} aria-hidden="true" />;
  // drawn by the style: to a reader the letters are no name
  return <span className={size} aria-hidden="true" data-initials={initials(name)} />;
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== '');
  const first = words[0]?.charAt(0) ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : '';
  return (first + last).toUpperCase();
}

/** A time as in a diary; the exact one is in the tooltip. */
export function When({ at }: { readonly at: string }): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  return (
    <time dateTime={at} title={exactTime(language, at)} className="tabular">
      {diaryTime(say, language, at, now)}
    </time>
  );
}

export function Since({ at, words }: { readonly at: string; readonly words: TextKey }): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  return (
    <time dateTime={at} title={exactTime(language, at)} className="tabular">
      {say(words, { span: spanWords(say, now - Date.parse(at)) })}
    </time>
  );
}

/** Shows its children only when the wait has lasted: a flash of grey bars is worse than a short nothing. */
export function Later({
  children,
  afterMs = 200,
}: {
  readonly children: ReactNode;
  readonly afterMs?: number;
}): ReactNode {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return late ? children : null;
}

export function Skeleton({ lines = 6 }: { readonly lines?: number }): ReactNode {
  const { say } = useText();
  return (
    <Later>
      <div className="skeleton" role="status" aria-label={say('shell.loading')}>
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} style={{ inlineSize: `${90 - ((index * 37) % 50)}%` }} />
        ))}
      </div>
    </Later>
  );
}

export function Empty({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      <div className="empty-next">{children}</div>
    </div>
  );
}

/** A button of text: `filled` at most once on a screen. */
interface TextButtonProps extends ComponentProps<'button'> {
  readonly look?: 'plain' | 'filled' | 'link' | 'danger';
}

export function TextButton({ look = 'plain', className, type, ...rest }: TextButtonProps): ReactNode {
  return <button type={type ?? 'button'} className={`button ${look} ${className ?? ''}`} {...rest} />;
}
