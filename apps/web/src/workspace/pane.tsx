import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';

const STORED = 'redress.list-width';
const NARROWEST = 260;
const WIDEST = 480;
const FIRST = 328;

function readWidth(): number {
  try {
    const stored = Number(localStorage.getItem(STORED));
    return stored >= NARROWEST && stored <= WIDEST ? stored : FIRST;
  } catch {
    return FIRST;
  }
}

interface ListWidth {
  readonly width: number;
  readonly resize: (width: number) => void;
  readonly listShown: boolean;
}

/** Width of the list in pixels, remembered in this browser; `]` takes the list away and brings it back. */
export function useListWidth(): ListWidth {
  const [width, setWidth] = useState(readWidth);
  const [listShown, setListShown] = useState(true);
  useCommands([{ id: 'list-pane', run: () => setListShown(!listShown) }]);
  const resize = (wanted: number): void => {
    const next = Math.round(Math.min(WIDEST, Math.max(NARROWEST, wanted)));
    setWidth(next);
    try {
      localStorage.setItem(STORED, String(next));
    } catch {
      // it is only forgotten
    }
  };
  return { width, resize, listShown };
}

export function PaneResizer({
  width,
  resize,
}: {
  readonly width: number;
  readonly resize: (width: number) => void;
}): ReactNode {
  const { say } = useText();
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number } | null>(null);
  const direction = document.dir === 'rtl' ? -1 : 1;
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setFrom({ x: event.clientX, width });
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(width + step * direction);
  };
  return (
    <div
      className="pane-resizer"
      role="separator"
      aria-orientation="vertical"
      aria-label={say('queue.resize')}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={begin}
      onPointerMove={(event) => from !== null && resize(from.width + (event.clientX - from.x) * direction)}
      onPointerUp={() => setFrom(null)}
    />
  );
}
