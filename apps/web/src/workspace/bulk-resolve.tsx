import type { IssueAnswer } from '@redress/contract/commands.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { type FormEvent, type ReactNode, useState } from 'react';
import { loadTexts, useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { useLikelyKeys } from './cause-choice.js';
import { IssueForm, Lack } from './cause-dialog.js';
import { type Answer, lackOf, needsNoCause, NOTHING_SAID } from './issue-answer.js';
import './tasks.css';

await loadTexts('ticket', 'bulk');

interface BulkResolveProps {
  /** Some of the tickets; the others may be known to the server only. */
  readonly rows: readonly QueueRow[];
  readonly count: number;
  readonly close: () => void;
  /** Resolves them all; refused when it could not even begin. */
  readonly resolve: (answer: IssueAnswer) => Promise<void>;
}

/** Asks once for what complaints owe when they are resolved. Which of them were refused, and why, the tray tells. */
export function BulkResolve({ rows, count, close, resolve }: BulkResolveProps): ReactNode {
  const { say } = useText();
  const [answer, setAnswer] = useState<Answer>(NOTHING_SAID);
  const [lack, setLack] = useState<ReturnType<typeof lackOf>>(null);
  const [busy, setBusy] = useState(false);
  const likelyOf = rows.find(({ kind }) => kind === 'complaint')?.id ?? '';
  const change = (wish: Partial<Answer>): void => {
    setLack(null);
    setAnswer({ ...answer, ...wish });
  };
  const press = useLikelyKeys(likelyOf, answer, change);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = lackOf({ undetermined: false }, answer);
    if (missing !== null) return setLack(missing);
    setBusy(true);
    resolve(saidOf(answer))
      .then(close)
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={say('bulk.resolveTitle', { count })} close={close} width={560}>
      <form className="form cause-form" onSubmit={submit} onKeyDown={press}>
        <p className="muted">{say('bulk.resolveExplain')}</p>
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
