import type { RoutingRule } from '@redress/contract/routing.js';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { agentsQuery } from '../api/queries.js';
import '../clocks/marks.css';
import { useText } from '../i18n/text.js';
import { actionWords, nameIn, type NameOf } from '../rules/action-words.js';
import { useConditionWords } from '../rules/words.js';
import { useSession } from '../session/preferences.js';
import { Empty, Skeleton, TextButton } from '../ui/parts.js';
import './calendars/calendars.css';
import { type Moves, OrderCell, useOrder } from './order-cell.js';
import { List, ScreenHead } from './parts.js';
import './policies/policies.css';
import { AssignmentPart } from './routing/assignment-part.js';
import { orderRules, refreshRouting, rulesQuery } from './routing/calls.js';
import { DryRunPart } from './routing/dry-run.js';
import { PriorityPart } from './routing/priority-part.js';
import './routing/routing.css';
import { RuleEditor } from './routing/rule-editor.js';
import { SkillsPart } from './routing/skills-part.js';
import { Tester } from './routing/tester.js';
import { WorkloadPart } from './routing/workload-part.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `new`, or the id of the rule that is edited. */
export function Screen(): ReactNode {
  const { search, change } = useAdminSearch();
  const { data } = useQuery(rulesQuery);
  const leave = (): void => change({ open: undefined });
  if (search.open === 'new') return <RuleEditor key="new" first={null} leave={leave} />;
  if (search.open !== undefined) {
    const rule = data?.data.find(({ id }) => id === search.open);
    if (rule !== undefined) return <RuleEditor key={rule.id} first={rule} leave={leave} />;
    if (data === undefined) return <Skeleton lines={10} />;
  }
  return <RuleScreen open={(id) => change({ open: id })} />;
}

function RuleScreen({ open }: { readonly open: (id: string) => void }): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery(rulesQuery);
  const rows = { rows: data?.data, error, refetch: () => void refetch(), hasMore: false, more: () => undefined };
  return (
    <div className="admin-with-probe">
      <div className="admin-page calendar-main routing-main">
        <ScreenHead title={say('admin.routing.title')} explain={say('admin.routing.explain')}>
          <TextButton look="filled" onClick={() => open('new')}>
            <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.routing.add')}
          </TextButton>
        </ScreenHead>
        <List of={rows} empty={<Empty title={say('admin.routing.empty')}>{say('admin.routing.emptyNext')}</Empty>}>
          {(rules) => <RuleTable rules={rules} open={open} />}
        </List>
        <PriorityPart />
        <SkillsPart />
        <WorkloadPart />
        <AssignmentPart />
      </div>
      <aside className="admin-probe calendar-side" aria-label={say('admin.routing.tester')}>
        <Tester />
        <DryRunPart />
      </aside>
    </div>
  );
}

interface TableProps {
  readonly rules: readonly RoutingRule[];
  readonly open: (id: string) => void;
}

function RuleTable({ rules, open }: TableProps): ReactNode {
  const { say } = useText();
  const { queues } = useSession();
  const agents = useQuery(agentsQuery).data ?? [];
  const nameOf = nameIn(queues, agents);
  const movesOf = useOrder(rules, { store: orderRules, refresh: () => refreshRouting('/routing-rules') });
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.routing.rules')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.order.title')}</th>
            <th>{say('admin.routing.name')}</th>
            <th>{say('admin.routing.when')}</th>
            <th className="wide">{say('admin.routing.then')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <RuleRow key={rule.id} rule={rule} nameOf={nameOf} open={() => open(rule.id)} moves={movesOf(index)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly rule: RoutingRule;
  readonly nameOf: NameOf;
  readonly open: () => void;
  readonly moves: Moves;
}

function RuleRow({ rule, nameOf, open, moves }: RowProps): ReactNode {
  const { say } = useText();
  const words = useConditionWords()(rule.condition);
  const { name } = rule;
  return (
    <tr className={rule.enabled ? undefined : 'muted'}>
      <OrderCell position={rule.position} name={rule.name} moves={moves} />
      <td>
        <button type="button" className="row-link strong" onClick={open}>
          {name}
        </button>
        {!rule.enabled && <span className="muted"> · {say('admin.routing.off')}</span>}
      </td>
      <td>{words === '' ? <span className="muted">{say('admin.routing.everything')}</span> : words}</td>
      <td className="wide">
        {actionWords(say, rule.actions, nameOf).join(', ')}
        {rule.stop && <span className="muted">; {say('admin.routing.stops')}</span>}
      </td>
    </tr>
  );
}
