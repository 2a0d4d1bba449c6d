import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { dayTicks } from './clock-times.js';
import type { Stretch } from './stretch.js';

interface StripProps {
  readonly lines: readonly Stretch[];
  readonly now: number | null;
  readonly zone?: string;
  /** What it shows, in words: to a reader it is one picture. */
  readonly label: string;
}

const MOST_LABELS = 11;
const MOST_ON_A_PHONE = 4;

/** Counted is filled, to come is outlined, paused is dashed, a holiday is hatched, closed is only the line. */
export function Strip({ lines, now, zone, label }: StripProps): ReactNode {
  const { say, language } = useText();
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || last.to <= first.from) return null;
  const [from, to] = [first.from, Math.max(last.to, now ?? 0)];
  const place = (at: number): string => `${(100 * (at - from)) / (to - from)}%`;
  const ticks = dayTicks(language, from, to, zone);
  const every = Math.max(1, Math.ceil(ticks.length / (narrow === true ? MOST_ON_A_PHONE : MOST_LABELS)));
  const drawn = lines.filter(({ kind }) => kind !== 'closed');
  return (
    <div className="strip" role="img" aria-label={label} dir="ltr">
      <div className="strip-bar">
        {drawn.map((line) => (
          <i
            key={`${line.from}-${line.kind}`}
            className={`strip-part ${line.kind}`}
            style={{ insetInlineStart: place(line.from), inlineSize: `calc(${place(line.to)} - ${place(line.from)})` }}
          />
        ))}
        {now !== null && now > from && now < to && (
          <span className="strip-now" style={{ insetInlineStart: place(now) }}>
            <span>{say('clocks.now')}</span>
          </span>
        )}
      </div>
      <div className="strip-days tabular">
        {ticks.map(({ at }) => (
          <i key={at} style={{ insetInlineStart: place(at) }} />
        ))}
        {ticks.map(({ at, label: day }, index) => {
          const end = Math.min(ticks[index + 1]?.at ?? to, to);
          const wide = (end - at) / (to - from) > 0.06 || every > 1;
          return index % every === 0 && wide ? (
            <span key={at} style={{ insetInlineStart: place(every > 1 ? at : (at + end) / 2) }}>
              {day}
            </span>
          ) : null;
        })}
      </div>
    </div>
  );
}
