import type { WebForm } from '@redress/contract/forms.js';
import type { Queue } from '@redress/contract/people.js';
import { IconExternalLink, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton, TextButton } from '../ui/parts.js';
import './calendars/calendars.css';
import { FormEditor } from './forms/editor.js';
import './forms/forms.css';
import { List, ScreenHead, StateChip } from './parts.js';
import { ADMIN, type Rows, useRows } from './rows.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `new`, or the id of a form. */
export function Screen(): ReactNode {
  const { search, change } = useAdminSearch();
  const forms = useRows<WebForm>(ADMIN.forms);
  const queues = useRows<Queue>(ADMIN.queues);
  const leave = (): void => change({ open: undefined });
  if (search.open === undefined) return <FormList forms={forms} open={(id) => change({ open: id })} />;
  if (forms.rows === undefined || queues.rows === undefined) {
    const of = forms.error === null ? queues : forms;
    return of.error === null ? <Skeleton lines={12} /> : <Failure error={of.error} retry={of.refetch} />;
  }
  const form = forms.rows.find(({ id }) => id === search.open) ?? null;
  return (
    <FormEditor key={search.open} first={form} queues={queues.rows} leave={leave} made={(id) => change({ open: id })} />
  );
}

interface ListProps {
  readonly forms: Rows<WebForm>;
  readonly open: (id: string) => void;
}

function FormList({ forms, open }: ListProps): ReactNode {
  const { say } = useText();
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.forms.title')} explain={say('admin.forms.explain')}>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.forms.add')}
        </TextButton>
      </ScreenHead>
      <List of={forms} empty={<Empty title={say('admin.forms.none')}>{say('admin.forms.noneNext')}</Empty>}>
        {(rows) => (
          <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.forms.title')}>
            <table className="table admin-table">
              <thead>
                <tr>
                  <th>{say('admin.forms.name')}</th>
                  <th>{say('admin.forms.address')}</th>
                  <th>{say('admin.forms.queue')}</th>
                  <th className="wide">{say('admin.forms.languages')}</th>
                  <th>{say('admin.forms.state')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((form) => (
                  <FormRow key={form.id} form={form} open={() => open(form.id)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </List>
    </div>
  );
}

function FormRow({ form, open }: { readonly form: WebForm; readonly open: () => void }): ReactNode {
  const { say } = useText();
  return (
    <tr>
      <td>
        <button type="button" className="row-link strong" onClick={open}>
          {form.name}
        </button>
      </td>
      <td>
        <a className="form-address" href={form.url} target="_blank" rel="noreferrer">
          /f/{form.slug}
          <IconExternalLink size={14} stroke={1.5} aria-hidden="true" />
          <span className="unseen">{say('admin.forms.newTab')}</span>
        </a>
      </td>
      <td>{form.queue.name}</td>
      <td className="wide">{form.languages.map((language) => say(`admin.forms.language.${language}`)).join(', ')}</td>
      <td className="admin-state-cell">
        {form.enabled ? (
          <StateChip mark="good">{say('admin.forms.on')}</StateChip>
        ) : (
          <StateChip mark="quiet">{say('admin.forms.off')}</StateChip>
        )}
      </td>
    </tr>
  );
}
