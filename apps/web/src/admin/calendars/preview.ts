import { post } from '../../api/client.js';
import type { SentLine } from '../../clocks/stretch.js';
import { addDays, instantOf, timeOf, weekdayOf } from './days.js';
import { type Rules, spanOf } from './draft.js';

export interface ProbeAnswer {
  readonly dueAt: string | null;
  readonly explanation: readonly SentLine[];
}

export const TARGETS = [
  { name: 'reply90', target: { minutes: 90 } },
  { name: 'hours4', target: { minutes: 240 } },
  { name: 'hours8', target: { minutes: 480 } },
  { name: 'days1', target: { businessDays: 1 } },
  { name: 'days3', target: { businessDays: 3 } },
  { name: 'days15', target: { businessDays: 15 } },
  { name: 'weeks8', target: { weeks: 8 } },
] as const;
export type TargetName = (typeof TARGETS)[number]['name'];

/** What the server makes of a complaint at this local time; nothing is stored. */
export function previewQuery(rules: Rules, wall: string, target: TargetName) {
  const start = new Date(instantOf(wall, rules.timezone)).toISOString();
  const body = { calendar: rules, target: TARGETS.find(({ name }) => name === target)?.target, start, pauses: [] };
  return {
    queryKey: ['admin', 'sla-preview', body],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => post<ProbeAnswer>('/sla/preview', { body, signal }),
    staleTime: 5 * 60_000,
    retry: false,
    placeholderData: (known: ProbeAnswer | undefined) => known,
  };
}

/** Ten minutes before the last day of the week closes: the question that every calendar has to answer. */
export function firstQuestion(rules: Rules, today: string): string {
  for (let day = 0; day < 14; day += 1) {
    const date = addDays(today, day);
    const last = (rules.weekly[weekdayOf(date)] ?? []).flatMap((window) => spanOf(window) ?? []).at(-1);
    const next = rules.weekly[weekdayOf(addDays(date, 1))] ?? [];
    if (last !== undefined && next.length === 0 && last.to <= 1_440) return `${date}T${timeOf(last.to - 10)}`;
  }
  return `${today}T17:50`;
}
