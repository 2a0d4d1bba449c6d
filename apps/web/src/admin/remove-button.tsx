import { type ReactNode, useState } from 'react';
import { ApiError, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { Confirm } from './parts.js';
import { ADMIN, refreshRows } from './rows.js';

interface RemoveProps {
  readonly kind: 'team' | 'queue';
  readonly id: string;
  readonly name: string;
  readonly close: () => void;
}

/** What is still used is not removed; the dialog then says by what. */
export function RemoveButton({ kind, id, name, close }: RemoveProps): ReactNode {
  const { say } = useText();
  const [asking, setAsking] = useState(false);
  const path = kind === 'team' ? ADMIN.teams : ADMIN.queues;
  const run = async (): Promise<void> => {
    try {
      await remove(`${path}/${id}`);
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.code !== 'in-use') throw reason;
      throw new Error(say('admin.teams.inUse', { reason: reason.problem.detail }));
    }
    toast({ text: say('admin.teams.removed', { name }) });
    close();
    await refreshRows(ADMIN.teams, ADMIN.queues, ADMIN.agents);
  };
  return (
    <>
      <TextButton look="danger" onClick={() => setAsking(true)}>
        {say('admin.teams.removeDo')} …
      </TextButton>
      {asking && (
        <Confirm
          title={say(kind === 'team' ? 'admin.teams.removeTeam' : 'admin.teams.removeQueue', { name })}
          explain={say(kind === 'team' ? 'admin.teams.removeTeamExplain' : 'admin.teams.removeQueueExplain')}
          action={say('admin.teams.removeDo')}
          run={run}
          close={() => setAsking(false)}
        />
      )}
    </>
  );
}
