import type { BulkStep } from '@redress/contract/commands.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { IconX } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { askFor } from '../bulk/bulk-changes.js';
import { whatWords } from '../bulk/words.js';
import { loadTexts, useText } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { type Act, useCommands } from '../ui/commands.js';
import { failed } from '../ui/failure.js';
import { Opening } from '../ui/opening.js';
import { IconButton, KeyCaps, TextButton } from '../ui/parts.js';
import { type Selection, useSelection } from './bulk-selection.js';
import { BulkTags } from './bulk-tags.js';
import { NO_OWNER, priorityOf, settable, useOwnerOptions, usePriorityOptions, useStatusOptions } from './choices.js';
import { PropertyMenu } from './property-menu.js';

await loadTexts('bulk');

const BulkResolve = lazy(async () => ({ default: (await import('./bulk-resolve.js')).BulkResolve }));

const MENUS = ['assign', 'status', 'priority'] as const;
type MenuName = (typeof MENUS)[number] | 'tags';

interface BulkBarProps {
  /** Those that are selected, of the rows that are there. */
  readonly rows: readonly QueueRow[];
  readonly q: string;
  /** Whether every row was selected that was there then. */
  readonly everyRow: boolean;
  readonly picked: ReadonlySet<string>;
  readonly clear: () => void;
}

/** What can be done to all selected tickets at once, or to all that match. The server does it; the tray tells how far it is. */
export function BulkBar({ rows, q, everyRow, picked, clear }: BulkBarProps): ReactNode {
  const { say } = useText();
  const [menu, setMenu] = useState<MenuName | null>(null);
  const [resolving, setResolving] = useState(false);
  const selection = useSelection({ rows, q, everyRow, picked });
  const start = async (step: BulkStep): Promise<void> => {
    const asked = await askFor({ step, ...selection.tickets });
    announce(say('bulk.started', { what: whatWords(say, asked), count: asked.total }));
    clear();
  };
  const run = (step: BulkStep): void => void start(step).catch(failed);
  // complaints owe an answer, which is then asked for once for all
  const owes = selection.all || rows.some(({ kind }) => kind === 'complaint');
  const choices = useBulkChoices(run, menu, owes ? () => setResolving(true) : null);
  useCommands([
    ...([...MENUS, 'tags'] as const).map((name): Act => ({
      id: `bulk-${name}`,
      run: () => setMenu(name),
    })),
    {
      id: 'bulk-me',
      run: () => run({ kind: 'assign', ownerId: 'me' }),
    },
  ]);
  const open = (name: MenuName) => ({
    opened: menu === name,
    setOpened: (opened: boolean) => setMenu(opened ? name : null),
  });
  return (
    <div className="bulk" role="toolbar" aria-label={say('bulk.selected', { count: selection.count })}>
      <Chosen selection={selection} />
      {MENUS.map((name) => (
        <PropertyMenu
          key={name}
          bare
          label={say(`commands.${name}`)}
          shown={
            <>
              {say(`commands.${name}`)} <KeyCaps of={name} />
            </>
          }
          options={choices[name].options}
          choose={choices[name].choose}
          {...open(name)}
          {...(name === 'assign' ? { search: say('ticket.findAgent') } : {})}
        />
      ))}
      <BulkTags choose={run} {...open('tags')} />
      <IconButton label={say('bulk.clear')} keys="Escape" onClick={clear}>
        <IconX size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      <Suspense fallback={<Opening close={() => setResolving(false)} />}>
        {resolving && (
          <BulkResolve
            rows={rows}
            count={selection.count}
            close={() => setResolving(false)}
            resolve={(answer) => start({ kind: 'resolve', answer })}
          />
        )}
      </Suspense>
    </div>
  );
}

/** How many are selected and, where more match than are there, the way to all of them. */
function Chosen({ selection }: { readonly selection: Selection }): ReactNode {
  const { say } = useText();
  const { all, count, more, offer } = selection;
  const words = all ? 'bulk.allMatching' : more === null ? 'bulk.selected' : 'bulk.allShown';
  return (
    <span className="bulk-chosen">
      <span className="strong tabular bulk-count" role="status">
        {say(words, { count })}
      </span>
      {!all && more !== null && (
        <TextButton look="link" onClick={offer} disabled={more.capped}>
          {say(more.capped ? 'bulk.tooMany' : 'bulk.selectMatching', { count: more.count })}{' '}
          {!more.capped && <KeyCaps of="select-matching" />}
        </TextButton>
      )}
    </span>
  );
}

function useBulkChoices(run: (step: BulkStep) => void, menu: MenuName | null, answer: (() => void) | null) {
  const owners = useOwnerOptions(undefined, menu === 'assign');
  const statuses = useStatusOptions(null);
  const priorities = usePriorityOptions(null);
  return {
    assign: {
      options: owners,
      choose: (value: string) => run({ kind: 'assign', ownerId: value === NO_OWNER ? null : value }),
    },
    status: {
      options: statuses,
      choose: (value: string) => {
        const status = settable(value);
        if (status !== undefined) return run({ kind: 'status', status });
        if (value === 'close') return run({ kind: 'close' });
        if (answer === null) run({ kind: 'resolve' });
        else answer();
      },
    },
    priority: {
      options: priorities,
      choose: (value: string) => {
        const priority = priorityOf(value);
        if (priority !== undefined) run({ kind: 'priority', priority });
      },
    },
  };
}
