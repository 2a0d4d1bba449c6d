import type { CallCustomer, PhoneCall } from '@redress/contract/phone.js';
import { IconPhoneCall, IconPhoneIncoming, IconPhoneOff, IconPhoneOutgoing, IconX } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { loadTexts, type Say, useText } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { useCommands } from '../ui/commands.js';
import { useNow } from '../ui/clock.js';
import { IconButton, KeyCaps, TextButton } from '../ui/parts.js';
import { lengthWords } from './length.js';
import { putAway, usePutAway } from './put-away.js';
import './call-cards.css';

await loadTexts('phone');

const MOST_SHOWN = 3;

/**
 * The calls of this person beside whatever he does. The cards take no focus and say themselves once, politely: whoever types goes on typing.
 * They come before the content in the order of keys.
 */
export function CallCards({ calls }: { readonly calls: readonly PhoneCall[] }): ReactNode {
  const { say } = useText();
  const away = usePutAway();
  const navigate = useNavigate();
  const logging = useSearch({ strict: false }).call;
  const shown = calls.filter(({ id }) => !away.includes(id) && id !== logging).slice(-MOST_SHOWN);
  const newest = shown.at(-1);
  useAnnounced(shown);
  const log = (id: string): void => void navigate({ to: '/phone', search: { call: id } });
  useCommands(newest === undefined ? [] : [{ id: 'log-shown-call', run: () => log(newest.id) }]);
  if (newest === undefined) return null;
  return (
    <section className="call-cards" aria-label={say('phone.card.calls')}>
      {shown.map((call) => (
        <Card key={call.id} call={call} newest={call === newest} log={() => log(call.id)} />
      ))}
    </section>
  );
}

/** Says each call once, and again when it is answered: not with every refresh. */
function useAnnounced(calls: readonly PhoneCall[]): void {
  const { say } = useText();
  const said = useRef(new Set<string>());
  useEffect(() => {
    for (const call of calls) {
      const key = `${call.id} ${call.state}`;
      if (said.current.has(key) || call.state === 'ended') continue;
      said.current.add(key);
      announce(`${headWords(say, call)}: ${whoWords(say, call)}`);
    }
  }, [calls, say]);
}

const whoWords = (say: Say, { customer, number }: PhoneCall): string =>
  [customer?.name ?? say('phone.card.unknown'), number ?? say('phone.card.withheld')].join(', ');

function headWords(say: Say, { direction, state }: PhoneCall): string {
  if (state === 'ringing') return say(direction === 'inbound' ? 'phone.card.incoming' : 'phone.card.calling');
  return say(state === 'talking' ? 'phone.card.talking' : 'phone.card.ended');
}

interface CardProps {
  readonly call: PhoneCall;
  readonly newest: boolean;
  readonly log: () => void;
}

function Card({ call, newest, log }: CardProps): ReactNode {
  const { say } = useText();
  const { customer, id, number, queue, state } = call;
  return (
    <article
      className={`call-card ${state}`}
      aria-label={`${headWords(say, call)}: ${whoWords(say, call)}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        putAway(id);
      }}
    >
      <header className="call-card-head">
        <StateIcon call={call} />
        <span className="spread">{headWords(say, call)}</span>
        <Length call={call} />
        <IconButton label={say('phone.card.putAway')} onClick={() => putAway(id)}>
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </header>
      <p className="call-card-who">
        {customer === null ? (
          <span className="strong">{say('phone.card.unknown')}</span>
        ) : (
          <Link to="/customers/$id" params={{ id: customer.id }} className="strong plain-link">
            {customer.name}
          </Link>
        )}
        {customer?.tier != null && <span className="call-card-tier">{customer.tier}</span>}
      </p>
      <p className="muted tabular">
        {number ?? say('phone.card.withheld')} · {queue.name}
      </p>
      {customer !== null && <Known customer={customer} />}
      <div className="call-card-verbs">
        <TextButton look="filled" className="small" onClick={log}>
          {say('phone.card.log')} {newest && <KeyCaps of="log-shown-call" />}
        </TextButton>
      </div>
    </article>
  );
}

function StateIcon({ call: { direction, state } }: { readonly call: PhoneCall }): ReactNode {
  const Icon =
    state === 'talking'
      ? IconPhoneCall
      : state !== 'ringing'
        ? IconPhoneOff
        : direction === 'inbound'
          ? IconPhoneIncoming
          : IconPhoneOutgoing;
  return <Icon size={16} stroke={1.5} aria-hidden="true" />;
}

/** It runs while they speak; a reader is not told each second. */
function Length({ call: { answeredAt, durationSeconds, state } }: { readonly call: PhoneCall }): ReactNode {
  const now = useNow(state === 'talking' ? 'second' : 'minute');
  if (answeredAt === null) return null;
  const seconds = durationSeconds ?? Math.max(0, Math.floor((now - Date.parse(answeredAt)) / 1_000));
  return <span className="tabular">{lengthWords(seconds)}</span>;
}

function Known({ customer }: { readonly customer: CallCustomer }): ReactNode {
  const { say } = useText();
  const { organisation, keyAccountManager, complaints, openTickets } = customer;
  const account = [
    organisation?.name ?? null,
    keyAccountManager === null ? null : say('phone.card.keyAccount', { name: keyAccountManager.name }),
  ].filter((one) => one !== null);
  return (
    <>
      {account.length > 0 && <p className="muted">{account.join(' · ')}</p>}
      {complaints > 0 && <p className="call-card-before">{say('phone.card.before', { count: complaints })}</p>}
      {openTickets.length === 0 ? (
        <p className="muted">{say('phone.noTickets')}</p>
      ) : (
        <ul className="call-card-tickets" aria-label={say('phone.card.openTickets')}>
          {openTickets.slice(0, 3).map(({ id, number, subject }) => (
            <li key={id}>
              <Link to="/tickets/$number" params={{ number }} className="plain-link">
                <span className="mono muted">{number}</span> {subject || say('words.noSubject')}
              </Link>
            </li>
          ))}
          {openTickets.length > 3 && (
            <li>
              <Link to="/customers/$id" params={{ id: customer.id }}>
                {say('phone.card.more', { count: openTickets.length - 3 })}
              </Link>
            </li>
          )}
        </ul>
      )}
    </>
  );
}
