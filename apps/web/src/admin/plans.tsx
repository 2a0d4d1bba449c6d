import type { EscalationPlan } from '@redress/contract/escalation.js';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Empty, TextButton } from '../ui/parts.js';
import { List, ScreenHead } from './parts.js';
import { PlanDialog } from './plan-dialog.js';
import { levelWords } from './plan-words.js';
import { ADMIN, useRows } from './rows.js';
import { useNames } from './target-select.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `new`, or the id of a plan. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const plans = useRows<EscalationPlan>(ADMIN.plans);
  const nameOf = useNames();
  const open = (id: string): void => change({ open: id });
  const close = (): void => change({ open: undefined });
  const plan = plans.rows?.find(({ id }) => id === search.open) ?? null;
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.plans.title')} explain={say('admin.plans.explain')}>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.plans.add')}
        </TextButton>
      </ScreenHead>
      <List of={plans} empty={<Empty title={say('admin.plans.none')} />}>
        {(rows) => (
          <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.plans.title')}>
            <table className="table admin-table">
              <thead>
                <tr>
                  <th>{say('admin.plans.name')}</th>
                  <th>{say('admin.plans.levels')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((one) => (
                  <tr key={one.id}>
                    <td>
                      <button type="button" className="row-link strong" onClick={() => open(one.id)}>
                        {one.name}
                      </button>
                    </td>
                    <td className="rule-lines">
                      {one.levels.map((level) => (
                        <p key={level.level}>{levelWords(say, level, nameOf)}</p>
                      ))}
                      {one.missing.length > 0 && (
                        <p className="bad">{say('admin.plans.missing', { names: one.missing.join(', ') })}</p>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </List>
      {(search.open === 'new' || plan !== null) && <PlanDialog key={search.open} plan={plan} close={close} />}
    </div>
  );
}
