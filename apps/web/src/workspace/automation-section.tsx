import type { TriggerRun } from '@redress/contract/automation.js';
import type { Page } from '@redress/contract/answers.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { TextButton, When } from '../ui/parts.js';

const RunActions = lazy(async () => ({ default: (await import('../rules/run-actions.js')).RunActions }));
const FIRST = 3;

/** What triggers did to this ticket, the newest first; that they were stopped is said loudest. */
export function AutomationSection({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['trigger-runs', ticket.id, ticket.version],
    queryFn: ({ signal }) => get<Page<TriggerRun>>(`/tickets/${ticket.id}/trigger-runs`, { signal }),
    staleTime: 60_000,
    retry: false,
  });
  const runs = data?.data ?? [];
  if (runs.length === 0) return null;
  return (
    <section className="panel-section">
      <header>
        <h2 className="muted">{say('ticket.automation.title')}</h2>
        <TextButton look="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? 'ticket.why.less' : 'ticket.automation.all', { count: runs.length })}
        </TextButton>
      </header>
      <ul className="run-list">
        {runs.slice(0, open ? runs.length : FIRST).map((run) => (
          <li key={`${run.trigger.id}${run.at}`}>
            <p className="run-head">
              <span
                className="strong spread truncate"
                title={say('ticket.automation.version', { n: run.trigger.version })}
              >
                {run.trigger.name}
              </span>
              <span className="muted">
                <When at={run.at} />
              </span>
            </p>
            {run.outcome !== 'done' && (
              <p className={run.outcome === 'stopped' ? 'run-stopped' : 'muted'}>
                {say(`ticket.automation.outcome.${run.outcome}`)}
              </p>
            )}
            {open && (
              <Suspense fallback={null}>
                <RunActions run={run} />
              </Suspense>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
