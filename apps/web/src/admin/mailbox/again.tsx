import type { MailAccount } from '@redress/contract/mail.js';
import { PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { failed } from '../../ui/failure.js';
import { TextButton } from '../../ui/parts.js';
import { leaveToSignIn } from './oauth.js';

/** In the form of a mailbox: its owner signs in at the provider once more, and it reads on. A new one begins in the wizard. */
export function Again({ account }: { readonly account: MailAccount | null }): ReactNode {
  const { say } = useText();
  const [clientSecret, setClientSecret] = useState('');
  const [busy, setBusy] = useState(false);
  if (account === null || account.grantedBy === null)
    return <p className="muted hint">{say('admin.mailbox.oauth.inWizard')}</p>;
  const { id, grantedBy } = account;
  const run = (): void => {
    setBusy(true);
    leaveToSignIn({ accountId: id, ...(clientSecret === '' ? {} : { clientSecret }) }, null).catch(
      (reason: unknown) => {
        setBusy(false);
        failed(reason);
      },
    );
  };
  return (
    <div className="oauth-panel">
      <PasswordInput
        label={say('admin.mailbox.oauth.clientSecret')}
        description={say('admin.mailbox.oauth.secretAgain')}
        placeholder={say('admin.accounts.secretStored')}
        inputWrapperOrder={['label', 'input', 'description']}
        autoComplete="new-password"
        value={clientSecret}
        onChange={(event) => setClientSecret(event.currentTarget.value)}
      />
      <div>
        <TextButton disabled={busy} onClick={run}>
          {say('admin.mailbox.oauth.again', { name: say(`admin.mailbox.oauth.by.${grantedBy}`) })}
        </TextButton>
      </div>
      <p className="muted hint">{say('admin.mailbox.oauth.againHint')}</p>
    </div>
  );
}
