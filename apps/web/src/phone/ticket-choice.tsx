import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { When } from '../ui/parts.js';
import type { PartProps } from './phone-log.js';

/** The open tickets of the caller, the newest chosen first, and a new one. */
export function TicketChoice({ draft, change, fault }: PartProps & { readonly fault: string | undefined }): ReactNode {
  const { say } = useText();
  if (draft.known === null) return null;
  const { openTickets } = draft.known;
  return (
    <fieldset id="ticket">
      <legend className="form-legend">{say('phone.ticket')}</legend>
      {openTickets.length === 0 && <p className="muted hint">{say('phone.noTickets')}</p>}
      <div className="ticket-choices">
        {openTickets.map(({ id, number, subject, status, receivedAt }) => (
          <label key={id} className={draft.ticket === id ? 'ticket-choice on' : 'ticket-choice'}>
            <input type="radio" name="ticket" checked={draft.ticket === id} onChange={() => change({ ticket: id })} />
            <span className="ticket-choice-words">
              <span className="ticket-choice-subject">{subject}</span>
              <span className="muted tabular">
                {number} · {say(`words.status.${status}`)} · <When at={receivedAt} />
              </span>
            </span>
          </label>
        ))}
        <label className={draft.ticket === '' ? 'ticket-choice on' : 'ticket-choice'}>
          <input type="radio" name="ticket" checked={draft.ticket === ''} onChange={() => change({ ticket: '' })} />
          {say('phone.newTicket')}
        </label>
      </div>
      {fault !== undefined && <p className="field-error">{fault}</p>}
    </fieldset>
  );
}
