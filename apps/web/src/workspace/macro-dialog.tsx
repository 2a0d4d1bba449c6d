import type { FittingMacro } from '@redress/contract/macros.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { Skeleton } from '../ui/parts.js';
import './macros.css';
import { MacroPreviewPart } from './macro-preview.js';

interface DialogProps {
  readonly ticket: Ticket;
  readonly next: () => void;
  readonly close: () => void;
}

/** First which one, then what it would do: nothing happens before that was seen. */
export function MacroDialog({ ticket, next, close }: DialogProps): ReactNode {
  const { say } = useText();
  const [chosen, setChosen] = useState<FittingMacro | null>(null);
  const title = chosen === null ? say('ticket.macros.title') : say('ticket.macros.one', { name: chosen.name });
  return (
    <Dialog title={title} close={close} width={560}>
      {chosen === null ? (
        <Choose ticket={ticket} choose={setChosen} />
      ) : (
        <MacroPreviewPart {...{ ticket, next, close }} macroId={chosen.id} back={() => setChosen(null)} />
      )}
    </Dialog>
  );
}

interface ChooseProps {
  readonly ticket: Ticket;
  readonly choose: (macro: FittingMacro) => void;
}

function Choose({ ticket, choose }: ChooseProps): ReactNode {
  const { say } = useText();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { data, error, refetch } = useQuery({
    queryKey: ['macros', ticket.id, ticket.version],
    queryFn: ({ signal }) => get<readonly FittingMacro[]>(`/tickets/${ticket.id}/macros`, { signal }),
    placeholderData: (known) => known,
  });
  const wanted = text.trim().toLowerCase();
  const fitting = (data ?? []).filter(({ name }) => name.toLowerCase().includes(wanted));
  const current = fitting[Math.min(at, fitting.length - 1)];
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && fitting.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, fitting.length - 1) + by + fitting.length) % fitting.length);
    } else if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault();
      choose(current);
    }
  };
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <div className="macro-choose">
      <input
        data-autofocus
        className="text-field"
        role="combobox"
        aria-expanded={fitting.length > 0}
        aria-controls="macro-list"
        aria-activedescendant={current === undefined ? undefined : `macro-${current.id}`}
        aria-label={say('ticket.macros.find')}
        placeholder={say('ticket.macros.find')}
        value={text}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
      />
      <Macros {...{ fitting, current, choose }} />
      {data === undefined && <Skeleton lines={3} />}
      {data !== undefined && fitting.length === 0 && (
        <p className="muted">{say(data.length === 0 ? 'ticket.macros.none' : 'ticket.macros.noneFits')}</p>
      )}
    </div>
  );
}

interface MacrosProps {
  readonly fitting: readonly FittingMacro[];
  readonly current: FittingMacro | undefined;
  readonly choose: (macro: FittingMacro) => void;
}

function Macros({ fitting, current, choose }: MacrosProps): ReactNode {
  const { say } = useText();
  return (
    <div role="listbox" id="macro-list" aria-label={say('ticket.macros.title')} className="macro-list">
      {fitting.map((macro) => (
        <div
          key={macro.id}
          role="option"
          id={`macro-${macro.id}`}
          aria-selected={macro === current}
          className="macro-line"
          ref={(line) => {
            if (macro === current) void line?.scrollIntoView({ block: 'nearest' });
          }}
          onClick={() => choose(macro)}
        >
          <span className="truncate">{macro.name}</span>
          {macro.personal && <span className="muted">{say('ticket.macros.own')}</span>}
        </div>
      ))}
    </div>
  );
}
