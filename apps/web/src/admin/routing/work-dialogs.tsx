import type { AgentWork } from '@redress/contract/routing.js';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { put } from '../../api/client.js';
import { useText } from '../../i18n/text.js';
import { toast } from '../../ui/toasts.js';
import { DialogForm } from '../dialog-form.js';
import { type Fault, useSave } from '../form.js';
import { SkillFields } from './actions-fields.js';
import { refreshRouting, skillsQuery } from './calls.js';

const CHANNELS = ['email', 'webForm', 'phone', 'social', 'chat'] as const;

interface WorkProps {
  readonly of: AgentWork;
  readonly close: () => void;
}

export function WorkDialog({ of, close }: WorkProps): ReactNode {
  const { say } = useText();
  const skills = useQuery(skillsQuery).data?.data ?? [];
  const [chosen, setChosen] = useState(of.skills);
  const [units, setUnits] = useState(String(of.capacity.units));
  const [limits, setLimits] = useState<Readonly<Partial<Record<string, string>>>>(() =>
    Object.fromEntries(Object.entries(of.capacity.perChannel).map(([channel, n]) => [channel, String(n)])),
  );
  const isFine = /^\d{1,4}$/.test(units.trim()) && Number(units) <= 1_000;
  const perChannel = Object.fromEntries(
    Object.entries(limits).flatMap(([channel, text]) =>
      text === undefined || !/^\d{1,3}$/.test(text.trim()) ? [] : [[channel, Number(text)]],
    ),
  );
  const save = useSave({
    check: (): readonly Fault[] => (isFine ? [] : [{ field: 'units', words: say('admin.work.fault.units') }]),
    work: () =>
      put<AgentWork>(`/agents/${of.agent.id}/work`, {
        body: { skills: chosen, capacity: { units: Number(units), perChannel } },
        ifMatch: of.version,
      }),
    done: async () => {
      toast({ text: say('admin.work.saved', { name: of.agent.name }) });
      close();
      await Promise.all([refreshRouting('/agents/work'), refreshRouting('/skills')]);
    },
    moved: () => refreshRouting('/agents/work'),
  });
  return (
    <DialogForm
      title={say('admin.work.edit', { name: of.agent.name })}
      save={save}
      close={close}
      faster={{ mine: () => undefined, theirs: close }}
    >
      <SkillFields skills={skills} chosen={chosen} change={setChosen} />
      <label className="plain-field">
        <span>{say('admin.work.units')}</span>
        <input
          id="units"
          inputMode="numeric"
          value={units}
          aria-invalid={save.fault('units') !== undefined}
          onChange={(event) => setUnits(event.currentTarget.value)}
        />
        <span className="muted hint">{say('admin.work.unitsHint')}</span>
      </label>
      <fieldset className="skill-fields">
        <legend>{say('admin.work.perChannel')}</legend>
        {CHANNELS.map((channel) => (
          <label key={channel} className="tester-fact">
            <span className="muted">{say(`words.channel.${channel}`)}</span>
            <input
              inputMode="numeric"
              placeholder={say('admin.work.noLimit')}
              value={limits[channel] ?? ''}
              onChange={(event) => setLimits({ ...limits, [channel]: event.currentTarget.value })}
            />
          </label>
        ))}
      </fieldset>
    </DialogForm>
  );
}
