import type { DryRun } from '@redress/contract/routing.js';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { FormSummary, useSave } from '../form.js';
import { dryRun } from './calls.js';

const COUNTS = [50, 200, 1000] as const;

/** The rules as they stand, on tickets that are here: what would be different. */
export function DryRunPart(): ReactNode {
  const { say } = useText();
  const [last, setLast] = useState(200);
  const [found, setFound] = useState<DryRun | null>(null);
  const save = useSave({ work: () => dryRun(last), done: setFound });
  return (
    <section className="calendar-side-part" aria-labelledby="dry-run-title">
      <h3 id="dry-run-title">{say('admin.routing.dryRun')}</h3>
      <p className="muted">{say('admin.routing.dryRunExplain')}</p>
      <form className="tester-foot" onSubmit={save.submit}>
        <select
          aria-label={say('admin.routing.dryRun')}
          value={last}
          onChange={(event) => setLast(Number(event.currentTarget.value))}
        >
          {COUNTS.map((count) => (
            <option key={count} value={count}>
              {say('admin.routing.last', { count })}
            </option>
          ))}
        </select>
        <TextButton type="submit" disabled={save.busy}>
          {say('admin.routing.dryRunGo')}
        </TextButton>
      </form>
      <FormSummary faults={save.faults} />
      {found !== null && <Changes of={found} />}
    </section>
  );
}

function Changes({ of }: { readonly of: DryRun }): ReactNode {
  const { say } = useText();
  return (
    <div role="status">
      <p>
        {say('admin.routing.dryRunSum', {
          tickets: of.tickets,
          queue: of.otherQueue,
          kind: of.otherKind,
          priority: of.otherPriority,
          owner: of.otherOwner,
        })}
      </p>
      {of.changes.length === 0 && <p className="muted">{say('admin.routing.dryRunSame')}</p>}
      <ul className="trace">
        {of.changes.map(({ ticketId, number, queue, kind, priority, owner }) => (
          <li key={ticketId}>
            <Link to="/tickets/$number" params={{ number }} className="mono">
              {number}
            </Link>
            <span className="trace-rule">
              {[
                queue.before !== queue.after && `${queue.before} → ${queue.after}`,
                kind.before !== kind.after &&
                  `${say(`words.kind.${kind.before}`)} → ${say(`words.kind.${kind.after}`)}`,
                priority.before !== priority.after &&
                  `${say(`words.priority.${priority.before}`)} → ${say(`words.priority.${priority.after}`)}`,
                owner.before !== owner.after &&
                  `${owner.before ?? say('words.nobody')} → ${owner.after ?? say('words.nobody')}`,
              ]
                .filter((words) => words !== false)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
