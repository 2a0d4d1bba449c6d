import type { FirstStep, Session } from '@redress/contract/session.js';
import type { RoleName } from '@redress/contract/words.js';
import { queryClient, sessionQuery } from '../api/queries.js';
import { changePreferences } from '../session/preferences.js';

const STEPS: Readonly<Record<RoleName, readonly FirstStep[]>> = {
  admin: ['reply', 'cause', 'figures', 'mailbox', 'colleague'],
  teamLead: ['reply', 'cause', 'figures'],
  agent: ['reply', 'cause'],
  quality: ['figures'],
  light: [],
};

export interface StepState {
  readonly step: FirstStep;
  readonly done: boolean;
}

/** What this person can do for the first time, in order. Empty once all of it is done or the list was hidden. */
export function firstSteps({ agent }: Session): readonly StepState[] {
  const taken = agent.preferences.firstSteps ?? [];
  if (taken.includes('hidden')) return [];
  const steps = STEPS[agent.role].map((step) => ({ step, done: taken.includes(step) }));
  return steps.every(({ done }) => done) ? [] : steps;
}

/** Remembers with the person that he did this; said again it changes nothing. */
export function took(step: FirstStep | 'hidden'): void {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  const taken = session?.agent.preferences.firstSteps ?? [];
  if (session && !taken.includes(step)) changePreferences({ firstSteps: [...taken, step] });
}
