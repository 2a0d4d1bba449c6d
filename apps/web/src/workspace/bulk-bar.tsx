import type { QueueRow } from '@redress/contract/queue.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { IconX } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { sayNow, useText } from '../i18n/text.js';
import { type Command, useCommands } from '../ui/commands.js';
import { reasonWords } from '../ui/failure.js';
import { Caps, IconButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { assign, set, step, type Target, undoLast } from './actions.js';
import { NO_OWNER, priorityOf, settable, useOwnerOptions, usePriorityOptions, useStatusOptions } from './choices.js';
import { PropertyMenu } from './property-menu.js';

const BulkResolve = lazy(async () => ({ default: (await import('./bulk-resolve.js')).BulkResolve }));

type MenuName = 'assign' | 'status' | 'priority';

/** What can be done to all selected tickets at once. They are changed one by one, so that each keeps its own rules and its own log. */
export function BulkBar({
  rows,
  clear,
}: {
  readonly rows: readonly QueueRow[];
  readonly clear: () => void;
}): ReactNode {
  const { say } = useText();
  const [menu, setMenu] = useState<MenuName | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const run = (what: string, change: (row: QueueRow) => Promise<Ticket>): void => {
    setDone(0);
    void changeAll(rows, change, setDone).then(({ changed, refusals }) => {
      setDone(null);
      report(what, changed, refusals);
      if (refusals.length === 0) clear();
    });
  };
  /** As they were selected: what is resolved leaves the list meanwhile. */
  const [resolving, setResolving] = useState<readonly QueueRow[] | null>(null);
  // complaints owe an answer, which is then asked for once for all
  const answer = rows.some(({ kind }) => kind === 'complaint') ? () => setResolving(rows) : null;
  const choices = useBulkChoices(run, menu, answer);
  const commands: Command[] = (['assign', 'status', 'priority'] as const).map((name) => ({
    id: `bulk-${name}`,
    label: `commands.${name}`,
    group: 'list',
    keys: [KEY[name]],
    run: () => setMenu(name),
  }));
  commands.push({
    id: 'bulk-me',
    label: 'commands.assignMe',
    group: 'list',
    keys: ['Shift+a'],
    run: () => choices.assign.choose('me'),
  });
  useCommands(commands);
  return (
    <div className="bulk" role="toolbar" aria-label={say('queue.bulk.selected', { count: rows.length })}>
      <span className="strong tabular bulk-count">
        {done === null
          ? say('queue.bulk.selected', { count: rows.length })
          : say('queue.bulk.running', { done, all: rows.length })}
      </span>
      {(['assign', 'status', 'priority'] as const).map((name) => (
        <PropertyMenu
          key={name}
          bare
          label={say(`commands.${name}`)}
          shown={
            <>
              {say(`commands.${name}`)} <Caps of={KEY[name]} />
            </>
          }
          options={choices[name].options}
          choose={choices[name].choose}
          opened={menu === name}
          setOpened={(opened) => setMenu(opened ? name : null)}
          {...(name === 'assign' ? { search: say('ticket.findAgent') } : {})}
        />
      ))}
      <IconButton label={say('queue.bulk.clear')} keys="Escape" onClick={clear}>
        <IconX size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      <Suspense fallback={null}>
        {resolving !== null && (
          <BulkResolve
            rows={resolving}
            close={() => setResolving(null)}
            done={(changed) => reportDone(say('queue.bulk.resolved'), changed)}
            clear={clear}
          />
        )}
      </Suspense>
    </div>
  );
}

const KEY = { assign: 'a', status: 's', priority: 'y' } as const;

type Run = (what: string, change: (row: QueueRow) => Promise<Ticket>) => void;

function useBulkChoices(run: Run, menu: MenuName | null, answer: (() => void) | null) {
  const { say } = useText();
  const owners = useOwnerOptions(undefined, menu === 'assign');
  const statuses = useStatusOptions(null);
  const priorities = usePriorityOptions(null);
  return {
    assign: {
      options: owners,
      choose: (value: string) => {
        const name = value === 'me' ? say('words.me') : (owners.find((option) => option.value === value)?.label ?? '');
        const what = value === NO_OWNER ? say('ticket.did.unassigned') : say('ticket.did.assigned', { name });
        run(what, (row) => assign(row, value === NO_OWNER ? null : value));
      },
    },
    status: {
      options: statuses,
      choose: (value: string) => {
        if (value === 'resolve' && answer !== null) return answer();
        const status = settable(value);
        const words = statuses.find((option) => option.value === value)?.label ?? value;
        run(say('ticket.did.status', { status: words }), (row) =>
          status === undefined ? step(row, value === 'close' ? 'close' : 'resolve') : set(row, { status }),
        );
      },
    },
    priority: {
      options: priorities,
      choose: (value: string) => {
        const priority = priorityOf(value);
        if (priority === undefined) return;
        run(say('ticket.did.priority', { priority: say(`words.priority.${priority}`) }), (row) =>
          set(row, { priority }),
        );
      },
    },
  };
}

interface BulkResult {
  readonly changed: readonly Ticket[];
  readonly refusals: readonly unknown[];
}

async function changeAll(
  rows: readonly QueueRow[],
  change: (row: QueueRow) => Promise<Ticket>,
  progress: (done: number) => void,
): Promise<BulkResult> {
  const changed: Ticket[] = [];
  const refusals: unknown[] = [];
  for (const [index, row] of rows.entries()) {
    try {
      changed.push(await change(row));
    } catch (reason) {
      refusals.push(reason);
    }
    progress(index + 1);
  }
  return { changed, refusals };
}

function report(what: string, changed: readonly Ticket[], refusals: readonly unknown[]): void {
  reportDone(what, changed);
  if (refusals.length > 0) {
    const reason = reasonWords(sayNow, refusals[0]);
    toast({ text: sayNow('queue.bulk.failed', { count: refusals.length, reason }), tone: 'failed', forMs: 8_000 });
  }
}

/** With the way back beside it. */
function reportDone(what: string, changed: readonly Target[]): void {
  if (changed.length === 0) return;
  const undo = {
    label: sayNow('ticket.undo'),
    run: () => void Promise.all(changed.map((ticket) => undoLast(ticket))),
  };
  toast({ text: sayNow('queue.bulk.done', { what, count: changed.length }), undo });
}
