import type { AttainmentRow, SlaAttainment } from '@redress/contract/reports.js';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { Chart } from './chart.js';
import { type Colours, useColours } from './colours.js';
import { By } from './filters.js';
import { FEWEST, percent, whole } from './numbers.js';
import { Figures, Panel, type Shown } from './panel.js';
import { axis, hatched, named } from './parts.js';
import { channelWords, targetWords } from './words.js';

function nameOf(say: Say, by: SlaAttainment['by'], row: AttainmentRow): string {
  const target = targetWords(say, row.milestone);
  if (by === 'milestone') return target;
  const name = row.group?.name ?? say('quality.noTeam');
  return `${by === 'channel' ? channelWords(say, name) : name}: ${target}`;
}

const PARTS = ['met', 'missed', 'missedByRetarget', 'running'] as const;
const PART_WORDS = { met: 'met', missed: 'missed', missedByRetarget: 'retarget', running: 'running' } as const;

const endedOf = (row: AttainmentRow): number => row.met + row.missed + row.missedByRetarget;

function drawing(
  rows: readonly AttainmentRow[],
  names: readonly string[],
  colours: Colours,
  language: LanguageName,
): EChartsCoreOption {
  const looks = {
    met: { color: colours.series },
    missed: { color: colours.signal, borderColor: colours.text, borderWidth: 0.5 },
    missedByRetarget: hatched(colours, colours.signal),
    running: { color: colours.surface, borderColor: colours.muted, borderWidth: 1, borderType: 'dashed' },
  };
  const total = (row: AttainmentRow): number => Math.max(1, endedOf(row) + row.running);
  const option = {
    xAxis: {
      ...axis(colours),
      type: 'value',
      max: 1,
      axisLabel: { color: colours.muted, formatter: (value: number) => percent(language, value) },
    },
    series: PARTS.map((part) => ({
      type: 'bar',
      stack: 'all',
      barMaxWidth: 22,
      data: rows.map((row) => ({
        value: row[part] / total(row),
        label:
          part === 'met' && row.met > 0
            ? {
                show: true,
                position: 'insideLeft',
                color: colours.onSeries,
                formatter: percent(language, row.attainment ?? 0),
                fontWeight: 600,
              }
            : part === 'running'
              ? {
                  show: true,
                  position: 'right',
                  color: colours.muted,
                  formatter: `n ${whole(language, endedOf(row) + row.running)}`,
                }
              : { show: false },
      })),
      itemStyle: looks[part],
    })),
  };
  return named(option, names, colours);
}

function Legend({ say }: { readonly say: Say }): ReactNode {
  return (
    <ul className="legend">
      {PARTS.map((part) => (
        <li key={part}>
          <span className={`swatch ${part}`} aria-hidden="true" />
          {say(`quality.sla.${PART_WORDS[part]}`)}
        </li>
      ))}
    </ul>
  );
}

const MOST_ROWS = 24;

function titleOf(rows: readonly AttainmentRow[], names: readonly string[], say: Say, language: LanguageName): string {
  const [worst] = rows
    .flatMap(({ attainment }, index) => (attainment === null ? [] : [{ attainment, target: names[index] ?? '' }]))
    .sort((one, other) => one.attainment - other.attainment);
  if (worst === undefined) return say('quality.sla.titleNone');
  if (worst.attainment === 1) return say('quality.sla.titleAll');
  return say('quality.sla.title', { target: worst.target, share: percent(language, worst.attainment) });
}

function shownOf(report: SlaAttainment, say: Say, language: LanguageName, colours: Colours, full: boolean): Shown {
  const rows = report.rows.filter((row) => endedOf(row) + row.running >= FEWEST).slice(0, full ? MOST_ROWS : 6);
  const names = rows.map((row) => nameOf(say, report.by, row));
  const ended = report.rows.reduce((sum, row) => sum + endedOf(row), 0);
  const title = titleOf(rows, names, say, language);
  const words = (row: AttainmentRow, index: number): Record<string, string> => ({
    name: names[index] ?? '',
    met: whole(language, row.met),
    missed: whole(language, row.missed),
    retarget: whole(language, row.missedByRetarget),
    running: whole(language, row.running),
  });
  return {
    title,
    q: report.q,
    sub: `${say('quality.sla.sub')}, ${say('quality.n', { n: whole(language, ended) })}`,
    picture: (
      <>
        <Legend say={say} />
        <Chart
          tall={full}
          height={rows.length * 34 + 32}
          option={drawing(rows, names, colours, language)}
          points={rows.map((row, index) => ({ words: say('quality.sla.point', words(row, index)), q: row.q }))}
          label={title}
        />
      </>
    ),
    table: (
      <Figures
        label={title}
        head={[
          say('quality.sla.target'),
          ...PARTS.map((part) => say(`quality.sla.${PART_WORDS[part]}`)),
          say('quality.sla.kept'),
        ]}
        rows={rows.map((row, index) => ({
          cells: [
            names[index] ?? '',
            ...PARTS.map((part) => whole(language, row[part])),
            row.attainment === null ? '–' : percent(language, row.attainment),
          ],
          q: row.q,
        }))}
      />
    ),
  };
}

export function AttainmentPanel({ full = false }: { readonly full?: boolean }): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const colours = useColours();
  const by = full
    ? ((['queue', 'team', 'channel'] as const).find((one) => one === search.by) ?? 'milestone')
    : 'milestone';
  const asked = { search, by };
  const query = useReport('sla-attainment', asked);
  const shown = query.data === undefined ? null : shownOf(query.data, say, language, colours, full);
  return (
    <Panel name="sla" report="sla-attainment" asked={asked} query={query} shown={shown} full={full}>
      {full && <By of={['milestone', 'queue', 'team', 'channel']} value={by} />}
    </Panel>
  );
}
