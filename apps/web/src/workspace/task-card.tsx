import type { Task } from '@redress/contract/tasks.js';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useText } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { TextButton, When } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { answerTask, waiveTask } from './task-calls.js';
import './tasks.css';

interface CardProps {
  readonly task: Task;
  /** On the list of all tasks: which ticket it belongs to. */
  readonly withTicket?: boolean;
  /** The asker works the ticket: he may say that the answer is not needed any more. */
  readonly mayWaive: boolean;
}

/** One question with who was asked, when it is due, and its answer or the field for it. */
export function TaskCard({ task, withTicket = false, mayWaive }: CardProps): ReactNode {
  const { say } = useText();
  const [answering, setAnswering] = useState(false);
  const [busy, setBusy] = useState(false);
  const waive = (): void => {
    setBusy(true);
    waiveTask(task)
      .then(() => toast({ text: say('tasks.waived') }))
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <article className="task-card">
      <p className="task-question">{task.question}</p>
      <p className="task-line">
        <span className="muted">{say('tasks.asked', { name: askedName(task) })}</span>
        <TaskState task={task} />
      </p>
      {withTicket && (
        <p className="task-line muted">
          {task.ticket.subject === null ? (
            <span className="mono">{task.ticket.number}</span>
          ) : (
            <Link to="/tickets/$number" params={{ number: task.ticket.number }} className="truncate">
              <span className="mono">{task.ticket.number}</span> {task.ticket.subject}
            </Link>
          )}
          {task.askedBy !== null && <span>{say('tasks.by', { name: task.askedBy.name })}</span>}
        </p>
      )}
      {task.answer !== null && <p className="task-answer">{task.answer}</p>}
      {task.state === 'open' && !answering && (
        <p className="task-verbs">
          <TextButton className="small" onClick={() => setAnswering(true)}>
            {say('tasks.answer')}
          </TextButton>
          {mayWaive && (
            <TextButton className="small" disabled={busy} onClick={waive}>
              {say('tasks.waive')}
            </TextButton>
          )}
        </p>
      )}
      {task.state === 'open' && answering && <AnswerForm task={task} close={() => setAnswering(false)} />}
    </article>
  );
}

export const askedName = (task: Task): string => task.agent?.name ?? task.team?.name ?? task.address ?? '–';

function TaskState({ task }: { readonly task: Task }): ReactNode {
  const { say } = useText();
  if (task.state === 'open')
    return (
      <span className={task.late ? 'task-due late' : 'task-due'}>
        {say(task.late ? 'tasks.late' : 'tasks.due')} <When at={task.dueAt} />
      </span>
    );
  const name = task.answeredBy?.name ?? (task.answeredVia === 'desk' ? '' : askedName(task));
  return (
    <span className="muted">
      {task.state === 'waived' ? say('tasks.state.waived') : say('tasks.state.answered', { name })}
      {task.endedAt !== null && (
        <>
          {' '}
          <When at={task.endedAt} />
        </>
      )}
    </span>
  );
}

function AnswerForm({ task, close }: { readonly task: Task; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const id = useId();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    answerTask(task, text.trim())
      .then(() => {
        toast({ text: say('tasks.answered') });
        close();
      })
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <form className="task-form" onSubmit={submit}>
      <label htmlFor={id} className="muted">
        {say('tasks.yourAnswer')}
      </label>
      <textarea
        id={id}
        className="text-field"
        rows={4}
        required
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      />
      <p className="task-verbs">
        <TextButton type="submit" look="filled" className="small" disabled={busy || text.trim() === ''}>
          {say('tasks.send')}
        </TextButton>
        <TextButton className="small" onClick={close}>
          {say('shell.cancel')}
        </TextButton>
      </p>
    </form>
  );
}
