/** The duty that falls due first, as a row of the queue carries it. */
export interface Due {
  readonly milestone: string;
  /** Null only while a pause without end keeps it from falling due. */
  readonly dueAt: string | null;
  readonly state: string;
  /** When the policy begins to warn. */
  readonly warnAt?: string | null;
}

export type DueState = 'safe' | 'risk' | 'late' | 'paused' | 'met' | 'none';

const HALF_HOUR = 30 * 60_000;
const FIVE_MINUTES = 5 * 60_000;
const MINUTE = 60_000;

/** At risk from 30 minutes before, or as soon as the policy warns. Late is what has passed its due time, whoever has noticed. */
export function dueState(due: Due | null, now: number): DueState {
  if (due === null) return 'none';
  if (due.state === 'met') return 'met';
  if (due.state === 'paused' || due.dueAt === null) return 'paused';
  const left = Date.parse(due.dueAt) - now;
  if (left <= 0 || due.state === 'missed' || due.state === 'breached') return 'late';
  const warned = typeof due.warnAt === 'string' && Date.parse(due.warnAt) <= now;
  return left <= HALF_HOUR || warned || due.state === 'atRisk' ? 'risk' : 'safe';
}

/** Whether this one has to tick by seconds, judged by a clock that shows whole minutes. */
export function wantsSeconds(due: Due | null, now: number): boolean {
  if (due === null || due.dueAt === null || due.state !== 'running') return false;
  const left = Date.parse(due.dueAt) - now;
  return left > -MINUTE && left <= FIVE_MINUTES + MINUTE;
}

export const underFiveMinutes = (left: number): boolean => left > 0 && left < FIVE_MINUTES;
