import type { MailAccount } from '@redress/contract/mail.js';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Empty, TextButton } from '../ui/parts.js';
import { AccountState, LastSuccess } from './account-state.js';
import { MailAccountForm } from './mail-account-form.js';
import { List, ScreenHead } from './parts.js';
import { ADMIN, useRows } from './rows.js';
import { useAdminSearch } from './use-search.js';

const LOOK_EVERY_MS = 5_000;

export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const accounts = useRows<MailAccount>(ADMIN.accounts, { every: LOOK_EVERY_MS });
  const close = (): void => change({ open: undefined });
  const opened = accounts.rows?.find(({ id }) => id === search.open);
  if (search.open === 'new') return <MailAccountForm account={null} close={close} />;
  if (opened !== undefined) return <MailAccountForm key={opened.id} account={opened} close={close} />;
  const add = (
    <TextButton look="filled" onClick={() => change({ open: 'new' })}>
      <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.accounts.add')}
    </TextButton>
  );
  const some = (accounts.rows?.length ?? 0) > 0;
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.accounts.title')} explain={say('admin.accounts.explain')}>
        {some && add}
      </ScreenHead>
      <List
        of={accounts}
        empty={
          <Empty title={say('admin.accounts.empty')}>
            <p className="empty-words">{say('admin.accounts.emptyNext')}</p>
            {add}
          </Empty>
        }
      >
        {(rows) => <AccountTable accounts={rows} open={(id) => change({ open: id })} />}
      </List>
    </div>
  );
}

interface TableProps {
  readonly accounts: readonly MailAccount[];
  readonly open: (id: string) => void;
}

function AccountTable({ accounts, open }: TableProps): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.accounts.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.accounts.mailbox')}</th>
            <th>{say('admin.accounts.stateTitle')}</th>
            <th className="wide">{say('admin.accounts.queue')}</th>
            <th className="wide">{say('admin.accounts.lastSuccess')}</th>
            <th className="wide end">{say('admin.accounts.stored')}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(account.id)}>
                  {account.address}
                </button>
                {account.lastError !== null && account.state !== 'connected' && (
                  <p className="admin-remedy">{account.lastError}</p>
                )}
              </td>
              <td>
                <AccountState account={account} />
              </td>
              <td className="wide">{account.queue.name}</td>
              <td className="wide muted">
                <LastSuccess account={account} />
              </td>
              <td className="wide end tabular">{account.stored}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
