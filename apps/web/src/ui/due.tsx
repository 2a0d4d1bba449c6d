import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useNow } from './clock.js';
import { type Due, dueState, type DueState, underFiveMinutes, wantsSeconds } from './due-state.js';
import { milestoneWords } from './milestone-words.js';
import { exactTime, spanWords } from './times.js';

export { milestoneWords };

const WHOLE_TURN = 24 * 3_600_000;

interface ChipProps {
  readonly due: Due | null;
  /** What a paused one waits for. */
  readonly waitsFor?: string;
  /** Milliseconds of the whole target, where it is known: the ring then fills by it, else by a day. */
  readonly whole?: number | undefined;
}

/** Fill first, then shape, then words; the hue only helps. It is no live region: forty of them would never stop talking. */
export function DueChip({ due, waitsFor, whole = WHOLE_TURN }: ChipProps): ReactNode {
  const { say, language } = useText();
  const now = useDueNow(due);
  const state = dueState(due, now);
  const left = due?.dueAt == null ? 0 : Date.parse(due.dueAt) - now;
  return (
    <span className={`due ${state}`} title={due === null ? undefined : dueTitle(say, language, due)}>
      <DueShape state={state} share={Math.min(1, Math.max(0, left / whole))} />
      {dueWords(say, state, left, waitsFor)}
      {due !== null && <span className="unseen"> {milestoneWords(say, due.milestone)}</span>}
    </span>
  );
}

/** One for all rows of a list. */
const still = window.matchMedia('(prefers-reduced-motion: reduce)');

/** By minutes, by seconds in the last five, and never faster than minutes where motion is unwanted. */
function useDueNow(due: Due | null): number {
  const minute = useNow();
  return useNow(wantsSeconds(due, minute) && !still.matches ? 'second' : 'minute');
}

export function dueTitle(say: Say, language: LanguageName, due: Due): string {
  const milestone = milestoneWords(say, due.milestone);
  if (due.dueAt === null) return milestone;
  return say('words.due.exact', { milestone, time: exactTime(language, due.dueAt) });
}

function dueWords(say: Say, state: DueState, left: number, waitsFor: string | undefined): string {
  if (state === 'none') return say('words.due.none');
  if (state === 'met') return say('words.due.met');
  if (state === 'paused') return waitsFor ?? say('words.due.paused');
  if (state === 'late') return say('words.due.over', { span: spanWords(say, -left) });
  if (!underFiveMinutes(left)) return spanWords(say, left);
  const seconds = Math.ceil(left / 1000);
  const s = String(seconds % 60).padStart(2, '0');
  return say('words.time.minutesSeconds', { m: Math.floor(seconds / 60), s });
}

/** A ring that fills clockwise as time runs out, a triangle, a square, two bars, a tick, a dash. */
export function DueShape({ state, share }: { readonly state: DueState; readonly share: number }): ReactNode {
  const round = 2 * Math.PI * 4;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className="due-shape">
      {state === 'safe' && (
        <g fill="none" strokeWidth="2">
          <circle cx="6" cy="6" r="4" stroke="currentColor" opacity="0.3" />
          <circle
            cx="6"
            cy="6"
            r="4"
            stroke="currentColor"
            strokeDasharray={`${round * (1 - share)} ${round}`}
            transform="rotate(-90 6 6)"
          />
        </g>
      )}
      {state === 'risk' && <path d="M6 1.5 11.2 10.5H.8z" fill="currentColor" />}
      {state === 'late' && <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />}
      {state === 'paused' && <path d="M3 2h2v8H3zM7 2h2v8H7z" fill="currentColor" />}
      {state === 'met' && <path d="m1.5 6.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="1.6" />}
      {state === 'none' && <path d="M1.5 6h9" stroke="currentColor" strokeWidth="1.6" />}
    </svg>
  );
}
