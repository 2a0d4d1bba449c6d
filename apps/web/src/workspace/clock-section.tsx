import type { Ticket } from '@redress/contract/ticket.js';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { clocksQuery, inOrder } from '../clocks/clock-queries.js';
import { lowerFirst } from '../i18n/case.js';
import { useText } from '../i18n/text.js';
import { DueChip } from '../ui/due.js';
import { clockWords } from '../ui/milestone-words.js';
import { TextButton, When } from '../ui/parts.js';

const MOST = 6;

/** What runs, what rests and what is done, one line each. */
export function ClockSection({
  ticket,
  explain,
}: {
  readonly ticket: Ticket;
  readonly explain: () => void;
}): ReactNode {
  const { say } = useText();
  const { data } = useQuery(clocksQuery(ticket.id, ticket.version));
  const clocks = inOrder(data?.data ?? []).filter(({ state }) => state !== 'cancelled');
  if (clocks.length === 0) return null;
  return (
    <section className="panel-section">
      <header>
        <h2 className="muted">{say('ticket.panel.clocks')}</h2>
        <TextButton look="link" onClick={explain}>
          {say('ticket.panel.explain')}
        </TextButton>
      </header>
      {clocks.slice(0, MOST).map((clock) => (
        <p key={clock.id} className="panel-line">
          <span className="spread truncate panel-clock">{clockWords(say, clock.milestone, clock.part)}</span>
          {clock.metAt === null ? (
            <DueChip due={clock} waitsFor={lowerFirst(say(`words.status.${clock.pausedBecause ?? ticket.status}`))} />
          ) : (
            <span className="due met">
              <span aria-hidden="true">{clock.state === 'met' ? '✓' : '■'}</span>
              {say(clock.state === 'met' ? 'words.due.met' : 'words.due.late')} <When at={clock.metAt} />
            </span>
          )}
        </p>
      ))}
    </section>
  );
}
