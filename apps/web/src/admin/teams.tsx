import type { Agent, Queue, Team } from '@redress/contract/people.js';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Empty, TextButton } from '../ui/parts.js';
import { List, ScreenHead } from './parts.js';
import { QueueDialog } from './queue-dialog.js';
import { ADMIN, useRows } from './rows.js';
import { TeamDialog } from './team-dialog.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `new-team`, `new-queue`, or the id of one of either. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const teams = useRows<Team>(ADMIN.teams);
  const queues = useRows<Queue>(ADMIN.queues);
  const people = useRows<Agent>(ADMIN.agents, { limit: 200 }).rows ?? [];
  const close = (): void => change({ open: undefined });
  const open = (id: string): void => change({ open: id });
  const team = teams.rows?.find(({ id }) => id === search.open) ?? null;
  const queue = queues.rows?.find(({ id }) => id === search.open) ?? null;
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.teams.title')} explain={say('admin.teams.explain')} />
      <PartHead
        title={say('admin.teams.queuesTitle')}
        add={say('admin.teams.addQueue')}
        run={() => open('new-queue')}
        filled
      />
      <List of={queues} empty={<Empty title={say('admin.teams.noQueues')} />}>
        {(rows) => <QueueTable queues={rows} open={open} />}
      </List>
      <PartHead title={say('admin.teams.teamsTitle')} add={say('admin.teams.addTeam')} run={() => open('new-team')} />
      <List of={teams} empty={<Empty title={say('admin.teams.noTeams')} />}>
        {(rows) => <TeamTable teams={rows} open={open} />}
      </List>
      {(search.open === 'new-team' || team !== null) && (
        <TeamDialog key={search.open} team={team} people={people} close={close} />
      )}
      {(search.open === 'new-queue' || queue !== null) && (
        <QueueDialog key={search.open} queue={queue} teams={teams.rows ?? []} close={close} />
      )}
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly add: string;
  readonly run: () => void;
  readonly filled?: boolean;
}

function PartHead({ title, add, run, filled = false }: PartProps): ReactNode {
  return (
    <div className="part-head">
      <h3 className="strong spread">{title}</h3>
      <TextButton look={filled ? 'filled' : 'plain'} onClick={run}>
        <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {add}
      </TextButton>
    </div>
  );
}

function QueueTable({
  queues,
  open,
}: {
  readonly queues: readonly Queue[];
  readonly open: (id: string) => void;
}): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.teams.queuesTitle')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.teams.name')}</th>
            <th>{say('admin.teams.team')}</th>
            <th className="wide">{say('admin.teams.addresses')}</th>
            <th className="wide">{say('admin.teams.kind')}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.id}>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(queue.id)}>
                  {queue.name}
                </button>
                {queue.isDefault && <span className="admin-tag">{say('admin.teams.isDefault')}</span>}
              </td>
              <td>{queue.team?.name ?? say('admin.teams.everybody')}</td>
              <td className="wide">
                {queue.addresses.join(', ') || (
                  <span className="muted">
                    {say(queue.isDefault ? 'admin.teams.anyAddress' : 'admin.teams.noAddress')}
                  </span>
                )}
              </td>
              <td className="wide">{say(`words.kind.${queue.kind}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TeamTable({
  teams,
  open,
}: {
  readonly teams: readonly Team[];
  readonly open: (id: string) => void;
}): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.teams.teamsTitle')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.teams.name')}</th>
            <th>{say('admin.teams.members')}</th>
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.id}>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(team.id)}>
                  {team.name}
                </button>
              </td>
              <td>{team.members.map(({ name }) => name).join(', ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
