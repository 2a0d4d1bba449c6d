import type { QueueAssignment } from '@redress/contract/routing.js';
import type { Named } from '@redress/contract/answers.js';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queryClient } from '../../api/queries.js';
import { useText } from '../../i18n/text.js';
import { useSession } from '../../session/preferences.js';
import { failed } from '../../ui/failure.js';
import { toast } from '../../ui/toasts.js';
import { assignmentQuery, saveAssignment } from './calls.js';

const MODES = ['manual', 'roundRobin', 'leastLoaded'] as const;
const RELAX_MINUTES = [10, 30, 60, 240] as const;

export function AssignmentPart(): ReactNode {
  const { say } = useText();
  const { queues } = useSession();
  return (
    <section className="calendar-part" aria-labelledby="assignment-title">
      <header className="calendar-part-head">
        <h3 id="assignment-title">{say('admin.routing.assignment')}</h3>
        <span className="muted spread">{say('admin.routing.assignmentExplain')}</span>
      </header>
      <ul className="date-list">
        {queues.map((queue) => (
          <QueueLine key={queue.id} queue={queue} />
        ))}
      </ul>
    </section>
  );
}

/** Saved as soon as it is chosen; there is nothing else to it. */
function QueueLine({ queue }: { readonly queue: Named }): ReactNode {
  const { say } = useText();
  const query = assignmentQuery(queue.id);
  const { data } = useQuery(query);
  if (data === undefined) return null;
  const change = (wish: Partial<QueueAssignment>): void =>
    void saveAssignment(queue.id, { ...data, ...wish }).then(
      (saved) => {
        queryClient.setQueryData(query.queryKey, saved);
        toast({ text: say('admin.routing.assignmentSaved', { queue: queue.name }) });
      },
      (reason: unknown) => {
        failed(reason);
        void queryClient.invalidateQueries({ queryKey: query.queryKey });
      },
    );
  const minutes = data.relaxAfterSeconds === null ? null : Math.round(data.relaxAfterSeconds / 60);
  return (
    <li className="assignment-line">
      <span className="strong">{queue.name}</span>
      <select
        aria-label={`${queue.name}: ${say('admin.routing.assignment')}`}
        value={data.mode}
        onChange={(event) => change({ mode: MODES.find((one) => one === event.currentTarget.value) ?? data.mode })}
      >
        {MODES.map((mode) => (
          <option key={mode} value={mode}>
            {say(`admin.routing.mode.${mode}`)}
          </option>
        ))}
      </select>
      <label className="muted">
        {say('admin.routing.relax')}{' '}
        <select
          value={minutes ?? ''}
          onChange={(event) =>
            change({
              relaxAfterSeconds: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) * 60,
            })
          }
        >
          <option value="">{say('admin.routing.relaxNever')}</option>
          {[...new Set([...RELAX_MINUTES, ...(minutes === null ? [] : [minutes])])]
            .sort((a, b) => a - b)
            .map((n) => (
              <option key={n} value={n}>
                {say('admin.routing.minutes', { n })}
              </option>
            ))}
        </select>
      </label>
    </li>
  );
}
