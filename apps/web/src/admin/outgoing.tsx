import type { OutboxMail } from '@redress/contract/mail.js';
import type { DeliveryStatus } from '@redress/contract/words.js';
import { Select } from '@mantine/core';
import { IconInbox, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Empty, TextButton, When } from '../ui/parts.js';
import { OutgoingSide } from './outgoing-side.js';
import { MailState } from './mail-state.js';
import { List, ScreenHead } from './parts.js';
import { ADMIN, useRows } from './rows.js';
import { useAdminSearch } from './use-search.js';

const LOOK_EVERY_MS = 10_000;
const ALL = 'all';
const STATES = [
  'captured',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'bounced',
  'unknown',
  'cancelled',
] as const;

export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const { installation } = useSession();
  const state = STATES.find((one) => one === search.state);
  const mails = useRows<OutboxMail>(ADMIN.outbox, { every: LOOK_EVERY_MS, filter: { state, to: search.to } });
  const filtered = state !== undefined || search.to !== undefined;
  const close = (): void => change({ open: undefined });
  return (
    <div className={search.open === undefined ? 'admin-list' : 'admin-list with-side'}>
      <div className="admin-page">
        <ScreenHead title={say('admin.outgoing.title')} explain={say('admin.outgoing.explain')} />
        {installation.mailCaptured && (
          <p className="admin-notice">
            <IconInbox size={16} stroke={1.5} aria-hidden="true" />
            <span className="spread">{say('admin.outgoing.captured')}</span>
          </p>
        )}
        <Filter
          key={search.to}
          state={state}
          to={search.to ?? ''}
          change={(wish) => change({ ...wish, open: undefined })}
        />
        <List
          of={mails}
          empty={
            filtered ? (
              <Empty title={say('admin.outgoing.none')}>
                <TextButton onClick={() => change({ state: undefined, to: undefined })}>
                  {say('admin.outgoing.clear')}
                </TextButton>
              </Empty>
            ) : (
              <Empty title={say('admin.outgoing.empty')}>{say('admin.outgoing.emptyNext')}</Empty>
            )
          }
        >
          {(rows) => <MailTable mails={rows} opened={search.open} open={(id) => change({ open: id })} />}
        </List>
      </div>
      {search.open !== undefined && <OutgoingSide key={search.open} id={search.open} close={close} />}
    </div>
  );
}

interface FilterProps {
  readonly state: DeliveryStatus | undefined;
  readonly to: string;
  readonly change: (wish: { readonly state?: string | undefined; readonly to?: string | undefined }) => void;
}

const TYPING_MS = 400;

/** State and recipient, both kept in the address of the page. */
function Filter({ state, to, change }: FilterProps): ReactNode {
  const { say } = useText();
  const [text, setText] = useState(to);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === to) return;
    const timer = setTimeout(() => change({ to: wanted === '' ? undefined : wanted }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, to, change]);
  return (
    <div className="admin-filter">
      <Select
        className="state-filter"
        aria-label={say('admin.outgoing.stateTitle')}
        data={[
          { value: ALL, label: say('admin.outgoing.all') },
          ...STATES.map((value) => ({ value, label: say(`admin.outgoing.state.${value}`) })),
        ]}
        value={state ?? ALL}
        allowDeselect={false}
        onChange={(value) => change({ state: value === null || value === ALL ? undefined : value })}
      />
      <div className="filter page-filter" role="search">
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <input
          type="email"
          aria-label={say('admin.outgoing.filterTo')}
          placeholder={say('admin.outgoing.filterTo')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}

interface TableProps {
  readonly mails: readonly OutboxMail[];
  readonly opened: string | undefined;
  readonly open: (id: string) => void;
}

function MailTable({ mails, opened, open }: TableProps): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.outgoing.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.outgoing.stateTitle')}</th>
            <th>{say('admin.outgoing.subject')}</th>
            <th className="wide">{say('admin.outgoing.to')}</th>
            <th className="wide end">{say('admin.outgoing.written')}</th>
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr key={mail.id} className={mail.id === opened ? 'on' : undefined}>
              <td className="admin-state-cell">
                <MailState state={mail.state} />
              </td>
              <td className="admin-subject">
                <button
                  type="button"
                  className="row-link truncate"
                  aria-expanded={mail.id === opened}
                  onClick={() => open(mail.id)}
                >
                  {mail.subject || say('words.noSubject')}
                </button>
                {mail.detail !== null && !['sent', 'delivered', 'read'].includes(mail.state) && (
                  <p className="admin-remedy">{mail.detail}</p>
                )}
              </td>
              <td className="wide one-line">
                {mail.to.join(', ')}
                {mail.automatic && <span className="muted"> · {say('admin.outgoing.automatic')}</span>}
              </td>
              <td className="wide end muted">
                <When at={mail.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
