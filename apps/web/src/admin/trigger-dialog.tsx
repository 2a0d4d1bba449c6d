import type { DryRun, Trigger, TriggerActionView, TriggerFires } from '@redress/contract/automation.js';
import type { RuleCondition } from '@redress/contract/sla-policy.js';
import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { post, put, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { readCondition, writeCondition } from '../rules/tree.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { ConditionEditor } from './conditions/condition-editor.js';
import { DialogForm } from './dialog-form.js';
import { Check, faultOf, useSave } from './form.js';
import { Confirm } from './parts.js';
import { Choice } from './plan-level.js';
import { ADMIN, refreshRows } from './rows.js';
import { ActionFields } from './trigger-action.js';
import { actionOf, draftOf, isComplete, OCCASIONS, STAYS } from './trigger-draft.js';

interface DialogProps {
  /** null: a new one. */
  readonly trigger: Trigger | null;
  /** Of a new one. */
  readonly position: number;
  readonly close: () => void;
}

const conditionOf = (condition: unknown): RuleCondition | null =>
  typeof condition === 'object' && condition !== null ? { ...condition } : null;

export function TriggerDialog({ trigger, position, close }: DialogProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(trigger);
  const [draft, setDraft] = useState(() => draftOf(trigger, position));
  const [group, setGroup] = useState(() => readCondition(conditionOf(draft.condition)));
  const body = { ...draft, name: draft.name.trim(), condition: writeCondition(group) };
  const take = (known: Trigger | null): void => {
    setSeen(known);
    setDraft(draftOf(known, position));
    setGroup(readCondition(conditionOf(known?.condition)));
  };
  const save = useSave({
    check: () => [
      ...(body.name === '' ? [faultOf(say, 'name')] : []),
      ...(body.actions.every(isComplete) ? [] : [{ field: '', words: say('admin.triggers.needed') }]),
    ],
    work: () =>
      seen === null
        ? post<Trigger>(ADMIN.triggers, { body })
        : put<Trigger>(`${ADMIN.triggers}/${seen.id}`, { body, ifMatch: seen.version }),
    done: async ({ name }) => {
      toast({ text: say('admin.triggers.saved', { name }) });
      close();
      await refreshRows(ADMIN.triggers);
    },
    moved: () => refreshRows(ADMIN.triggers),
  });
  const title = trigger === null ? say('admin.triggers.add') : say('admin.triggers.edit', { name: trigger.name });
  return (
    <DialogForm
      title={title}
      width={720}
      save={save}
      close={close}
      faster={{ mine: () => setSeen(trigger), theirs: () => take(trigger) }}
      removal={trigger === null ? undefined : (stay) => <RemoveTrigger trigger={trigger} stay={stay} leave={close} />}
    >
      <TextInput
        id="name"
        label={say('admin.triggers.name')}
        data-autofocus
        value={draft.name}
        error={save.fault('name')}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <Fires fires={draft.fires} change={(fires) => setDraft({ ...draft, fires })} />
      <h3 className="strong">{say('admin.triggers.condition')}</h3>
      <ConditionEditor group={group} change={setGroup} error={save.fault('condition')} />
      <h3 className="strong">{say('admin.triggers.actions')}</h3>
      <Actions actions={draft.actions} change={(actions) => setDraft({ ...draft, actions })} />
      <Check
        label={say('admin.triggers.enabled')}
        checked={draft.enabled}
        change={(enabled) => setDraft({ ...draft, enabled })}
      />
      {trigger !== null && <DryRunPart trigger={trigger} />}
    </DialogForm>
  );
}

interface RemoveProps {
  readonly trigger: Trigger;
  readonly stay: () => void;
  readonly leave: () => void;
}

function RemoveTrigger({ trigger, stay, leave }: RemoveProps): ReactNode {
  const { say } = useText();
  const { id, name } = trigger;
  const run = async (): Promise<void> => {
    await remove(`${ADMIN.triggers}/${id}`);
    toast({ text: say('admin.triggers.removed', { name }) });
    leave();
    await refreshRows(ADMIN.triggers);
  };
  return (
    <Confirm
      title={say('admin.triggers.edit', { name })}
      explain={say('admin.triggers.removeAsk', { name })}
      action={say('admin.remove')}
      run={run}
      close={stay}
    />
  );
}

function Fires({
  fires,
  change,
}: {
  readonly fires: TriggerFires;
  readonly change: (fires: TriggerFires) => void;
}): ReactNode {
  const { say } = useText();
  const when = fires.on ?? 'onTime';
  return (
    <div className="field-row">
      <Choice
        label={say('admin.triggers.fires')}
        value={when}
        options={[
          ...OCCASIONS.map((value) => ({ value, words: say(`admin.triggers.occasion.${value}`) })),
          { value: 'onTime' as const, words: say('admin.triggers.onTime') },
        ]}
        change={(on) => change(on === 'onTime' ? { afterMinutes: 1440, status: 'waitingCustomer' } : { on })}
      />
      {when === 'onTime' && (
        <>
          <Choice
            label={say('admin.triggers.status')}
            value={STAYS.find((status) => status === fires.status) ?? 'open'}
            options={STAYS.map((value) => ({ value, words: say(`words.status.${value}`) }))}
            change={(status) => change({ ...fires, status })}
          />
          <label className="field">
            <span>{say('admin.triggers.afterMinutes')}</span>
            <input
              type="number"
              min={1}
              className="text-field"
              value={fires.afterMinutes ?? 60}
              onChange={(event) =>
                change({ ...fires, afterMinutes: Math.round(event.currentTarget.valueAsNumber || 1) })
              }
            />
          </label>
        </>
      )}
    </div>
  );
}

function Actions({
  actions,
  change,
}: {
  readonly actions: readonly TriggerActionView[];
  readonly change: (actions: readonly TriggerActionView[]) => void;
}): ReactNode {
  const { say } = useText();
  return (
    <>
      {actions.map((action, index) => (
        <ActionFields
          key={index}
          n={index + 1}
          action={action}
          change={(next) => change(actions.map((known, at) => (at === index ? next : known)))}
          drop={() => change(actions.filter((_, at) => at !== index))}
        />
      ))}
      <TextButton onClick={() => change([...actions, actionOf('tag')])}>
        <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.triggers.addAction')}
      </TextButton>
    </>
  );
}

/** What it would have done, as it is saved. */
function DryRunPart({ trigger }: { readonly trigger: Trigger }): ReactNode {
  const { say } = useText();
  const [result, setResult] = useState<DryRun | null>(null);
  const [busy, setBusy] = useState(false);
  const run = (): void => {
    setBusy(true);
    post<DryRun>(`${ADMIN.triggers}/${trigger.id}/dry-run`)
      .then(setResult)
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <section className="rule-part">
      <p className="rule-part-head">
        <span className="muted">{say('admin.triggers.dryRunSaved')}</span>
        <TextButton className="small" disabled={busy} onClick={run}>
          {say('admin.triggers.dryRun')}
        </TextButton>
      </p>
      {result !== null && (
        <p role="status">{say('admin.triggers.tried', { matched: result.matched, tried: result.tried })}</p>
      )}
      {result?.tickets.slice(0, 10).map((ticket) => (
        <Link
          key={`${ticket.id}${ticket.at}`}
          to="/tickets/$number"
          params={{ number: ticket.number }}
          className="truncate"
        >
          <span className="mono">{ticket.number}</span> {ticket.subject}
        </Link>
      ))}
    </section>
  );
}
