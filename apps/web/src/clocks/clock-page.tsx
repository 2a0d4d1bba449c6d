import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { timelineQuery } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Skeleton } from '../ui/parts.js';
import { ClockPanel } from './clock-panel.js';

/** The explanation with an address of its own, to send to somebody or to print. */
export function ClockPage(): ReactNode {
  const { say } = useText();
  const { number, clockId } = useParams({ from: '/shell/tickets/$number/clocks/$clockId' });
  const { data, error, refetch } = useQuery(timelineQuery(number));
  if (data === undefined)
    return error === null ? <Skeleton lines={10} /> : <Failure error={error} retry={() => void refetch()} />;
  return (
    <div className="clock-page">
      <div className="clock-page-in">
        <header className="clock-page-head">
          <Link to="/tickets/$number" params={{ number }} className="muted">
            {say('clocks.back')}
          </Link>
          <h1 className="page-title">{data.ticket.subject || say('words.noSubject')}</h1>
          <p className="mono muted">{number}</p>
        </header>
        <ClockPanel read={data} first={clockId} wide />
      </div>
    </div>
  );
}
