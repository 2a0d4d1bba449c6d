import type { CallBack } from '@redress/contract/phone.js';
import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { DueChip } from '../ui/due.js';
import { Failure, failed } from '../ui/failure.js';
import { Empty, Skeleton, TextButton, When } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { type CallBackState, callBacksQuery, markCallBack } from './phone-calls.js';

const STATES: readonly CallBackState[] = ['open', 'done'];

/** Who called and was not answered, what is due first comes first. A call that we make is noted by itself. */
export function MissedCalls(): ReactNode {
  const { say } = useText();
  const [state, setState] = useState<CallBackState>('open');
  const { data, error, refetch } = useQuery(callBacksQuery(state));
  return (
    <section className="call-backs" aria-label={say('phone.view.missed.title')}>
      <div className="inbox-filter" role="group" aria-label={say('phone.missed.filter')}>
        {STATES.map((one) => (
          <TextButton
            key={one}
            aria-pressed={state === one}
            className={state === one ? 'small pressed' : 'small'}
            onClick={() => setState(one)}
          >
            {say(`phone.missed.${one}`)}
          </TextButton>
        ))}
      </div>
      {data === undefined && (error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />)}
      {data?.data.length === 0 && <Empty title={say(`phone.missed.none.${state}`)} />}
      <ul className="call-back-list">
        {data?.data.map((callBack) => (
          <li key={callBack.id} className="call-back">
            <Line callBack={callBack} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ callBack }: { readonly callBack: CallBack }): ReactNode {
  const { say } = useText();
  const { customer, number, queue, dueAt, doneAt } = callBack;
  return (
    <>
      <div className="call-back-due">
        {doneAt === null && <DueChip due={{ milestone: 'callBack', dueAt, state: 'running' }} />}
      </div>
      <div className="call-back-who">
        <p>
          {customer === null ? (
            <span className="strong tabular">{number}</span>
          ) : (
            <>
              <Link to="/customers/$id" params={{ id: customer.id }} className="strong plain-link">
                {customer.name}
              </Link>{' '}
              <span className="muted tabular">{number}</span>
            </>
          )}
        </p>
        <p className="muted">
          {say('phone.missed.misses', { count: callBack.misses })} <When at={callBack.lastMissedAt} /> · {queue.name}
        </p>
        {callBack.calling !== null && <p>{say('phone.missed.calling', { name: callBack.calling.name })}</p>}
        {doneAt !== null && <Done callBack={callBack} doneAt={doneAt} />}
      </div>
      <Verbs callBack={callBack} />
    </>
  );
}

function Done({ callBack, doneAt }: { readonly callBack: CallBack; readonly doneAt: string }): ReactNode {
  const { say } = useText();
  const name = callBack.doneBy?.name ?? say('phone.missed.somebody');
  return (
    <p className="muted">
      {say(`phone.missed.how.${callBack.doneHow ?? 'ticked'}`, { name })} · <When at={doneAt} />
    </p>
  );
}

function Verbs({ callBack: { id, number, customer, doneAt } }: { readonly callBack: CallBack }): ReactNode {
  const { say } = useText();
  const who = customer?.name ?? number;
  const reopen = (): void => void markCallBack(id, 'reopen').catch(failed);
  const tick = (): void =>
    void markCallBack(id, 'done').then(
      () => toast({ text: say('phone.missed.ticked', { who }), undo: { label: say('commands.undo'), run: reopen } }),
      failed,
    );
  if (doneAt !== null)
    return (
      <div className="call-back-verbs">
        <TextButton look="link" aria-label={`${say('phone.missed.reopen')}: ${who}`} onClick={reopen}>
          {say('phone.missed.reopen')}
        </TextButton>
      </div>
    );
  return (
    <div className="call-back-verbs">
      <a className="button plain small" href={`tel:${number}`} aria-label={`${say('phone.missed.call')}: ${who}`}>
        <IconPhone size={16} stroke={1.5} aria-hidden="true" /> {say('phone.missed.call')}
      </a>
      <Link
        to="/phone"
        search={{ to: number }}
        className="button plain small"
        aria-label={`${say('phone.missed.log')}: ${who}`}
      >
        {say('phone.missed.log')}
      </Link>
      <TextButton className="small" aria-label={`${say('phone.missed.tick')}: ${who}`} onClick={tick}>
        {say('phone.missed.tick')}
      </TextButton>
    </div>
  );
}
