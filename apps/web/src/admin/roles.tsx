import type { RoleRights } from '@redress/contract/people.js';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useContext } from 'react';
import { type Say, useText } from '../i18n/text.js';
import { type FoundScreen, FoundScreens } from './found-screens.js';
import { List, ScreenHead } from './parts.js';
import { mayAll, TICKET_LINES } from './role-lines.js';
import './roles.css';
import { ADMIN, useRows } from './rows.js';

interface Line {
  readonly name: string;
  readonly words: string;
  /** A word, or whether it is so. */
  readonly of: (rights: RoleRights) => string | boolean;
}

interface Group {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** What each role sees and may do, as the server judges. */
export function Screen(): ReactNode {
  const { say } = useText();
  const roles = useRows<RoleRights>(ADMIN.roles);
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.roles.title')} explain={say('admin.roles.explain')} />
      <List of={roles} empty={null}>
        {(rows) => <RolesTable roles={rows} />}
      </List>
    </div>
  );
}

function RolesTable({ roles }: { readonly roles: readonly RoleRights[] }): ReactNode {
  const { say } = useText();
  const screens = useContext(FoundScreens);
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.roles.title')}>
      <table className="table admin-table roles-table">
        <thead>
          <tr>
            <td />
            {roles.map((rights) => (
              <th key={rights.role} scope="col">
                <RoleHead rights={rights} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groupsOf(say, screens).map((group) => (
            <GroupRows key={group.title} group={group} roles={roles} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RoleHead({ rights: { role, people } }: { readonly rights: RoleRights }): ReactNode {
  const { say } = useText();
  return (
    <>
      <span className="strong">{say(`words.role.${role}`)}</span>
      <span className="muted role-words">{say(`admin.people.roleWords.${role}`)}</span>
      <Link to="/admin/$screen" params={{ screen: 'people' }} search={{ role }} className="tabular">
        {say('admin.roles.people', { count: people })}
      </Link>
    </>
  );
}

interface GroupProps {
  readonly group: Group;
  readonly roles: readonly RoleRights[];
}

function GroupRows({ group, roles }: GroupProps): ReactNode {
  return (
    <Fragment>
      <tr className="roles-group">
        <th colSpan={roles.length + 1} scope="colgroup">
          {group.title}
        </th>
      </tr>
      {group.lines.map(({ name, words, of }) => (
        <tr key={name}>
          <th scope="row">{words}</th>
          {roles.map((rights) => (
            <td key={rights.role}>
              <Cell value={of(rights)} />
            </td>
          ))}
        </tr>
      ))}
    </Fragment>
  );
}

function Cell({ value }: { readonly value: string | boolean }): ReactNode {
  const { say } = useText();
  if (typeof value === 'string') return value;
  if (!value)
    return (
      <span className="muted" role="img" aria-label={say('admin.roles.no')}>
        {'–'}
      </span>
    );
  return <IconCheck size={18} stroke={2} role="img" aria-label={say('admin.roles.yes')} />;
}

const groupsOf = (say: Say, screens: readonly FoundScreen[]): readonly Group[] => [
  { title: say('admin.roles.tickets'), lines: ticketLines(say) },
  {
    title: say('admin.roles.quality'),
    lines: [
      { name: 'reports', words: say('admin.roles.reports'), of: ({ readsReports }) => readsReports },
      { name: 'causes', words: say('admin.roles.causes'), of: ({ scopes }) => scopes.includes('quality:write') },
    ],
  },
  { title: say('admin.roles.administration'), lines: screenLines(say, screens) },
];

const ticketLines = (say: Say): readonly Line[] => [
  { name: 'sight', words: say('admin.roles.sees'), of: ({ sees }) => say(`admin.roles.sight.${sees}`) },
  ...TICKET_LINES.map((line): Line => ({
    name: line,
    words: say(`admin.roles.line.${line}`),
    of: (rights) => mayAll(rights, line),
  })),
  { name: 'takesAway', words: say('admin.roles.takesAway'), of: (rights) => rights.takesAway },
];

/** The screens that others than administrators find, each in a line; the rest is theirs alone. */
function screenLines(say: Say, screens: readonly FoundScreen[]): readonly Line[] {
  const shared = screens.filter(({ roles }) => roles.length > 1);
  const rest = screens.filter(({ roles }) => roles.length === 1);
  return [
    ...shared.map(({ path, label, roles }): Line => ({
      name: path,
      words: say(label),
      of: ({ role }) => roles.includes(role),
    })),
    {
      name: 'rest',
      words: say('admin.roles.rest', { count: rest.length }),
      of: ({ role }) => rest.every(({ roles }) => roles.includes(role)),
    },
  ];
}
