import type { EChartsCoreOption } from 'echarts/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useState } from 'react';
import { useText } from '../i18n/text.js';

const Canvas = lazy(async () => ({ default: (await import('./canvas.js')).Canvas }));

/** One place of a picture: what it says in words, and the query of its tickets. */
export interface Point {
  readonly words: string;
  readonly q: string | null;
}

interface ChartProps {
  readonly option: EChartsCoreOption;
  readonly points: readonly Point[];
  /** What the picture shows, for who does not see it. */
  readonly label: string;
  /** How often the axis is walked: 2 where each place has two bars, whose points come one series after the other. */
  readonly rounds?: number;
  readonly tall?: boolean;
  /** At least, in px, where the number of bars decides. */
  readonly height?: number;
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => Math.min(at + 1, last),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** A picture that is walked by the arrow keys; Enter opens the tickets of a point. What is pointed at is said below it. */
export function Chart({ option, points, label, rounds = 1, tall = false, height }: ChartProps): ReactNode {
  const { say } = useText();
  const navigate = useNavigate();
  const [at, setAt] = useState<number | null>(null);
  const open = (index: number | null): void => {
    const q = index === null ? null : points[index]?.q;
    if (q != null) void navigate({ to: '/queue', search: { q, sort: '-received' } });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') return open(at);
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt((now) => (now === null ? 0 : step(now, points.length - 1)));
  };
  return (
    <div
      className={tall ? 'chart tall' : 'chart'}
      role="group"
      aria-roledescription={say('quality.chart.role')}
      aria-label={`${label}. ${say('quality.chart.keys')}`}
      tabIndex={0}
      onKeyDown={press}
      onBlur={() => setAt(null)}
      style={height === undefined ? undefined : { minBlockSize: height + 20 }}
    >
      <Suspense fallback={<div className="chart-canvas" />}>
        <Canvas
          option={option}
          marked={at}
          perSeries={rounds === 1 ? null : points.length / rounds}
          point={setAt}
          choose={open}
        />
      </Suspense>
      <p className="chart-said" aria-live="polite">
        {at === null ? '' : points[at]?.words}
      </p>
    </div>
  );
}
