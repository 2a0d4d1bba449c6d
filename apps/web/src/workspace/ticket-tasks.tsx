import type { AskTask } from '@redress/contract/tasks.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { RecipientField, recipientOf } from './recipient-field.js';
import { askTask, ticketTasksQuery } from './task-calls.js';
import { TaskCard } from './task-card.js';

/** The questions to other departments about this ticket. */
export function TicketTasks({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const [asking, setAsking] = useState(false);
  const { data } = useQuery(ticketTasksQuery(ticket.id, ticket.version));
  const tasks = data?.data ?? [];
  const may = ticket.may.includes('ask');
  if (tasks.length === 0 && !may) return null;
  return (
    <section className="panel-section">
      <header>
        <h2 className="muted">{say('tasks.title')}</h2>
        {may && (
          <TextButton look="link" onClick={() => setAsking(true)}>
            {say('tasks.ask')}
          </TextButton>
        )}
      </header>
      {data !== undefined && tasks.length === 0 && <p className="muted">{say('tasks.noneHere')}</p>}
      {tasks.map((task) => (
        <TaskCard key={task.id} task={task} mayWaive={may} />
      ))}
      {asking && <AskDialog ticket={ticket} close={() => setAsking(false)} />}
    </section>
  );
}

const HOURS = [1, 4, 8, 16, 24, 40] as const;

function AskDialog({ ticket, close }: { readonly ticket: Ticket; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const [question, setQuestion] = useState('');
  const [to, setTo] = useState('');
  const [email, setEmail] = useState('');
  const [hours, setHours] = useState(8);
  const [wait, setWait] = useState(true);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const target = to === 'mail' ? { email: email.trim() } : recipientOf(to);
    if (target === null) return;
    const body: AskTask = { question: question.trim(), to: target, dueMinutes: hours * 60, wait };
    setBusy(true);
    askTask(ticket.id, body)
      .then(() => {
        toast({ text: say('tasks.sent') });
        close();
      })
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={say('tasks.askTitle')} close={close} width={520}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span>{say('tasks.question')}</span>
          <textarea
            data-autofocus
            required
            rows={5}
            className="text-field"
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
        </label>
        <p className="muted hint">{say('tasks.questionHint')}</p>
        <RecipientField label={say('tasks.to')} value={to} change={setTo} mail={say('tasks.toMail')} />
        {to === 'mail' && (
          <label className="field">
            <span>{say('tasks.email')}</span>
            <input
              type="email"
              required
              className="text-field"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          </label>
        )}
        <label className="field">
          <span>{say('tasks.within')}</span>
          <select
            className="text-field"
            value={hours}
            onChange={(event) => setHours(Number(event.currentTarget.value))}
          >
            {HOURS.map((count) => (
              <option key={count} value={count}>
                {say('tasks.hours', { count })}
              </option>
            ))}
          </select>
        </label>
        <label className="check">
          <input type="checkbox" checked={wait} onChange={(event) => setWait(event.currentTarget.checked)} />
          <span>{say('tasks.wait')}</span>
        </label>
        <div className="form-foot">
          <TextButton
            type="submit"
            look="filled"
            disabled={busy || question.trim() === '' || to === '' || (to === 'mail' && email.trim() === '')}
          >
            {say('tasks.ask')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}
