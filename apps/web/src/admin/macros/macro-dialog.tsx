import type { Macro, MacroGoTo, SaveMacro } from '@redress/contract/macros.js';
import type { RuleCondition } from '@redress/contract/sla-policy.js';
import type { SharedWith } from '@redress/contract/snippets.js';
import { NumberInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post, put, remove } from '../../api/client.js';
import { useText } from '../../i18n/text.js';
import { readCondition, writeCondition } from '../../rules/tree.js';
import { useSession } from '../../session/preferences.js';
import { toast } from '../../ui/toasts.js';
import { ConditionEditor } from '../conditions/condition-editor.js';
import { DialogForm } from '../dialog-form.js';
import { faultOf, useSave } from '../form.js';
import { Confirm } from '../parts.js';
import { Choice } from '../plan-level.js';
import { ADMIN, refreshRows } from '../rows.js';
import { SharedFields } from '../snippets/shared-fields.js';
import { sharesOf } from '../snippets/snippet-draft.js';
import { isComplete, MacroSteps, stepOf } from './macro-steps.js';

interface DialogProps {
  /** null: a new one. */
  readonly macro: Macro | null;
  /** Of a new one. */
  readonly position: number;
  readonly close: () => void;
}

const GO_TO: readonly MacroGoTo[] = ['stay', 'next', 'queue'];

const conditionOf = (condition: unknown): RuleCondition | null =>
  typeof condition === 'object' && condition !== null ? { ...condition } : null;

/** What others keep is opened as a copy for oneself. */
function draftOf(macro: Macro | null, shared: SharedWith, position: number, language: string): SaveMacro {
  const mine = macro?.mine ?? true;
  return {
    name: macro?.name ?? '',
    position: macro?.position ?? position,
    condition: macro?.condition ?? null,
    steps: macro?.steps ?? [stepOf('reply', language)],
    goTo: macro?.goTo ?? 'stay',
    sharedWith: mine ? (macro?.sharedWith ?? shared) : 'me',
    teamId: mine ? (macro?.team?.id ?? null) : null,
  };
}

export function MacroDialog({ macro, position, close }: DialogProps): ReactNode {
  const { say, language } = useText();
  const { agent } = useSession();
  const [shared = 'me'] = [...sharesOf(agent.role)].reverse();
  const kept = macro?.mine === true ? macro : null;
  const [seen, setSeen] = useState(kept);
  const [draft, setDraft] = useState(() => draftOf(macro, shared, position, language));
  const [group, setGroup] = useState(() => readCondition(conditionOf(draft.condition)));
  const body = { ...draft, name: draft.name.trim(), condition: writeCondition(group) };
  const save = useSave({
    check: () => [
      ...(body.name === '' ? [faultOf(say, 'name')] : []),
      ...(body.steps.length > 0 && body.steps.every(isComplete)
        ? []
        : [{ field: 'steps', words: say('admin.macros.needed') }]),
    ],
    words: (field, code) =>
      field === 'steps' && (code === 'variable' || code === 'logic')
        ? say('admin.snippets.faults.variable')
        : field === 'steps' && code === 'replies'
          ? say('admin.macros.oneReply')
          : undefined,
    work: () =>
      seen === null
        ? post<Macro>(ADMIN.macros, { body })
        : put<Macro>(`${ADMIN.macros}/${seen.id}`, { body, ifMatch: seen.version }),
    done: async ({ name }) => {
      toast({ text: say('admin.macros.saved', { name }) });
      close();
      await refreshRows(ADMIN.macros);
    },
    moved: () => refreshRows(ADMIN.macros),
  });
  const theirs = (): void => {
    setSeen(kept);
    setDraft(draftOf(macro, shared, position, language));
    setGroup(readCondition(conditionOf(macro?.condition)));
  };
  const name = macro?.name ?? '';
  return (
    <DialogForm
      title={
        macro === null ? say('admin.macros.add') : say(macro.mine ? 'admin.macros.edit' : 'admin.macros.copy', { name })
      }
      width={860}
      save={save}
      close={close}
      faster={{ mine: () => setSeen(kept), theirs }}
      removal={kept === null ? undefined : (stay) => <RemoveMacro macro={kept} stay={stay} leave={close} />}
    >
      {macro?.mine === false && <p className="muted">{say('admin.snippets.copyExplain')}</p>}
      <div className="field-row">
        <TextInput
          id="name"
          label={say('admin.snippets.name')}
          data-autofocus
          value={draft.name}
          error={save.fault('name')}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <NumberInput
          label={say('admin.macros.position')}
          min={0}
          max={100_000}
          value={draft.position}
          onChange={(value) => setDraft({ ...draft, position: Math.max(0, Math.round(Number(value) || 0)) })}
        />
        <SharedFields draft={draft} change={setDraft} error={save.fault('teamId')} />
      </div>
      <h3 className="strong">{say('admin.macros.condition')}</h3>
      <ConditionEditor group={group} change={setGroup} error={save.fault('condition')} />
      <h3 className="strong">{say('admin.macros.steps')}</h3>
      <MacroSteps steps={draft.steps} change={(steps) => setDraft({ ...draft, steps })} error={save.fault('steps')} />
      <Choice
        label={say('admin.macros.goTo')}
        value={draft.goTo}
        options={GO_TO.map((value) => ({ value, words: say(`admin.macros.goes.${value}`) }))}
        change={(goTo) => setDraft({ ...draft, goTo })}
      />
    </DialogForm>
  );
}

interface RemoveProps {
  readonly macro: Macro;
  readonly stay: () => void;
  readonly leave: () => void;
}

function RemoveMacro({ macro, stay, leave }: RemoveProps): ReactNode {
  const { say } = useText();
  const { id, name } = macro;
  const run = async (): Promise<void> => {
    await remove(`${ADMIN.macros}/${id}`);
    toast({ text: say('admin.macros.removed', { name }) });
    leave();
    await refreshRows(ADMIN.macros);
  };
  return (
    <Confirm
      title={say('admin.macros.edit', { name })}
      explain={say('admin.macros.removeAsk', { name })}
      action={say('admin.remove')}
      run={run}
      close={stay}
    />
  );
}
