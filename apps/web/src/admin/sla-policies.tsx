import type { SlaPolicy } from '@redress/contract/sla-policy.js';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { queryClient } from '../api/queries.js';
import '../clocks/marks.css';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { milestoneWords } from '../ui/milestone-words.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton, TextButton, When } from '../ui/parts.js';
import './calendars/calendars.css';
import { useConditionWords } from '../rules/words.js';
import { type Moves, OrderCell, useOrder } from './order-cell.js';
import { List, ScreenHead, StateChip } from './parts.js';
import { orderPolicies, policiesQuery, policyQuery } from './policies/calls.js';
import { PolicyEditor } from './policies/editor.js';
import './policies/policies.css';
import { targetText } from './policies/target-text.js';
import { YamlDialog } from './policies/yaml-dialog.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `new`, `yaml`, or the id of the policy that is edited. */
export function Screen(): ReactNode {
  const { search, change } = useAdminSearch();
  const leave = (): void => change({ open: undefined });
  const open = (id: string): void => change({ open: id });
  if (search.open === 'new') return <PolicyEditor key="new" first={null} leave={leave} made={open} />;
  if (search.open !== undefined) return <OnePolicy key={search.open} id={search.open} leave={leave} open={open} />;
  return <PolicyList open={open} />;
}

interface OneProps {
  readonly id: string;
  readonly leave: () => void;
  readonly open: (id: string) => void;
}

function OnePolicy({ id, leave, open }: OneProps): ReactNode {
  const { data, error, refetch } = useQuery(policyQuery(id));
  if (data !== undefined) return <PolicyEditor first={data} leave={leave} made={open} />;
  return error === null ? <Skeleton lines={12} /> : <Failure error={error} retry={() => void refetch()} />;
}

function PolicyList({ open }: { readonly open: (id: string) => void }): ReactNode {
  const { say } = useText();
  const [yaml, setYaml] = useState(false);
  const { data, error, refetch } = useQuery(policiesQuery);
  const rows = { rows: data?.data, error, refetch: () => void refetch(), hasMore: false, more: () => undefined };
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.policies.title')} explain={say('admin.policies.explain')}>
        <TextButton onClick={() => setYaml(true)}>{say('admin.policies.yaml')}</TextButton>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.policies.add')}
        </TextButton>
      </ScreenHead>
      <List of={rows} empty={<Empty title={say('admin.policies.empty')}>{say('admin.policies.emptyNext')}</Empty>}>
        {(policies) => <PolicyTable policies={policies} open={open} />}
      </List>
      {yaml && <YamlDialog close={() => setYaml(false)} />}
    </div>
  );
}

interface TableProps {
  readonly policies: readonly SlaPolicy[];
  readonly open: (id: string) => void;
}

function PolicyTable({ policies, open }: TableProps): ReactNode {
  const { say } = useText();
  const movesOf = useOrder(policies, {
    store: orderPolicies,
    refresh: () => queryClient.invalidateQueries({ queryKey: policiesQuery.queryKey }),
  });
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.policies.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.order.title')}</th>
            <th>{say('admin.policies.name')}</th>
            <th>{say('admin.policies.applies')}</th>
            <th className="wide">{say('admin.policies.targets')}</th>
            <th className="wide">{say('admin.policies.since')}</th>
          </tr>
        </thead>
        <tbody>
          {policies.map((policy, index) => (
            <PolicyRow key={policy.id} policy={policy} open={() => open(policy.id)} moves={movesOf(index)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly policy: SlaPolicy;
  readonly open: () => void;
  readonly moves: Moves;
}

function PolicyRow({ policy, open, moves }: RowProps): ReactNode {
  const { say } = useText();
  const now = useNow();
  const words = useConditionWords()(policy.condition);
  const { name } = policy;
  return (
    <tr className={policy.enabled ? undefined : 'muted'}>
      <OrderCell position={policy.position} name={policy.name} moves={moves} />
      <td>
        <button type="button" className="row-link strong" onClick={open}>
          {name}
        </button>{' '}
        <span className="admin-tag">{say('admin.policies.versionWas', { n: policy.version })}</span>
      </td>
      <td>{words === '' ? <span className="muted">{say('admin.policies.everything')}</span> : words}</td>
      <td className="wide">
        <span className="policy-targets">
          {policy.targets.map((target) => (
            <span key={target.milestone}>
              <span className="muted">{milestoneWords(say, target.milestone)}</span>{' '}
              <span className="tabular">{targetText(target.byPriority.normal) || '–'}</span>
            </span>
          ))}
        </span>
      </td>
      <td className="wide">
        {policy.enabled ? (
          <Since from={policy.validFrom} now={now} />
        ) : (
          <StateChip mark="quiet">{say('admin.policies.off')}</StateChip>
        )}
      </td>
    </tr>
  );
}

function Since({ from, now }: { readonly from: string; readonly now: number }): ReactNode {
  const { say } = useText();
  const isToCome = Date.parse(from) > now;
  // a version of the first day has no date worth reading
  if (Date.parse(from) < Date.parse('2000-01-01')) return <span>{say('admin.policies.enabled')}</span>;
  return (
    <span className={isToCome ? 'strong' : ''}>
      {isToCome && `${say('admin.policies.from', { when: '' }).trim()} `}
      <When at={from} />
    </span>
  );
}
