import type { StatusLink, Ticket } from '@redress/contract/ticket.js';
import { Menu } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { get, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { copyText } from '../ui/copy.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';

interface ItemsProps {
  readonly ticket: Ticket;
  readonly revoke: () => void;
}

/** The secret page of the customer: its link can be given by telephone or letter, and taken back from whoever has it. */
export function StatusLinkItems({ ticket, revoke }: ItemsProps): ReactNode {
  const { say } = useText();
  if (!ticket.may.includes('reply')) return null;
  const copy = (): void => {
    get<StatusLink>(`/tickets/${ticket.id}/status-link`)
      .then(({ url }) => copyText(url, say('ticket.statusLink.name')))
      .catch(failed);
  };
  return (
    <>
      <Menu.Item onClick={copy}>{say('ticket.statusLink.copy')}</Menu.Item>
      <Menu.Item onClick={revoke}>{say('ticket.statusLink.revoke')}</Menu.Item>
    </>
  );
}

interface DialogProps {
  readonly ticket: Ticket;
  readonly close: () => void;
}

/** Asked for first: links in mails that were sent cannot be given back. */
export function RevokeLinkDialog({ ticket, close }: DialogProps): ReactNode {
  const { say } = useText();
  const [busy, setBusy] = useState(false);
  const revoke = (): void => {
    setBusy(true);
    remove(`/tickets/${ticket.id}/status-link`)
      .then(() => {
        toast({ text: say('ticket.statusLink.revoked', { number: ticket.number }) });
        close();
      })
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={say('ticket.statusLink.revoke')} close={close} width={440}>
      <p>{say('ticket.statusLink.revokeMore')}</p>
      <div className="form-foot">
        <TextButton look="danger" disabled={busy} onClick={revoke} data-autofocus>
          {say('ticket.statusLink.revoke')}
        </TextButton>
        <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
      </div>
    </Dialog>
  );
}
