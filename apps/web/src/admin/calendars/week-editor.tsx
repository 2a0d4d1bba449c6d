import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { IconButton, TextButton } from '../../ui/parts.js';
import { DAY_MINUTES, hoursWords, minutesOf, timeOf, WEEKDAYS, type Weekday, weekdayWords } from './days.js';
import {
  crossesMidnight,
  type Rules,
  spanOf,
  type Window,
  type WindowFault,
  weekFaults,
  weekMinutes,
} from './draft.js';
import { TimeField } from './time-field.js';

interface WeekProps {
  readonly weekly: Rules['weekly'];
  readonly change: (weekly: Rules['weekly']) => void;
  readonly error: string | undefined;
}

const WORKING: readonly Weekday[] = ['tue', 'wed', 'thu', 'fri'];

/** One line for each weekday: the hours as a bar for the eye, and as fields for the hands. */
export function WeekEditor({ weekly, change, error }: WeekProps): ReactNode {
  const { say, language } = useText();
  const faults = weekFaults(weekly);
  const axis = axisOf(weekly);
  const set = (day: Weekday, windows: readonly Window[]): void => change({ ...weekly, [day]: windows });
  const copyMonday = (): void =>
    change({ ...weekly, ...Object.fromEntries(WORKING.map((day) => [day, weekly.mon ?? []])) });
  return (
    <section aria-labelledby="week-title" id="weekly" tabIndex={-1} className="calendar-part">
      <header className="calendar-part-head">
        <h3 id="week-title">{say('admin.calendars.week')}</h3>
        <span className="muted spread">
          {say('admin.calendars.open', { hours: hoursWords(language, weekMinutes(weekly)) })}
        </span>
        <TextButton look="link" onClick={copyMonday}>
          {say('admin.calendars.copyMonday')}
        </TextButton>
      </header>
      {error !== undefined && <p className="field-error">{error}</p>}
      <AxisLine axis={axis} />
      {WEEKDAYS.map((day, index) => (
        <DayLine
          key={day}
          name={weekdayWords(language, index, 'long')}
          windows={weekly[day] ?? []}
          before={weekly[WEEKDAYS[(index + 6) % 7] ?? 'sun'] ?? []}
          axis={axis}
          faultAt={(at) => faults.get(`${day}/${at}`)}
          change={(windows) => set(day, windows)}
        />
      ))}
    </section>
  );
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Six in the morning to eight in the evening, wider where somebody works longer. */
function axisOf(weekly: Rules['weekly']): Axis {
  const spans = Object.values(weekly).flatMap((windows) => windows.flatMap((window) => spanOf(window) ?? []));
  const early = Math.min(6 * 60, ...spans.map(({ from }) => Math.floor(from / 120) * 120));
  const late = Math.max(20 * 60, ...spans.map(({ to }) => Math.ceil(to / 120) * 120));
  const whole = late > DAY_MINUTES;
  const from = whole ? 0 : early;
  const to = Math.min(late, DAY_MINUTES);
  return { from, to, step: to - from > 16 * 60 ? 240 : 120 };
}

const place = ({ from, to }: Axis, minutes: number): string =>
  `${(100 * (Math.min(Math.max(minutes, from), to) - from)) / (to - from)}%`;

function marks({ from, to, step }: Axis): readonly number[] {
  const first = Math.floor(from / step) * step + step;
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / step)) }, (_, index) => first + index * step);
}

function AxisLine({ axis }: { readonly axis: Axis }): ReactNode {
  return (
    <div className="week-line week-axis" aria-hidden="true">
      <span />
      <span className="week-marks">
        {marks(axis).map((minutes) => (
          <span key={minutes} className="tabular" style={{ insetInlineStart: place(axis, minutes) }}>
            {minutes / 60}
          </span>
        ))}
      </span>
    </div>
  );
}

interface DayProps {
  readonly name: string;
  readonly windows: readonly Window[];
  /** Of the day before: what crosses midnight begins this day. */
  readonly before: readonly Window[];
  readonly axis: Axis;
  readonly faultAt: (index: number) => WindowFault | undefined;
  readonly change: (windows: readonly Window[]) => void;
}

function DayLine({ name, windows, before, axis, faultAt, change }: DayProps): ReactNode {
  const { say } = useText();
  const fault = windows.map((_, index) => faultAt(index)).find((one) => one !== undefined);
  const replace = (at: number, window: Window): void =>
    change(windows.map((known, index) => (index === at ? window : known)));
  return (
    <div className={windows.length === 0 ? 'week-line closed' : 'week-line'} role="group" aria-label={name}>
      <span className="week-day">{name}</span>
      <Bar windows={windows} before={before} axis={axis} />
      <span className="week-windows">
        {windows.length === 0 && <span className="muted">{say('admin.calendars.closed')}</span>}
        {windows.map((window, index) => (
          <WindowFields
            key={index}
            day={name}
            window={window}
            wrong={faultAt(index) !== undefined}
            change={(next) => replace(index, next)}
            remove={() => change(windows.filter((_, at) => at !== index))}
          />
        ))}
      </span>
      <IconButton
        label={say('admin.calendars.addWindow', { day: name })}
        onClick={() => change([...windows, nextWindow(windows)])}
      >
        <IconPlus size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      {fault !== undefined && (
        <p className="field-error week-fault" role="alert">
          {say(`admin.calendars.fault.${fault}`)}
        </p>
      )}
    </div>
  );
}

/** After the last window an hour of pause; on a closed day the usual hours. */
function nextWindow(windows: readonly Window[]): Window {
  const last = minutesOf(windows.at(-1)?.[1] ?? '');
  if (last === null || windows.length === 0) return ['09:00', '17:00'];
  const from = Math.min(last + 60, 23 * 60);
  return [timeOf(from), timeOf(Math.min(from + 120, DAY_MINUTES))];
}

function Bar({ windows, before, axis }: Pick<DayProps, 'windows' | 'before' | 'axis'>): ReactNode {
  const tails = before
    .filter(crossesMidnight)
    .flatMap((window) => spanOf(window) ?? [])
    .map(({ to }) => ({ from: 0, to: to - DAY_MINUTES, tail: true }));
  const spans = windows.flatMap((window) => spanOf(window) ?? []).map((span) => ({ ...span, tail: false }));
  return (
    <span className="week-bar" aria-hidden="true">
      {marks(axis).map((minutes) => (
        <i key={minutes} className="week-tick" style={{ insetInlineStart: place(axis, minutes) }} />
      ))}
      {[...tails, ...spans].map(({ from, to, tail }) => (
        <i
          key={`${from}-${to}`}
          className={['week-open', tail && 'tail', to > DAY_MINUTES && 'on'].filter(Boolean).join(' ')}
          style={{
            insetInlineStart: place(axis, from),
            inlineSize: `calc(${place(axis, to)} - ${place(axis, from)})`,
          }}
        />
      ))}
    </span>
  );
}

interface WindowProps {
  readonly day: string;
  readonly window: Window;
  readonly wrong: boolean;
  readonly change: (window: Window) => void;
  readonly remove: () => void;
}

function WindowFields({ day, window, wrong, change, remove }: WindowProps): ReactNode {
  const { say } = useText();
  const [from, to] = window;
  return (
    <span className="window-fields">
      <TimeField
        label={say('admin.calendars.from', { day })}
        time={from}
        wrong={wrong}
        change={(time) => change([time, to])}
      />
      <span aria-hidden="true">–</span>
      <TimeField
        label={say('admin.calendars.to', { day })}
        time={to}
        wrong={wrong}
        change={(time) => change([from, time])}
      />
      {crossesMidnight(window) && <span className="muted hint">{say('admin.calendars.nextDay')}</span>}
      <button
        type="button"
        className="window-remove"
        aria-label={say('admin.calendars.removeWindow', { day, window: `${from} – ${to}` })}
        title={say('admin.calendars.remove')}
        onClick={remove}
      >
        <IconX size={12} stroke={2} aria-hidden="true" />
      </button>
    </span>
  );
}
