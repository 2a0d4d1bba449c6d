import type { QueueRow } from '@redress/contract/queue.js';
import type { RefObject } from 'react';
import { type Command, useCommands } from '../ui/commands.js';
import type { Pick, Steps } from './moves.js';

interface ListCommands {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly setViewsOpen: (open: boolean) => void;
  readonly steps: Steps;
  readonly cursor: string | null;
  readonly rows: readonly QueueRow[];
  readonly picked: ReadonlySet<string>;
  readonly setPicked: (picked: ReadonlySet<string>) => void;
  readonly pick: Pick;
  readonly close: () => void;
}

export function useListCommands({
  field,
  setViewsOpen,
  steps,
  cursor,
  rows,
  picked,
  setPicked,
  pick,
  close,
}: ListCommands): void {
  const extend = (by: 1 | -1): void => {
    const here = rows.find((row) => row.id === cursor);
    const there = steps.move(by);
    setPicked(new Set([...picked, ...[here, there].flatMap((row) => (row === undefined ? [] : [row.id]))]));
  };
  const escape = (): void => {
    if (picked.size > 0) setPicked(new Set());
    else close();
  };
  const commands: readonly Command[] = [
    {
      id: 'next',
      label: 'commands.next',
      group: 'list',
      keys: ['j', 'ArrowDown'],
      quiet: true,
      run: () => void steps.move(1),
    },
    {
      id: 'previous',
      label: 'commands.previous',
      group: 'list',
      keys: ['k', 'ArrowUp'],
      quiet: true,
      run: () => void steps.move(-1),
    },
    { id: 'open', label: 'commands.open', group: 'list', keys: ['Enter', 'o'], quiet: true, run: steps.openCursor },
    {
      id: 'select',
      label: 'commands.select',
      group: 'list',
      keys: ['x'],
      quiet: true,
      run: () => {
        const row = rows.find((one) => one.id === cursor) ?? rows[0];
        if (row !== undefined) pick(row, false);
      },
    },
    {
      id: 'select-all',
      label: 'commands.selectAll',
      group: 'list',
      keys: ['$mod+a'],
      run: () => setPicked(new Set(rows.map(({ id }) => id))),
    },
    {
      id: 'extend-next',
      label: 'commands.select',
      group: 'list',
      keys: ['Shift+j'],
      quiet: true,
      run: () => extend(1),
    },
    {
      id: 'extend-previous',
      label: 'commands.select',
      group: 'list',
      keys: ['Shift+k'],
      quiet: true,
      run: () => extend(-1),
    },
    { id: 'filter', label: 'commands.filter', group: 'list', keys: ['[Shift]+/'], run: () => field.current?.select() },
    { id: 'views', label: 'commands.views', group: 'list', keys: ['v'], run: () => setViewsOpen(true) },
    { id: 'close', label: 'commands.close', group: 'list', keys: ['Escape'], quiet: true, run: escape },
  ];
  useCommands(commands);
}
