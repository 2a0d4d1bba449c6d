import type { TimelineEntry } from '@redress/contract/ticket.js';
import { type ReactNode, useMemo, useState } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { copyText } from '../ui/copy.js';
import { TextButton } from '../ui/parts.js';
import { spanWords } from '../ui/times.js';
import { rangeWords, readerZone, workWords } from './clock-times.js';
import { kindWords, Mark, reasonOf } from './lines.js';
import { marksOf } from './marks.js';
import { detailOf, sentenceOf } from './sentence.js';
import type { ClockExplanation } from '@redress/contract/sla.js';
import { cutAt, fold, readLine, type Stretch } from './stretch.js';
import { Strip } from './strip.js';

interface ExplanationProps {
  readonly of: ClockExplanation;
  readonly entries: readonly TimelineEntry[];
  /** Beside what can be done with it. */
  readonly foot?: ReactNode;
}

/** The sentence first, then one strip, then line by line where the time went, with the running total. */
export function Explanation({ of, entries, foot }: ExplanationProps): ReactNode {
  const { say, language } = useText();
  const [unfolded, setUnfolded] = useState(false);
  const now = useNow();
  const { clock } = of;
  const end = clock.metAt ?? clock.endedAt;
  const until = end === null ? now : Date.parse(end);
  const lines = useMemo(() => linesOf(of, until), [of, until]);
  const marks = useMemo(() => marksOf(say, language, entries, clock.id), [say, language, entries, clock.id]);
  const { past, future, openings, hidden } = fold(lines, until);
  const shown = withMarks([...past, ...(future === null ? [] : unfolded ? hidden : [future])], marks);
  const sentence = sentenceOf(say, language, clock, now);
  const detail = detailOf(say, language, of, now);
  const words = (line: Stretch): string =>
    line.code === 'toCome'
      ? say('clocks.because.future', { count: openings })
      : reasonOf(
          say,
          line,
          of.calendars.every(({ timezone }) => timezone === null),
        );
  return (
    <section className="explanation" aria-label={sentence}>
      <h3 className="explanation-title">{sentence}</h3>
      <p className="muted">{detail}</p>
      <Strip lines={lines} now={end === null ? now : null} label={`${sentence}. ${detail}`} />
      <LineTable lines={shown} words={words} now={until} />
      {future !== null && openings > 1 && (
        <TextButton look="link" className="explanation-fold" onClick={() => setUnfolded(!unfolded)}>
          {say(unfolded ? 'clocks.foldUp' : 'clocks.unfold')}
        </TextButton>
      )}
      <footer className="explanation-foot">
        <span className="spread">{calendarWords(say, of)}</span>
        {foot}
        <TextButton
          look="link"
          onClick={() => copyText(asText(say, language, sentence, detail, shown, words), say('clocks.copied'))}
        >
          {say('clocks.copy')}
        </TextButton>
      </footer>
    </section>
  );
}

/** Cut at now; what passed after the due time stands as one line more. */
function linesOf({ clock, explanation }: ClockExplanation, until: number): readonly Stretch[] {
  const lines = cutAt(explanation.map(readLine), until);
  const last = lines.at(-1);
  const dueAt = clock.dueAt === null ? null : Date.parse(clock.dueAt);
  if (last === undefined || dueAt === null || until <= dueAt || last.to > dueAt) return lines;
  const seconds = (until - dueAt) / 1000;
  return [
    ...lines,
    { from: dueAt, to: until, kind: 'over', seconds, total: last.total, code: 'over', name: null, because: '' },
  ];
}

function withMarks(lines: readonly Stretch[], marks: readonly Stretch[]): readonly Stretch[] {
  const merged = [...lines];
  for (const mark of marks) {
    const at = merged.findIndex((line) => line.from > mark.from || (line.from === mark.from && line.kind === 'over'));
    merged.splice(at < 0 ? merged.length : at, 0, mark);
  }
  return merged;
}

interface TableProps {
  readonly lines: readonly Stretch[];
  readonly words: (line: Stretch) => string;
  readonly now: number;
}

function LineTable({ lines, words, now }: TableProps): ReactNode {
  const { say } = useText();
  const lastCounted = lines.filter(({ kind }) => kind === 'counted').at(-1);
  return (
    <div className="explanation-lines" tabIndex={0} role="region" aria-label={say('clocks.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('clocks.from')}</th>
            <th scope="col" className="explanation-what">
              <span className="unseen">{say('clocks.what')}</span>
            </th>
            <th scope="col">{say('clocks.why')}</th>
            <th scope="col" className="end">
              {say('clocks.counted')}
            </th>
            <th scope="col" className="end">
              {say('clocks.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <Line
              key={`${line.from}-${line.kind}-${index}`}
              line={line}
              words={words(line)}
              strong={line === lastCounted || line.kind === 'toCount'}
              isNow={line.to === now && line.kind !== 'mark'}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  readonly line: Stretch;
  readonly words: string;
  readonly strong: boolean;
  readonly isNow: boolean;
}

function Line({ line, words, strong, isNow }: LineProps): ReactNode {
  const { say, language } = useText();
  const counted = line.kind === 'counted' || line.kind === 'toCount';
  const isPoint = line.kind === 'mark' || line.kind === 'retarget';
  const classes = [!counted && line.kind !== 'over' && 'muted', isNow && 'now', line.kind].filter(Boolean).join(' ');
  const amount = counted
    ? workWords(say, line.seconds)
    : line.kind === 'over'
      ? spanWords(say, line.seconds * 1000)
      : '–';
  return (
    <tr className={classes}>
      <th scope="row">
        <Mark kind={line.kind} />
        <span className="tabular">
          {isPoint ? pointWords(language, line.from) : rangeWords(language, line.from, line.to)}
        </span>
      </th>
      <td className="explanation-what">{kindWords(say, line.kind)}</td>
      <td className="explanation-why">{words}</td>
      <td className="end tabular">{isPoint ? '' : amount}</td>
      <td className={strong ? 'end tabular strong' : 'end tabular'}>{counted ? workWords(say, line.total) : ''}</td>
    </tr>
  );
}

const pointWords = (language: LanguageName, at: number): string =>
  rangeWords(language, at, at + 1).split(' – ')[0] ?? '';

/** Which calendars measured it, and in whose time the lines are read. */
function calendarWords(say: Say, { calendars }: ClockExplanation): string {
  const zones = new Set(calendars.flatMap(({ timezone }) => timezone ?? []));
  const words = calendars.map(({ name, version, timezone }) =>
    name === null || timezone === null
      ? say('clocks.always')
      : say('clocks.calendar', { name, version, zone: timezone }),
  );
  const other = [...zones].some((zone) => zone !== readerZone());
  return [...new Set(words), ...(other ? [say('clocks.yourTime', { zone: readerZone() })] : [])].join('. ');
}

function asText(
  say: Say,
  language: LanguageName,
  sentence: string,
  detail: string,
  lines: readonly Stretch[],
  words: (line: Stretch) => string,
): string {
  const rows = lines.map((line) => {
    const counted = line.kind === 'counted' || line.kind === 'toCount';
    const amount = counted ? `\t${workWords(say, line.seconds)}\t${workWords(say, line.total)}` : '';
    return `${rangeWords(language, line.from, line.to)}\t${kindWords(say, line.kind)}\t${words(line)}${amount}`;
  });
  return [sentence, detail, '', ...rows].join('\n');
}
