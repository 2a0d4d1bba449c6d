import type { Timeline } from '@redress/contract/ticket.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { lowerFirst } from '../i18n/case.js';
import { loadTexts, useText } from '../i18n/text.js';
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
import type { ClockView } from '@redress/contract/sla.js';

await loadTexts('clocks');

interface PanelProps {
  readonly read: Timeline;
  /** The one that is explained first; null: the most urgent. */
  readonly first: string | null;
  readonly wide?: boolean;
  /** At the end of the head. */
  readonly end?: ReactNode;
}

/** All clocks of a ticket, and one of them explained. */
export function ClockPanel({ read, first, wide = false, end }: PanelProps): ReactNode {
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
      <header className="clock-head">
        <h2>{say('clocks.title')}</h2>
        <PolicyLine clock={chosen} priority={ticket.priority} />
        {end}
      </header>
      <ul className="clock-list">
        {clocks.map((clock) => (
          <li key={clock.id}>
            <ClockLine clock={clock} chosen={clock === chosen} choose={() => setPicked(clock.id)} />
          </li>
        ))}
      </ul>
      <Explained clock={chosen} read={read} wide={wide} />
    </>
  );
}

function PolicyLine({
  clock,
  priority,
}: {
  readonly clock: ClockView;
  readonly priority: Timeline['ticket']['priority'];
}): ReactNode {
  const { say } = useText();
  if (clock.template !== null)
    return (
      <p className="clock-policy muted spread">
        {say('clocks.template', { name: clock.template.name, n: clock.template.version })}
      </p>
    );
  if (clock.policy === null) return <span className="spread" />;
  const { name, version } = clock.policy;
  return (
    <p className="clock-policy muted spread">
      {say('clocks.policy', { name, n: version, priority: lowerFirst(say(`words.priority.${priority}`)) })}
    </p>
  );
}

interface LineProps {
  readonly clock: ClockView;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function ClockLine({ clock, chosen, choose }: LineProps): ReactNode {
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
          waitsFor={statusWords(say, clock.pausedBecause)}
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

interface ExplainedProps {
  readonly clock: ClockView;
  readonly read: Timeline;
  readonly wide: boolean;
}

function Explained({ clock, read, wide }: ExplainedProps): ReactNode {
  const { say } = useText();
  const { ticket, entries } = read;
  const { data, error, refetch } = useQuery(explanationQuery(clock.id, ticket.version));
  if (data === undefined)
    return error === null ? <Skeleton lines={8} /> : <Failure error={error} retry={() => void refetch()} />;
  const page = wide ? undefined : (
    <Link to="/tickets/$number/clocks/$clockId" params={{ number: ticket.number, clockId: clock.id }}>
      {say('clocks.page')}
    </Link>
  );
  return <Explanation of={data} entries={entries} foot={page} />;
}
