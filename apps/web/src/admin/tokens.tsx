import type { NewToken, Token } from '@redress/contract/session.js';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { Empty, Since, TextButton } from '../ui/parts.js';
import { dayOf, exactTime } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { Confirm, List, OneTime, ScreenHead } from './parts.js';
import { ADMIN, refreshRows, useRows } from './rows.js';
import { TokenDialog } from './token-dialog.js';
import { useAdminSearch } from './use-search.js';

export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const tokens = useRows<Token>(ADMIN.tokens);
  const [fresh, setFresh] = useState<NewToken | null>(null);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const add = (
    <TextButton look="filled" onClick={() => change({ open: 'new' })}>
      <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.tokens.add')}
    </TextButton>
  );
  const some = (tokens.rows?.length ?? 0) > 0;
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.tokens.title')} explain={say('admin.tokens.explain')}>
        {some && add}
      </ScreenHead>
      {fresh !== null && (
        <OneTime
          title={say('admin.tokens.secretTitle', { name: fresh.name })}
          text={fresh.secret}
          done={() => setFresh(null)}
        />
      )}
      <List
        of={tokens}
        empty={
          <Empty title={say('admin.tokens.empty')}>
            <p className="empty-words">{say('admin.tokens.emptyNext')}</p>
            {add}
          </Empty>
        }
      >
        {(rows) => <TokenTable tokens={rows} revoke={setRevoking} />}
      </List>
      {search.open === 'new' && <TokenDialog close={() => change({ open: undefined })} show={setFresh} />}
      {revoking !== null && <Revoke token={revoking} close={() => setRevoking(null)} />}
    </div>
  );
}

function Revoke({ token, close }: { readonly token: Token; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const { id, name } = token;
  const run = async (): Promise<void> => {
    await remove(`${ADMIN.tokens}/${id}`);
    toast({ text: say('admin.tokens.revoked', { name }) });
    await refreshRows(ADMIN.tokens);
  };
  return (
    <Confirm
      title={say('admin.tokens.revokeTitle', { name })}
      explain={say('admin.tokens.revokeExplain')}
      action={say('admin.tokens.revoke')}
      run={run}
      close={close}
    />
  );
}

interface TableProps {
  readonly tokens: readonly Token[];
  readonly revoke: (token: Token) => void;
}

function TokenTable({ tokens, revoke }: TableProps): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.tokens.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.tokens.name')}</th>
            <th className="wide">{say('admin.tokens.agent')}</th>
            <th className="wide">{say('admin.tokens.scopes')}</th>
            <th>{say('admin.tokens.lastUsed')}</th>
            <th className="wide">{say('admin.tokens.endsOn')}</th>
            <th>
              <span className="unseen">{say('admin.tokens.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td className="strong">{token.name}</td>
              <td className="wide">{token.agent.name}</td>
              <td className="wide mono">{token.scopes.join(' ')}</td>
              <td className="muted">
                {token.lastUsedAt === null ? (
                  say('admin.never')
                ) : (
                  <Since at={token.lastUsedAt} words="words.time.ago" />
                )}
              </td>
              <td className="wide muted">
                <Ends at={token.expiresAt} />
              </td>
              <td className="end">
                <TextButton
                  look="link"
                  aria-label={`${say('admin.tokens.revoke')}: ${token.name}`}
                  onClick={() => revoke(token)}
                >
                  {say('admin.tokens.revoke')}
                </TextButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Ends({ at }: { readonly at: string | null }): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  if (at === null) return say('admin.tokens.noEnd');
  if (Date.parse(at) <= now) return say('admin.tokens.expired');
  return (
    <time dateTime={at} title={exactTime(language, at)}>
      {dayOf(language, at, now)}
    </time>
  );
}
