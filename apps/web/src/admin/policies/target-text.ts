import type { SlaTarget } from '@redress/contract/sla-policy.js';

const UNITS = {
  min: (n: number): SlaTarget => ({ minutes: n }),
  h: (n: number): SlaTarget => ({ minutes: n * 60 }),
  d: (n: number): SlaTarget => ({ businessDays: n }),
  cd: (n: number): SlaTarget => ({ calendarDays: n }),
  w: (n: number): SlaTarget => ({ weeks: n }),
  m: (n: number): SlaTarget => ({ months: n }),
} as const;
const NAMES: Readonly<Record<string, keyof typeof UNITS>> = {
  min: 'min',
  h: 'h',
  std: 'h',
  d: 'd',
  bd: 'd',
  at: 'd',
  cd: 'cd',
  kt: 'cd',
  w: 'w',
  m: 'm',
  mo: 'm',
};
const MOST = 100_000;

/** What people write for a length: `30 min`, `4 h`, `1.5 h`, `2 d`. A bare number is minutes. Null when it is none. */
export function readTarget(text: string): SlaTarget | null {
  const found = /^(\d{1,6}(?:[.,]\d{1,2})?)\s*([a-z]{0,3})\.?$/i.exec(text.trim());
  const unit = NAMES[(found?.[2] ?? '').toLowerCase() || 'min'];
  const n = Number((found?.[1] ?? '').replace(',', '.'));
  if (found === null || unit === undefined || !(n > 0) || n > MOST) return null;
  if (unit === 'h') return Number.isInteger(n * 60) ? UNITS.h(n) : null;
  return Number.isInteger(n) ? UNITS[unit](n) : null;
}

export function targetText(target: SlaTarget | null | undefined): string {
  if (target === undefined || target === null) return '';
  if ('minutes' in target) return target.minutes % 60 === 0 ? `${target.minutes / 60} h` : `${target.minutes} min`;
  if ('seconds' in target) return targetText({ minutes: Math.ceil(target.seconds / 60) });
  if ('businessDays' in target) return `${target.businessDays} d`;
  if ('calendarDays' in target) return `${target.calendarDays} cd`;
  if ('weeks' in target) return `${target.weeks} w`;
  return `${target.months} m`;
}
