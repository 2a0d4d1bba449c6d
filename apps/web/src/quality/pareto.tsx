import type { NodeLabel, Pareto, ParetoRow } from '@redress/contract/reports.js';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useBefore, useQuality, useReport } from './calls.js';
import { Chart } from './chart.js';
import { type Colours, useColours } from './colours.js';
import { By } from './filters.js';
import { FEWEST, percent, shortDay, whole } from './numbers.js';
import { Figures, Panel, type Shown } from './panel.js';
import { axis, breakWords, fitted, grid, hatched } from './parts.js';

interface Bar extends Omit<ParetoRow, 'q'> {
  readonly kind: 'vital' | 'tail' | 'other' | 'open';
  /** How many rows stand behind it. */
  readonly lines: number;
  /** In the period that this one is held against; null without one. */
  readonly before: number | null;
  readonly q: string | null;
}

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
export function barsOf(rows: readonly ParetoRow[], past: readonly ParetoRow[] | null): Bar[] {
  const named = rows.filter(({ code }) => code !== null);
  const sum = named.reduce((all, { tickets }) => all + tickets, 0);
  const shown = named.filter(({ tickets }, index) => index < MOST_BARS && tickets >= FEWEST);
  const rest = named.slice(shown.length);
  const before = (own: (row: ParetoRow) => boolean): number | null =>
    past === null ? null : past.filter(own).reduce((all, { tickets }) => all + tickets, 0);
  const same = (row: ParetoRow) => (other: ParetoRow) =>
    other.code === row.code && other.undetermined === row.undetermined;
  let counted = 0;
  const bars = shown.map((row): Bar => {
    const kind = counted < VITAL * sum ? 'vital' : 'tail';
    counted += row.tickets;
    return { ...row, kind, lines: 1, before: before(same(row)) };
  });
  const [first, ...others] = rest;
  if (first !== undefined) {
    const shownCodes = new Set(shown.map(({ code }) => code));
    const merged = others.reduce((all, row) => ({ ...row, ...plus(all, row) }), first);
    bars.push({
      ...{ ...merged, kind: 'other', lines: rest.length, q: null },
      before: before(({ code }) => code !== null && !shownCodes.has(code)),
    });
  }
  for (const row of rows.filter(({ code }) => code === null))
    bars.push({ ...row, kind: row.undetermined ? 'other' : 'open', lines: 1, before: before(same(row)) });
  return bars;
}

const plus = (one: ParetoRow, other: ParetoRow): Partial<ParetoRow> => ({
  issues: one.issues + other.issues,
  tickets: one.tickets + other.tickets,
  customers: one.customers + other.customers,
  share: one.share + other.share,
  cumulative: other.cumulative,
});

/** Numbers on bars that are narrower than the numbers cannot be read. Of the three series the first and the last bear them. */
const numbered = (show: boolean): object[] => [{ label: { show } }, {}, { label: { show } }];

const NUMBER = { show: true, fontWeight: 600, fontSize: 12 } as const;

/** As wide as a name on two or three lines, with its distance to the next. */
const NAMED_BAR_PX = 72;

/** As high as a number, of the highest bar. */
const NUMBER_SHARE = 0.15;

/** Whether the mark of the earlier count would cross the number above the bar: then the number stands above the mark. */
const isCrossed = ({ tickets, before }: Bar, most: number): boolean =>
  before !== null && before >= tickets && before - tickets < most * NUMBER_SHARE;

/** Whether the number stands in the foot of the bar. */
const isInside = ({ kind, tickets }: Bar, most: number): boolean => kind === 'vital' && tickets > most * 0.2;

const FILLS = { vital: 'series', tail: 'pale', other: 'other', open: 'surface' } as const;

/** The earlier count as a short line across its bar. */
const earlier = (bars: readonly Bar[], colours: Colours, most: number, number: (value: number) => string): object => ({
  type: 'line',
  silent: true,
  data: bars.map((bar) => ({
    value: bar.before ?? '-',
    label: !isInside(bar, most) && isCrossed(bar, most) ? { formatter: number(bar.tickets) } : { show: false },
  })),
  label: { ...NUMBER, position: 'top', color: colours.text },
  symbol: 'rect',
  symbolSize: [24, 2.5],
  lineStyle: { width: 0 },
  itemStyle: { color: colours.signal },
  z: 4,
});

const cumulated = (bars: readonly Bar[], colours: Colours, language: LanguageName): object => ({
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
});

function drawing(
  bars: readonly Bar[],
  names: readonly string[],
  colours: Colours,
  language: LanguageName,
): EChartsCoreOption {
  const most = Math.max(...bars.map(({ tickets }) => tickets), 1);
  const number = (value: number): string => whole(language, value);
  const labels = { color: colours.muted, fontSize: 11, interval: 0, lineHeight: 13 };
  const option = {
    animation: false,
    aria: { enabled: false, decal: { show: true, decals: [{ symbol: 'none' }] } },
    yAxis: [
      { ...axis(colours), type: 'value', splitNumber: 4, axisLabel: { color: colours.muted, formatter: number } },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series: [
      {
        type: 'bar',
        barCategoryGap: '28%',
        data: bars.map((bar) => ({
          value: bar.tickets,
          itemStyle: bar.kind === 'open' ? hatched(colours) : { color: colours[FILLS[bar.kind]] },
          label: isInside(bar, most)
            ? { position: 'insideBottom', color: colours.onSeries }
            : { position: 'top', color: colours.text, ...(isCrossed(bar, most) ? { show: false } : {}) },
        })),
        label: {
          ...NUMBER,
          formatter: ({ value }: { value: number }) => number(value),
        },
        emphasis: { itemStyle: { borderColor: colours.text, borderWidth: 2 } },
      },
      cumulated(bars, colours, language),
      earlier(bars, colours, most, number),
    ],
  };
  const axisOf = (axisLabel: object): object => ({
    ...axis(colours),
    type: 'category',
    data: names.map(breakWords),
    axisLabel,
  });
  const oneLine = (name: string): string => name.replaceAll('\n', ' ');
  const turned = axisOf({ ...labels, rotate: 50, width: 92, overflow: 'truncate', formatter: oneLine });
  return fitted(
    option,
    {
      series: numbered(true),
      grid: { ...grid, right: 56, bottom: 44 },
      xAxis: axisOf({ ...labels, rotate: 0, width: 90, formatter: '{value}' }),
    },
    {
      series: numbered(false),
      grid: { ...grid, left: 40, right: 48, bottom: 88 },
      xAxis: turned,
    },
    {
      most: bars.length * NAMED_BAR_PX,
      option: { series: numbered(true), grid: { ...grid, right: 56, bottom: 88 }, xAxis: turned },
    },
  );
}

function titleOf(bars: readonly Bar[], by: Pareto['by'], say: Say): string {
  const count = bars.filter(({ kind }) => kind === 'vital').length;
  if (count === 0) return say('quality.pareto.titleNone');
  return say('quality.pareto.title', { count, what: say(`quality.pareto.what.${by}`, { count }) });
}

function shownOf(report: Pareto, past: Pareto | undefined, { say, language, colours, full }: Drawn): Shown {
  const bars = barsOf(report.rows, past?.rows ?? null);
  const names = bars.map((bar) =>
    bar.kind === 'other' && !bar.undetermined ? say('quality.otherN', { n: bar.lines }) : nameOf(say, language, bar),
  );
  const title = titleOf(bars, report.by, say);
  const words = (bar: Bar, index: number): Record<string, string> => ({
    name: names[index] ?? '',
    tickets: whole(language, bar.tickets),
    customers: whole(language, bar.customers),
    share: percent(language, bar.share),
    cumulative: percent(language, bar.cumulative),
  });
  const was = ({ before }: Bar): string =>
    before === null ? '' : say('quality.pareto.was', { before: whole(language, before) });
  const sub = say(report.by === 'cause' ? 'quality.pareto.sub' : 'quality.pareto.subProblem');
  return {
    ...{ title, q: report.q, sub: `${sub}, ${say('quality.n', { n: whole(language, report.tickets) })}` },
    picture: (
      <>
        {past !== undefined && (
          <p className="legend">
            <span className="swatch before" aria-hidden="true" />
            {say('quality.pareto.before', { from: shortDay(language, past.from), to: shortDay(language, past.to) })}
          </p>
        )}
        <Chart
          tall={full}
          option={drawing(bars, names, colours, language)}
          points={bars.map((bar, index) => ({
            words: say('quality.pareto.point', words(bar, index)) + was(bar),
            q: bar.q,
          }))}
          label={title}
        />
      </>
    ),
    table: (
      <Figures
        label={title}
        head={[
          say(`quality.pareto.head.${report.by}`),
          ...(['complaints', 'customers', 'issues', 'share', 'cumulative'] as const).map((part) =>
            say(`quality.pareto.${part}`),
          ),
          ...(past === undefined ? [] : [say('quality.pareto.earlier'), say('quality.pareto.change')]),
        ]}
        rows={bars.map((bar, index) => {
          const { name = '', tickets = '', customers = '', share = '', cumulative = '' } = words(bar, index);
          const cells = [name, tickets, customers, whole(language, bar.issues), share, cumulative];
          const { before } = bar;
          const more = before === null ? [] : [whole(language, before), changeWords(language, bar.tickets, before)];
          return { cells: [...cells, ...more], q: bar.q };
        })}
      />
    ),
  };
}

const changeWords = (language: LanguageName, now: number, before: number): string =>
  before < FEWEST ? '–' : `${now < before ? '−' : '+'}${percent(language, Math.abs(now - before) / before)}`;

interface Drawn {
  readonly say: Say;
  readonly language: LanguageName;
  readonly colours: Colours;
  readonly full: boolean;
}

export function ParetoPanel({ full = false }: { readonly full?: boolean }): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const colours = useColours();
  const by = search.by === 'problem' ? 'problem' : 'cause';
  const asked = { search, by };
  const query = useReport('pareto', asked);
  const past = useBefore('pareto', asked);
  const shown = query.data === undefined ? null : shownOf(query.data, past, { say, language, colours, full });
  return (
    <Panel name="pareto" report="pareto" asked={asked} query={query} shown={shown} full={full}>
      {full && <By of={['cause', 'problem']} value={by} />}
    </Panel>
  );
}
