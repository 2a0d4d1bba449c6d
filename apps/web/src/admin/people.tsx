import type { Agent, Team } from '@redress/contract/people.js';
import type { RoleName } from '@redress/contract/words.js';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Since, TextButton } from '../ui/parts.js';
import { List, OneTime, ScreenHead } from './parts.js';
import { PersonDialog, ROLES } from './person-dialog.js';
import { ADMIN, useRows } from './rows.js';
import { useAdminSearch } from './use-search.js';

export interface PasswordLink {
  readonly name: string;
  readonly link: string;
}

export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const people = useRows<Agent>(ADMIN.agents, { limit: 200 });
  const teams = useRows<Team>(ADMIN.teams).rows ?? [];
  const [link, setLink] = useState<PasswordLink | null>(null);
  const opened = people.rows?.find(({ id }) => id === search.open) ?? null;
  const close = (): void => change({ open: undefined });
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.people.title')} explain={say('admin.people.explain')}>
        <TextButton look="filled" data-light="colleague" onClick={() => change({ open: 'new' })}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.people.invite')}
        </TextButton>
      </ScreenHead>
      {link !== null && (
        <OneTime
          title={say('admin.people.linkTitle', { name: link.name })}
          explain={say('admin.people.linkExplain')}
          text={link.link}
          done={() => setLink(null)}
        />
      )}
      {isRole(search.role) && (
        <p className="people-role">
          {say('admin.roles.only', { role: say(`words.role.${search.role}`) })}
          <TextButton onClick={() => change({ role: undefined })}>{say('admin.roles.everybody')}</TextButton>
        </p>
      )}
      <List of={people} empty={null}>
        {(rows) => <PeopleTable people={rows.filter(has(search.role))} open={(id) => change({ open: id })} />}
      </List>
      {(search.open === 'new' || opened !== null) && (
        <PersonDialog key={search.open} person={opened} teams={teams} close={close} handOver={setLink} />
      )}
    </div>
  );
}

const isRole = (role: string | undefined): role is RoleName => ROLES.some((one) => one === role);

const has =
  (role: string | undefined) =>
  (person: Agent): boolean =>
    !isRole(role) || person.role === role;

interface TableProps {
  readonly people: readonly Agent[];
  readonly open: (id: string) => void;
}

function PeopleTable({ people, open }: TableProps): ReactNode {
  const { say } = useText();
  const { agent: me } = useSession();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.people.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.people.name')}</th>
            <th>{say('admin.people.role')}</th>
            <th className="wide">{say('admin.people.email')}</th>
            <th className="wide">{say('admin.people.teams')}</th>
            <th className="wide end">{say('admin.people.lastSeen')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id} className={person.disabled ? 'muted' : undefined}>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(person.id)}>
                  {person.name}
                </button>
                {person.id === me.id && <span className="muted"> ({say('admin.people.you')})</span>}
                {person.disabled && <span className="muted"> · {say('admin.people.disabled')}</span>}
              </td>
              <td>{say(`words.role.${person.role}`)}</td>
              <td className="wide">{person.email}</td>
              <td className="wide">{person.teams.map(({ name }) => name).join(', ') || '–'}</td>
              <td className="wide end muted">
                {person.id === me.id ? (
                  say('words.time.now')
                ) : person.lastSeenAt === null ? (
                  say('admin.people.neverSeen')
                ) : (
                  <Since at={person.lastSeenAt} words="words.time.ago" />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
