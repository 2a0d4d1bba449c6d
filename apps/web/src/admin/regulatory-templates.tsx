import type { RegulatoryTemplate } from '@redress/contract/sla-policy.js';
import { IconPlus, IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton, TextButton } from '../ui/parts.js';
import './calendars/calendars.css';
import { List, ScreenHead } from './parts.js';
import { templatesQuery } from './policies/calls.js';
import './policies/policies.css';
import { TemplateEditor } from './policies/template-editor.js';
import { Duties } from './policies/templates.js';
import { useAdminSearch } from './use-search.js';

const COPY = 'copy-';

/** `open` in the address is `new`, `copy-` and the code of what is copied, or the code of one of the house. */
export function Screen(): ReactNode {
  const { search, change } = useAdminSearch();
  const { data, error, refetch } = useQuery(templatesQuery);
  const { open } = search;
  if (open === undefined)
    return (
      <TemplateList
        rows={data?.data}
        error={error}
        refetch={() => void refetch()}
        open={(code) => change({ open: code })}
      />
    );
  if (data === undefined)
    return error === null ? <Skeleton lines={12} /> : <Failure error={error} retry={() => void refetch()} />;
  const of = (code: string, all: readonly RegulatoryTemplate[]): RegulatoryTemplate | null =>
    all.find((one) => one.code === code) ?? null;
  const first = open.startsWith(COPY) ? null : of(open, data.data);
  const newest = async (): Promise<RegulatoryTemplate | null> => of(open, (await refetch()).data?.data ?? []);
  return (
    <TemplateEditor
      key={open}
      first={first?.id === null ? null : first}
      base={open.startsWith(COPY) ? of(open.slice(COPY.length), data.data) : null}
      newest={newest}
      leave={() => change({ open: undefined })}
    />
  );
}

interface ListProps {
  readonly rows: readonly RegulatoryTemplate[] | undefined;
  readonly error: unknown;
  readonly refetch: () => void;
  readonly open: (code: string) => void;
}

function TemplateList({ rows, error, refetch, open }: ListProps): ReactNode {
  const { say } = useText();
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.timeLimits.title')} explain={say('admin.timeLimits.explain')}>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.timeLimits.add')}
        </TextButton>
      </ScreenHead>
      <p className="lawyer time-limit-note" role="note">
        <IconScale size={16} stroke={1.5} aria-hidden="true" /> {say('admin.policies.lawyer')}
      </p>
      <List
        of={{ rows, error, refetch, hasMore: false, more: () => undefined }}
        empty={<Empty title={say('admin.timeLimits.none')} />}
      >
        {(templates) => <TemplateTable templates={templates} open={open} />}
      </List>
    </div>
  );
}

interface TableProps {
  readonly templates: readonly RegulatoryTemplate[];
  readonly open: (code: string) => void;
}

function TemplateTable({ templates, open }: TableProps): ReactNode {
  const { say } = useText();
  const own = templates.filter(({ id }) => id !== null);
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.timeLimits.title')}>
      <table className="table admin-table time-limits">
        <thead>
          <tr>
            <th>{say('admin.timeLimits.name')}</th>
            <th>{say('admin.timeLimits.duties')}</th>
            <th className="wide">{say('admin.timeLimits.usedBy')}</th>
            <th>
              <span className="unseen">{say('admin.timeLimits.copy')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <GroupRow title={say('admin.timeLimits.own')}>
            {own.length === 0 && <p className="muted">{say('admin.timeLimits.noneOwn')}</p>}
          </GroupRow>
          {own.map((template) => (
            <TemplateRow key={template.code} template={template} open={open} />
          ))}
          <GroupRow title={say('admin.timeLimits.shipped')} />
          {templates
            .filter(({ id }) => id === null)
            .map((template) => (
              <TemplateRow key={template.code} template={template} open={open} />
            ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupRow({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  return (
    <tr className="table-group">
      <th colSpan={4} scope="rowgroup">
        {title}
        {children}
      </th>
    </tr>
  );
}

interface RowProps {
  readonly template: RegulatoryTemplate;
  readonly open: (code: string) => void;
}

function TemplateRow({ template, open }: RowProps): ReactNode {
  const { say } = useText();
  return (
    <tr>
      <td>
        <Name template={template} open={open} />
        <p className="muted">{template.source}</p>
      </td>
      <td>
        <Duties of={template} />
      </td>
      <td className="wide">{template.usedBy.map(({ name }) => name).join(', ') || <span className="muted">–</span>}</td>
      <td className="end">
        <TextButton
          look="link"
          aria-label={say('admin.timeLimits.copyLabel', { name: template.name })}
          onClick={() => open(`${COPY}${template.code}`)}
        >
          {say('admin.timeLimits.copy')}
        </TextButton>
      </td>
    </tr>
  );
}

function Name({ template, open }: RowProps): ReactNode {
  const { say } = useText();
  if (template.id === null) return <span className="strong">{template.name}</span>;
  return (
    <>
      <button type="button" className="row-link strong" onClick={() => open(template.code)}>
        {template.name}
      </button>
      <span className="admin-tag">{say('admin.policies.versionWas', { n: template.version })}</span>
    </>
  );
}
