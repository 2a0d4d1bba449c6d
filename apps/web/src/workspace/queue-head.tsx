import { Menu, Popover } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowsSort, IconCheck, IconChevronDown, IconFilter, IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, memo, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { countsQuery, viewsQuery } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { ButtonMenu } from '../ui/button-menu.js';
import { IconButton, KeyCaps } from '../ui/parts.js';
import { QueryChips } from './query-chips.js';
import { SORTS, type SortName, sortWord } from './queue-order.js';
import { type OpenView, queueFilter, viewOf } from './views.js';

/** Comes with the first thing that needs it: the menu, what is pinned, or a filter that is no view yet. */
export const loadViews = async () => (await Promise.all([import('./views/parts.js'), loadTexts('savedViews')]))[0];
const ViewMenu = lazy(async () => ({ default: (await loadViews()).ViewMenu }));
const PinnedViews = lazy(async () => ({ default: (await loadViews()).PinnedViews }));
const ViewActs = lazy(async () => ({ default: (await loadViews()).ViewActs }));

interface QueueHeadProps {
  readonly q: string;
  readonly sort: SortName;
  /** The saved view whose address this is. */
  readonly view: OpenView | null;
  /** How many rows there are; empty as long as there are more than were read. */
  readonly rows: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly viewsOpen: boolean;
  readonly setViewsOpen: (open: boolean) => void;
  readonly change: (wish: { readonly q?: string; readonly sort?: SortName }) => void;
}

/** A moved cursor concerns nothing of it. */
export const QueueHead = memo(function QueueHead(props: QueueHeadProps): ReactNode {
  const { q, sort, view, field, change } = props;
  const { say } = useText();
  const wide = useMediaQuery('(min-width: 1280px)', true, { getInitialValueInEffect: false });
  const pins = useQuery(viewsQuery).data?.pins.length;
  const place = usePlace(q, view);
  return (
    <header className="queue-head">
      <div className="queue-title">
        <ViewSwitch {...props} place={place} />
        <span className="spread" />
        <SortMenu sort={sort} change={change} />
        <Link to="/new" className="icon-button" aria-label={say('shell.newTicket')} title={say('shell.newTicket')}>
          <IconPlus size={18} stroke={1.5} aria-hidden="true" />
        </Link>
      </div>
      {wide && pins !== 0 && (
        <Suspense fallback={null}>{pins !== undefined && <PinnedViews current={place.slug} />}</Suspense>
      )}
      <FilterField q={q} field={field} change={change} />
      {/* a view needs none, its name says it */}
      {place.slug === null && <QueryChips q={q} fewest={2} change={change} />}
      {(view !== null || place.isOwn) && (
        <Suspense fallback={null}>
          <ViewActs q={q} sort={sort} view={view} />
        </Suspense>
      )}
    </header>
  );
});

interface Place {
  readonly title: string;
  /** Of the view that this is, as it was saved or ready-made; null for a filter of one's own. */
  readonly slug: string | null;
  readonly isOwn: boolean;
}

function usePlace(q: string, view: OpenView | null): Place {
  const { say } = useText();
  const { queues } = useSession();
  if (view !== null) return { title: view.name, slug: q === view.q ? view.slug : null, isOwn: false };
  const slug = viewOf(q);
  if (slug !== null) return { title: say(`queue.views.${slug}`), slug, isOwn: false };
  const queue = queues.find((one) => q.trim() === queueFilter(one.name));
  return { title: queue?.name ?? say('queue.views.own'), slug, isOwn: queue === undefined };
}

/** The number beside the name; of a view that is not pinned what the list holds. */
function useCount(slug: string | null, rows: string): string {
  const { say } = useText();
  const { data } = useQuery(countsQuery);
  const view = slug === null ? undefined : (data?.views[slug] ?? data?.saved[slug]);
  if (view === undefined) return rows;
  return view.capped ? say('queue.views.capped', { count: view.count }) : String(view.count);
}

function ViewSwitch({
  q,
  rows,
  place,
  viewsOpen,
  setViewsOpen,
}: QueueHeadProps & { readonly place: Place }): ReactNode {
  const { say } = useText();
  const count = useCount(place.slug, rows);
  return (
    <Popover opened={viewsOpen} onChange={setViewsOpen} width={300} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className="queue-view"
          title={say('commands.views')}
          onClick={() => setViewsOpen(!viewsOpen)}
        >
          <h1 className="truncate">{place.title}</h1>
          <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
          <span className="muted tabular">{count}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className="m-menu view-menu">
        <Suspense fallback={null}>
          <ViewMenu q={q} current={place.slug} close={() => setViewsOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function Tick(): ReactNode {
  return <IconCheck size={16} stroke={1.5} aria-hidden="true" />;
}

function SortMenu({ sort, change }: Pick<QueueHeadProps, 'sort' | 'change'>): ReactNode {
  const { say } = useText();
  return (
    <ButtonMenu
      position="bottom-end"
      width={200}
      button={(its) => (
        <IconButton label={`${say('queue.sort.title')}: ${say(`queue.sort.${sortWord(sort)}`)}`} {...its}>
          <IconArrowsSort size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
    >
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
    </ButtonMenu>
  );
}

const TYPING_MS = 250;

/** What is being typed stays as it is, whatever the address says meanwhile, until it was sent. */
function FilterField({ q, field, change }: Pick<QueueHeadProps, 'q' | 'field' | 'change'>): ReactNode {
  const { say } = useText();
  const [text, setText] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // a filter that was just sent comes back without the blank behind which somebody types on
    if (timer.current === undefined) setText((typed) => (typed.trim() === q.trim() ? typed : q));
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (wanted: string): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (wanted.trim() !== q.trim()) change({ q: wanted.trim() });
  };
  const type = (typed: string): void => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(typed), TYPING_MS);
  };
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
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => timer.current !== undefined && send(text)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(text);
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {text === '' ? (
        <KeyCaps of="filter" />
      ) : (
        <button
          type="button"
          className="filter-clear"
          aria-label={say('queue.filter.clear')}
          onClick={() => {
            setText('');
            send('');
          }}
        >
          <IconX size={14} stroke={1.5} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
