import type { Ticket } from '@redress/contract/ticket.js';
import type { Undertaking } from '@redress/contract/undertakings.js';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { clocksQuery } from '../clocks/clock-queries.js';
import { useText } from '../i18n/text.js';
import { runCommand } from '../ui/commands.js';
import { DueChip } from '../ui/due.js';
import { failed } from '../ui/failure.js';
import { TextButton, When } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { keepUndertaking, undertakingsQuery, withdrawUndertaking } from './undertaking-calls.js';
import { UNDERTAKE_COMMAND } from './undertaking-door.js';
import './tasks.css';

/** What was promised to the customer on this ticket, the open ones first. */
export function UndertakingSection({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const { data } = useQuery(undertakingsQuery(ticket.id, ticket.version));
  const clocks = useQuery(clocksQuery(ticket.id, ticket.version)).data?.data ?? [];
  const all = data?.data ?? [];
  const may = ticket.may.includes('reply');
  if (all.length === 0 && !may) return null;
  const open = all.filter(({ state }) => state === 'open').sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const ended = all.filter(({ state }) => state !== 'open').reverse();
  return (
    <section className="panel-section">
      <header>
        <h2 className="muted">{say('undertakings.title')}</h2>
        {may && (
          <TextButton look="link" onClick={() => runCommand(UNDERTAKE_COMMAND)}>
            {say('undertakings.make')}
          </TextButton>
        )}
      </header>
      {data !== undefined && all.length === 0 && <p className="muted">{say('undertakings.none')}</p>}
      {[...open, ...ended].map((undertaking) => (
        <UndertakingCard
          key={undertaking.id}
          undertaking={undertaking}
          warnAt={clocks.find(({ id }) => id === undertaking.clockId)?.warnAt ?? null}
          may={may}
        />
      ))}
    </section>
  );
}

interface CardProps {
  readonly undertaking: Undertaking;
  readonly warnAt: string | null;
  readonly may: boolean;
}

function UndertakingCard({ undertaking, warnAt, may }: CardProps): ReactNode {
  const { say } = useText();
  const [withdrawing, setWithdrawing] = useState(false);
  const [busy, setBusy] = useState(false);
  const { text, state, late, madeBy, dueAt } = undertaking;
  const keep = (): void => {
    setBusy(true);
    keepUndertaking(undertaking)
      .then(() => toast({ text: say('undertakings.kept') }))
      .catch(failed)
      .finally(() => setBusy(false));
  };
  const due = { milestone: 'undertaking', dueAt, state: late ? 'missed' : 'running', warnAt };
  return (
    <article className="task-card">
      <p className="task-question">{text}</p>
      <p className="task-line">
        <span className="muted">{madeBy !== null && say('undertakings.by', { name: madeBy.name })}</span>
        {state === 'open' ? <DueChip due={due} /> : <Ended undertaking={undertaking} />}
      </p>
      {state === 'open' && may && !withdrawing && (
        <p className="task-verbs">
          <TextButton className="small" disabled={busy} onClick={keep}>
            {say('undertakings.keep')}
          </TextButton>
          <TextButton className="small" disabled={busy} onClick={() => setWithdrawing(true)}>
            {say('undertakings.withdraw')}
          </TextButton>
        </p>
      )}
      {state === 'open' && withdrawing && (
        <WithdrawForm undertaking={undertaking} close={() => setWithdrawing(false)} />
      )}
    </article>
  );
}

function Ended({ undertaking: { state, late, endedAt } }: { readonly undertaking: Undertaking }): ReactNode {
  const { say } = useText();
  const words = state === 'withdrawn' ? 'withdrawn' : late ? 'late' : 'kept';
  return (
    <span className={words === 'late' ? 'task-due late' : 'muted'}>
      {say(`undertakings.state.${words}`)} {endedAt !== null && <When at={endedAt} />}
    </span>
  );
}

interface WithdrawProps {
  readonly undertaking: Undertaking;
  readonly close: () => void;
}

function WithdrawForm({ undertaking, close }: WithdrawProps): ReactNode {
  const { say } = useText();
  const id = useId();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    withdrawUndertaking(undertaking, reason.trim())
      .then(() => toast({ text: say('undertakings.withdrawn') }))
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <form className="task-form" onSubmit={submit}>
      <label htmlFor={id} className="muted">
        {say('undertakings.reason')}
      </label>
      <textarea
        id={id}
        className="text-field"
        rows={2}
        required
        autoFocus
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      />
      <p className="task-verbs">
        <TextButton type="submit" look="filled" className="small" disabled={busy || reason.trim() === ''}>
          {say('undertakings.doWithdraw')}
        </TextButton>
        <TextButton className="small" onClick={close}>
          {say('shell.cancel')}
        </TextButton>
      </p>
    </form>
  );
}
