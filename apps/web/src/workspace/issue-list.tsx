import type { Issue, Ticket } from '@redress/contract/ticket.js';
import { IconExternalLink, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { patch, post } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { readsFigures, useSession } from '../session/preferences.js';
import { runCommand } from '../ui/commands.js';
import { failed } from '../ui/failure.js';
import { IconButton, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { CAUSE_COMMAND } from './cause-door.js';
import { useNodeNames } from './cause-trees.js';
import { needsNoCause } from './issue-answer.js';
import { PropertyMenu } from './property-menu.js';

const OUTCOMES = ['upheld', 'partlyUpheld', 'notUpheld', 'withdrawn', 'outOfScope'] as const;

/** What is alleged, and how each was judged: a complaint is resolved only when every one has its outcome. */
export function IssueList({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const [adding, setAdding] = useState(false);
  const may = ticket.may.includes('edit');
  return (
    <section className="panel-section">
      <header>
        <h2 className="muted">{say('ticket.panel.issues')}</h2>
        {may && (
          <IconButton label={say('ticket.panel.addIssue')} onClick={() => setAdding(true)}>
            <IconPlus size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
        )}
      </header>
      {ticket.issues.length === 0 && !adding && <p className="muted">{say('ticket.panel.noIssues')}</p>}
      <ul className="issues">
        {ticket.issues.map((issue) => (
          <IssueLine key={issue.id} ticket={ticket} issue={issue} may={may} />
        ))}
      </ul>
      {adding && <AddIssue ticket={ticket} close={() => setAdding(false)} />}
    </section>
  );
}

interface IssueLineProps {
  readonly ticket: Ticket;
  readonly issue: Issue;
  readonly may: boolean;
}

function IssueLine({ ticket, issue, may }: IssueLineProps): ReactNode {
  const { say } = useText();
  const [opened, setOpened] = useState(false);
  const shown = issue.outcome === null ? say('ticket.panel.noOutcome') : say(`words.outcome.${issue.outcome}`);
  const options = [
    ...OUTCOMES.map((value) => ({ value, label: say(`words.outcome.${value}`), chosen: value === issue.outcome })),
    ...(issue.outcome === null ? [] : [{ value: '', label: say('ticket.panel.clearOutcome'), apart: true }]),
  ];
  const choose = (value: string): void => {
    const outcome = OUTCOMES.find((one) => one === value) ?? null;
    void save(
      ticket,
      patch<readonly Issue[]>(`/tickets/${ticket.id}/issues`, { body: { id: issue.id, outcome } }),
    ).then((saved) => saved && toast({ text: say('ticket.did.outcome') }));
  };
  return (
    <li className="issue">
      <span className="issue-words">{issue.summary === '' ? say('words.kind.complaint') : issue.summary}</span>
      {may ? (
        <PropertyMenu
          label={`${say('ticket.panel.setOutcome')}: ${shown}`}
          shown={<span className={issue.outcome === null ? 'muted' : ''}>{shown}</span>}
          {...{ options, choose, opened, setOpened }}
        />
      ) : (
        <span className="muted">{shown}</span>
      )}
      <Why issue={issue} may={may} />
    </li>
  );
}

/** What it was and why; pressed, it asks for both. */
function Why({ issue, may }: { readonly issue: Issue; readonly may: boolean }): ReactNode {
  const { say, language } = useText();
  const { role } = useSession().agent;
  const typeName = useNodeNames('problem-types', language);
  const causeName = useNodeNames('root-causes', language);
  const unknown = needsNoCause(issue.outcome) ? say('causes.noneNeeded') : say('causes.noCause');
  const cause =
    issue.rootCause === null ? (issue.undetermined ? say('causes.notFound') : unknown) : causeName(issue.rootCause);
  const also =
    issue.contributing.length === 0
      ? []
      : [say('causes.also', { names: issue.contributing.map((code) => causeName(code)).join(', ') })];
  const words = [...(issue.problemType === null ? [] : [typeName(issue.problemType)]), cause, ...also].join(' · ');
  const look = issue.rootCause === null ? 'issue-why muted' : 'issue-why';
  return (
    <span className="issue-cause">
      {may ? (
        <button
          type="button"
          className={look}
          title={`${say('causes.open')} (c)`}
          data-light="cause"
          onClick={() => runCommand(CAUSE_COMMAND)}
        >
          {words}
        </button>
      ) : (
        <span className={look}>{words}</span>
      )}
      {issue.rootCause !== null && readsFigures(role) && (
        <Link
          to="/causes"
          search={{ node: issue.rootCause }}
          className="icon-button"
          aria-label={say('causes.inTree', { name: causeName(issue.rootCause) })}
          title={say('causes.inTree', { name: causeName(issue.rootCause) })}
        >
          <IconExternalLink size={14} stroke={1.5} aria-hidden="true" />
        </Link>
      )}
    </span>
  );
}

function AddIssue({ ticket, close }: { readonly ticket: Ticket; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const [summary, setSummary] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (summary.trim() === '') return close();
    void save(
      ticket,
      post<readonly Issue[]>(`/tickets/${ticket.id}/issues`, { body: { summary: summary.trim() } }),
    ).then((saved) => saved && close());
  };
  return (
    <form className="issue-form" onSubmit={submit}>
      <input
        autoFocus
        className="text-field"
        aria-label={say('ticket.panel.issueLabel')}
        placeholder={say('ticket.panel.issueLabel')}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      />
      <TextButton type="submit" className="small">
        {say('shell.save')}
      </TextButton>
    </form>
  );
}

async function save(ticket: Ticket, change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    await refreshTimeline(ticket.id);
    return true;
  } catch (reason) {
    failed(reason);
    return false;
  }
}
