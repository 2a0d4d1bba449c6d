import type { Trigger, TriggerRunOnTicket } from '@redress/contract/automation.js';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { loadTexts, useText } from '../i18n/text.js';
import { RunActions } from '../rules/run-actions.js';
import { Dialog } from '../ui/dialog.js';
import { Empty, When } from '../ui/parts.js';
import { firesWords } from './fires-words.js';
import { List } from './parts.js';
import { ADMIN, useRows } from './rows.js';

// what became of a run is said here as on the ticket
await loadTexts('ticket');

interface RunsProps {
  readonly trigger: Trigger;
  readonly close: () => void;
}

/** Everything that a trigger did, the newest first, by whichever of its versions. */
export function TriggerRuns({ trigger, close }: RunsProps): ReactNode {
  const { say } = useText();
  const runs = useRows<TriggerRunOnTicket>(`${ADMIN.triggers}/${trigger.id}/runs`);
  return (
    <Dialog title={say('admin.triggers.runsOf', { name: trigger.name })} close={close} width={640}>
      <List of={runs} empty={<Empty title={say('admin.triggers.noRuns')} />}>
        {(rows) => (
          <ol className="trigger-runs" aria-label={say('admin.triggers.runsOf', { name: trigger.name })}>
            {rows.map((run, index) => (
              <Run key={index} run={run} />
            ))}
          </ol>
        )}
      </List>
    </Dialog>
  );
}

function Run({ run }: { readonly run: TriggerRunOnTicket }): ReactNode {
  const { say } = useText();
  const { ticket, outcome } = run;
  return (
    <li>
      <p className="rule-line">
        {ticket === null ? (
          <span className="muted">{say('admin.triggers.hidden')}</span>
        ) : (
          <Link to="/tickets/$number" params={{ number: ticket.number }} className="mono">
            {ticket.number}
          </Link>
        )}
        <span className="spread">{firesWords(say, run.fires)}</span>
        <span className="muted tabular">{say('admin.triggers.byVersion', { n: run.trigger.version })}</span>
        <span className="muted tabular">
          <When at={run.at} />
        </span>
      </p>
      {outcome !== 'done' && (
        <p className={outcome === 'stopped' ? 'trigger-stopped' : 'muted'}>
          {say(`ticket.automation.outcome.${outcome}`)}
        </p>
      )}
      <RunActions run={run} />
    </li>
  );
}
