import type { BusinessCalendar } from '@redress/contract/sla-policy.js';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton, TextButton } from '../ui/parts.js';
import { calendarQuery, calendarsQuery, wishOf } from './calendars/calls.js';
import '../clocks/marks.css';
import './calendars/calendars.css';
import { hoursWords } from './calendars/days.js';
import { weekMinutes } from './calendars/draft.js';
import { CalendarEditor } from './calendars/editor.js';
import { List, ScreenHead } from './parts.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `new`, or the id of the calendar that is edited. */
export function Screen(): ReactNode {
  const { search, change } = useAdminSearch();
  const leave = (): void => change({ open: undefined });
  const open = (id: string): void => change({ open: id });
  if (search.open === 'new') return <CalendarEditor key="new" first={null} leave={leave} made={open} />;
  if (search.open !== undefined) return <OneCalendar key={search.open} id={search.open} leave={leave} open={open} />;
  return <CalendarList open={open} />;
}

interface OneProps {
  readonly id: string;
  readonly leave: () => void;
  readonly open: (id: string) => void;
}

function OneCalendar({ id, leave, open }: OneProps): ReactNode {
  const { data, error, refetch } = useQuery(calendarQuery(id));
  if (data !== undefined) return <CalendarEditor first={data} leave={leave} made={open} />;
  return error === null ? <Skeleton lines={12} /> : <Failure error={error} retry={() => void refetch()} />;
}

function CalendarList({ open }: { readonly open: (id: string) => void }): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery(calendarsQuery);
  const rows = { rows: data?.data, error, refetch: () => void refetch(), hasMore: false, more: () => undefined };
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.calendars.title')} explain={say('admin.calendars.explain')}>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.calendars.add')}
        </TextButton>
      </ScreenHead>
      <List of={rows} empty={<Empty title={say('admin.calendars.empty')}>{say('admin.calendars.emptyNext')}</Empty>}>
        {(calendars) => <CalendarTable calendars={calendars} open={open} />}
      </List>
    </div>
  );
}

interface TableProps {
  readonly calendars: readonly BusinessCalendar[];
  readonly open: (id: string) => void;
}

function CalendarTable({ calendars, open }: TableProps): ReactNode {
  const { say, language } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.calendars.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.calendars.name')}</th>
            <th className="end">{say('admin.calendars.hours')}</th>
            <th className="wide">{say('admin.calendars.zone')}</th>
            <th className="wide">{say('admin.calendars.used')}</th>
            <th className="end">{say('admin.calendars.version')}</th>
          </tr>
        </thead>
        <tbody>
          {calendars.map((calendar) => (
            <tr key={calendar.id}>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(calendar.id)}>
                  {calendar.name}
                </button>
                {calendar.isInstallation && <span className="admin-tag">{say('admin.calendars.standard')}</span>}
              </td>
              <td className="end tabular">
                {say('admin.calendars.hoursOf', { hours: hoursWords(language, weekMinutes(wishOf(calendar).weekly)) })}
              </td>
              <td className="wide">{calendar.timezone}</td>
              <td className="wide">
                {[...calendar.usedBy.policies, ...calendar.usedBy.teams].map(({ name }) => name).join(', ') || (
                  <span className="muted">{say('admin.calendars.unused')}</span>
                )}
              </td>
              <td className="end tabular">{calendar.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
