import type { ReactNode } from 'react';
import { ApiError, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { toast } from '../ui/toasts.js';
import { Confirm } from './parts.js';
import { ADMIN, refreshRows } from './rows.js';

interface RemoveProps {
  readonly kind: 'team' | 'queue';
  readonly of: { readonly id: string; readonly name: string };
  readonly stay: () => void;
  readonly leave: () => void;
}

/** Stands in the place of the form: two dialogs at once would both end with one Escape. What is still used is not removed, and it says by what. */
export function RemoveDialog({ kind, of: { id, name }, stay, leave }: RemoveProps): ReactNode {
  const { say } = useText();
  const path = kind === 'team' ? ADMIN.teams : ADMIN.queues;
  const run = async (): Promise<void> => {
    try {
      await remove(`${path}/${id}`);
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.code !== 'in-use') throw reason;
      throw new Error(say('admin.teams.inUse', { reason: reason.problem.detail }));
    }
    toast({ text: say('admin.teams.removed', { name }) });
    leave();
    await refreshRows(ADMIN.teams, ADMIN.queues, ADMIN.agents);
  };
  return (
    <Confirm
      title={say(kind === 'team' ? 'admin.teams.removeTeam' : 'admin.teams.removeQueue', { name })}
      explain={say(kind === 'team' ? 'admin.teams.removeTeamExplain' : 'admin.teams.removeQueueExplain')}
      action={say('admin.teams.removeDo')}
      run={run}
      close={stay}
    />
  );
}
