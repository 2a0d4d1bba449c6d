import { IconPlus } from '@tabler/icons-react';
import { TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { Dialog } from '../../ui/dialog.js';
import { IconButton, TextButton } from '../../ui/parts.js';
import { isDate } from './days.js';
import { type DateException, type Holiday, spanOf, type Window } from './draft.js';
import { TimeField } from './time-field.js';

interface HolidayProps {
  readonly today: string;
  readonly add: (holiday: Holiday) => void;
  readonly close: () => void;
}

export function HolidayDialog({ today, add, close }: HolidayProps): ReactNode {
  const { say } = useText();
  const [date, setDate] = useState(today);
  const [name, setName] = useState('');
  const [part, setPart] = useState<Window | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const span = part === null ? null : spanOf(part);
    if (!isDate(date)) return setWrong(say('admin.calendars.fault.date'));
    if (part !== null && (span === null || span.to > 1_440)) return setWrong(say('admin.calendars.fault.empty'));
    add({
      date,
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      ...(part === null ? {} : { from: part[0], to: part[1] }),
    });
    close();
  };
  return (
    <Dialog title={say('admin.calendars.holidayTitle')} close={close}>
      <form className="form" onSubmit={submit} noValidate>
        <DateAndName date={date} setDate={setDate} name={name} setName={setName} />
        <fieldset className="check-list whole">
          <legend className="unseen">{say('admin.calendars.partOf')}</legend>
          <label className="check-line">
            <input type="radio" name="part" checked={part === null} onChange={() => setPart(null)} />
            <span>{say('admin.calendars.wholeDay')}</span>
          </label>
          <label className="check-line">
            <input type="radio" name="part" checked={part !== null} onChange={() => setPart(['12:00', '24:00'])} />
            <span>{say('admin.calendars.partOf')}</span>
          </label>
        </fieldset>
        {part !== null && (
          <WindowLine
            labels={[say('admin.calendars.partFrom'), say('admin.calendars.partTo')]}
            window={part}
            change={setPart}
          />
        )}
        {wrong !== null && (
          <p className="field-error" role="alert">
            {wrong}
          </p>
        )}
        <Foot close={close} />
      </form>
    </Dialog>
  );
}

interface ExceptionProps {
  readonly today: string;
  readonly add: (exception: DateException) => void;
  readonly close: () => void;
}

const KINDS = ['extra', 'instead', 'closed'] as const;

export function ExceptionDialog({ today, add, close }: ExceptionProps): ReactNode {
  const { say } = useText();
  const [date, setDate] = useState(today);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<DateException['kind']>('extra');
  const [windows, setWindows] = useState<readonly Window[]>([['10:00', '14:00']]);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isDate(date)) return setWrong(say('admin.calendars.fault.date'));
    if (kind !== 'closed' && windows.some((window) => spanOf(window) === null))
      return setWrong(say('admin.calendars.fault.empty'));
    add({ date, kind, windows: kind === 'closed' ? [] : windows, name: name.trim() });
    close();
  };
  return (
    <Dialog title={say('admin.calendars.exceptionTitle')} close={close}>
      <form className="form" onSubmit={submit} noValidate>
        <DateAndName date={date} setDate={setDate} name={name} setName={setName} />
        <fieldset className="check-list whole">
          <legend className="unseen">{say('admin.calendars.exceptionTitle')}</legend>
          {KINDS.map((one) => (
            <label key={one} className="check-line">
              <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
              <span>{say(`admin.calendars.exceptionKind.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        {kind !== 'closed' &&
          windows.map((window, index) => (
            <WindowLine
              key={index}
              labels={[say('admin.calendars.opens'), say('admin.calendars.closes')]}
              window={window}
              change={(next) => setWindows(windows.map((known, at) => (at === index ? next : known)))}
            />
          ))}
        {kind !== 'closed' && (
          <IconButton
            label={say('admin.calendars.addWindow', { day: date })}
            onClick={() => setWindows([...windows, ['15:00', '18:00']])}
          >
            <IconPlus size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
        )}
        {wrong !== null && (
          <p className="field-error" role="alert">
            {wrong}
          </p>
        )}
        <Foot close={close} />
      </form>
    </Dialog>
  );
}

interface DateNameProps {
  readonly date: string;
  readonly setDate: (date: string) => void;
  readonly name: string;
  readonly setName: (name: string) => void;
}

function DateAndName({ date, setDate, name, setName }: DateNameProps): ReactNode {
  const { say } = useText();
  return (
    <div className="field-row">
      <TextInput
        type="date"
        label={say('admin.calendars.date')}
        value={date}
        data-autofocus
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <TextInput
        label={say('admin.calendars.what')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </div>
  );
}

interface WindowLineProps {
  readonly labels: readonly [string, string];
  readonly window: Window;
  readonly change: (window: Window) => void;
}

function WindowLine({ labels, window: [from, to], change }: WindowLineProps): ReactNode {
  return (
    <p className="window-line">
      <TimeField label={labels[0]} time={from} change={(time) => change([time, to])} />
      <span aria-hidden="true">–</span>
      <TimeField label={labels[1]} time={to} change={(time) => change([from, time])} />
    </p>
  );
}

function Foot({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  return (
    <div className="form-foot end-foot">
      <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
      <TextButton type="submit" look="filled">
        {say('admin.calendars.add2')}
      </TextButton>
    </div>
  );
}
