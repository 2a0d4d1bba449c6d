import type { ChannelAccount } from '@redress/contract/channels.js';
import type { ReactNode } from 'react';
import { type Say, useText } from '../../i18n/text.js';
import { Since } from '../../ui/parts.js';
import { secondsWords, spanWords } from '../../ui/times.js';
import { type Mark, StateChip } from '../parts.js';

const MARKS: Readonly<Record<ChannelAccount['state'], Mark>> = {
  starting: 'plain',
  receiving: 'good',
  failing: 'risk',
  refused: 'late',
  off: 'quiet',
};

export function ChannelState({ account: { enabled, state } }: { readonly account: ChannelAccount }): ReactNode {
  const { say } = useText();
  const shown = enabled ? state : 'off';
  return <StateChip mark={MARKS[shown]}>{say(`admin.channels.states.${shown}`)}</StateChip>;
}

export function LastSuccess({ at }: { readonly at: string | null }): ReactNode {
  const { say } = useText();
  return at === null ? say('admin.channels.neverYet') : <Since at={at} words="words.time.ago" />;
}

/** How long the newest thing that came had been at the platform. */
export function lagWords(say: Say, seconds: number | null): string {
  if (seconds === null) return '–';
  return seconds < 60 ? secondsWords(say, seconds * 1_000) : spanWords(say, seconds * 1_000);
}
