import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { loadTexts, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton, TextButton } from '../ui/parts.js';
import { TaskCard } from './task-card.js';
import { type TaskScope, taskListQuery } from './task-calls.js';

await loadTexts('ticket');

const SCOPES: readonly TaskScope[] = ['mine', 'asked', 'open'];

/** What others want to know from this person, and what he wants to know from others. What is due first comes first. */
export function TasksPage(): ReactNode {
  const { say } = useText();
  const navigate = useNavigate();
  const { agent } = useSession();
  const { scope = 'mine' } = useSearch({ from: '/shell/tasks' });
  const { data, error, refetch, isPending } = useQuery(taskListQuery(scope));
  const light = agent.role === 'light';
  return (
    <div className="page tasks-page">
      <div className="page-head">
        <h1 className="page-title">{say('tasks.title')}</h1>
        <span className="spread" />
        {!light && (
          <div className="inbox-filter" role="group" aria-label={say('tasks.filter')}>
            {SCOPES.map((one) => (
              <TextButton
                key={one}
                aria-pressed={scope === one}
                className={scope === one ? 'pressed' : ''}
                onClick={() => void navigate({ to: '/tasks', search: { scope: one }, replace: true })}
              >
                {say(`tasks.scope.${one}`)}
              </TextButton>
            ))}
          </div>
        )}
      </div>
      {error !== null && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data?.data.length === 0 && (
        <Empty title={say(`tasks.none.${scope}`)}>
          <p className="muted">{say('tasks.noneMore')}</p>
        </Empty>
      )}
      <div className="task-cards">
        {data?.data.map((task) => (
          <TaskCard key={task.id} task={task} withTicket mayWaive={task.ticket.subject !== null && !light} />
        ))}
      </div>
    </div>
  );
}
