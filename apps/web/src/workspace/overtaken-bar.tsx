import type { EditTicket } from '@redress/contract/commands.js';
import { IconUsers } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { type Say, useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { set, tell } from './actions.js';
import { type Overtaking, settleOvertaking, useOvertaking } from './overtaken.js';

/** Two set the same at once: who came second is told who was faster, and decides. */
export function OvertakenBar({ ticketId }: { readonly ticketId: string }): ReactNode {
  const found = useOvertaking(ticketId);
  useEffect(() => () => settleOvertaking(ticketId), [ticketId]);
  return found === null ? null : <Told key={found.ticket.version} found={found} />;
}

function Told({ found }: { readonly found: Overtaking }): ReactNode {
  const { say } = useText();
  const { change, ticket, who } = found;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => bar.current?.focus(), []);
  const { mine, now } = wordsOf(say, found);
  const part = say(`ticket.overtaken.${change.kind}`);
  const keep = (): void => settleOvertaking(ticket.id);
  const setMine = (): void => {
    keep();
    const body: EditTicket = change.kind === 'status' ? { status: change.to } : { priority: change.to };
    const did =
      change.kind === 'status'
        ? say('ticket.did.status', { status: mine })
        : say('ticket.did.priority', { priority: mine });
    void tell(did, set(ticket, body));
  };
  return (
    <div className="ticket-bar held" role="alert" tabIndex={-1} ref={bar}>
      <IconUsers size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread">
        <b>
          {who === null
            ? say('ticket.overtaken.itself', { part, now })
            : say('ticket.overtaken.by', { name: who, part, now })}
        </b>{' '}
        {say('ticket.overtaken.notSet', { mine })}
      </span>
      <TextButton onClick={setMine}>{say('ticket.overtaken.mine', { mine })}</TextButton>
      <TextButton onClick={keep}>{say('ticket.overtaken.keep', { now })}</TextButton>
    </div>
  );
}

function wordsOf(say: Say, { change, ticket }: Overtaking): { readonly mine: string; readonly now: string } {
  return change.kind === 'status'
    ? { mine: say(`words.status.${change.to}`), now: say(`words.status.${ticket.status}`) }
    : { mine: say(`words.priority.${change.to}`), now: say(`words.priority.${ticket.priority}`) };
}
