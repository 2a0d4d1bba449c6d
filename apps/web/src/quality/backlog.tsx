import type { BacklogAge } from '@redress/contract/reports.js';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { OLD_DAYS } from './changes.js';
import { Chart } from './chart.js';
import { type Colours, useColours } from './colours.js';
import { By } from './filters.js';
import { whole } from './numbers.js';
import { Figures, Panel, type Shown } from './panel.js';
import { axis, grid, hatched } from './parts.js';
import { channelWords } from './words.js';

const DRAWN = 3;

interface Group {
  readonly name: string;
  readonly counts: readonly number[];
}

/** The largest groups by themselves, all others as one. */
export function groupsOf(rows: readonly Group[], other: string): Group[] {
  const rest = rows.slice(DRAWN);
  const [first] = rest;
  if (first === undefined) return [...rows];
  if (rest.length === 1) return [...rows];
  const counts = first.counts.map((_, index) => rest.reduce((sum, row) => sum + (row.counts[index] ?? 0), 0));
  return [...rows.slice(0, DRAWN), { name: other, counts }];
}

function drawing(
  groups: readonly Group[],
  ages: readonly string[],
  colours: Colours,
  language: LanguageName,
  limit: { at: number; words: string },
): EChartsCoreOption {
  const looks = [
    { color: colours.series, borderColor: colours.surface, borderWidth: 0.5 },
    { color: colours.second, borderColor: colours.text, borderWidth: 0.5 },
    hatched(colours, colours.third),
    { color: colours.other },
  ];
  const totals = ages.map((_, index) => groups.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0));
  return {
    animation: false,
    aria: { enabled: false, decal: { show: true, decals: [{ symbol: 'none' }] } },
    grid: { ...grid, top: 36, bottom: 28 },
    xAxis: [
      { ...axis(colours), type: 'category', data: [...ages] },
      { type: 'value', min: 0, max: ages.length, show: false },
    ],
    yAxis: { ...axis(colours), type: 'value', minInterval: 1, splitNumber: 3 },
    series: [
      ...groups.map(({ name, counts }, index) => ({
        type: 'bar',
        stack: 'open',
        name,
        barCategoryGap: '36%',
        data: [...counts],
        itemStyle: looks[index],
        label:
          index === groups.length - 1
            ? {
                show: true,
                position: 'top',
                color: colours.text,
                formatter: ({ dataIndex }: { dataIndex: number }) => whole(language, totals[dataIndex] ?? 0),
              }
            : { show: false },
      })),
      {
        type: 'line',
        xAxisIndex: 1,
        data: [],
        markLine: {
          silent: true,
          symbol: 'none',
          data: [{ xAxis: limit.at }],
          lineStyle: { color: colours.muted, type: 'dashed' },
          label: { formatter: limit.words, color: colours.muted, position: 'end', distance: 6 },
        },
      },
    ],
  };
}

function Legend({ groups }: { readonly groups: readonly Group[] }): ReactNode {
  return (
    <ul className="legend">
      {groups.map(({ name }, index) => (
        <li key={name}>
          <span className={`swatch series-${index}`} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );
}

function shownOf(report: BacklogAge, say: Say, language: LanguageName, colours: Colours, full: boolean): Shown {
  const name = (group: { id: string; name: string }): string =>
    report.by === 'channel' ? channelWords(say, group.id) : group.name === '' ? say('quality.noTeam') : group.name;
  const groups = groupsOf(
    report.rows.map((row) => ({ name: name(row.group), counts: row.counts })),
    say('quality.other'),
  );
  const ages = report.ages.map(({ from, to }) =>
    to === null ? say('quality.backlog.more', { from: from - 1 }) : say('quality.backlog.days', { from, to }),
  );
  const totals = ages.map((_, index) => groups.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0));
  const firstOld = report.ages.findIndex(({ from }) => from > OLD_DAYS);
  const old = totals.slice(firstOld).reduce((sum, count) => sum + count, 0);
  const title =
    report.tickets === 0
      ? say('quality.backlog.titleNone')
      : say('quality.backlog.title', { old: whole(language, old), n: whole(language, report.tickets) });
  const words = (index: number): string =>
    groups.map((group) => `${group.name} ${whole(language, group.counts[index] ?? 0)}`).join(', ');
  return {
    title,
    q: report.q,
    sub: `${say('quality.backlog.sub')}, ${say('quality.n', { n: whole(language, report.tickets) })}`,
    picture: (
      <>
        <Legend groups={groups} />
        <Chart
          tall={full}
          option={drawing(groups, ages, colours, language, { at: firstOld, words: say('quality.backlog.limit') })}
          points={report.ages.map(({ q }, index) => ({
            words: say('quality.backlog.point', { age: ages[index] ?? '', words: words(index) }),
            q,
          }))}
          label={title}
        />
      </>
    ),
    table: (
      <Figures
        label={title}
        head={[say('quality.backlog.age'), ...groups.map((group) => group.name), say('quality.backlog.all')]}
        rows={report.ages.map(({ q }, index) => ({
          cells: [
            ages[index] ?? '',
            ...groups.map(({ counts }) => whole(language, counts[index] ?? 0)),
            whole(language, totals[index] ?? 0),
          ],
          q,
        }))}
      />
    ),
  };
}

export function BacklogPanel({ full = false }: { readonly full?: boolean }): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const colours = useColours();
  const by = full ? ((['team', 'channel'] as const).find((one) => one === search.by) ?? 'queue') : 'queue';
  const asked = { search, by };
  const query = useReport('backlog-age', asked);
  const shown = query.data === undefined ? null : shownOf(query.data, say, language, colours, full);
  return (
    <Panel name="backlog" report="backlog-age" asked={asked} query={query} shown={shown} full={full}>
      {full && <By of={['queue', 'team', 'channel']} value={by} />}
    </Panel>
  );
}
