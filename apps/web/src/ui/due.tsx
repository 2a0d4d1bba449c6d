import type { QueueRow } from '@redress/contract/views.js';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useNow } from './clock.js';
import { exactTime, spanWords } from './times.js';

type Due = NonNullable<QueueRow['nextDue']>;
export type DueState = 'safe' | 'risk' | 'late' | 'paused' | 'met' | 'none';

const HALF_HOUR = 30 * 60_000;
const WHOLE_TURN = 24 * 3_600_000;

/** At risk from 30 minutes before; the share of the whole target is judged by the server, which says so in `state`. */
export function dueState(due: Due | null, now: number): DueState {
  if (due === null) return 'none';
  if (due.state === 'met' || due.state === 'paused') return due.state;
  const left = Date.parse(due.dueAt) - now;
  if (left <= 0 || due.state === 'missed' || due.state === 'breached') return 'late';
  return left <= HALF_HOUR || due.state === 'atRisk' ? 'risk' : 'safe';
}

/** Fill first, then shape, then words; the hue only helps. */
export function DueChip({ due, waitsFor }: { readonly due: Due | null; readonly waitsFor?: string }): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  const state = dueState(due, now);
  const left = due === null ? 0 : Date.parse(due.dueAt) - now;
  return (
    <span className={`due ${state}`} title={due === null ? undefined : dueTitle(say, language, due)}>
      <DueShape state={state} share={Math.min(1, left / WHOLE_TURN)} />
      {dueWords(say, state, left, waitsFor)}
    </span>
  );
}

function dueTitle(say: Say, language: LanguageName, due: Due): string {
  return say('words.due.exact', {
    milestone: milestoneWords(say, due.milestone),
    time: exactTime(language, due.dueAt),
  });
}

export function milestoneWords(say: Say, milestone: string): string {
  const known = ['acknowledgement', 'firstResponse', 'nextResponse', 'update', 'resolution', 'regulatory'] as const;
  const found = known.find((name) => name === milestone);
  return found === undefined ? milestone : say(`words.due.milestone.${found}`);
}

function dueWords(say: Say, state: DueState, left: number, waitsFor: string | undefined): string {
  if (state === 'none') return say('words.due.none');
  if (state === 'met') return say('words.due.met');
  if (state === 'paused') return waitsFor ?? say('words.due.paused');
  return state === 'late' ? say('words.due.over', { span: spanWords(say, -left) }) : spanWords(say, left);
}

/** A ring that fills clockwise as time runs out, a triangle, a square, two bars, a tick, a dash. */
function DueShape({ state, share }: { readonly state: DueState; readonly share: number }): ReactNode {
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
