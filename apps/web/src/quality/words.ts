import type { ChannelName } from '@redress/contract/words.js';
import type { Say } from '../i18n/text.js';
import { milestoneWords } from '../ui/milestone-words.js';

export const CHANNELS: readonly ChannelName[] = [
  ...(['email', 'webForm', 'phone', 'social', 'letter', 'visit', 'chat', 'api'] as const),
];

export function channelWords(say: Say, channel: string): string {
  const known = CHANNELS.find((name) => name === channel);
  return known === undefined ? channel : say(`words.channel.${known}`);
}

/** "First reply", to begin a line with. */
export function targetWords(say: Say, milestone: string): string {
  const words = milestoneWords(say, milestone);
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
