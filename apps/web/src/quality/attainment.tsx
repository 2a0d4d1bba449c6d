import type { AttainmentRow, SlaAttainment } from '@redress/contract/reports.js';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, type TextKey, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { Chart } from './chart.js';
import { type Colours, useColours } from './colours.js';
import { By } from './filters.js';
import { percent, whole } from './numbers.js';
import { Figures, Panel, type Shown } from './panel.js';
import { axis, hatched } from './parts.js';

const KEYS = [
  'acknowledgement',
  'firstResponse',
  'nextResponse',
  'update',
  'resolution',
  'regulatory',
  'task',
  'undertaking',
] as const;
type Known = (typeof KEYS)[number];

export function milestoneWords(say: Say, milestone: string): string {
  const known = KEYS.find((key): key is Known => key === milestone);
  return known === undefined ? milestone : say(`quality.sla.milestone.${known}`);
}

function nameOf(say: Say, by: SlaAttainment['by'], row: AttainmentRow): string {
  const milestone = milestoneWords(say, row.milestone);
  if (by === 'milestone') return milestone;
  const channel: TextKey | null =
    by === 'channel' && row.group !== null ? (`words.channel.${row.group.name}` as TextKey) : null;
  const group = channel === null ? (row.group?.name ?? say('quality.noTeam')) : say(channel);
  return `${group}: ${milestone}`;
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
  return {
    animation: false,
    aria: { enabled: false, decal: { show: true, decals: [{ symbol: 'none' }] } },
    grid: { left: 168, right: 64, top: 8, bottom: 24 },
    xAxis: {
      ...axis(colours),
      type: 'value',
      max: 1,
      axisLabel: { color: colours.muted, formatter: (value: number) => percent(language, value) },
    },
    yAxis: {
      ...axis(colours),
      type: 'category',
      inverse: true,
      data: [...names],
      axisLabel: { color: colours.text, fontSize: 12, width: 152, overflow: 'truncate' },
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

function shownOf(report: SlaAttainment, say: Say, language: LanguageName, colours: Colours, full: boolean): Shown {
  const rows = report.rows.filter((row) => endedOf(row) + row.running > 0).slice(0, full ? MOST_ROWS : 6);
  const names = rows.map((row) => nameOf(say, report.by, row));
  const met = report.rows.reduce((sum, row) => sum + row.met, 0);
  const ended = report.rows.reduce((sum, row) => sum + endedOf(row), 0);
  const title =
    ended === 0 ? say('quality.sla.titleNone') : say('quality.sla.title', { share: percent(language, met / ended) });
  const words = (row: AttainmentRow, index: number): Record<string, string> => ({
    name: names[index] ?? '',
    met: whole(language, row.met),
    missed: whole(language, row.missed),
    retarget: whole(language, row.missedByRetarget),
    running: whole(language, row.running),
  });
  return {
    title,
    sub: `${say('quality.sla.sub')}, ${say('quality.n', { n: whole(language, ended) })}`,
    picture: (
      <>
        <Legend say={say} />
        <Chart
          tall={full}
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
          say('quality.sla.promise'),
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
