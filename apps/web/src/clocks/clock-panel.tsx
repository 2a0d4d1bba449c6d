import type { Timeline } from '@redress/contract/views.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { loadClockTexts, useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { DueChip } from '../ui/due.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton } from '../ui/parts.js';
import { clocksQuery, explanationQuery, inOrder } from './clock-queries.js';
import { nearMoment } from './clock-times.js';
import './clocks.css';
import { Explanation } from './explanation.js';
import './marks.css';
import { clockName, statusWords } from './sentence.js';
import type { TicketClock } from './shapes.js';

await loadClockTexts();

interface PanelProps {
  readonly read: Timeline;
  /** The one that is explained first; null: the most urgent. */
  readonly first: string | null;
  readonly wide?: boolean;
}

/** All clocks of a ticket, and one of them explained. */
export function ClockPanel({ read, first, wide = false }: PanelProps): ReactNode {
  const { say } = useText();
  const { ticket } = read;
  const { data, error, refetch } = useQuery(clocksQuery(ticket.id, ticket.version));
  const [picked, setPicked] = useState<string | null>(first);
  if (data === undefined)
    return error === null ? <Skeleton lines={8} /> : <Failure error={error} retry={() => void refetch()} />;
  const clocks = inOrder(data.data);
  const chosen = clocks.find(({ id }) => id === picked) ?? clocks[0];
  if (chosen === undefined) return <Empty title={say('clocks.none')}>{say('clocks.noneNext')}</Empty>;
  return (
    <>
      <PolicyLine clock={chosen} priority={ticket.priority} />
      <ul className="clock-list">
        {clocks.map((clock) => (
          <li key={clock.id}>
            <ClockLine
              clock={clock}
              status={ticket.status}
              chosen={clock === chosen}
              choose={() => setPicked(clock.id)}
            />
          </li>
        ))}
      </ul>
      <Explained clock={chosen} read={read} />
      {!wide && (
        <p className="clock-page-link">
          <Link to="/tickets/$number/clocks/$clockId" params={{ number: ticket.number, clockId: chosen.id }}>
            {say('clocks.page')}
          </Link>
        </p>
      )}
    </>
  );
}

function PolicyLine({
  clock,
  priority,
}: {
  readonly clock: TicketClock;
  readonly priority: Timeline['ticket']['priority'];
}): ReactNode {
  const { say } = useText();
  if (clock.policy === null) return null;
  const { name, version } = clock.policy;
  return (
    <p className="clock-policy muted">
      {say('clocks.policy', { name, n: version, priority: say(`words.priority.${priority}`).toLocaleLowerCase() })}
    </p>
  );
}

interface LineProps {
  readonly clock: TicketClock;
  readonly status: string;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function ClockLine({ clock, status, chosen, choose }: LineProps): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  const { state, dueAt, metAt, endedAt } = clock;
  const ended = metAt ?? (state === 'cancelled' ? endedAt : null);
  const near = (at: string): string => nearMoment(language, Date.parse(at), now);
  return (
    <button type="button" className={chosen ? 'clock-line on' : 'clock-line'} aria-pressed={chosen} onClick={choose}>
      <span className={chosen ? 'strong' : ''}>{clockName(say, clock)}</span>
      <span className="muted spread truncate">
        {ended === null && dueAt !== null && say('clocks.due', { when: near(dueAt) })}
        {clock.milestone === 'acknowledgement' && clock.accepts === 'any' && say('clocks.any')}
      </span>
      {ended === null ? (
        <DueChip
          due={clock}
          waitsFor={statusWords(say, status)}
          whole={dueAt === null ? undefined : Date.parse(dueAt) - Date.parse(clock.startAt)}
        />
      ) : (
        <span className="due met">
          {state === 'met' && <span aria-hidden="true">✓</span>}
          {say(state === 'met' ? 'clocks.met' : state === 'missed' ? 'clocks.metLate' : 'clocks.cancelled', {
            when: near(ended),
          })}
        </span>
      )}
    </button>
  );
}

function Explained({ clock, read }: { readonly clock: TicketClock; readonly read: Timeline }): ReactNode {
  const { ticket, entries } = read;
  const { data, error, refetch } = useQuery(explanationQuery(clock.id, ticket.version));
  if (data === undefined)
    return error === null ? <Skeleton lines={8} /> : <Failure error={error} retry={() => void refetch()} />;
  return <Explanation of={data} entries={entries} status={ticket.status} />;
}
