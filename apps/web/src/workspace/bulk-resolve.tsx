import type { IssueAnswer, ResolveTickets } from '@redress/contract/commands.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { ResolvedOne } from '@redress/contract/ticket.js';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { post } from '../api/client.js';
import { keys, queryClient, refreshTimeline } from '../api/queries.js';
import { loadTexts, type Say, sayCode, useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import type { Target } from './actions.js';
import { useLikelyKeys } from './cause-choice.js';
import { IssueForm, Lack } from './cause-dialog.js';
import { type Answer, lackOf, needsNoCause, NOTHING_SAID } from './issue-answer.js';
import './tasks.css';

await loadTexts('ticket');

/** As many as the server takes at once. */
const MOST_AT_ONCE = 200;

type Refused = NonNullable<ResolvedOne['refused']>;

interface BulkResolveProps {
  readonly rows: readonly QueueRow[];
  readonly close: () => void;
  /** Those that were resolved, also when others were refused. */
  readonly done: (changed: readonly Target[]) => void;
  readonly clear: () => void;
}

/** Resolves all that are selected with one answer; then shows which were refused, each with its reason. */
export function BulkResolve({ rows, close, done, clear }: BulkResolveProps): ReactNode {
  const { say } = useText();
  const [answer, setAnswer] = useState<Answer>(NOTHING_SAID);
  const [lack, setLack] = useState<ReturnType<typeof lackOf>>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly ResolvedOne[] | null>(null);
  const likelyOf = rows.find(({ kind }) => kind === 'complaint')?.id ?? '';
  const change = (wish: Partial<Answer>): void => {
    setLack(null);
    setAnswer({ ...answer, ...wish });
  };
  const press = useLikelyKeys(likelyOf, answer, change);
  const finish = (results: readonly ResolvedOne[]): void => {
    done(changedOf(rows, results));
    const left = results.filter((one) => !one.resolved);
    if (left.length > 0) return setRefused(left);
    close();
    clear();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = lackOf({ undetermined: false }, answer);
    if (missing !== null) return setLack(missing);
    setBusy(true);
    resolveAll(rows, answer)
      .then(finish)
      .catch(failed)
      .finally(() => setBusy(false));
  };
  if (refused !== null) return <RefusedDialog rows={rows} refused={refused} close={close} />;
  return (
    <Dialog title={say('queue.bulk.resolveTitle', { count: rows.length })} close={close} width={560}>
      <form className="form cause-form" onSubmit={submit} onKeyDown={press}>
        <p className="muted">{say('queue.bulk.resolveExplain')}</p>
        <IssueForm ticketId={likelyOf} answer={answer} change={change} forMany />
        <Lack of={lack} />
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={busy}>
            {say('causes.saveResolve')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}

async function resolveAll(rows: readonly QueueRow[], answer: Answer): Promise<readonly ResolvedOne[]> {
  const results: ResolvedOne[] = [];
  for (let at = 0; at < rows.length; at += MOST_AT_ONCE) {
    const tickets = rows.slice(at, at + MOST_AT_ONCE).map(({ id }) => id);
    const body: ResolveTickets = { tickets, answer: saidOf(answer) };
    results.push(...(await post<readonly ResolvedOne[]>('/tickets/resolve', { body })));
  }
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.tickets }),
    ...results.filter(({ resolved }) => resolved).map(({ ticketId }) => refreshTimeline(ticketId)),
  ]);
  return results;
}

function saidOf({ outcome, problemType, rootCause, controllability, undetermined, reason }: Answer): IssueAnswer {
  const owes = !needsNoCause(outcome);
  return {
    ...(outcome === null ? {} : { outcome }),
    ...(problemType === null ? {} : { problemType }),
    ...(owes && !undetermined && rootCause !== null ? { rootCause } : {}),
    ...(owes && !undetermined && rootCause !== null && controllability !== null ? { controllability } : {}),
    ...(owes && undetermined ? { undeterminedReason: reason.trim() } : {}),
  };
}

function changedOf(rows: readonly QueueRow[], results: readonly ResolvedOne[]): Target[] {
  return results.flatMap(({ ticketId, version }) => {
    const row = rows.find(({ id }) => id === ticketId);
    return row === undefined || version === null ? [] : [{ id: row.id, number: row.number, version }];
  });
}

interface RefusedProps {
  readonly rows: readonly QueueRow[];
  readonly refused: readonly ResolvedOne[];
  readonly close: () => void;
}

function RefusedDialog({ rows, refused, close }: RefusedProps): ReactNode {
  const { say } = useText();
  return (
    <Dialog title={say('queue.bulk.refused', { count: refused.length })} close={close} width={560}>
      <ul className="form">
        {refused.map((one) => {
          const row = rows.find(({ id }) => id === one.ticketId);
          return (
            <li key={one.ticketId} className="task-card">
              {row !== undefined && (
                <Link to="/tickets/$number" params={{ number: row.number }} className="truncate">
                  <span className="mono">{row.number}</span> {row.subject}
                </Link>
              )}
              {one.refused !== null && <span className="muted">{refusalWords(say, one.refused)}</span>}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

/** What the server says is exact, but English. */
function refusalWords(say: Say, { code, detail }: Refused): string {
  return detail !== '' && say('shell.languageCode') === 'en' ? detail : sayCode(say, 'errors.code', code);
}
