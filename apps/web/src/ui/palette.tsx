import type { Page } from '@redress/contract/answers.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCommand, IconMessage2, IconBookmark, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import { get, queryOf } from '../api/client.js';
import { viewsQuery } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { linesOf } from '../workspace/views/calls.js';
import { useAllCommands } from './commands.js';
import { Caps } from './parts.js';

interface Entry {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: string;
  readonly keys?: string | undefined;
  readonly icon: ReactNode;
  readonly run: () => void;
}

const RECENT = 'redress.recent-commands';

/** Actions with their keys, tickets by number or words, views; what was used last comes first. */
export function Palette({ close, showKeys }: { readonly close: () => void; readonly showKeys: () => void }): ReactNode {
  const { say } = useText();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(text);
  useEffect(() => setAt(0), [text]);
  const run = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    close();
    remember(entry.id);
    // after the dialog has given the focus back
    setTimeout(entry.run, 0);
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setAt((at + step + entries.length) % entries.length);
    } else if (event.key === 'Enter') run(entries[at]);
    else if (event.key === '/' && (event.metaKey || event.ctrlKey)) showKeys();
  };
  return (
    <Modal opened onClose={close} withCloseButton={false} size={560} padding={0} aria-label={say('palette.title')}>
      <div className="palette" onKeyDown={press}>
        <label className="palette-field">
          <IconCommand size={18} stroke={1.5} aria-hidden="true" />
          <input
            data-autofocus
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={entries[at] === undefined ? undefined : `palette-${at}`}
            aria-label={say('palette.placeholder')}
            placeholder={say('palette.placeholder')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <PaletteList entries={entries} at={at} text={text} run={run} hover={setAt} />
        <footer className="palette-foot">
          <span>
            <Caps of="ArrowUp" /> <Caps of="ArrowDown" /> {say('palette.move')}
          </span>
          <span>
            <Caps of="Enter" /> {say('palette.run')}
          </span>
          <button type="button" className="spread end" onClick={showKeys}>
            <Caps of="$mod+/" /> {say('palette.allKeys')}
          </button>
        </footer>
      </div>
    </Modal>
  );
}

interface PaletteListProps {
  readonly entries: readonly Entry[];
  readonly at: number;
  readonly text: string;
  readonly run: (entry: Entry) => void;
  readonly hover: (at: number) => void;
}

function PaletteList({ entries, at, text, run, hover }: PaletteListProps): ReactNode {
  const { say } = useText();
  useEffect(() => {
    // newer browsers answer with a promise, which is no way to clean up
    void document.getElementById(`palette-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div className="palette-list" role="listbox" id="palette-list" aria-label={say('palette.title')}>
      {entries.map((entry, index) => (
        <div key={`${entry.group}/${entry.id}`} role="presentation">
          {entries[index - 1]?.group !== entry.group && (
            <p className="palette-group" role="presentation">
              {entry.group}
            </p>
          )}
          <div
            role="option"
            id={`palette-${index}`}
            aria-selected={index === at}
            className="palette-entry"
            onClick={() => run(entry)}
            onPointerMove={() => hover(index)}
          >
            {entry.icon}
            <span className="truncate">
              <Marked label={entry.label} text={text} />{' '}
              {entry.detail !== undefined && <span className="muted">{entry.detail}</span>}
            </span>
            <Caps of={entry.keys} />
          </div>
        </div>
      ))}
    </div>
  );
}

function Marked({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const from = text === '' ? -1 : label.toLowerCase().indexOf(text.trim().toLowerCase());
  if (from < 0) return label;
  const to = from + text.trim().length;
  return (
    <>
      {label.slice(0, from)}
      <b>{label.slice(from, to)}</b>
      {label.slice(to)}
    </>
  );
}

function useEntries(text: string): readonly Entry[] {
  const { say } = useText();
  const navigate = useNavigate();
  const commands = useAllCommands();
  const tickets = useTickets(text);
  const known = useQuery(viewsQuery).data;
  return useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const recent = readRecent();
    const fits = (label: string): boolean => label.toLowerCase().includes(wanted);
    const actions: Entry[] = commands
      .filter((command) => command.quiet !== true && fits(say(command.label)))
      .map((command) => ({
        id: command.id,
        group: wanted === '' && recent.includes(command.id) ? say('palette.recent') : say('palette.actions'),
        label: say(command.label),
        keys: command.keys[0],
        icon: <IconChevronRight size={16} stroke={1.5} aria-hidden="true" />,
        run: command.run,
      }));
    actions.sort((a, b) => rank(recent, a.id) - rank(recent, b.id));
    const found: Entry[] = tickets.map((row) => ({
      id: row.id,
      group: say('palette.tickets'),
      label: row.subject || say('words.noSubject'),
      detail: `${row.number}, ${row.customer?.name ?? ''}`,
      icon: <IconMessage2 size={16} stroke={1.5} aria-hidden="true" />,
      run: () => void navigate({ to: '/tickets/$number', params: { number: row.number } }),
    }));
    const { readyMade, saved } = linesOf(say, known);
    const views = [...readyMade, ...saved]
      .filter(({ name }) => fits(name) || fits(say('savedViews.commands.open', { name })))
      .map(({ slug, name, q, saved: view }): Entry => ({
        id: `view-${slug}`,
        group: say('palette.views'),
        label: name,
        detail: view?.team?.name ?? '',
        icon: <IconBookmark size={16} stroke={1.5} aria-hidden="true" />,
        run: () =>
          void (q === null
            ? navigate({ to: '/queue/$viewSlug', params: { viewSlug: slug } })
            : navigate({ to: '/queue', search: { q } })),
      }));
    const everywhere: Entry[] = [
      {
        id: 'search-everywhere',
        group: say('shell.search'),
        label: say('palette.everywhere', { text: text.trim() }),
        icon: <IconSearch size={16} stroke={1.5} aria-hidden="true" />,
        run: () => void navigate({ to: '/search', search: { q: text.trim() } }),
      },
    ];
    const rest = wanted === '' ? views : [...views, ...everywhere];
    return /\d/.test(wanted) ? [...found, ...actions, ...rest] : [...actions, ...found, ...rest];
  }, [text, say, navigate, commands, tickets, known]);
}

function useTickets(text: string): readonly QueueRow[] {
  const [wanted] = useDebouncedValue(text.trim(), 150);
  const { data } = useQuery({
    queryKey: ['palette', wanted],
    queryFn: ({ signal }) => get<Page<QueueRow>>(`/tickets${queryOf({ q: wanted, limit: 6 })}`, { signal }),
    enabled: wanted.length >= 2,
    placeholderData: (known) => known,
  });
  return useMemo(() => (wanted.length >= 2 ? (data?.data ?? []) : []), [wanted, data]);
}

function readRecent(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function remember(id: string): void {
  try {
    localStorage.setItem(RECENT, JSON.stringify([id, ...readRecent().filter((one) => one !== id)].slice(0, 5)));
  } catch {
    // nothing is lost but the order
  }
}

function rank(recent: readonly string[], id: string): number {
  const at = recent.indexOf(id);
  return at < 0 ? recent.length : at;
}
