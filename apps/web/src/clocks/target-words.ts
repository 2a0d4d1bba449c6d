import type { SlaTarget } from '@redress/contract/sla-policy.js';
import type { Say } from '../i18n/text.js';
import { workWords } from './clock-times.js';

/** "40 h", "15 working days": a length as an agreement or a law names it. */
export function targetWords(say: Say, target: SlaTarget): string {
  if ('minutes' in target) return lengthWords(say, target.minutes * 60);
  if ('seconds' in target) return lengthWords(say, target.seconds);
  if ('businessDays' in target) return say('clocks.target.businessDays', { count: target.businessDays });
  if ('calendarDays' in target) return say('clocks.target.calendarDays', { count: target.calendarDays });
  if ('weeks' in target) return say('clocks.target.weeks', { count: target.weeks });
  return say('clocks.target.months', { count: target.months });
}

function lengthWords(say: Say, seconds: number): string {
  return seconds % 3_600 === 0 ? say('words.time.hours', { n: seconds / 3_600 }) : workWords(say, seconds);
}
