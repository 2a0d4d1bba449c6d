import type { ReactNode } from 'react';
import { lowerFirst } from '../i18n/case.js';
import { type Say, useText } from '../i18n/text.js';
import type { Stretch } from './stretch.js';

export function Mark({ kind }: { readonly kind: Stretch['kind'] }): ReactNode {
  return <i className={`clock-mark ${kind}`} aria-hidden="true" />;
}

export function kindWords(say: Say, kind: Stretch['kind']): string {
  return say(`clocks.kind.${kind}`);
}

const CODES = [
  'open',
  'outsideHours',
  'holiday',
  'closedDate',
  'paused',
  'retarget',
  'dayOfReceipt',
  'businessDay',
  'noBusinessDay',
  'calendarDays',
  'over',
] as const;
const STATUSES = [
  'waitingCustomer',
  'waitingThirdParty',
  'waitingInternal',
  'scheduled',
  'resolved',
  'closed',
] as const;

/** Why a stretch is what it is. A holiday and a new target carry their own name, a pause the status that caused it. */
export function reasonOf(say: Say, line: Stretch, byTheWall = false): string {
  const code = CODES.find((one) => one === line.code);
  if (code === undefined) return line.because;
  if (code === 'open' && byTheWall) return say('clocks.because.dayAndNight');
  if (code === 'paused') {
    const status = STATUSES.find((one) => one === line.name);
    return status === undefined
      ? (line.name ?? say('clocks.because.paused'))
      : lowerFirst(say(`words.status.${status}`));
  }
  if ((code === 'holiday' || code === 'closedDate') && line.name !== null && line.name !== '') return line.name;
  return say(`clocks.because.${code}`, { name: line.name ?? '' });
}

/** Only for places where the stretches are few: the mark, the time, what it is and how much of it counts. */
export function ShortLines({
  lines,
  times,
  amount,
}: {
  readonly lines: readonly Stretch[];
  readonly times: (line: Stretch) => string;
  readonly amount: (line: Stretch, last: boolean) => string;
}): ReactNode {
  const { say } = useText();
  return (
    <ul className="clock-short">
      {lines.map((line, index) => (
        <li key={`${line.from}-${line.kind}`} className={line.kind === 'counted' ? '' : 'muted'}>
          <Mark kind={line.kind} />
          <span className="tabular">{times(line)}</span>
          <span className="truncate muted">
            {line.kind === 'holiday' ? reasonOf(say, line) : kindWords(say, line.kind)}
          </span>
          <span className={index === lines.length - 1 ? 'tabular strong end' : 'tabular end'}>
            {amount(line, index === lines.length - 1)}
          </span>
        </li>
      ))}
    </ul>
  );
}
