import type { SlaPolicyWithVersions } from '@redress/contract/sla-policy.js';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { calendarsQuery } from '../calendars/calls.js';
import { ConditionEditor } from '../conditions/condition-editor.js';
import { EditorHead } from '../editor-head.js';
import { Check, type Fault, FormSummary, useSave } from '../form.js';
import { draftOf, faultsIn, newestPolicy, type PolicyDraft, savePolicy } from './calls.js';
import { PlanChoice } from './plan-choice.js';
import { PolicySide } from './side.js';
import { TargetsTable } from './targets-table.js';
import { TemplateChoice } from './templates.js';

interface EditorProps {
  readonly first: SlaPolicyWithVersions | null;
  readonly leave: () => void;
  readonly made: (id: string) => void;
}

/** One agreement as a draft of its next version. */
export function PolicyEditor({ first, leave, made }: EditorProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(first);
  const [draft, setDraft] = useState<PolicyDraft>(() => draftOf(first, Date.now()));
  const [kept, setKept] = useState(draft);
  const [theirs, setTheirs] = useState<SlaPolicyWithVersions | null>(null);
  const change = (part: Partial<PolicyDraft>): void => setDraft({ ...draft, ...part });
  const keep = (saved: SlaPolicyWithVersions): void => {
    const read = draftOf(saved, Date.now());
    setSeen(saved);
    setDraft(read);
    setKept(read);
    setTheirs(null);
  };
  const save = useSave({
    check: () =>
      faultsIn(draft).map((code): Fault => ({
        field: code === 'target' ? 'targets' : code,
        words: say(`admin.policies.fault.${code}`),
      })),
    work: () => savePolicy(seen, draft),
    done: (saved) => {
      toast({ text: say('admin.policies.saved', { name: saved.name, n: saved.version }) });
      if (seen === null) made(saved.id);
      else keep(saved);
    },
    moved: async () => {
      if (seen !== null) setTheirs(await newestPolicy(seen.id));
    },
  });
  const dirty = draft !== kept && JSON.stringify(draft) !== JSON.stringify(kept);
  const next = (seen?.version ?? 0) + 1;
  return (
    <form className="editor" onSubmit={save.submit} noValidate>
      <EditorHead
        list={say('admin.policies.title')}
        title={seen?.name ?? say('admin.policies.new')}
        nameLabel={say('admin.policies.name')}
        name={draft.name}
        rename={(name) => change({ name })}
        error={save.fault('name')}
        chip={
          dirty || seen === null
            ? say('admin.calendars.versionDraft', { n: next })
            : say('admin.calendars.versionOf', { n: seen.version })
        }
        note={seen?.enabled === false ? say('admin.policies.off') : ''}
        save={seen === null ? say('admin.policies.create') : say('admin.policies.save', { n: next })}
        mayDiscard={dirty}
        maySave={!save.busy && (dirty || seen === null)}
        discard={() => (seen === null ? leave() : setDraft(kept))}
        leave={leave}
      />
      <div className="admin-with-probe calendar-body policy-body">
        <div className="admin-page calendar-main">
          {theirs !== null && (
            <div className="admin-notice risk" role="alert">
              <p className="spread">{say('admin.policies.conflict', { n: theirs.version })}</p>
              <TextButton onClick={() => keep(theirs)}>{say('admin.policies.takeTheirs')}</TextButton>
              <TextButton
                onClick={() => {
                  setSeen(theirs);
                  setTheirs(null);
                }}
              >
                {say('admin.policies.keepMine')}
              </TextButton>
            </div>
          )}
          <FormSummary faults={save.faults} />
          <section className="calendar-part" aria-labelledby="applies-title">
            <header className="calendar-part-head">
              <h3 id="applies-title">{say('admin.policies.applies')}</h3>
            </header>
            <ConditionEditor
              group={draft.condition}
              change={(condition) => change({ condition })}
              error={save.fault('condition')}
            />
          </section>
          <TargetsTable lines={draft.lines} change={(lines) => change({ lines })} error={save.fault('targets')} />
          <Settings draft={draft} change={change} fault={save.fault} />
          <TemplateChoice chosen={draft.templates} change={(templates) => change({ templates })} />
        </div>
        <PolicySide of={seen} gone={leave} />
      </div>
    </form>
  );
}

interface SettingsProps {
  readonly draft: PolicyDraft;
  readonly change: (part: Partial<PolicyDraft>) => void;
  readonly fault: (field: string) => string | undefined;
}

function Settings({ draft, change, fault }: SettingsProps): ReactNode {
  const { say } = useText();
  const calendars = useQuery(calendarsQuery).data?.data ?? [];
  return (
    <section className="calendar-part policy-settings">
      <label className="plain-field">
        <span>{say('admin.policies.calendar')}</span>
        <select
          value={draft.calendarId ?? ''}
          onChange={(event) =>
            change({ calendarId: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        >
          <option value="">{say('admin.policies.calendarOf')}</option>
          {calendars.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <PlanChoice chosen={draft.escalationPlanId} choose={(escalationPlanId) => change({ escalationPlanId })} />
      <label className="plain-field">
        <span>{say('admin.policies.warnings')}</span>
        <input
          id="warnAt"
          value={draft.warnAt}
          aria-invalid={fault('warnAt') !== undefined}
          onChange={(event) => change({ warnAt: event.currentTarget.value })}
        />
        <span className={fault('warnAt') === undefined ? 'muted hint' : 'field-error'}>
          {fault('warnAt') ?? say('admin.policies.warningsHint')}
        </span>
      </label>
      <label className="plain-field">
        <span>{say('admin.policies.validFrom')}</span>
        <input
          id="validFrom"
          type="datetime-local"
          value={draft.validFrom}
          onChange={(event) => change({ validFrom: event.currentTarget.value })}
        />
        <span className="muted hint">{say('admin.policies.validFromHint')}</span>
      </label>
      <Check label={say('admin.policies.enabled')} checked={draft.enabled} change={(enabled) => change({ enabled })} />
    </section>
  );
}
