import type { RecordConsent } from '@redress/contract/commands.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { type FormEvent, type ReactNode, useState } from 'react';
import { post } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { sayNow, useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { localField } from '../ui/times.js';
import { toast } from '../ui/toasts.js';

export const MEANS = ['privateMessage', 'publicReply', 'phone', 'inPerson', 'letter'] as const;

export async function sayConsent(ticket: Ticket, body: RecordConsent): Promise<void> {
  try {
    await post<Ticket>(`/tickets/${ticket.id}/consent`, { body });
    toast({ text: sayNow(body.revoke === true ? 'publicTalk.revoked' : 'publicTalk.recorded') });
    await refreshTimeline(ticket.id);
  } catch (reason) {
    failed(reason);
  }
}

/** Who agreed is the customer of the ticket; how and when is said here. */
export function ConsentDialog({ ticket, close }: { readonly ticket: Ticket; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const [means, setMeans] = useState<(typeof MEANS)[number]>('phone');
  const [at, setAt] = useState(() => localField(Date.now()));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const agreedAt = new Date(at);
    // the minute that stands in the field began a while ago, and nobody agrees in the future
    const past = new Date(Math.min(agreedAt.getTime(), Date.now()));
    void sayConsent(ticket, { means, agreedAt: past.toISOString() }).then(close);
  };
  return (
    <Dialog title={say('publicTalk.dialog')} close={close} width={440}>
      <form className="form" onSubmit={submit}>
        <p className="muted">{say('publicTalk.explain', { name: ticket.customer?.name ?? '' })}</p>
        <label className="field">
          <span>{say('publicTalk.how')}</span>
          <select
            className="text-field"
            data-autofocus
            value={means}
            onChange={(event) => setMeans(MEANS.find((one) => one === event.currentTarget.value) ?? means)}
          >
            {MEANS.map((one) => (
              <option key={one} value={one}>
                {say(`publicTalk.means.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{say('publicTalk.when')}</span>
          <input
            type="datetime-local"
            required
            className="text-field"
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        </label>
        <div className="form-foot">
          <TextButton type="submit" look="filled">
            {say('publicTalk.record')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}
