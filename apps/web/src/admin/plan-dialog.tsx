import type { EscalationPlan, PlanLevel, SaveEscalationPlan } from '@redress/contract/escalation.js';
import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { post, put, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { DialogForm } from './dialog-form.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { faultOf, useSave } from './form.js';
import { Confirm } from './parts.js';
import { LevelFields } from './plan-level.js';
import { ADMIN, refreshRows } from './rows.js';

interface PlanProps {
  /** null: a new one. */
  readonly plan: EscalationPlan | null;
  readonly close: () => void;
}

const levelAt = (level: number): PlanLevel => ({
  level,
  offset: { percent: level === 1 ? 80 : 100 },
  repeat: null,
  kind: 'hierarchical',
  to: { role: level === 1 ? 'owner' : 'teamLead' },
  action: 'notify',
});

const wordsOf = (plan: EscalationPlan | null): SaveEscalationPlan => ({
  name: plan?.name ?? '',
  levels: plan?.levels ?? [levelAt(1)],
});

export function PlanDialog({ plan, close }: PlanProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(plan);
  const [words, setWords] = useState(() => wordsOf(plan));
  // Levels keep their numbers apart by their place: one taken out lets those behind move up.
  const body = {
    name: words.name.trim(),
    levels: words.levels.map((level, index) => ({ ...level, level: index + 1 })),
  };
  const save = useSave({
    check: () => (body.name === '' ? [faultOf(say, 'name')] : []),
    work: () =>
      seen === null
        ? post<EscalationPlan>(ADMIN.plans, { body })
        : put<EscalationPlan>(`${ADMIN.plans}/${seen.id}`, { body, ifMatch: seen.version }),
    done: async ({ name }) => {
      toast({ text: say('admin.plans.saved', { name }) });
      close();
      await refreshRows(ADMIN.plans);
    },
    moved: () => refreshRows(ADMIN.plans),
  });
  const set = (at: number, level: PlanLevel): void =>
    setWords({ ...words, levels: words.levels.map((known, index) => (index === at ? level : known)) });
  return (
    <DialogForm
      title={plan === null ? say('admin.plans.add') : say('admin.plans.edit', { name: plan.name })}

      width={640}
      save={save}
      close={close}
      faster={{
        mine: () => setSeen(plan),
        theirs: () => {
          setSeen(plan);
          setWords(wordsOf(plan));
        },
      }}
      removal={plan === null ? undefined : (stay) => <RemovePlan plan={plan} stay={stay} leave={close} />}
    >
      <TextInput
        id="name"
        label={say('admin.plans.name')}
        data-autofocus
        value={words.name}
        error={save.fault('name')}
        onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
      />
      {words.levels.map((level, index) => (
        <LevelFields
          key={index}
          n={index + 1}
          level={level}
          change={(next) => set(index, next)}
          drop={() => setWords({ ...words, levels: words.levels.filter((_, at) => at !== index) })}
        />
      ))}
      <TextButton onClick={() => setWords({ ...words, levels: [...words.levels, levelAt(words.levels.length + 1)] })}>
        <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.plans.addLevel')}
      </TextButton>
    </DialogForm>
  );
}

interface RemoveProps {
  readonly plan: EscalationPlan;
  readonly stay: () => void;
  readonly leave: () => void;
}

function RemovePlan({ plan, stay, leave }: RemoveProps): ReactNode {
  const { say } = useText();
  const run = async (): Promise<void> => {
    await remove(`${ADMIN.plans}/${plan.id}`);
    toast({ text: say('admin.plans.removed', { name: plan.name }) });
    leave();
    await refreshRows(ADMIN.plans);
  };
  return (
    <Confirm
      title={say('admin.plans.edit', { name: plan.name })}
      explain={say('admin.plans.removeAsk', { name: plan.name })}
      action={say('admin.plans.remove')}
      run={run}
      close={stay}
    />
  );
}
