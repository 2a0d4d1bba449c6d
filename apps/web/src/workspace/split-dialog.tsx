import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { post } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { nameOf } from './message-entry.js';

interface SplitDialogProps {
  readonly read: Timeline;
  readonly messageId: string;
  readonly close: () => void;
}

/** One complaint that holds two becomes two tickets; the new one keeps the day it was received. */
export function SplitDialog({ read, messageId, close }: SplitDialogProps): ReactNode {
  const { say } = useText();
  const navigate = useNavigate();
  const { ticket } = read;
  const [subject, setSubject] = useState(ticket.subject);
  const [messages, setMessages] = useState<readonly string[]>([messageId]);
  const [issues, setIssues] = useState<readonly string[]>([]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = { subject: subject.trim(), messageIds: messages, issueIds: issues };
    post<Ticket>(`/tickets/${ticket.id}/split`, { body })
      .then(async (child) => {
        close();
        toast({ text: say('ticket.did.split', { number: child.number }) });
        await refreshTimeline(ticket.id);
        await navigate({ to: '/tickets/$number', params: { number: child.number } });
      })
      .catch(failed);
  };
  const written = read.entries.flatMap((entry) =>
    entry.kind === 'message' && entry.message.automatic === null ? [entry.message] : [],
  );
  return (
    <Dialog title={say('ticket.splitDialog.title')} close={close} width={560}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span>{say('ticket.splitDialog.subject')}</span>
          <input
            data-autofocus
            required
            className="text-field"
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
        </label>
        <Checks
          title={say('ticket.splitDialog.messages')}
          lines={written.map((message) => ({
            id: message.id,
            words: `${nameOf(say, message)}: ${message.newText.slice(0, 80)}`,
          }))}
          chosen={messages}
          choose={setMessages}
        />
        {ticket.issues.length > 1 && (
          <Checks
            title={say('ticket.splitDialog.issues')}
            lines={ticket.issues.map((issue) => ({ id: issue.id, words: issue.summary }))}
            chosen={issues}
            choose={setIssues}
          />
        )}
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={messages.length + issues.length === 0}>
            {say('ticket.splitDialog.submit')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}

interface ChecksProps {
  readonly title: string;
  readonly lines: readonly { readonly id: string; readonly words: string }[];
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
}

function Checks({ title, lines, chosen, choose }: ChecksProps): ReactNode {
  return (
    <fieldset>
      <legend className="form-legend">{title}</legend>
      {lines.map(({ id, words }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              choose(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
          <span className="truncate">{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
