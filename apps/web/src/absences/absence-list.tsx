import type { Absence } from '@redress/contract/routing.js';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { failed } from '../ui/failure.js';
import { Avatar, IconButton, When } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import './absences.css';
import { dropAbsence, refreshAbsences } from './calls.js';
import { sortAbsences } from './order.js';

interface ListProps {
  readonly absences: readonly Absence[];
  /** Whose it is stands there only where there are several people. */
  readonly named: boolean;
  readonly edit: (absence: Absence) => void;
}

/** Who is away now, then what comes; what is over is folded away. */
export function AbsenceList({ absences, named, edit }: ListProps): ReactNode {
  const { say } = useText();
  const { now, later, past } = sortAbsences(absences, useNow());
  const line = (absence: Absence, isNow = false): ReactNode => (
    <AbsenceLine key={absence.id} absence={absence} named={named} isNow={isNow} edit={() => edit(absence)} />
  );
  return (
    <>
      {now.length + later.length > 0 && (
        <ul className="absence-list">
          {now.map((absence) => line(absence, true))}
          {later.map((absence) => line(absence))}
        </ul>
      )}
      {past.length > 0 && (
        <details className="absences-past">
          <summary>{say('absences.past', { count: past.length })}</summary>
          <ul className="absence-list">{past.map((absence) => line(absence))}</ul>
        </details>
      )}
    </>
  );
}

interface LineProps {
  readonly absence: Absence;
  readonly named: boolean;
  readonly isNow: boolean;
  readonly edit: () => void;
}

function AbsenceLine({ absence, named, isNow, edit }: LineProps): ReactNode {
  const { say } = useText();
  const { agent, deputy } = absence;
  const drop = (): void =>
    void dropAbsence(absence).then(async () => {
      toast({ text: say('absences.removed', { name: agent.name }) });
      await refreshAbsences();
    }, failed);
  return (
    <li className={named ? 'absence-line named' : 'absence-line'}>
      {named && <Avatar name={agent.name} small />}
      <button type="button" className="row-link" title={say('absences.edit', { name: agent.name })} onClick={edit}>
        {named ? <span className="strong">{agent.name}</span> : <Dates of={absence} isNow={isNow} />}
      </button>
      {named && <Dates of={absence} isNow={isNow} />}
      <span className="muted absence-deputy">
        {deputy === null ? say('absences.noDeputy') : `${say('absences.deputy')}: ${deputy.name}`}
      </span>
      <IconButton label={say('absences.remove', { name: agent.name })} onClick={drop}>
        <IconX size={14} stroke={1.5} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function Dates({ of, isNow }: { readonly of: Absence; readonly isNow: boolean }): ReactNode {
  const { say } = useText();
  return (
    <span className="absence-dates">
      <When at={of.from} /> – <When at={of.to} />
      {isNow && <span className="due admin-state risk">{say('absences.now')}</span>}
    </span>
  );
}
