import type { Say } from '../i18n/text.js';

const MILESTONES = [
  'acknowledgement',
  'firstResponse',
  'nextResponse',
  'update',
  'resolution',
  'regulatory',
  'task',
  'undertaking',
] as const;

export function milestoneWords(say: Say, milestone: string): string {
  const found = MILESTONES.find((name) => name === milestone);
  return found === undefined ? milestone : say(`words.due.milestone.${found}`);
}
