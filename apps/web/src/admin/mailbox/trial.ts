import type { ConnectionStep } from '@redress/contract/mail.js';
import type { MailboxTrial, ReturnTrial, SendingTrial } from '@redress/contract/mailbox-setup.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { post } from '../../api/client.js';
import type { Words } from '../mail-account-words.js';
import { ADMIN } from '../rows.js';
import { trialOf } from './setup.js';

/** Servers of others think longer than ours. */
export const PATIENCE_MS = 40_000;
/** So long the test mail is waited for. */
const RETURN_MS = 60_000;

export type PhaseState = 'waiting' | 'running' | 'ok' | 'failed' | 'skipped';

interface Phase {
  readonly state: PhaseState;
  readonly steps: readonly ConnectionStep[];
}

export interface Trial {
  readonly in: Phase & { readonly folders: readonly string[] };
  readonly out: Phase & { readonly isCaptured: boolean };
  readonly back: Phase & { readonly folder: string | null; readonly isJunk: boolean; readonly seconds: number | null };
  /** What our own server refused, or that it was not reached. */
  readonly error: unknown;
}

const WAITING: Phase = { state: 'waiting', steps: [] };
const BEGINNING: Trial = {
  in: { ...WAITING, folders: [] },
  out: { ...WAITING, isCaptured: false },
  back: { ...WAITING, folder: null, isJunk: false, seconds: null },
  error: null,
};

const stateOf = (steps: readonly ConnectionStep[]): PhaseState => (steps.every(({ ok }) => ok) ? 'ok' : 'failed');

type Tell = (change: Partial<Trial>) => void;

async function tryAll(words: Words, signal: AbortSignal, tell: Tell): Promise<void> {
  const ask = <Answer>(path: string, more: object = {}): Promise<Answer> =>
    post<Answer>(`${ADMIN.accounts}${path}`, { body: { ...trialOf(words), ...more }, signal, patienceMs: PATIENCE_MS });
  tell({ in: { ...BEGINNING.in, state: 'running' } });
  const inward = await ask<MailboxTrial>('/test');
  tell({ in: { ...inward, state: stateOf(inward.steps) } });
  if (stateOf(inward.steps) === 'failed') return skipRest(tell);
  tell({ out: { ...BEGINNING.out, state: 'running' } });
  const { steps, way, messageId } = await ask<SendingTrial>('/test/send');
  const isCaptured = way === 'captured';
  tell({ out: { steps, isCaptured, state: isCaptured ? 'skipped' : stateOf(steps) } });
  if (messageId === null) return tell({ back: { ...BEGINNING.back, state: 'skipped' } });
  tell({ back: { ...BEGINNING.back, state: 'running' } });
  const began = performance.now();
  do {
    const { failed, ...came } = await ask<ReturnTrial>('/test/return', { messageId });
    const seconds = Math.max(1, Math.round((performance.now() - began) / 1_000));
    if (failed !== null) return tell({ back: { ...came, steps: [failed], seconds, state: 'failed' } });
    if (came.folder !== null) return tell({ back: { ...came, steps: [], seconds, state: 'ok' } });
  } while (performance.now() - began < RETURN_MS);
  tell({ back: { ...BEGINNING.back, state: 'failed' } });
}

function skipRest(tell: Tell): void {
  tell({ out: { ...BEGINNING.out, state: 'skipped' }, back: { ...BEGINNING.back, state: 'skipped' } });
}

/** In, out and back, one after the other; begins by itself and ends with the screen. */
export function useTrial(words: Words): { readonly trial: Trial; readonly busy: boolean; readonly again: () => void } {
  const [trial, setTrial] = useState(BEGINNING);
  const [busy, setBusy] = useState(true);
  const running = useRef<AbortController | null>(null);
  const run = useCallback((): void => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const tell: Tell = (change) => {
      if (!mine.signal.aborted) setTrial((before) => ({ ...before, ...change }));
    };
    tell(BEGINNING);
    setBusy(true);
    tryAll(words, mine.signal, tell)
      .catch((error: unknown) => tell({ ...BEGINNING, error }))
      .finally(() => {
        if (!mine.signal.aborted) setBusy(false);
      });
  }, [words]);
  useEffect(() => {
    run();
    return () => running.current?.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- begins once; what stands in the form is tried again by hand
  }, []);
  return { trial, busy, again: run };
}
