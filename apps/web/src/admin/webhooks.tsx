import type { NewWebhook, Webhook } from '@redress/contract/notifications.js';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { Empty, TextButton, When } from '../ui/parts.js';
import { List, OneTime, ScreenHead, StateChip } from './parts.js';
import { ADMIN, useRows } from './rows.js';
import { useAdminSearch } from './use-search.js';
import { WebhookDialog } from './webhook-dialog.js';

const MARKS = { queued: 'plain', delivered: 'good', failed: 'late' } as const;

/** `open` in the address is `new`, or the id of a webhook. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const [made, setMade] = useState<NewWebhook | null>(null);
  const webhooks = useRows<Webhook>(ADMIN.webhooks, { every: 10_000 });
  const open = (id: string): void => change({ open: id });
  const webhook = webhooks.rows?.find(({ id }) => id === search.open) ?? null;
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.webhooks.title')} explain={say('admin.webhooks.explain')}>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.webhooks.add')}
        </TextButton>
      </ScreenHead>
      {made !== null && (
        <OneTime
          title={say('admin.webhooks.secretTitle', { name: made.name })}
          text={made.secret}
          done={() => setMade(null)}
        />
      )}
      <List of={webhooks} empty={<Empty title={say('admin.webhooks.none')} />}>
        {(rows) => (
          <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.webhooks.title')}>
            <table className="table admin-table">
              <thead>
                <tr>
                  <th>{say('admin.webhooks.name')}</th>
                  <th className="wide">{say('admin.webhooks.url')}</th>
                  <th>{say('admin.webhooks.last')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((one) => (
                  <tr key={one.id}>
                    <td>
                      <button type="button" className="row-link strong" onClick={() => open(one.id)}>
                        {one.name}
                      </button>
                      {!one.enabled && <span className="admin-tag">{say('admin.triggers.off')}</span>}
                    </td>
                    <td className="wide mono truncate">{one.url}</td>
                    <td>
                      {one.lastState === null || one.lastAt === null ? (
                        '–'
                      ) : (
                        <>
                          <StateChip mark={MARKS[one.lastState]}>
                            {say(`admin.webhooks.state.${one.lastState}`)}
                          </StateChip>{' '}
                          <When at={one.lastAt} />
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </List>
      {(search.open === 'new' || webhook !== null) && (
        <WebhookDialog key={search.open} webhook={webhook} close={() => change({ open: undefined })} show={setMade} />
      )}
    </div>
  );
}
