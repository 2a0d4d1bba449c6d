import type { UndertakingRow, Undertakings } from '@redress/contract/reports.js';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { Chart } from './chart.js';
import { type Colours, useColours } from './colours.js';
import { By } from './filters.js';
import { percent, shortDay, whole } from './numbers.js';
import { Figures, Panel, type Shown } from './panel.js';
import { axis, named } from './parts.js';
import { channelWords } from './words.js';

const STATES = ['kept', 'broken', 'open'] as const;
/** The looks of the pictures: whole, in the colour of what is late, and a frame only. */
const SWATCHES = { kept: 'met', broken: 'missed', open: 'running' } as const;
const GROUPINGS = ['queue', 'team', 'channel', 'week'] as const;
const MOST_ROWS = 24;

function nameOf(say: Say, language: LanguageName, by: Undertakings['by'], { group }: UndertakingRow): string {
  if (by === 'channel') return channelWords(say, group.id);
  if (by === 'week') return shortDay(language, group.id);
  return group.name === '' ? say('quality.noTeam') : group.name;
}

const sumOf = (rows: readonly UndertakingRow[], state: (typeof STATES)[number]): number =>
  rows.reduce((sum, row) => sum + row[state], 0);

function drawing(
  rows: readonly UndertakingRow[],
  names: readonly string[],
  colours: Colours,
  language: LanguageName,
): EChartsCoreOption {
  const looks = {
    kept: { color: colours.series },
    broken: { color: colours.signal, borderColor: colours.text, borderWidth: 0.5 },
    open: { color: colours.surface, borderColor: colours.muted, borderWidth: 1, borderType: 'dashed' },
  };
  const option = {
    xAxis: { ...axis(colours), type: 'value', minInterval: 1, splitNumber: 4 },
    series: STATES.map((state) => ({
      type: 'bar',
      stack: 'all',
      barMaxWidth: 22,
      itemStyle: looks[state],
      data: rows.map((row) => ({
        value: row[state],
        label: {
          show: state === 'open',
          position: 'right',
          color: colours.muted,
          formatter: row.share === null ? '' : percent(language, row.share),
        },
      })),
    })),
  };
  return named(option, names, colours);
}

function Legend({ say }: { readonly say: Say }): ReactNode {
  return (
    <ul className="legend">
      {STATES.map((state) => (
        <li key={state}>
          <span className={`swatch ${SWATCHES[state]}`} aria-hidden="true" />
          {say(`quality.promises.${state}`)}
        </li>
      ))}
    </ul>
  );
}

function titleOf({ rows }: Undertakings, say: Say, language: LanguageName): string {
  const [kept, broken, open] = STATES.map((state) => sumOf(rows, state));
  const ended = (kept ?? 0) + (broken ?? 0);
  if (ended + (open ?? 0) === 0) return say('quality.promises.titleNone');
  if (ended === 0) return say('quality.promises.titleOpen', { n: whole(language, open ?? 0) });
  if (broken === 0) return say('quality.promises.titleAll');
  return say('quality.promises.title', { broken: whole(language, broken ?? 0), n: whole(language, ended) });
}

function shownOf(report: Undertakings, say: Say, language: LanguageName, colours: Colours): Shown {
  const rows = report.rows.slice(0, MOST_ROWS);
  const names = rows.map((row) => nameOf(say, language, report.by, row));
  const title = titleOf(report, say, language);
  const all = STATES.reduce((sum, state) => sum + sumOf(report.rows, state), 0);
  const words = (row: UndertakingRow, index: number): Record<string, string> => ({
    name: names[index] ?? '',
    kept: whole(language, row.kept),
    broken: whole(language, row.broken),
    open: whole(language, row.open),
  });
  return {
    title,
    q: report.q,
    sub: `${say('quality.promises.sub')}, ${say('quality.n', { n: whole(language, all) })}`,
    picture: (
      <>
        <Legend say={say} />
        <Chart
          height={Math.max(1, rows.length) * 34 + 32}
          option={drawing(rows, names, colours, language)}
          points={rows.map((row, index) => ({
            words: say('quality.promises.point', words(row, index)),
            q: row.q.broken,
          }))}
          label={title}
        />
      </>
    ),
    table: (
      <Figures
        label={title}
        head={[
          say(`quality.promises.${report.by}`),
          ...STATES.map((state) => say(`quality.promises.${state}`)),
          say('quality.promises.share'),
        ]}
        rows={rows.map((row, index) => ({
          cells: [
            names[index] ?? '',
            ...STATES.map((state) => whole(language, row[state])),
            row.share === null ? '–' : percent(language, row.share),
          ],
          q: null,
          links: STATES.map((state) => row.q[state]),
        }))}
      />
    ),
  };
}

/** What customers were promised, and what became of it. */
export function PromisesPanel(): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const colours = useColours();
  const by = GROUPINGS.find((one) => one === search.by) ?? 'queue';
  const asked = { search, by };
  const query = useReport('undertakings', asked);
  const shown = query.data === undefined ? null : shownOf(query.data, say, language, colours);
  return (
    <Panel name="promises" report="undertakings" asked={asked} query={query} shown={shown} full>
      <By of={GROUPINGS} value={by} />
    </Panel>
  );
}
