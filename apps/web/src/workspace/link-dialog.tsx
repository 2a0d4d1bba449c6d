import type { Page } from '@redress/contract/answers.js';
import type { QueueRow, QueueRowBrief } from '@redress/contract/queue.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { LinkKind } from '@redress/contract/words.js';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get, queryOf } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { TextButton } from '../ui/parts.js';
import { link, merge, tell } from './actions.js';

const KINDS: readonly LinkKind[] = ['related', 'duplicateOf', 'followUpOf', 'causedBy'];
const FOUND = 8;

/** Finds the other ticket by number, subject or customer, then says how they belong together. */
export function LinkDialog({ ticket, close }: { readonly ticket: Ticket; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<QueueRowBrief | null>(ticket.possibleDuplicates[0] ?? null);
  const found = useFound(text, ticket);
  return (
    <Dialog title={say('ticket.linkDialog.title')} close={close} width={560}>
      <div className="form">
        <label className="field">
          <span>{say('ticket.linkDialog.search')}</span>
          <input
            data-autofocus
            className="text-field"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {text.trim() === '' && found.length > 0 && <p className="muted">{say('ticket.linkDialog.suggested')}</p>}
        <ul className="pick-list">
          {found.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                className="pick-line"
                aria-pressed={chosen?.id === row.id}
                onClick={() => setChosen(row)}
              >
                <span className="mono muted">{row.number}</span>
                <span className="truncate spread">{row.subject || say('words.noSubject')}</span>
                <span className="muted">{say(`words.status.${row.status}`)}</span>
              </button>
            </li>
          ))}
        </ul>
        {text.trim() !== '' && found.length === 0 && <p className="muted">{say('ticket.linkDialog.nothing')}</p>}
        {chosen !== null && <Ways ticket={ticket} chosen={chosen} close={close} />}
      </div>
    </Dialog>
  );
}

interface WaysProps {
  readonly ticket: Ticket;
  readonly chosen: QueueRowBrief;
  readonly close: () => void;
}

function Ways({ ticket, chosen, close }: WaysProps): ReactNode {
  const { say } = useText();
  const { number } = chosen;
  const run = (text: string, change: ReturnType<typeof merge>): void =>
    void tell(text, change).then((done) => done !== null && close());
  return (
    <div className="form">
      <p className="strong">
        {say('ticket.linkDialog.how')} <span className="mono muted">{number}</span>
      </p>
      <div className="panel-verbs">
        {KINDS.map((kind) => (
          <TextButton
            key={kind}
            onClick={() => run(say('ticket.did.linked', { number }), link(ticket, { kind, ticket: chosen.id }))}
          >
            {say(`words.link.${kind}`)}
          </TextButton>
        ))}
      </div>
      {ticket.may.includes('merge') && (
        <div className="form-foot">
          <TextButton look="filled" onClick={() => run(say('ticket.did.merged', { number }), merge(ticket, chosen.id))}>
            {say('ticket.linkDialog.merge')}
          </TextButton>
          <span className="muted">{say('ticket.linkDialog.mergeExplain')}</span>
        </div>
      )}
    </div>
  );
}

function useFound(text: string, ticket: Ticket): readonly QueueRowBrief[] {
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const { data } = useQuery({
    queryKey: ['link-search', wanted],
    queryFn: ({ signal }) => get<Page<QueueRow>>(`/tickets${queryOf({ q: wanted, limit: FOUND })}`, { signal }),
    enabled: wanted !== '',
    placeholderData: (known) => known,
  });
  const rows: readonly QueueRowBrief[] = wanted === '' ? ticket.possibleDuplicates : (data?.data ?? []);
  return rows.filter((row) => row.id !== ticket.id);
}
