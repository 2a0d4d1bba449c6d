import type { MailAccount } from '@redress/contract/mail.js';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { AccountState } from '../account-state.js';
import { ADMIN, useRows } from '../rows.js';

const LOOK_EVERY_MS = 2_000;

interface LiveProps {
  readonly account: MailAccount;
  readonly close: () => void;
}

/** How it goes from now on, as the worker that reads the mailbox tells it. */
export function LiveStep({ account, close }: LiveProps): ReactNode {
  const { say } = useText();
  const rows = useRows<MailAccount>(ADMIN.accounts, { every: LOOK_EVERY_MS }).rows ?? [];
  const now = rows.find(({ id }) => id === account.id) ?? account;
  const { address, state, lastError, stored } = now;
  const words = state === 'connected' ? 'connected' : state === 'starting' ? 'starting' : 'trouble';
  return (
    <div className="form admin-form">
      <div className="wizard-live" data-state={words} role="status">
        <AccountState account={now} />
        <p>{say(`admin.mailbox.live.${words}`, { address, reason: lastError ?? '' })}</p>
        {stored > 0 && <p className="muted tabular">{say('admin.mailbox.live.stored', { count: stored })}</p>}
      </div>
      <div className="form-foot">
        <TextButton look="filled" onClick={close}>
          {say('admin.mailbox.live.done')}
        </TextButton>
        <Link to="/queue">{say('admin.mailbox.live.queue')}</Link>
      </div>
    </div>
  );
}
