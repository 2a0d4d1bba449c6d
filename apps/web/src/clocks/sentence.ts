import { lowerFirst } from '../i18n/case.js';
import type { LanguageName, Say } from '../i18n/text.js';
import { clockWords } from '../ui/milestone-words.js';
import { spanWords } from '../ui/times.js';
import { fullMoment, workWords } from './clock-times.js';
import type { ClockExplanation, ClockView } from '@redress/contract/sla.js';
import { targetWords } from './target-words.js';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Resolution"; a duty of a regulator by its name. */
export function clockName(say: Say, { milestone, part }: Pick<ClockView, 'milestone' | 'part'>): string {
  return capital(clockWords(say, milestone, part));
}

const STATUSES = ['waitingCustomer', 'waitingThirdParty', 'waitingInternal', 'scheduled'] as const;

export function statusWords(say: Say, status: string | null): string {
  const known = STATUSES.find((one) => one === status);
  return known === undefined ? say('clocks.because.paused') : lowerFirst(say(`words.status.${known}`));
}

/** The verdict in one sentence, before any picture. */
export function sentenceOf(say: Say, language: LanguageName, clock: ClockView, now: number): string {
  const name = clockName(say, clock);
  const at = (time: string): string => fullMoment(language, Date.parse(time));
  if (clock.state === 'met' && clock.metAt !== null)
    return say('clocks.sentence.met', { clock: name, when: at(clock.metAt) });
  if (clock.state === 'missed' && clock.metAt !== null)
    return say('clocks.sentence.metLate', { clock: name, when: at(clock.metAt) });
  if (clock.state === 'cancelled')
    return say('clocks.sentence.cancelled', { clock: name, when: at(clock.endedAt ?? clock.startAt) });
  if (clock.state === 'paused')
    return say('clocks.sentence.paused', { clock: name, why: statusWords(say, clock.pausedBecause) });
  if (clock.dueAt === null) return say('clocks.sentence.pausedPlain', { clock: name });
  const over = clock.state === 'missed' || Date.parse(clock.dueAt) <= now;
  return say(over ? 'clocks.sentence.over' : 'clocks.sentence.due', { clock: name, when: at(clock.dueAt) });
}

const counts = (clock: ClockView): boolean => 'minutes' in clock.target || 'seconds' in clock.target;

/** How the sentence comes about: the target, what of it is used, what is left or over. */
export function detailOf(say: Say, language: LanguageName, of: ClockExplanation, now: number): string {
  const { clock, elapsedSeconds, remainingSeconds } = of;
  const start = fullMoment(language, Date.parse(clock.startAt));
  const isWall = of.calendars.every(({ timezone }) => timezone === null);
  const kind = !counts(clock) ? 'legal' : isWall ? 'wall' : 'business';
  const words = [say(`clocks.sub.${kind}`, { target: targetWords(say, clock.target), start })];
  const used = workWords(say, elapsedSeconds);
  const dueAt = clock.dueAt === null ? null : Date.parse(clock.dueAt);
  const end = clock.metAt === null ? now : Date.parse(clock.metAt);
  if (clock.state === 'cancelled') return words.join(' ');
  if (clock.state === 'paused' && remainingSeconds !== null)
    words.push(say('clocks.sub.heldUp', { left: workWords(say, remainingSeconds) }));
  else if (clock.state === 'met') words.push(say('clocks.sub.usedMet', { used }));
  else if (dueAt !== null && end > dueAt)
    words.push(
      say(clock.metAt === null ? 'clocks.sub.over' : 'clocks.sub.overMet', { over: spanWords(say, end - dueAt) }),
    );
  else if (counts(clock) && remainingSeconds !== null)
    words.push(say('clocks.sub.used', { used, left: workWords(say, remainingSeconds) }));
  if (clock.missedByRetarget) words.push(say('clocks.sub.byRetarget'));
  return words.join(' ');
}
