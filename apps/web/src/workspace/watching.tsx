import type { Watching } from '@redress/contract/notifications.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { Menu } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { get, put, remove } from '../api/client.js';
import { keys, queryClient, refreshTimeline } from '../api/queries.js';
import { sayNow, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { useCommands } from '../ui/commands.js';
import { failed } from '../ui/failure.js';
import { IconButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';

interface OfTicket {
  readonly read: Timeline;
}

/** Whoever watches a ticket is told of it like its owner. */
export function WatchButton({ read }: OfTicket): ReactNode {
  const { say } = useText();
  const toggle = useToggle(read);
  const { watching, watchers } = read.watching;
  const may = read.ticket.may.includes('watch');
  useCommands(may ? [{ id: 'watch', run: toggle }] : []);
  if (!may) return null;
  const names = watchers.map(({ name }) => name).join(', ');
  const by = watchers.length === 0 ? '' : ` (${say('ticket.watch.by', { names, count: watchers.length })})`;
  return (
    <IconButton
      label={`${say(watching ? 'ticket.watch.stop' : 'ticket.watch.start')}${by}`}
      command="watch"
      pressed={watching}
      onClick={toggle}
      className="watch-button wide-only"
    >
      <IconEye size={18} stroke={1.5} aria-hidden="true" />
      {watchers.length > 0 && (
        // drawn by the style: the name of the button says it in words
        <span className="tabular watch-count" aria-hidden="true" data-count={watchers.length} />
      )}
    </IconButton>
  );
}

export function WatchItem({ read }: OfTicket): ReactNode {
  const { say } = useText();
  const toggle = useToggle(read);
  return (
    <Menu.Item onClick={toggle}>{say(read.watching.watching ? 'ticket.watch.stop' : 'ticket.watch.start')}</Menu.Item>
  );
}

function useToggle(read: Timeline): () => void {
  const { agent } = useSession();
  const { id, number } = read.ticket;
  const { watching, watchers } = read.watching;
  return () => {
    const others = watchers.filter((one) => one.id !== agent.id);
    const after = watching ? others : [...others, { id: agent.id, name: agent.name }];
    void keep(id, { watching: !watching, watchers: after }).then(() => change(id, number, !watching));
  };
}

/** Shown at once; what the server says then stands. */
async function change(id: string, number: string, watching: boolean): Promise<void> {
  const path = `/tickets/${id}/watch`;
  try {
    if (!watching) await remove(path);
    await keep(id, await (watching ? put<Watching>(path) : get<Watching>(path)));
    // no event tells of it, and a reading that was given up may have had more to say
    void refreshTimeline(id);
    const undo = { label: sayNow('ticket.undo'), run: () => void change(id, number, !watching) };
    toast({ text: sayNow(watching ? 'ticket.watch.started' : 'ticket.watch.stopped', { number }), undo });
  } catch (reason) {
    failed(reason);
    void queryClient.invalidateQueries({ queryKey: keys.timelines });
  }
  void queryClient.invalidateQueries({ queryKey: keys.tickets });
}

/** A reading that is under way may have been answered before it: that one is given up, else it takes it back. */
async function keep(id: string, watching: Watching): Promise<void> {
  await queryClient.cancelQueries({
    queryKey: keys.timelines,
    predicate: ({ state: { data } }) => (data as Timeline | undefined)?.ticket.id === id,
  });
  queryClient.setQueriesData<Timeline>({ queryKey: keys.timelines }, (known) =>
    known?.ticket.id === id ? { ...known, watching } : known,
  );
}
