import type { Issue, Ticket } from '@redress/contract/ticket.js';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { patch } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { took } from '../start/first-steps.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { CauseChoice, useLikelyKeys } from './cause-choice.js';
import { branchesOf, treeQuery } from './cause-trees.js';
import { type Answer, answerOf, changesOf, lackOf, needsNoCause } from './issue-answer.js';

const OUTCOMES = ['upheld', 'partlyUpheld', 'notUpheld', 'withdrawn', 'outOfScope'] as const;

interface CauseDialogProps {
  readonly ticket: Ticket;
  /** Asked for by the wish to resolve: nothing may stay open. */
  readonly resolving: boolean;
  readonly close: () => void;
  readonly done: () => void;
}

/** Outcome, problem and cause of each issue in one place. The likely causes are one key away, 1 to 9. */
export function CauseDialog({ ticket, resolving, close, done }: CauseDialogProps): ReactNode {
  const { say } = useText();
  const [answers, setAnswers] = useState<readonly Answer[]>(() => ticket.issues.map(answerOf));
  const [at, setAt] = useState(() => firstOpen(ticket.issues, ticket.issues.map(answerOf)));
  const [lack, setLack] = useState<ReturnType<typeof lackOf>>(null);
  const [busy, setBusy] = useState(false);
  const issue = ticket.issues[at];
  const answer = answers[at];
  const change = (wish: Partial<Answer>): void => {
    setLack(null);
    setAnswers(answers.map((one, index) => (index === at ? { ...one, ...wish } : one)));
  };
  const press = useLikelyKeys(ticket.id, answer, change);
  if (issue === undefined || answer === undefined) return null;
  const submit = async (): Promise<void> => {
    const open = ticket.issues.findIndex((one, index) => hinders(one, answers[index], resolving));
    if (open >= 0) {
      const [lacking, said] = [ticket.issues[open], answers[open]];
      setAt(open);
      return setLack(lacking === undefined || said === undefined ? null : lackOf(lacking, said));
    }
    setBusy(true);
    if (!(await save(ticket, answers))) return setBusy(false);
    took('cause');
    done();
  };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };
  const title = resolving ? say('causes.resolveTitle', { number: ticket.number }) : say('causes.dialogTitle');
  return (
    <Dialog title={title} close={close} width={560}>
      <form className="form cause-form" onSubmit={send} onKeyDown={press}>
        {resolving && <p className="muted">{say('causes.resolveExplain')}</p>}
        {ticket.issues.length > 1 && <IssueTabs issues={ticket.issues} at={at} setAt={setAt} />}
        {issue.summary !== '' && <p className="strong">{issue.summary}</p>}
        <IssueForm key={issue.id} ticketId={ticket.id} answer={answer} change={change} />
        <Lack of={lack} />
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={busy}>
            {say(resolving ? 'causes.saveResolve' : 'causes.save')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}

/** Saving may leave things open, resolving may not; a reason that was promised is needed either way. */
function hinders(issue: Issue, answer: Answer | undefined, resolving: boolean): boolean {
  const lack = answer === undefined ? null : lackOf(issue, answer);
  return resolving ? lack !== null : lack === 'reason';
}

function firstOpen(issues: readonly Issue[], answers: readonly Answer[]): number {
  const open = issues.findIndex((issue, index) => {
    const answer = answers[index];
    return answer !== undefined && lackOf(issue, answer) !== null;
  });
  return Math.max(0, open);
}

async function save(ticket: Ticket, answers: readonly Answer[]): Promise<boolean> {
  try {
    for (const [index, issue] of ticket.issues.entries()) {
      const answer = answers[index];
      const body = answer === undefined ? null : changesOf(issue, answer);
      if (body !== null) await patch<readonly Issue[]>(`/tickets/${ticket.id}/issues`, { body });
    }
    await refreshTimeline(ticket.id);
    return true;
  } catch (reason) {
    failed(reason);
    return false;
  }
}

interface TabsProps {
  readonly issues: readonly Issue[];
  readonly at: number;
  readonly setAt: (at: number) => void;
}

function IssueTabs({ issues, at, setAt }: TabsProps): ReactNode {
  const { say } = useText();
  return (
    <div className="panel-verbs">
      {issues.map((issue, index) => (
        <TextButton key={issue.id} aria-pressed={index === at} onClick={() => setAt(index)}>
          {say('causes.issue', { n: index + 1, of: issues.length })}
        </TextButton>
      ))}
    </div>
  );
}

export function Lack({ of }: { readonly of: ReturnType<typeof lackOf> }): ReactNode {
  const { say } = useText();
  if (of === null) return null;
  const missing = of === 'outcome' ? 'missingOutcome' : of === 'reason' ? 'reasonNeeded' : 'missingCause';
  return (
    <p className="field-fault" role="alert">
      {say(`causes.${missing}`)}
    </p>
  );
}

interface FormProps {
  readonly ticketId: string;
  readonly answer: Answer;
  readonly change: (wish: Partial<Answer>) => void;
  readonly forMany?: boolean;
}

/** Outcome, problem and cause as one answer. */
export function IssueForm({ ticketId, answer, change, forMany = false }: FormProps): ReactNode {
  const { say, language } = useText();
  const types = useQuery(treeQuery('problem-types'));
  return (
    <>
      <fieldset className="cause-choices">
        <legend>{say('causes.outcome')}</legend>
        {OUTCOMES.map((outcome, index) => (
          <label key={outcome} className="cause-choice">
            <input
              type="radio"
              name="outcome"
              data-autofocus={(answer.outcome === null ? index === 0 : answer.outcome === outcome) || undefined}
              checked={answer.outcome === outcome}
              onChange={() => change({ outcome })}
            />
            {say(`words.outcome.${outcome}`)}
          </label>
        ))}
      </fieldset>
      <Select
        label={say('causes.problemType')}
        placeholder={say('causes.none')}
        data={branchesOf(types.data?.nodes ?? [], language)}
        value={answer.problemType}
        onChange={(problemType) => change({ problemType })}
        searchable
        clearable
        nothingFoundMessage={say('causes.nothingFound')}
      />
      {!needsNoCause(answer.outcome) && (
        <CauseChoice ticketId={ticketId} answer={answer} change={change} forMany={forMany} />
      )}
    </>
  );
}
