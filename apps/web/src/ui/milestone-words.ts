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
  'callBack',
] as const;

export function milestoneWords(say: Say, milestone: string): string {
  const found = MILESTONES.find((name) => name === milestone);
  return found === undefined ? milestone : say(`words.due.milestone.${found}`);
}

const PARTS = [
  'acknowledgement',
  'interim',
  'regularFinal',
  'final',
  'summaryResolution',
  'stage1',
  'stage1Extended',
  'stage2',
] as const;

/** The duty of a template; one that is newer than this page by its code. */
export function partWords(say: Say, part: string): string {
  const code = part.split('.').at(-1) ?? part;
  const known = PARTS.find((one) => one === code);
  return known === undefined ? code : say(`words.due.part.${known}`);
}

/** "resolution"; of a time limit also which duty it is. */
export function clockWords(say: Say, milestone: string, part: string | null): string {
  const name = milestoneWords(say, milestone);
  return milestone === 'regulatory' && part !== null ? `${name}, ${partWords(say, part)}` : name;
}
