import type { TimelineEntry } from '@redress/contract/ticket.js';
import type { LanguageName, Say } from '../i18n/text.js';
import { fullMoment } from './clock-times.js';
import type { Stretch } from './stretch.js';

/** What happened to a clock beside the passing of time: a new target, a hand-over, a verdict and its fall. */
const TYPES = [
  'ClockRetargeted',
  'ClockHandedOver',
  'ClockMissed',
  'ClockMet',
  'ClockWarned',
  'ClockCancelled',
  'VerdictRevoked',
  'EscalationFired',
] as const;
type MarkType = (typeof TYPES)[number];

type Body = Readonly<Record<string, unknown>>;

/** Read from the log of the ticket, which holds all of it. A retarget stands in the explanation itself. */
export function marksOf(
  say: Say,
  language: LanguageName,
  entries: readonly TimelineEntry[],
  clockId: string,
): readonly Stretch[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'event' || entry.event.body.clockId !== clockId) return [];
    const type = TYPES.find((one) => one === entry.event.type);
    if (type === undefined || type === 'ClockRetargeted') return [];
    const at = instantOf(type, entry.event.body) ?? Date.parse(entry.at);
    const because = markWords(say, language, type, entry.event.body);
    return [{ from: at, to: at, kind: 'mark', seconds: 0, total: 0, code: '', name: null, because }];
  });
}

/** A breach and a warning carry the instant at which they fell, however late anybody looked. */
function instantOf(type: MarkType, body: Body): number | null {
  const field = { ClockMissed: 'dueAt', ClockWarned: 'warnAt', ClockMet: 'metAt', EscalationFired: 'fallsAt' }[
    type as string
  ];
  const value = field === undefined ? undefined : body[field];
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value) : null;
}

/** Why a clock ended or a verdict fell; the codes of the log. */
const WHY = [
  'replyFell',
  'undone',
  'answeredInTime',
  'olderMessage',
  'mergeUndone',
  'spam',
  'invalid',
  'withdrawn',
  'merged',
  'decided',
  'resolved',
  'closed',
  'outOfScope',
  'held',
  'noTarget',
  'startFell',
  'reopeningUndone',
  'waived',
] as const;

function markWords(say: Say, language: LanguageName, type: MarkType, body: Body): string {
  const code = typeof body.because === 'string' ? body.because : '';
  const known = WHY.find((one) => one === code);
  const why = known === undefined ? code : say(`clocks.reason.${known}`);
  const number = (field: string): number => (typeof body[field] === 'number' ? body[field] : 0);
  if (type === 'ClockMissed' && body.byRetarget === true) return say('clocks.mark.ClockMissedByRetarget');
  if (type === 'ClockHandedOver') return say('clocks.mark.ClockHandedOver', { calendar: '' }).replace(/[\s,]+$/, '');
  if (type === 'VerdictRevoked' && typeof body.dueAt === 'number')
    return `${say('clocks.mark.VerdictRevoked', { why })}, ${say('clocks.due', { when: fullMoment(language, body.dueAt) })}`;
  return say(`clocks.mark.${type}`, { why, percent: number('percent'), level: number('level'), to: '', from: '' });
}
