import { Menu } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconChevronDown, IconFilter, IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { countsQuery } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Caps, IconButton } from '../ui/parts.js';
import { QueryChips } from './query-chips.js';
import { SORTS, type SortName, sortWord } from './queue-order.js';
import { VIEWS, type ViewName, viewOf } from './views.js';

interface QueueHeadProps {
  readonly q: string;
  readonly sort: SortName;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly viewsOpen: boolean;
  readonly setViewsOpen: (open: boolean) => void;
  readonly change: (wish: { readonly q?: string; readonly sort?: SortName }) => void;
}

export function QueueHead({ q, sort, field, viewsOpen, setViewsOpen, change }: QueueHeadProps): ReactNode {
  const { say } = useText();
  return (
    <header className="queue-head">
      <div className="queue-title">
        <ViewMenu q={q} opened={viewsOpen} setOpened={setViewsOpen} change={change} />
        <span className="spread" />
        <SortMenu sort={sort} change={change} />
        <Link to="/new" className="icon-button" aria-label={say('shell.newTicket')} title={say('shell.newTicket')}>
          <IconPlus size={18} stroke={1.5} aria-hidden="true" />
        </Link>
      </div>
      <FilterField q={q} field={field} change={change} />
      {/* a ready-made view needs none, its name says it */}
      {viewOf(q) === null && <QueryChips q={q} fewest={2} change={change} />}
    </header>
  );
}

function useCount(name: ViewName | null): string {
  const { say } = useText();
  const { data } = useQuery(countsQuery);
  const view = name === null ? undefined : data?.views[name];
  if (view === undefined) return '';
  return view.capped ? say('queue.views.capped', { count: view.count }) : String(view.count);
}

type ViewMenuProps = Pick<QueueHeadProps, 'q' | 'change'> & {
  readonly opened: boolean;
  readonly setOpened: (open: boolean) => void;
};

function ViewMenu({ q, opened, setOpened, change }: ViewMenuProps): ReactNode {
  const { say } = useText();
  const { queues } = useSession();
  const current = viewOf(q);
  const queue = queues.find((one) => q.trim() === queueFilter(one.name));
  const title = current === null ? (queue?.name ?? say('queue.views.own')) : say(`queue.views.${current}`);
  return (
    <Menu opened={opened} onChange={setOpened} width={260}>
      <Menu.Target>
        <button type="button" className="queue-view" title={say('queue.views.title')}>
          <h1 className="truncate">{title}</h1>
          <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
          <span className="muted tabular">{useCount(current)}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('queue.views.title')}</Menu.Label>
        {VIEWS.map((view) => (
          <ViewItem
            key={view.name}
            name={view.name}
            current={view.name === current}
            choose={() => change({ q: view.q })}
          />
        ))}
        {queues.length > 1 && <Menu.Label>{say('queue.views.queues')}</Menu.Label>}
        {queues.length > 1 &&
          queues.map((one) => (
            <Menu.Item
              key={one.id}
              onClick={() => change({ q: queueFilter(one.name) })}
              rightSection={one === queue ? <Tick /> : null}
            >
              {one.name}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ViewItemProps {
  readonly name: ViewName;
  readonly current: boolean;
  readonly choose: () => void;
}

function ViewItem({ name, current, choose }: ViewItemProps): ReactNode {
  const { say } = useText();
  const count = useCount(name);
  return (
    <Menu.Item
      onClick={choose}
      aria-current={current ? 'true' : undefined}
      rightSection={<span className="muted tabular">{count}</span>}
    >
      <span className={current ? 'strong' : ''}>{say(`queue.views.${name}`)}</span>
    </Menu.Item>
  );
}

function queueFilter(name: string): string {
  return `is:open queue:${/\s/.test(name) ? `"${name}"` : name}`;
}

function Tick(): ReactNode {
  return <IconCheck size={16} stroke={1.5} aria-hidden="true" />;
}

function SortMenu({ sort, change }: Pick<QueueHeadProps, 'sort' | 'change'>): ReactNode {
  const { say } = useText();
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <IconButton label={`${say('queue.sort.title')}: ${say(`queue.sort.${sortWord(sort)}`)}`}>
          <IconArrowsSort size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('queue.sort.title')}</Menu.Label>
        {SORTS.map((name) => (
          <Menu.Item
            key={name}
            aria-current={name === sort ? 'true' : undefined}
            onClick={() => change({ sort: name })}
            rightSection={name === sort ? <Tick /> : null}
          >
            {say(`queue.sort.${sortWord(name)}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const TYPING_MS = 250;

function FilterField({ q, field, change }: Pick<QueueHeadProps, 'q' | 'field' | 'change'>): ReactNode {
  const { say } = useText();
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text.trim() === q.trim()) return;
    const timer = setTimeout(() => change({ q: text.trim() }), TYPING_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only typing starts the wait; a filter that changes elsewhere must not send the old text
  }, [text]);
  return (
    <div className="filter" role="search">
      <IconFilter size={16} stroke={1.5} aria-hidden="true" />
      <input
        ref={field}
        aria-label={say('queue.filter.label')}
        placeholder={say('queue.filter.placeholder')}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') change({ q: text.trim() });
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {text === '' ? (
        <Caps of="/" />
      ) : (
        <button
          type="button"
          className="filter-clear"
          aria-label={say('queue.filter.clear')}
          onClick={() => change({ q: '' })}
        >
          <IconX size={14} stroke={1.5} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
