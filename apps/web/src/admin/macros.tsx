import type { Macro } from '@redress/contract/macros.js';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { loadTexts, useText } from '../i18n/text.js';
import { Empty, TextButton } from '../ui/parts.js';
import { MacroDialog } from './macros/macro-dialog.js';
import { List, ScreenHead } from './parts.js';
import { ADMIN, useRows } from './rows.js';
import { useAdminSearch } from './use-search.js';

// steps and variables are said here as on the ticket
await loadTexts('ticket');

/** `open` in the address is `new`, or the id of a macro. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const macros = useRows<Macro>(ADMIN.macros);
  const open = (id: string): void => change({ open: id });
  const macro = macros.rows?.find(({ id }) => id === search.open) ?? null;
  const last = macros.rows?.at(-1)?.position ?? 0;
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.macros.title')} explain={say('admin.macros.explain')}>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.macros.add')}
        </TextButton>
      </ScreenHead>
      <List of={macros} empty={<Empty title={say('admin.macros.none')} />}>
        {(rows) => <Table rows={rows} open={open} />}
      </List>
      {(search.open === 'new' || macro !== null) && (
        <MacroDialog key={search.open} macro={macro} position={last + 1} close={() => change({ open: undefined })} />
      )}
    </div>
  );
}

function Table({ rows, open }: { readonly rows: readonly Macro[]; readonly open: (id: string) => void }): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.macros.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th className="end">{say('admin.macros.position')}</th>
            <th>{say('admin.snippets.name')}</th>
            <th className="wide">{say('admin.macros.steps')}</th>
            <th>{say('admin.snippets.sharedWith')}</th>
            <th className="end">{say('admin.snippets.uses')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td className="tabular end muted">{one.position}</td>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(one.id)}>
                  {one.name}
                </button>
              </td>
              <td className="wide">{one.steps.map((step) => say(`admin.macros.do.${step.do}`)).join(', ')}</td>
              <td>{one.team?.name ?? say(`admin.snippets.shared.${one.sharedWith}`)}</td>
              <td className="tabular end">{one.uses}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
