import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton } from '../ui/parts.js';
import { CallList } from './call-list.js';
import { draftOfCall, draftTo, emptyDraft } from './draft.js';
import { MissedCalls } from './missed-calls.js';
import { callQuery, useWaitingCallBacks } from './phone-calls.js';
import { PhoneLog } from './phone-log.js';
import { PHONE_VIEWS, type PhoneView } from './search.js';
import './phone.css';

await loadTexts('phone');

/** The telephone: what is said on it is written down, who was missed is called back, and what calls there were is looked up. */
export function PhonePage(): ReactNode {
  const { say } = useText();
  const { view = 'log', call, to } = useSearch({ from: '/shell/phone' });
  return (
    <div className="page phone-page">
      <header className="page-head phone-head">
        <div>
          <h1 className="page-title">{say(`phone.view.${view}.title`)}</h1>
          <p className="muted">{say(`phone.view.${view}.explain`)}</p>
        </div>
        <span className="spread" />
        <Views chosen={view} />
      </header>
      {view === 'missed' && <MissedCalls />}
      {view === 'calls' && <CallList />}
      {view === 'log' && call !== undefined && <LogOfCall key={call} id={call} />}
      {view === 'log' && call === undefined && (
        <PhoneLog key={to ?? ''} start={() => (to === undefined ? emptyDraft(Date.now()) : draftTo(to, Date.now()))} />
      )}
    </div>
  );
}

function Views({ chosen }: { readonly chosen: PhoneView }): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const waiting = useWaitingCallBacks();
  const views = PHONE_VIEWS.filter((view) => view !== 'missed' || agent.role !== 'light');
  return (
    <nav className="phone-views" aria-label={say('phone.views')}>
      {views.map((view) => (
        <Link
          key={view}
          to="/phone"
          search={view === 'log' ? {} : { view }}
          className={view === chosen ? 'button plain pressed' : 'button plain'}
          aria-current={view === chosen ? 'page' : undefined}
        >
          {say(`phone.view.${view}.tab`)}
          {view === 'missed' && waiting > 0 && <span className="phone-count tabular">{waiting}</span>}
        </Link>
      ))}
    </nav>
  );
}

function LogOfCall({ id }: { readonly id: string }): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery(callQuery(id));
  if (data === undefined) {
    if (error instanceof ApiError && error.status === 404) return <Empty title={say('phone.fault.call')} />;
    return error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />;
  }
  if (data.logged !== null)
    return (
      <Empty title={say('phone.told.logged')}>
        {data.logged.ticket !== null && (
          <Link to="/tickets/$number" params={{ number: data.logged.ticket.number }}>
            {data.logged.ticket.number}
          </Link>
        )}
      </Empty>
    );
  return <PhoneLog start={() => draftOfCall(data, Date.now())} />;
}
