import type { EscalateTicket, EscalationKindName } from '@redress/contract/escalation.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { type FormEvent, type ReactNode, useState } from 'react';
import { post } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { RecipientField, recipientOf } from './recipient-field.js';

interface DialogProps {
  readonly ticket: Ticket;
  readonly close: () => void;
}

/** Calls more authority or more skill, or takes that back; either way with a reason that stays as a note. */
export function EscalateDialog({ ticket, close }: DialogProps): ReactNode {
  const { say } = useText();
  const back = ticket.escalated !== null;
  const [kind, setKind] = useState<EscalationKindName>('hierarchical');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const target = recipientOf(to);
    const body: EscalateTicket = { kind, reason: reason.trim(), ...(target === null ? {} : { to: target }) };
    setBusy(true);
    post<Ticket>(`/tickets/${ticket.id}/${back ? 'deescalate' : 'escalate'}`, {
      body: back ? { reason: reason.trim() } : body,
      ifMatch: ticket.version,
    })
      .then(async () => {
        toast({ text: say(back ? 'ticket.escalate.doneBack' : 'ticket.escalate.done', { number: ticket.number }) });
        close();
        await refreshTimeline(ticket.id);
      })
      .catch(failed)
      .finally(() => setBusy(false));
  };
  const missing = reason.trim() === '' || (!back && kind === 'functional' && to === '');
  return (
    <Dialog title={say(back ? 'ticket.escalate.backTitle' : 'ticket.escalate.title')} close={close} width={520}>
      <form className="form" onSubmit={submit}>
        {!back && <KindChoice kind={kind} choose={setKind} />}
        {!back && (
          <RecipientField
            label={say('ticket.escalate.to')}
            value={to}
            change={setTo}
            {...(kind === 'hierarchical' ? { nobody: say('ticket.escalate.lead') } : {})}
          />
        )}
        <label className="field">
          <span>{say('ticket.escalate.reason')}</span>
          <textarea
            data-autofocus
            required
            rows={4}
            className="text-field"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={busy || missing}>
            {say(back ? 'ticket.escalate.submitBack' : 'ticket.escalate.submit')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}

interface KindProps {
  readonly kind: EscalationKindName;
  readonly choose: (kind: EscalationKindName) => void;
}

function KindChoice({ kind, choose }: KindProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset>
      <legend className="form-legend">{say('ticket.escalate.kind')}</legend>
      {(['hierarchical', 'functional'] as const).map((one) => (
        <label key={one} className="check">
          <input type="radio" name="kind" checked={kind === one} onChange={() => choose(one)} />
          <span>{say(`ticket.escalate.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
