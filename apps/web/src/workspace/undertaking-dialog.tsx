import type { Ticket } from '@redress/contract/ticket.js';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { undertake } from './undertaking-calls.js';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const LONGEST = 2_000;

/** As a field for date and time wants it: in the time of this place, without its zone. */
function localMinute(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}

export function UndertakingDialog({
  ticket,
  close,
}: {
  readonly ticket: Ticket;
  readonly close: () => void;
}): ReactNode {
  const { say } = useText();
  const [text, setText] = useState('');
  const [due, setDue] = useState(() => localMinute(Date.now() + DAY_MS));
  const [soonest] = useState(() => localMinute(Date.now() + 2 * MINUTE_MS));
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    undertake(ticket.id, { text: text.trim(), dueAt: new Date(due).toISOString() })
      .then(() => {
        toast({ text: say('undertakings.made') });
        close();
      })
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={say('undertakings.makeTitle')} close={close} width={520}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span>{say('undertakings.text')}</span>
          <textarea
            data-autofocus
            required
            rows={3}
            maxLength={LONGEST}
            className="text-field"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>{say('undertakings.dueAt')}</span>
          <input
            type="datetime-local"
            required
            min={soonest}
            max={localMinute(Date.now() + 365 * DAY_MS)}
            className="text-field"
            value={due}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
        </label>
        <p className="muted hint">{say('undertakings.makeHint')}</p>
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={busy || text.trim() === '' || due === ''}>
            {say('undertakings.make')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}
