import type { Trigger } from '@redress/contract/automation.js';
import { IconPlus } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useText } from '../i18n/text.js';
import { Empty, TextButton, When } from '../ui/parts.js';
import { firesWords } from './fires-words.js';
import { List, ScreenHead } from './parts.js';
import { ADMIN, useRows } from './rows.js';
import { TriggerDialog } from './trigger-dialog.js';
import { useAdminSearch } from './use-search.js';

const TriggerRuns = lazy(async () => ({ default: (await import('./trigger-runs.js')).TriggerRuns }));

/** `open` in the address is `new`, or the id of a trigger. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const triggers = useRows<Trigger>(ADMIN.triggers);
  const open = (id: string): void => change({ open: id });
  const trigger = triggers.rows?.find(({ id }) => id === search.open) ?? null;
  const [shown, setShown] = useState<Trigger | null>(null);
  const last = triggers.rows?.at(-1)?.position ?? 0;
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.triggers.title')} explain={say('admin.triggers.explain')}>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.triggers.add')}
        </TextButton>
      </ScreenHead>
      <List of={triggers} empty={<Empty title={say('admin.triggers.none')} />}>
        {(rows) => (
          <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.triggers.title')}>
            <table className="table admin-table">
              <thead>
                <tr>
                  <th>{say('admin.triggers.name')}</th>
                  <th>{say('admin.triggers.fires')}</th>
                  <th className="wide">{say('admin.triggers.actions')}</th>
                  <th>{say('admin.triggers.ran')}</th>
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
                    <td>{firesWords(say, one.fires)}</td>
                    <td className="wide">
                      {one.actions.map((action) => say(`admin.triggers.do.${action.do}`)).join(', ')}
                    </td>
                    <td className="muted tabular">
                      <button
                        type="button"
                        className="row-link"
                        title={say('admin.triggers.runsOf', { name: one.name })}
                        onClick={() => setShown(one)}
                      >
                        {say('admin.triggers.runs', { count: one.runs })}
                      </button>
                      {one.lastRunAt !== null && (
                        <span className="trigger-last">
                          {say('admin.triggers.last')} <When at={one.lastRunAt} />
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </List>
      {(search.open === 'new' || trigger !== null) && (
        <TriggerDialog
          key={search.open}
          trigger={trigger}
          position={last + 1}
          close={() => change({ open: undefined })}
        />
      )}
      <Suspense fallback={null}>
        {shown !== null && <TriggerRuns trigger={shown} close={() => setShown(null)} />}
      </Suspense>
    </div>
  );
}
