import type { Named } from '@redress/contract/answers.js';
import type { Absence } from '@redress/contract/routing.js';
import { type ReactNode, useState } from 'react';
import { type Fault, type FaultWords, FormSummary, MovedOn, useSave } from '../admin/form.js';
import { loadTexts, useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { localField } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { refreshAbsences, saveAbsence } from './calls.js';

await loadTexts('absences', 'admin');

interface FormProps {
  /** null: a new one. */
  readonly of: Absence | null;
  /** Of whom it may be; with a single one nobody is asked. */
  readonly people: readonly Named[];
  readonly deputies: readonly Named[];
  readonly cancel: (() => void) | undefined;
  readonly done: () => void;
}

const FAULTS = ['order', 'tooLong', 'self', 'unknown', 'overlap'] as const;

/** From, until, and who stands in. */
export function AbsenceForm({ of, people, deputies, cancel, done }: FormProps): ReactNode {
  const { say } = useText();
  const [agentId, setAgentId] = useState(of?.agent.id ?? people[0]?.id ?? '');
  const [from, setFrom] = useState(of === null ? '' : localField(Date.parse(of.from)));
  const [to, setTo] = useState(of === null ? '' : localField(Date.parse(of.to)));
  const [deputyId, setDeputyId] = useState(of?.deputy?.id ?? '');
  const words: FaultWords = (_, code) => {
    const known = FAULTS.find((one) => one === code);
    return known === undefined ? undefined : say(`absences.fault.${known}`);
  };
  const save = useSave({
    check: (): readonly Fault[] => {
      if (from === '' || to === '') return [{ field: from === '' ? 'from' : 'to', words: say('absences.fault.dates') }];
      return from < to ? [] : [{ field: 'to', words: say('absences.fault.order') }];
    },
    words,
    work: () =>
      saveAbsence(of, {
        agentId,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        deputyId: deputyId === '' ? null : deputyId,
      }),
    done: async ({ agent }) => {
      toast({ text: say('absences.saved', { name: agent.name }) });
      await refreshAbsences();
      done();
    },
    moved: refreshAbsences,
  });
  return (
    <form className="form" onSubmit={save.submit} noValidate>
      <p className="muted">{say('absences.explain')}</p>
      <FormSummary faults={save.faults} />
      {save.movedOn && <MovedOn keep={() => save.submit()} theirs={done} />}
      {people.length > 1 && of === null && (
        <Chooser label={say('absences.person')} id="agentId" value={agentId} of={people} choose={setAgentId} />
      )}
      <div className="field-row">
        <Moment id="from" label={say('absences.from')} value={from} error={save.fault('from')} change={setFrom} />
        <Moment id="to" label={say('absences.to')} value={to} error={save.fault('to')} change={setTo} />
      </div>
      <Chooser
        label={say('absences.deputy')}
        id="deputyId"
        value={deputyId}
        none={say('absences.noDeputy')}
        of={deputies.filter(({ id }) => id !== agentId)}
        error={save.fault('deputyId')}
        choose={setDeputyId}
      />
      <div className="form-foot end-foot">
        {cancel !== undefined && <TextButton onClick={cancel}>{say('shell.cancel')}</TextButton>}
        <TextButton type="submit" look="filled" disabled={save.busy}>
          {say(of === null ? 'absences.add' : 'absences.save')}
        </TextButton>
      </div>
    </form>
  );
}

interface MomentProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly change: (value: string) => void;
}

function Moment({ id, label, value, error, change }: MomentProps): ReactNode {
  return (
    <label className="plain-field">
      <span>{label}</span>
      <input
        id={id}
        type="datetime-local"
        value={value}
        aria-invalid={error === undefined ? undefined : true}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {error !== undefined && <span className="field-error">{error}</span>}
    </label>
  );
}

interface ChooserProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly of: readonly Named[];
  readonly none?: string;
  readonly error?: string | undefined;
  readonly choose: (id: string) => void;
}

function Chooser({ id, label, value, of, none, error, choose }: ChooserProps): ReactNode {
  return (
    <label className="plain-field">
      <span>{label}</span>
      <select
        id={id}
        value={value}
        aria-invalid={error === undefined ? undefined : true}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {of.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      {error !== undefined && <span className="field-error">{error}</span>}
    </label>
  );
}
