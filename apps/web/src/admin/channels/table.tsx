import type { ChannelAccount, ChannelProvider } from '@redress/contract/channels.js';
import type { MailAccount } from '@redress/contract/mail.js';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { AccountState, LastSuccess as LastMail } from '../account-state.js';
import { ChannelState, lagWords, LastSuccess } from './state.js';

interface TableProps {
  readonly mail: readonly MailAccount[];
  readonly channels: readonly ChannelAccount[];
  readonly providers: readonly ChannelProvider[];
  readonly open: (id: string) => void;
}

/** Every door with its health; what is wrong stands below its name, with what to do. */
export function ChannelTable({ mail, channels, providers, open }: TableProps): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.channels.title')}>
      <table className="table admin-table channel-table">
        <thead>
          <tr>
            <th>{say('admin.channels.account')}</th>
            <th>{say('admin.channels.state')}</th>
            <th className="wide">{say('admin.channels.provider')}</th>
            <th className="wide">{say('admin.channels.queue')}</th>
            <th className="wide">{say('admin.channels.lastSuccess')}</th>
            <th className="wide end">{say('admin.channels.lag')}</th>
            <th className="wide end">{say('admin.channels.received')}</th>
          </tr>
        </thead>
        <tbody>
          {mail.map((account) => (
            <MailRow key={account.id} account={account} open={open} />
          ))}
          {channels.map((account) => (
            <ChannelRow key={account.id} account={account} providers={providers} open={open} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MailRow({ account, open }: { readonly account: MailAccount; readonly open: (id: string) => void }): ReactNode {
  const { say } = useText();
  const { id, address, queue, lastError, state, stored } = account;
  return (
    <tr>
      <td>
        <button type="button" className="row-link strong" onClick={() => open(id)}>
          {address}
        </button>
        {lastError !== null && state !== 'connected' && <p className="admin-remedy">{lastError}</p>}
      </td>
      <td>
        <AccountState account={account} />
      </td>
      <td className="wide muted">{say('admin.channels.mailbox')}</td>
      <td className="wide">{queue.name}</td>
      <td className="wide muted">
        <LastMail account={account} />
      </td>
      <td className="wide end muted">–</td>
      <td className="wide end tabular">{stored}</td>
    </tr>
  );
}

interface RowProps {
  readonly account: ChannelAccount;
  readonly providers: readonly ChannelProvider[];
  readonly open: (id: string) => void;
}

function ChannelRow({ account, providers, open }: RowProps): ReactNode {
  const { say, language } = useText();
  const { id, name, kind, queue, enabled, lastError, remedy, lastSuccessAt, lagSeconds, received } = account;
  const provider = providers.find((one) => one.kind === kind);
  return (
    <tr>
      <td>
        <button type="button" className="row-link strong" onClick={() => open(id)}>
          {name}
        </button>
        {enabled && lastError !== null && (
          <p className="admin-remedy">
            {lastError} {remedy}
          </p>
        )}
      </td>
      <td>
        <ChannelState account={account} />
      </td>
      <td className="wide muted">{provider?.title[language] ?? kind}</td>
      <td className="wide">{queue.name}</td>
      <td className="wide muted">
        <LastSuccess at={lastSuccessAt} />
      </td>
      <td className="wide end tabular muted">{lagWords(say, lagSeconds)}</td>
      <td className="wide end tabular">{received}</td>
    </tr>
  );
}
