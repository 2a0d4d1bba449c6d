import { compileCalendar, due, elapsed, openBetween } from '@redress/domain/sla/business-time.js';
import { explain } from '@redress/domain/sla/explain.js';
import { instant } from '@redress/domain/time.js';
import type { Case } from './cases.js';
import { Boxes } from './slow.js';

const DAYS = 9;

/** Where the fast arithmetic and the boxes differ, in words; null when they agree on elapsed, due and every line of the explanation. */
export function disagreement({ rules, start, targetMs, pauses }: Case): string | null {
  const calendar = compileCalendar(rules);
  const from = start / 1_000;
  const boxes = new Boxes(rules, from, from + DAYS * 86_400, pauses);
  const end = instant(boxes.to * 1_000);

  const run = elapsed(calendar, start, end, pauses);
  if (run !== boxes.elapsed(from, boxes.to) * 1_000)
    return `elapsed ${run}, the boxes say ${boxes.elapsed(from, boxes.to) * 1_000}`;

  const found = due(calendar, start, targetMs, pauses);
  const expected = boxes.due(from, targetMs / 1_000);
  if (expected === null ? found !== null && found <= end : found !== expected * 1_000)
    return `due ${String(found)}, the boxes say ${expected === null ? `after ${end}` : expected * 1_000}`;

  const bare = new Boxes(rules, from, boxes.to, []);
  const open = openBetween(calendar, start, end);
  if (open.some(({ from: a, to: b }) => bare.elapsed(a / 1_000, b / 1_000) !== (b - a) / 1_000))
    return `open time that the boxes do not have: ${JSON.stringify(open)}`;

  let at: number = start;
  let total = 0;
  for (const line of explain([{ from: start, calendar }], start, targetMs, pauses, end)) {
    const counted = boxes.elapsed(line.from / 1_000, line.to / 1_000);
    total += counted;
    if (line.from !== at || line.seconds !== (line.to - line.from) / 1_000 || line.total !== total)
      return `a line that does not follow: ${JSON.stringify(line)}`;
    if (counted !== (line.kind === 'counted' ? line.seconds : 0))
      return `a line that the boxes count ${counted} seconds of: ${JSON.stringify(line)}`;
    at = line.to;
  }
  return at === end ? null : `the explanation ends at ${at}, not at ${end}`;
}
