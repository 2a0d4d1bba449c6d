import type { AgentWork } from '@redress/contract/routing.js';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AbsenceForm } from '../absences/absence-form.js';
import { AbsenceList } from '../absences/absence-list.js';
import { absencesQuery } from '../absences/calls.js';
import '../clocks/marks.css';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { Skeleton, TextButton, When } from '../ui/parts.js';
import './calendars/calendars.css';
import { ScreenHead, StateChip } from './parts.js';
import './policies/policies.css';
import { skillsQuery, workQuery } from './routing/calls.js';
import './routing/routing.css';
import { WorkDialog } from './routing/work-dialogs.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `absence`, or the id of an absence or of a person. */
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
      <Absences people={data?.data ?? []} />
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

function Absences({ people }: { readonly people: readonly AgentWork[] }): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const { data } = useQuery(absencesQuery(null));
  const rows = data?.data ?? [];
  const edited = rows.find(({ id }) => id === search.open) ?? null;
  const close = (): void => change({ open: undefined });
  const names = people.map(({ agent }) => agent);
  return (
    <section aria-labelledby="absences-title">
      <div className="part-head">
        <h3 id="absences-title" className="strong spread">
          {say('absences.title')}
        </h3>
      </div>
      {data !== undefined && rows.length === 0 && <p className="muted">{say('absences.none')}</p>}
      <AbsenceList absences={rows} named edit={({ id }) => change({ open: id })} />
      {(search.open === 'absence' || edited !== null) && (
        <Dialog
          title={edited === null ? say('admin.work.addAbsence') : say('absences.edit', { name: edited.agent.name })}
          close={close}
        >
          <AbsenceForm key={search.open} of={edited} people={names} deputies={names} cancel={close} done={close} />
        </Dialog>
      )}
    </section>
  );
}
