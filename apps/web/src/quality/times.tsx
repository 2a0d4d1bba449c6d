import type { TimesRow } from '@redress/contract/reports.js';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { Chart } from './chart.js';
import { type Colours, useColours } from './colours.js';
import { lengthWords, whole } from './numbers.js';
import { Figures, Panel, type Shown } from './panel.js';
import { axis, grid } from './parts.js';

function drawing(row: TimesRow, spans: readonly string[], colours: Colours): EChartsCoreOption {
  return {
    animation: false,
    grid: { ...grid, bottom: 28 },
    xAxis: {
      ...axis(colours),
      type: 'category',
      data: [...spans],
      axisLabel: { color: colours.muted, fontSize: 11, hideOverlap: true },
    },
    yAxis: { ...axis(colours), type: 'value', minInterval: 1, splitNumber: 3 },
    series: [
      {
        type: 'bar',
        data: row.buckets.map(({ wall }) => wall),
        itemStyle: { color: colours.series },
        barGap: '10%',
        barCategoryGap: '24%',
      },
      {
        type: 'bar',
        data: row.buckets.map(({ business }) => business),
        itemStyle: { color: colours.second, borderColor: colours.text, borderWidth: 0.5 },
      },
    ],
  };
}

function shownOf(row: TimesRow, q: string, say: Say, language: LanguageName, colours: Colours, full: boolean): Shown {
  const words = (seconds: number | null): string => (seconds === null ? '–' : lengthWords(say, seconds));
  const spans = row.buckets.map(({ below }) =>
    below === null ? say('quality.times.above') : say('quality.times.below', { span: words(below) }),
  );
  const title =
    row.n === 0
      ? say('quality.times.titleNone', { milestone: say(`quality.times.${row.milestone}`) })
      : say('quality.times.title', {
          median: words(row.wall.median),
          milestone: say(`quality.times.${row.milestone}`),
        });
  const sub = say('quality.times.sub', {
    n: whole(language, row.n),
    p90: words(row.wall.p90),
    open: whole(language, row.open),
  });
  return {
    title,
    sub,
    q,
    picture: (
      <>
        <ul className="legend">
          <li>
            <span className="swatch series-0" aria-hidden="true" />
            {say('quality.times.wall')}
          </li>
          <li>
            <span className="swatch series-1" aria-hidden="true" />
            {row.business.median === null
              ? say('quality.times.business')
              : say('quality.times.businessWithin', {
                  median: words(row.business.median),
                  p90: words(row.business.p90),
                })}
          </li>
        </ul>
        <Chart
          tall={full}
          option={drawing(row, spans, colours)}
          rounds={2}
          points={(['wall', 'business'] as const).flatMap((clock) =>
            row.buckets.map((bucket, index) => ({
              words: say(`quality.times.point.${clock}`, {
                span: spans[index] ?? '',
                n: whole(language, bucket[clock]),
              }),
              q: bucket.q[clock],
            })),
          )}
          label={title}
        />
      </>
    ),
    table: (
      <Figures
        label={title}
        head={[say('quality.times.span'), say('quality.times.wall'), say('quality.times.business')]}
        rows={row.buckets.map(({ wall, business, q: behind }, index) => ({
          cells: [spans[index] ?? '', whole(language, wall), whole(language, business)],
          q: null,
          links: [behind.wall, behind.business],
        }))}
      />
    ),
  };
}

interface TimesProps {
  readonly milestone: TimesRow['milestone'];
  readonly full?: boolean;
}

export function TimesPanel({ milestone, full = false }: TimesProps): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const colours = useColours();
  const asked = { search };
  const query = useReport('response-times', asked);
  const row = query.data?.rows.find((one) => one.milestone === milestone);
  const shown = row === undefined ? null : shownOf(row, query.data?.q ?? '', say, language, colours, full);
  return (
    <Panel
      name="times"
      part={`times-${milestone}`}
      report="response-times"
      asked={asked}
      query={query}
      shown={shown}
      full={full}
    />
  );
}
