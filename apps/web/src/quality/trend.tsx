import type { Trend, TrendSeries } from '@redress/contract/reports.js';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { Chart } from './chart.js';
import { type Colours, useColours } from './colours.js';
import { By } from './filters.js';
import { decimal, FEWEST, shortDay, whole } from './numbers.js';
import { Figures, Panel, type Shown } from './panel.js';
import { apart, axis, fitted, grid } from './parts.js';
import { compare } from './statistics.js';

const DRAWN = 3;
const RECENT_WEEKS = 4;
const WEEKS_NEEDED = 8;
/** Seven series are asked, so that each has to be surer than 5 %. */
const SURE = 0.05 / 7;

const nameOf = (say: Say, language: LanguageName, { code, label }: TrendSeries): string =>
  code === null ? say('quality.trend.all') : (label?.[language] ?? code);

/** The last whole weeks against the whole weeks before them; null where there are too few. */
export function directionOf(
  series: TrendSeries,
): { readonly now: number; readonly before: number; readonly clear: boolean } | null {
  const weeks = series.rows.filter(({ complete }) => complete).map(({ tickets }) => tickets);
  if (weeks.length < WEEKS_NEEDED) return null;
  const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
  const past = weeks.slice(0, -RECENT_WEEKS);
  const [recent, earlier] = [sum(weeks.slice(-RECENT_WEEKS)), sum(past)];
  const { p } = compare(recent, earlier, RECENT_WEEKS, past.length);
  return { now: recent / RECENT_WEEKS, before: earlier / past.length, clear: p < SURE };
}

/** The strongest clear movement of a code, else of all of them. */
function findingOf(say: Say, language: LanguageName, series: readonly TrendSeries[]): string {
  const [all, ...codes] = series;
  if (all === undefined) return '';
  const whole = all.rows.filter(({ complete }) => complete).length;
  if (whole < WEEKS_NEEDED) return say('quality.trend.few', { needed: WEEKS_NEEDED, n: whole });
  const moved = [...codes, all]
    .flatMap((one) => {
      const direction = directionOf(one);
      return direction?.clear === true ? [{ one, direction }] : [];
    })
    .sort((a, b) => Math.abs(b.direction.now - b.direction.before) - Math.abs(a.direction.now - a.direction.before));
  const [first] = moved.some(({ one }) => one.code !== null) ? moved.filter(({ one }) => one.code !== null) : moved;
  if (first === undefined) return say('quality.trend.steady', { n: decimal(language, directionOf(all)?.now ?? 0) });
  const { now, before } = first.direction;
  const values = {
    name: nameOf(say, language, first.one),
    now: decimal(language, now),
    before: decimal(language, before),
  };
  return say(now > before ? 'quality.trend.rising' : 'quality.trend.falling', values);
}

const LINES = ['solid', 'solid', 'dashed', 'dotted'] as const;

function drawing(
  series: readonly TrendSeries[],
  names: readonly string[],
  colours: Colours,
  language: LanguageName,
): EChartsCoreOption {
  const inks = [colours.text, colours.series, colours.signal, colours.third];
  const moved = apart();
  const named = (right: number): EChartsCoreOption => ({
    grid: { ...grid, left: 40, right, bottom: 28 },
    series: series.map(() => ({ endLabel: { width: right - 12 } })),
  });
  const option = {
    animation: false,
    xAxis: {
      ...axis(colours),
      type: 'category',
      boundaryGap: false,
      data: (series[0]?.rows ?? []).map(({ week }) => shortDay(language, week)),
      axisLabel: { color: colours.muted, fontSize: 11, hideOverlap: true },
    },
    yAxis: { ...axis(colours), type: 'value', minInterval: 1, splitNumber: 4 },
    series: series.map(({ rows }, index) => ({
      type: 'line',
      name: names[index],
      data: rows.map(({ tickets, complete }) => ({
        value: tickets,
        symbol: complete ? 'circle' : 'emptyCircle',
        symbolSize: complete ? 5 : 7,
      })),
      showAllSymbol: true,
      lineStyle: { color: inks[index], width: 1.5, type: LINES[index] },
      itemStyle: { color: inks[index] },
      emphasis: { scale: 1.8 },
      endLabel: {
        show: true,
        formatter: names[index] ?? '',
        color: inks[index],
        overflow: 'truncate',
        fontSize: 12,
        distance: 8,
      },
      labelLayout: moved,
    })),
  };
  return fitted(option, named(136), named(108));
}

function shownOf(report: Trend, say: Say, language: LanguageName, colours: Colours, full: boolean): Shown {
  const series = report.series.filter(({ code, tickets }) => code === null || tickets >= FEWEST);
  const names = series.map((one) => nameOf(say, language, one));
  const drawn = series.slice(0, DRAWN + 1);
  const title = findingOf(say, language, series);
  const weeks = series[0]?.rows ?? [];
  const counts = (line: number): string =>
    drawn.map(({ rows }, index) => `${names[index] ?? ''} ${whole(language, rows[line]?.tickets ?? 0)}`).join(', ');
  const mark = (complete: boolean): string => (complete ? '' : ` (${say('quality.trend.incomplete')})`);
  return {
    title,
    q: report.q,
    sub: `${say('quality.trend.sub')}, ${say('quality.n', { n: whole(language, report.tickets) })}`,
    picture: (
      <Chart
        tall={full}
        option={drawing(drawn, names, colours, language)}
        points={weeks.map(({ week, complete, q }, line) => ({
          words: say('quality.trend.point', { week: shortDay(language, week), words: counts(line) + mark(complete) }),
          q,
        }))}
        label={title}
      />
    ),
    table: (
      <Figures
        label={title}
        head={[say('quality.trend.week'), ...names]}
        rows={weeks.map(({ week, complete, q }, line) => ({
          cells: [
            shortDay(language, week) + mark(complete),
            ...series.map(({ rows }) => whole(language, rows[line]?.tickets ?? 0)),
          ],
          q,
        }))}
      />
    ),
  };
}

export function TrendPanel({ full = false }: { readonly full?: boolean }): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const colours = useColours();
  const by = search.by === 'problem' ? 'problem' : 'cause';
  const asked = { search, by };
  const query = useReport('trend', asked);
  const shown = query.data === undefined ? null : shownOf(query.data, say, language, colours, full);
  return (
    <Panel name="trend" report="trend" asked={asked} query={query} shown={shown} full={full}>
      {full && <By of={['cause', 'problem']} value={by} />}
    </Panel>
  );
}
