import type { PhoneCall } from '@redress/contract/phone.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton, When } from '../ui/parts.js';
import { lengthWords } from './length.js';
import { callListQuery } from './phone-calls.js';

/** The last calls of the own queues; what was not logged can be. */
export function CallList(): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery(callListQuery);
  if (data === undefined) return error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />;
  if (data.data.length === 0)
    return (
      <Empty title={say('phone.calls.none')}>
        <p className="muted">{say('phone.calls.noneMore')}</p>
      </Empty>
    );
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('phone.view.calls.title')}>
      <table className="table call-table">
        <thead>
          <tr>
            <th>{say('phone.calls.began')}</th>
            <th>{say('phone.calls.who')}</th>
            <th className="wide">{say('phone.calls.queue')}</th>
            <th className="wide">{say('phone.calls.by')}</th>
            <th className="wide">{say('phone.calls.state')}</th>
            <th className="end">{say('phone.calls.entry')}</th>
          </tr>
        </thead>
        <tbody>
          {data.data.map((call) => (
            <Row key={call.id} call={call} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ call }: { readonly call: PhoneCall }): ReactNode {
  const { say } = useText();
  const { customer, direction, number, durationSeconds, state } = call;
  const length = durationSeconds === null ? '' : ` ${lengthWords(durationSeconds)}`;
  return (
    <tr>
      <td className="muted">
        <When at={call.startedAt} />
        <span className={state === 'missed' ? 'call-narrow bad' : 'call-narrow'}>
          {say(`phone.state.${state}`)}
          {length}
        </span>
      </td>
      <td>
        <span className="unseen">{say(`phone.${direction}`)}: </span>
        <span aria-hidden="true" className="muted">
          {direction === 'inbound' ? '↙' : '↗'}
        </span>{' '}
        {customer !== null && <span className="strong">{customer.name} </span>}
        <span className={customer === null ? 'tabular' : 'muted tabular'}>{number ?? say('phone.card.withheld')}</span>
      </td>
      <td className="wide">{call.queue.name}</td>
      <td className="wide">{call.answeredBy.map(({ name }) => name).join(', ') || '–'}</td>
      <td className={state === 'missed' ? 'wide bad' : 'wide muted'}>
        {say(`phone.state.${state}`)}
        <span className="tabular">{length}</span>
      </td>
      <td className="end">
        <Entry call={call} />
      </td>
    </tr>
  );
}

function Entry({ call: { id, logged, number, startedAt } }: { readonly call: PhoneCall }): ReactNode {
  const { say, language } = useText();
  if (logged !== null)
    return logged.ticket === null ? (
      say('phone.calls.logged')
    ) : (
      <Link to="/tickets/$number" params={{ number: logged.ticket.number }} className="mono">
        {logged.ticket.number}
      </Link>
    );
  const which = `${number ?? say('phone.card.withheld')}, ${new Date(startedAt).toLocaleTimeString(language)}`;
  return (
    <Link to="/phone" search={{ call: id }} aria-label={`${say('phone.card.log')}: ${which}`}>
      {say('phone.view.log.tab')}
    </Link>
  );
}
