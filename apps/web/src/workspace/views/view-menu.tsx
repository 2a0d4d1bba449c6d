import { IconArrowUp, IconPinned, IconPinnedOff } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { useSession } from '../../session/preferences.js';
import { runCommand, useAllCommands } from '../../ui/commands.js';
import { Caps, IconButton } from '../../ui/parts.js';
import { queueFilter } from '../views.js';
import { movePin, togglePin, useCountWords, useViews, type ViewLine, type Views } from './calls.js';
import { ViewLink } from './view-link.js';
import './views.css';

interface ViewMenuProps {
  readonly q: string;
  readonly current: string | null;
  readonly close: () => void;
}

interface Group {
  readonly name: 'pinned' | 'readyMade' | 'mine' | 'shared' | 'queues';
  readonly lines: readonly ViewLine[];
}

/** Every view with its number; typing narrows the list, arrows walk through it, the first one opens with Enter. */
export function ViewMenu({ q, current, close }: ViewMenuProps): ReactNode {
  const { say } = useText();
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const views = useViews();
  const countOf = useCountWords(true);
  const groups = useGroups(views, text);
  // once the menu has taken the focus itself
  useEffect(() => field.current?.focus(), []);
  return (
    <div ref={box} onKeyDown={(event) => walk(event, box.current, field.current)}>
      <input
        ref={field}
        data-autofocus
        className="property-search"
        aria-label={say('savedViews.find')}
        placeholder={say('savedViews.find')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="view-groups">
        {groups.map(({ name, lines }) => (
          <section key={name} aria-labelledby={`views-${name}`}>
            <h2 id={`views-${name}`} className="m-menu-label">
              {say(`savedViews.groups.${name}`)}
            </h2>
            <ul>
              {lines.map((line) => (
                <Line
                  key={line.slug}
                  {...{ line, views, close }}
                  count={countOf(line)}
                  current={name === 'queues' ? line.q === q : line.slug === current}
                  pinnable={name !== 'queues'}
                />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <p className="muted view-none">{say('savedViews.none')}</p>}
      </div>
      <ViewVerbs close={close} />
      <p className="view-keys" aria-hidden="true">
        <Caps of="ArrowUp" /> <Caps of="ArrowDown" /> {say('savedViews.keys.move')} <Caps of="Enter" />{' '}
        {say('savedViews.keys.open')} {views.pinned.length > 1 && <Caps of="Shift+ArrowUp" />}{' '}
        {views.pinned.length > 1 && say('savedViews.keys.order')}
      </p>
    </div>
  );
}

function useGroups(views: Views, text: string): readonly Group[] {
  const { agent, queues } = useSession();
  const wanted = text.trim().toLowerCase();
  const fits = ({ name }: ViewLine): boolean => name.toLowerCase().includes(wanted);
  const free = (line: ViewLine): boolean => !views.pinned.includes(line);
  const isMine = ({ saved }: ViewLine): boolean => saved?.owner.id === agent.id;
  const saved = views.saved.filter(free);
  const groups: readonly Group[] = [
    { name: 'pinned', lines: views.pinned },
    { name: 'readyMade', lines: views.readyMade.filter(free) },
    { name: 'mine', lines: saved.filter(isMine) },
    { name: 'shared', lines: saved.filter((line) => !isMine(line)) },
    {
      name: 'queues',
      lines:
        queues.length < 2 ? [] : queues.map(({ id, name }) => ({ slug: id, name, q: queueFilter(name), saved: null })),
    },
  ];
  return groups.map(({ name, lines }) => ({ name, lines: lines.filter(fits) })).filter(({ lines }) => lines.length > 0);
}

/** What the palette offers for the view behind the menu. */
function ViewVerbs({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const verbs = useAllCommands().filter(({ id }) => id === 'save-view' || id === 'edit-view');
  if (verbs.length === 0) return null;
  return (
    <div className="view-verbs">
      {verbs.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          className="view-act"
          onClick={() => {
            close();
            runCommand(id);
          }}
        >
          {say(label)}
        </button>
      ))}
    </div>
  );
}

interface LineProps {
  readonly line: ViewLine;
  readonly views: Views;
  readonly count: string;
  readonly current: boolean;
  readonly pinnable: boolean;
  readonly close: () => void;
}

function Line({ line, views, count, current, pinnable, close }: LineProps): ReactNode {
  const { say } = useText();
  const at = views.pinned.findIndex(({ slug }) => slug === line.slug);
  const { name, slug, saved } = line;
  const order = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.shiftKey || by === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    movePin(views, slug, by < 0 ? -1 : 1);
  };
  return (
    <li className="view-line">
      <ViewLink line={line} current={current} className="view-name" opened={close} pressed={order}>
        <span className={current ? 'truncate strong' : 'truncate'}>{name}</span>
        {saved?.team != null && <span className="muted truncate view-team">{saved.team.name}</span>}
        <span className="muted tabular view-count">{count}</span>
      </ViewLink>
      <span className="view-buttons">
        {at > 0 && (
          <IconButton label={say('savedViews.up', { name })} onClick={() => movePin(views, slug, -1)}>
            <IconArrowUp size={15} stroke={1.5} aria-hidden="true" />
          </IconButton>
        )}
        {pinnable && (
          <IconButton
            label={say(at < 0 ? 'savedViews.pin' : 'savedViews.unpin', { name })}
            onClick={() => togglePin(views, slug)}
          >
            {at < 0 ? (
              <IconPinned size={15} stroke={1.5} aria-hidden="true" />
            ) : (
              <IconPinnedOff size={15} stroke={1.5} aria-hidden="true" />
            )}
          </IconButton>
        )}
      </span>
    </li>
  );
}

/** Arrows go from view to view; whatever else is typed goes into the field. */
function walk(event: KeyboardEvent, box: HTMLElement | null, field: HTMLInputElement | null): void {
  const links = [...(box?.querySelectorAll<HTMLElement>('.view-name') ?? [])];
  const at = links.findIndex((link) => link === document.activeElement);
  const inField = document.activeElement === field;
  const step = event.shiftKey ? undefined : { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) {
    event.preventDefault();
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
    (links[next] ?? field)?.focus();
  } else if (event.key === 'Enter' && inField) {
    event.preventDefault();
    links[0]?.click();
  } else if (!inField && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey)
    field?.focus();
}
