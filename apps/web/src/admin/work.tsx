import type { Absence, AgentWork } from '@redress/contract/routing.js';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { remove } from '../api/client.js';
import '../clocks/marks.css';
import { useText } from '../i18n/text.js';
import { Failure, failed } from '../ui/failure.js';
import { Avatar, IconButton, Skeleton, TextButton, When } from '../ui/parts.js';
import './calendars/calendars.css';
import { ScreenHead, StateChip } from './parts.js';
import './policies/policies.css';
import { absencesQuery, refreshRouting, skillsQuery, workQuery } from './routing/calls.js';
import './routing/routing.css';
import { AbsenceDialog, WorkDialog } from './routing/work-dialogs.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `absence`, or the id of a person. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const { data, error, refetch } = useQuery(workQuery);
  const close = (): void => change({ open: undefined });
  const person = data?.data.find(({ agent }) => agent.id === search.open);
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.work.title')} explain={say('admin.work.explain')}>
        <TextButton look="filled" onClick={() => change({ open: 'absence' })}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.work.addAbsence')}
        </TextButton>
      </ScreenHead>
      {data === undefined ? (
        error === null ? (
          <Skeleton />
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        )
      ) : (
        <WorkTable people={data.data} open={(id) => change({ open: id })} />
      )}
      <Absences />
      {search.open === 'absence' && <AbsenceDialog people={data?.data ?? []} close={close} />}
      {person !== undefined && <WorkDialog key={person.agent.id} of={person} close={close} />}
    </div>
  );
}

interface TableProps {
  readonly people: readonly AgentWork[];
  readonly open: (id: string) => void;
}

function WorkTable({ people, open }: TableProps): ReactNode {
  const { say } = useText();
  const names = new Map((useQuery(skillsQuery).data?.data ?? []).map(({ code, name }) => [code, name]));
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.work.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.work.person')}</th>
            <th>{say('admin.work.presence')}</th>
            <th className="end">{say('admin.work.load')}</th>
            <th className="wide">{say('admin.work.skills')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ agent, skills, capacity, load, presence, absentUntil }) => (
            <tr key={agent.id}>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(agent.id)}>
                  {agent.name}
                </button>
              </td>
              <td>
                {absentUntil === null ? (
                  <StateChip mark={presence === 'available' ? 'good' : 'quiet'}>
                    {say(`admin.work.state.${presence}`)}
                  </StateChip>
                ) : (
                  <span className="muted">
                    {say('admin.work.until', { when: '' }).trim()} <When at={absentUntil} />
                  </span>
                )}
              </td>
              <td className="end tabular">{say('admin.work.loadOf', { load, units: capacity.units })}</td>
              <td className="wide">
                {skills
                  .map(({ skill, level }) => `${names.get(skill) ?? skill} (${say(`admin.routing.level.${level}`)})`)
                  .join(', ') || <span className="muted">–</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Absences(): ReactNode {
  const { say } = useText();
  const { data } = useQuery(absencesQuery);
  const rows = data?.data ?? [];
  const drop = ({ id, version }: Absence): void =>
    void remove(`/absences/${id}`, { ifMatch: version }).then(() => refreshRouting('/absences'), failed);
  return (
    <section aria-labelledby="absences-title">
      <div className="part-head">
        <h3 id="absences-title" className="strong spread">
          {say('admin.work.absences')}
        </h3>
      </div>
      {rows.length === 0 && <p className="muted">{say('admin.work.noAbsences')}</p>}
      <ul className="date-list">
        {rows.map((absence) => (
          <li key={absence.id} className="absence-line">
            <Avatar name={absence.agent.name} small />
            <span className="spread">{absence.agent.name}</span>
            <span>
              <When at={absence.from} /> – <When at={absence.to} />
            </span>
            <span className="muted">{absence.deputy?.name ?? say('admin.work.noDeputy')}</span>
            <IconButton
              label={say('admin.work.removeAbsence', { name: absence.agent.name })}
              onClick={() => drop(absence)}
            >
              <IconX size={14} stroke={1.5} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
