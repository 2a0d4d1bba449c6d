import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { addDays, dateWords, mondayOf, weekdayWords, weekNumber } from './days.js';
import { dayKind, type Rules } from './draft.js';

const KINDS = ['open', 'extra', 'short', 'holiday'] as const;

/** What the calendar makes of the next six weeks: by fill, outline, half fill and hatching. */
export function SixWeeks({ rules, today }: { readonly rules: Rules; readonly today: string }): ReactNode {
  const { say, language } = useText();
  const first = mondayOf(today);
  return (
    <section className="calendar-side-part">
      <h3>{say('admin.calendars.sixWeeks')}</h3>
      <table className="six-weeks tabular">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say('admin.calendars.weekNumber')}</span>
            </th>
            {Array.from({ length: 7 }, (_, index) => (
              <th key={index} scope="col" aria-label={weekdayWords(language, index, 'long')}>
                {weekdayWords(language, index, 'short').slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 6 }, (_, week) => addDays(first, week * 7)).map((monday) => (
            <tr key={monday}>
              <th scope="row">{weekNumber(monday)}</th>
              {Array.from({ length: 7 }, (_, index) => addDays(monday, index)).map((date) => (
                <DayCell key={date} date={date} rules={rules} today={date === today} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="six-legend">
        {KINDS.map((kind) => (
          <li key={kind}>
            <span className={`six-mark ${kind}`} aria-hidden="true" />
            {say(`admin.calendars.legend.${kind}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CellProps {
  readonly date: string;
  readonly rules: Rules;
  readonly today: boolean;
}

function DayCell({ date, rules, today }: CellProps): ReactNode {
  const { say, language } = useText();
  const kind = dayKind(rules, date);
  const name = [...rules.holidays, ...rules.exceptions].find(
    (one) => one.date === date && one.name !== undefined,
  )?.name;
  const words = say('admin.calendars.day', {
    date: dateWords(language, date),
    kind: say(`admin.calendars.legend.${kind}`) + (name === undefined ? '' : `, ${name}`),
  });
  return (
    <td>
      <span className={`six-day ${kind}${today ? ' today' : ''}`} title={words}>
        <span aria-hidden="true">{Number(date.slice(8))}</span>
        <span className="unseen">{words}</span>
      </span>
    </td>
  );
}
