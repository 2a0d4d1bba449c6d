import type { NodeLabel, Pareto, ParetoRow } from '@redress/contract/reports.js';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { Chart } from './chart.js';
import { type Colours, useColours } from './colours.js';
import { By } from './filters.js';
import { FEWEST, percent, whole } from './numbers.js';
import { Figures, Panel, type Shown } from './panel.js';
import { axis, breakWords, grid, hatched } from './parts.js';

type Bar = Omit<ParetoRow, 'q' | 'code'> & {
  readonly name: string;
  readonly kind: 'vital' | 'tail' | 'other' | 'open';
  readonly q: string | null;
};

const MOST_BARS = 9;
const VITAL = 0.8;

export const nameOf = (
  say: Say,
  language: LanguageName,
  row: { code: string | null; undetermined?: boolean; label: NodeLabel | null },
): string =>
  row.label?.[language] ??
  row.code ??
  say(row.undetermined === true ? 'quality.undetermined' : 'quality.notClassified');

/** The bars as drawn: the vital few, the tail, the small ones together, and last what is not classified. */
export function barsOf(
  rows: readonly ParetoRow[],
  names: (row: ParetoRow) => string,
  others: (n: number) => string,
): Bar[] {
  const named = rows.filter(({ code }) => code !== null);
  const sum = named.reduce((all, { tickets }) => all + tickets, 0);
  const shown = named.filter(({ tickets }, index) => index < MOST_BARS && tickets >= FEWEST);
  const rest = named.slice(shown.length);
  let before = 0;
  const bars = shown.map((row): Bar => {
    const kind = before < VITAL * sum ? 'vital' : 'tail';
    before += row.tickets;
    return { ...row, name: names(row), kind };
  });
  const add = (row: ParetoRow, kind: Bar['kind'], name: string, q: string | null): void =>
    void bars.push({ ...row, kind, name, q });
  const [first] = rest;
  if (first !== undefined)
    add(
      rest.reduce((all, row) => ({ ...row, ...plus(all, row) }), {
        ...first,
        issues: 0,
        tickets: 0,
        customers: 0,
        share: 0,
      }),
      'other',
      others(rest.length),
      null,
    );
  for (const row of rows.filter(({ code }) => code === null))
    add(row, row.undetermined ? 'other' : 'open', names(row), row.q);
  return bars;
}

const plus = (one: ParetoRow, other: ParetoRow): Partial<ParetoRow> => ({
  issues: one.issues + other.issues,
  tickets: one.tickets + other.tickets,
  customers: one.customers + other.customers,
  share: one.share + other.share,
  cumulative: other.cumulative,
});

function drawing(bars: readonly Bar[], colours: Colours, language: LanguageName): EChartsCoreOption {
  const most = Math.max(...bars.map(({ tickets }) => tickets), 1);
  const fills = { vital: colours.series, tail: colours.pale, other: colours.other, open: colours.surface };
  return {
    animation: false,
    aria: { enabled: false, decal: { show: true, decals: [{ symbol: 'none' }] } },
    grid: { ...grid, right: 56 },
    xAxis: {
      ...axis(colours),
      type: 'category',
      data: bars.map(({ name }) => breakWords(name)),
      axisLabel: { color: colours.muted, fontSize: 11, interval: 0, lineHeight: 13 },
    },
    yAxis: [
      {
        ...axis(colours),
        type: 'value',
        splitNumber: 4,
        axisLabel: { color: colours.muted, formatter: (value: number) => whole(language, value) },
      },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series: [
      {
        type: 'bar',
        barCategoryGap: '28%',
        data: bars.map(({ tickets, kind }) => ({
          value: tickets,
          itemStyle: kind === 'open' ? hatched(colours) : { color: fills[kind] },
          label:
            kind === 'vital' && tickets > most * 0.2
              ? { position: 'insideTop', color: colours.onSeries }
              : { position: 'top', color: colours.text },
        })),
        label: {
          show: true,
          fontWeight: 600,
          fontSize: 12,
          formatter: ({ value }: { value: number }) => whole(language, value),
        },
        emphasis: { itemStyle: { borderColor: colours.text, borderWidth: 2 } },
      },
      {
        type: 'line',
        yAxisIndex: 1,
        data: bars.map(({ cumulative }) => cumulative),
        symbol: 'circle',
        symbolSize: 5,
        silent: true,
        lineStyle: { color: colours.text, width: 1.5 },
        itemStyle: { color: colours.text },
        endLabel: { show: true, formatter: percent(language, 1), color: colours.muted, distance: 8 },
        markLine: {
          silent: true,
          symbol: 'none',
          data: [{ yAxis: VITAL }],
          lineStyle: { color: colours.muted, type: 'dashed' },
          label: { formatter: percent(language, VITAL), color: colours.muted, position: 'end' },
        },
      },
    ],
  };
}

function shownOf(report: Pareto, say: Say, language: LanguageName, colours: Colours, full: boolean): Shown {
  const name = (row: ParetoRow): string => nameOf(say, language, row);
  const bars = barsOf(report.rows, name, (n) => say('quality.otherN', { n }));
  const vital = bars.filter(({ kind }) => kind === 'vital').length;
  const words = (row: Bar): Record<string, string | number> => ({
    name: row.name,
    tickets: whole(language, row.tickets),
    customers: whole(language, row.customers),
    share: percent(language, row.share),
    cumulative: percent(language, row.cumulative),
  });
  const title =
    vital === 0
      ? say('quality.pareto.titleNone')
      : say('quality.pareto.title', { count: vital, what: say(`quality.pareto.what.${report.by}`, { count: vital }) });
  const sub = say(report.by === 'cause' ? 'quality.pareto.sub' : 'quality.pareto.subProblem');
  return {
    title,
    sub: `${sub}, ${say('quality.n', { n: whole(language, report.tickets) })}`,
    picture: (
      <Chart
        tall={full}
        option={drawing(bars, colours, language)}
        points={bars.map((bar) => ({ words: say('quality.pareto.point', words(bar)), q: bar.q }))}
        label={title}
      />
    ),
    table: (
      <Figures
        label={title}
        head={[
          say('quality.pareto.cause'),
          say('quality.pareto.complaints'),
          say('quality.pareto.customers'),
          say('quality.pareto.share'),
          say('quality.pareto.cumulative'),
        ]}
        rows={bars.map((bar) => {
          const { tickets = '', customers = '', share = '', cumulative = '' } = words(bar);
          return { cells: [bar.name, tickets, customers, share, cumulative], q: bar.q };
        })}
      />
    ),
  };
}

export function ParetoPanel({ full = false }: { readonly full?: boolean }): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const colours = useColours();
  const by = search.by === 'problem' ? 'problem' : 'cause';
  const asked = { search, by };
  const query = useReport('pareto', asked);
  const shown = query.data === undefined ? null : shownOf(query.data, say, language, colours, full);
  return (
    <Panel name="pareto" report="pareto" asked={asked} query={query} shown={shown} full={full}>
      <By of={['cause', 'problem']} value={by} />
    </Panel>
  );
}
