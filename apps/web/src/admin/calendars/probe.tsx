import { IconCheck } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { workWords } from '../../clocks/clock-times.js';
import { ShortLines } from '../../clocks/lines.js';
import { readLine } from '../../clocks/stretch.js';
import { type LanguageName, useText } from '../../i18n/text.js';
import { reasonWords } from '../../ui/failure.js';
import { instantOf, momentWords, shortMoment, wallTime } from './days.js';
import { type HardCase, hardCases, type Rules } from './draft.js';
import { firstQuestion, previewQuery, type ProbeAnswer, type TargetName, TARGETS } from './preview.js';
import { SixWeeks } from './six-weeks.js';

interface ProbeProps {
  readonly rules: Rules;
  /** While something in it is wrong, nothing is asked. */
  readonly wrong: boolean;
  readonly children?: ReactNode;
}

/** What the hours mean, said in sentences and tried where dates are most easily got wrong; also before anything is saved. */
export function Probe({ rules, wrong, children }: ProbeProps): ReactNode {
  const { say } = useText();
  const settled = useSettled(rules);
  const today = wallTime(Date.now(), rules.timezone).slice(0, 10);
  const [wall, setWall] = useState(() => firstQuestion(rules, today));
  const [target, setTarget] = useState<TargetName>('reply90');
  const cases = useMemo(() => hardCases(settled, today), [settled, today]);
  const [main, ...tried] = useQueries({
    queries: [wall, ...cases.map((one) => one.wall)].map((one) => ({
      ...previewQuery(settled, one, target),
      enabled: !wrong,
    })),
  });
  const zone = settled.timezone;
  return (
    <aside className="admin-probe calendar-side" aria-label={say('admin.calendars.probe')}>
      <section className="calendar-side-part">
        <h3>{say('admin.calendars.probe')}</h3>
        <Sentence wall={wall} zone={zone} answer={main?.data} error={main?.error ?? null} />
        <Question wall={wall} setWall={setWall} target={target} setTarget={setTarget} />
        {main?.data !== undefined && <ProbeLines answer={main.data} zone={zone} />}
      </section>
      {cases.length > 0 && (
        <section className="calendar-side-part">
          <h3>{say('admin.calendars.checked')}</h3>
          <ul className="probe-steps">
            {cases.map((one, index) => (
              <CaseLine key={one.kind} of={one} zone={zone} answer={tried[index]?.data} />
            ))}
          </ul>
        </section>
      )}
      <SixWeeks rules={settled} today={today} />
      {children}
    </aside>
  );
}

const SETTLE_MS = 350;

/** Rules that rest: a server is not asked at every key. */
function useSettled(rules: Rules): Rules {
  const [settled, setSettled] = useState(rules);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(rules), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [rules]);
  return settled;
}

interface SentenceProps {
  readonly wall: string;
  readonly zone: string;
  readonly answer: ProbeAnswer | undefined;
  readonly error: Error | null;
}

function Sentence({ wall, zone, answer, error }: SentenceProps): ReactNode {
  const { say, language } = useText();
  if (error !== null) return <p className="probe-sentence muted">{reasonWords(say, error)}</p>;
  if (answer === undefined) return <p className="probe-sentence muted">{say('admin.calendars.probing')}</p>;
  const from = momentWords(language, instantOf(wall, zone), zone, instantOf(wall, zone));
  const due = dueWords(language, answer, wall, zone);
  return (
    <p className="probe-sentence" aria-live="polite">
      {due === null ? say('admin.calendars.sentenceNever', { from }) : say('admin.calendars.sentence', { from, due })}
    </p>
  );
}

function dueWords(language: LanguageName, answer: ProbeAnswer, wall: string, zone: string): string | null {
  if (answer.dueAt === null) return null;
  return momentWords(language, Date.parse(answer.dueAt), zone, instantOf(wall, zone));
}

interface QuestionProps {
  readonly wall: string;
  readonly setWall: (wall: string) => void;
  readonly target: TargetName;
  readonly setTarget: (target: TargetName) => void;
}

function Question({ wall, setWall, target, setTarget }: QuestionProps): ReactNode {
  const { say } = useText();
  return (
    <div className="probe-fields">
      <label>
        <span>{say('admin.calendars.received')}</span>
        <input
          type="datetime-local"
          value={wall}
          onChange={(event) => event.currentTarget.value !== '' && setWall(event.currentTarget.value.slice(0, 16))}
        />
      </label>
      <label>
        <span>{say('admin.calendars.target')}</span>
        <select
          value={target}
          onChange={(event) =>
            setTarget(TARGETS.find(({ name }) => name === event.currentTarget.value)?.name ?? 'reply90')
          }
        >
          {TARGETS.map(({ name }) => (
            <option key={name} value={name}>
              {say(`admin.calendars.targets.${name}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

const MOST_LINES = 5;

function ProbeLines({ answer, zone }: { readonly answer: ProbeAnswer; readonly zone: string }): ReactNode {
  const { say, language } = useText();
  const lines = answer.explanation.map(readLine);
  const shown = lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 2), ...lines.slice(-2)];
  return (
    <ShortLines
      lines={shown}
      times={({ from, to }) => {
        const end = shortMoment(language, to, zone);
        const start = shortMoment(language, from, zone);
        return start.slice(0, -6) === end.slice(0, -6) && to - from < 86_400_000
          ? `${start} – ${end.slice(-5)}`
          : `${start} – ${end}`;
      }}
      amount={(line, last) => (line.kind === 'counted' ? workWords(say, last ? line.total : line.seconds) : '–')}
    />
  );
}

interface CaseProps {
  readonly of: HardCase;
  readonly zone: string;
  readonly answer: ProbeAnswer | undefined;
}

function CaseLine({ of, zone, answer }: CaseProps): ReactNode {
  const { say, language } = useText();
  const at = instantOf(of.wall, zone);
  const day = of.name === '' || of.kind !== 'short' ? null : of.name;
  const far = momentWords(language, at, zone, Date.now());
  const from = day === null ? far : `${day}, ${far}`;
  const due = answer === undefined ? null : dueWords(language, answer, of.wall, zone);
  const note = { gap: 'caseGap', night: 'caseNight', closed: 'caseClosed', change: 'caseChange' } as const;
  const hint = of.kind === 'holiday' || of.kind === 'short' ? null : note[of.kind];
  return (
    <li>
      <IconCheck size={16} stroke={1.5} className="probe-mark" aria-hidden="true" />
      <span>
        {due === null ? say('admin.calendars.probing') : say('admin.calendars.case', { from, due })}
        {of.kind === 'holiday' && of.name !== '' && (
          <span className="muted"> {say('admin.calendars.caseHoliday', { name: of.name })}</span>
        )}
        {hint !== null && <span className="muted"> {say(`admin.calendars.${hint}`)}</span>}
      </span>
    </li>
  );
}
