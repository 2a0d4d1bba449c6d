import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { lowerFirst } from '../i18n/case.js';
import { useText } from '../i18n/text.js';
import { keyNow, useCommands } from '../ui/commands.js';
import { strokeOf } from '../ui/strokes.js';
import { DueChip, dueTitle } from '../ui/due.js';
import { milestoneWords } from '../ui/milestone-words.js';
import { Since, Skeleton } from '../ui/parts.js';
import { isFinished } from './query-text.js';

const loadPanel = () => import('../clocks/clock-panel.js');
const ClockPanel = lazy(async () => ({ default: (await loadPanel()).ClockPanel }));

interface ChipProps {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly toggle: () => void;
}

/** The duty that falls due first; pressed, or by its key, it opens all clocks with their explanation. */
export function ClockChip({ ticket, opened, toggle }: ChipProps): ReactNode {
  const { say, language } = useText();
  const { nextDue } = ticket;
  useCommands([{ id: 'clocks', run: toggle }]);
  const title = nextDue === null ? say('commands.clocks') : dueTitle(say, language, nextDue);
  return (
    <button
      type="button"
      className="ticket-clock"
      aria-haspopup="dialog"
      aria-expanded={opened}
      title={`${title} (u)`}
      onClick={toggle}
      onPointerEnter={() => void loadPanel()}
    >
      <DueChip due={nextDue} waitsFor={lowerFirst(say(`words.status.${ticket.status}`))} />
      {nextDue !== null && (
        <span className="muted" aria-hidden="true">
          {milestoneWords(say, nextDue.milestone)}
        </span>
      )}
    </button>
  );
}

/** Without any target it says at least how long somebody has waited. */
export function Waiting({ ticket }: { readonly ticket: Ticket }): ReactNode {
  if (ticket.unansweredSince === null || ticket.nextDue !== null || isFinished(ticket)) return null;
  return (
    <span className="ticket-waits muted">
      <Since at={ticket.unansweredSince} words="words.time.waits" />
    </span>
  );
}

interface PopoverProps {
  readonly read: Timeline;
  readonly close: () => void;
}

/** Over the timeline, under the chips that it explains. Focus goes in, and back when it closes. */
export function ClockPopover({ read, close }: PopoverProps): ReactNode {
  const { say } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    const outside = (event: PointerEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (target !== null && target.closest('.clock-popover, .ticket-clock') === null) close();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [close]);
  return (
    <div
      className="clock-popover"
      role="dialog"
      aria-label={say('ticket.panel.clocks')}
      tabIndex={-1}
      ref={box}
      onKeyDown={(event) => {
        const stroke = strokeOf(event.nativeEvent);
        if (stroke !== 'Escape' && (stroke === null || stroke !== keyNow('clocks'))) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <Suspense fallback={<Skeleton lines={8} />}>
        <ClockPanel
          read={read}
          first={null}
          end={
            <button type="button" aria-label={`Esc, ${say('shell.close')}`} onClick={close}>
              <kbd>Esc</kbd>
            </button>
          }
        />
      </Suspense>
    </div>
  );
}
