import type { MailAccount } from '@redress/contract/mail.js';
import type { Queue } from '@redress/contract/people.js';
import { type ReactNode, useState } from 'react';
import { post, put, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { took } from '../start/first-steps.js';
import { useCommands } from '../ui/commands.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { AccountState } from './account-state.js';
import { ConnectionTest } from './connection-test.js';
import { FormSummary, MovedOn, useSave } from './form.js';
import { AddressFields, OutgoingFields, ReadingFields, ServerFields, SignInFields } from './mail-account-fields.js';
import { bodyOf, faultsIn, type Words, wordsOf } from './mail-account-words.js';
import { guessServer } from './mail-guess.js';
import { Again } from './mailbox/again.js';
import { Confirm } from './parts.js';
import { ADMIN, refreshRows, useRows } from './rows.js';

interface FormProps {
  /** null: a new one. */
  readonly account: MailAccount | null;
  readonly close: () => void;
}

/** A page of its own: the form, and beside it what a connection with it gives. */
export function MailAccountForm({ account, close }: FormProps): ReactNode {
  const { say } = useText();
  const queues = useRows<Queue>(ADMIN.queues).rows ?? [];
  // the newest version arrives in the list; what was opened is what is saved against
  const [seen, setSeen] = useState(account);
  const [words, setWords] = useState<Words>(() => wordsOf(account, ''));
  const [guessed, setGuessed] = useState(false);
  const [removing, setRemoving] = useState(false);
  const filled = words.queueId === '' ? { ...words, queueId: queues[0]?.id ?? '' } : words;
  const change = (wish: Partial<Words>): void => setWords({ ...filled, ...wish });
  const nameAddress = (address: string): void => {
    const guess = guessServer(address);
    const before = guessServer(words.address);
    const untouched = words.host === '' || words.host === before?.host;
    const user = words.user === '' || words.user === words.address ? { user: address } : {};
    if (account !== null || guess === null || !untouched) return change({ address, ...(account === null ? user : {}) });
    setGuessed(true);
    const { host, port, security, authentication } = guess;
    change({ address, ...user, host, port: String(port), security, authentication });
  };
  const save = useSave({
    check: () => faultsIn(say, filled, account === null),
    work: () =>
      seen === null
        ? post<MailAccount>(ADMIN.accounts, { body: bodyOf(filled) })
        : put<MailAccount>(`${ADMIN.accounts}/${seen.id}`, { body: bodyOf(filled), ifMatch: seen.version }),
    done: async ({ address }) => {
      toast({ text: say('admin.accounts.saved', { address }) });
      took('mailbox');
      await refreshRows(ADMIN.accounts);
      close();
    },
  });
  const keepMine = (): void => {
    setSeen(account);
    save.submit();
  };
  useCommands([{ id: 'close-form', run: close }]);
  const parts = { words: filled, change, fault: save.fault };
  const wants = guessed ? guessServer(words.address)?.wants : undefined;
  return (
    <div className="admin-with-probe">
      <form className="admin-page" onSubmit={save.submit} noValidate>
        <header className="admin-head">
          <div className="spread">
            <nav aria-label={say('admin.channels.title')} className="crumbs">
              <button type="button" className="row-link" onClick={close}>
                {say('admin.channels.title')}
              </button>
              <span aria-hidden="true">›</span>
            </nav>
            <h2 className="page-title">
              {account?.address ?? say('admin.accounts.newTitle')}{' '}
              {account !== null && <AccountState account={account} />}
            </h2>
          </div>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled" disabled={save.busy}>
            {say('admin.accounts.save')}
          </TextButton>
        </header>
        <div className="form admin-form">
          <FormSummary faults={save.faults} />
          {save.movedOn && (
            <MovedOn
              keep={keepMine}
              theirs={() => {
                setSeen(account);
                setWords(wordsOf(account, ''));
              }}
            />
          )}
          {account !== null && account.lastError !== null && account.state !== 'connected' && (
            <p className="admin-notice risk">{account.lastError}</p>
          )}
          <AddressFields {...parts} nameAddress={nameAddress} queues={queues} isNew={account === null} />
          <ServerFields {...parts} wants={wants} />
          <SignInFields {...parts} stored={account !== null} oauth={<Again account={account} />} />
          <OutgoingFields {...parts} />
          <ReadingFields {...parts} />
          {account !== null && (
            <div>
              <TextButton look="danger" onClick={() => setRemoving(true)}>
                {say('admin.accounts.remove')}
              </TextButton>
            </div>
          )}
        </div>
      </form>
      <ConnectionTest words={filled} id={account?.id} />
      {removing && account !== null && <Remove account={account} stay={() => setRemoving(false)} leave={close} />}
    </div>
  );
}

interface RemoveProps {
  readonly account: MailAccount;
  readonly stay: () => void;
  readonly leave: () => void;
}

function Remove({ account, stay, leave }: RemoveProps): ReactNode {
  const { say } = useText();
  const { id, address, version } = account;
  const run = async (): Promise<void> => {
    await remove(`${ADMIN.accounts}/${id}`, { ifMatch: version });
    toast({ text: say('admin.accounts.removed', { address }) });
    leave();
    await refreshRows(ADMIN.accounts);
  };
  return (
    <Confirm
      title={say('admin.accounts.removeTitle', { address })}
      explain={say('admin.accounts.removeExplain')}
      action={say('admin.accounts.removeDo')}
      run={run}
      close={stay}
    />
  );
}
