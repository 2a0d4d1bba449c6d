import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { IconButton, TextButton } from '../../ui/parts.js';
import { dateWords } from './days.js';
import { type DateException, type Holiday, sortedHolidays, type Window } from './draft.js';

const FEW = 4;

interface HolidaysProps {
  /** Written by hand: they can be taken away one by one. */
  readonly own: readonly Holiday[];
  /** Of the country or the feed. */
  readonly given: readonly Holiday[];
  readonly source: string;
  readonly today: string;
  readonly remove: (holiday: Holiday) => void;
  readonly add: () => void;
  readonly place: () => void;
  readonly feed: () => void;
}

export function HolidayList({ own, given, source, today, remove, add, place, feed }: HolidaysProps): ReactNode {
  const { say, language } = useText();
  const [all, setAll] = useState(false);
  const coming = sortedHolidays([...own, ...given]).filter(({ date }) => date >= today);
  const shown = all ? coming : coming.slice(0, FEW);
  return (
    <section className="calendar-part" aria-labelledby="holidays-title">
      <header className="calendar-part-head">
        <h3 id="holidays-title">{say('admin.calendars.holidays')}</h3>
        <span className="muted spread">{source}</span>
        <TextButton className="small" onClick={place}>
          {say('admin.calendars.place')}
        </TextButton>
        <TextButton className="small" onClick={feed}>
          {say('admin.calendars.feed')}
        </TextButton>
        <TextButton className="small" onClick={add}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.calendars.addHoliday')}
        </TextButton>
      </header>
      {coming.length === 0 && <p className="muted">{say('admin.calendars.noHolidays')}</p>}
      <ul className="date-list">
        {shown.map((holiday) => (
          <DateLine
            key={`${holiday.date}${holiday.name ?? ''}${holiday.from ?? ''}`}
            date={dateWords(language, holiday.date)}
            name={holiday.name ?? ''}
            words={
              holiday.from === undefined && holiday.to === undefined
                ? say('admin.calendars.closed')
                : say('admin.calendars.closedPart', { from: holiday.from ?? '00:00', to: holiday.to ?? '24:00' })
            }
            remove={own.includes(holiday) ? () => remove(holiday) : undefined}
          />
        ))}
      </ul>
      {coming.length > FEW && (
        <TextButton look="link" onClick={() => setAll(!all)}>
          {all ? say('admin.calendars.showFewer') : say('admin.calendars.showMore', { count: coming.length - FEW })}
        </TextButton>
      )}
    </section>
  );
}

interface ExceptionsProps {
  readonly exceptions: readonly DateException[];
  readonly remove: (date: string) => void;
  readonly add: () => void;
}

export const windowWords = (windows: readonly Window[]): string =>
  windows.map(([from, to]) => `${from} – ${to}`).join(', ');

export function ExceptionList({ exceptions, remove, add }: ExceptionsProps): ReactNode {
  const { say, language } = useText();
  return (
    <section className="calendar-part" aria-labelledby="exceptions-title">
      <header className="calendar-part-head">
        <h3 id="exceptions-title">{say('admin.calendars.exceptions')}</h3>
        <span className="muted spread">{say('admin.calendars.exceptionsExplain')}</span>
        <TextButton className="small" onClick={add}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.calendars.addException')}
        </TextButton>
      </header>
      {exceptions.length === 0 && <p className="muted">{say('admin.calendars.noExceptions')}</p>}
      <ul className="date-list">
        {exceptions.map(({ date, kind, windows, name }) => (
          <DateLine
            key={date}
            date={dateWords(language, date)}
            name={name}
            words={
              kind === 'closed'
                ? say('admin.calendars.closed')
                : say(kind === 'extra' ? 'admin.calendars.openExtra' : 'admin.calendars.openAt', {
                    windows: windowWords(windows),
                  })
            }
            remove={() => remove(date)}
          />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly date: string;
  readonly name: string;
  readonly words: string;
  readonly remove: (() => void) | undefined;
}

function DateLine({ date, name, words, remove }: LineProps): ReactNode {
  const { say } = useText();
  return (
    <li className="date-line">
      <span className="tabular">{date}</span>
      <span className="truncate">{name}</span>
      <span className="muted">{words}</span>
      {remove === undefined ? (
        <span />
      ) : (
        <IconButton label={say('admin.calendars.removeDate', { date, name })} onClick={remove}>
          <IconX size={14} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}
