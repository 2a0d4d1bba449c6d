import type { RoutingRule } from '@redress/contract/routing.js';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { ConditionEditor } from '../conditions/condition-editor.js';
import { EditorHead } from '../editor-head.js';
import { Check, type Fault, FormSummary, useSave } from '../form.js';
import { Confirm } from '../parts.js';
import { ActionFields } from './actions-fields.js';
import { draftOf, dropRule, faultsIn, newestRule, refreshRouting, saveRule } from './calls.js';

interface EditorProps {
  readonly first: RoutingRule | null;
  readonly leave: () => void;
}

export function RuleEditor({ first, leave }: EditorProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(first);
  const [draft, setDraft] = useState(() => draftOf(first));
  const [theirs, setTheirs] = useState<RoutingRule | null>(null);
  const [removing, setRemoving] = useState(false);
  const save = useSave({
    check: () => faultsIn(draft).map((code): Fault => ({ field: code, words: say(`admin.routing.fault.${code}`) })),
    work: () => saveRule(seen, draft),
    done: async ({ name }) => {
      toast({ text: say('admin.routing.saved', { name }) });
      await refreshRouting('/routing-rules');
      leave();
    },
    moved: async () => {
      if (seen !== null) setTheirs(await newestRule(seen.id));
    },
  });
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(seen));
  const next = (seen?.version ?? 0) + 1;
  const take = (rule: RoutingRule, words: boolean): void => {
    setSeen(rule);
    if (words) setDraft(draftOf(rule));
    setTheirs(null);
  };
  return (
    <form className="editor" onSubmit={save.submit} noValidate>
      <EditorHead
        list={say('admin.routing.title')}
        title={seen?.name ?? say('admin.routing.new')}
        nameLabel={say('admin.routing.name')}
        name={draft.name}
        rename={(name) => setDraft({ ...draft, name })}
        error={save.fault('name')}
        chip={
          dirty || seen === null
            ? say('admin.calendars.versionDraft', { n: next })
            : say('admin.calendars.versionOf', { n: seen.version })
        }
        note={seen?.enabled === false ? say('admin.routing.off') : ''}
        save={seen === null ? say('admin.routing.create') : say('admin.routing.save', { n: next })}
        mayDiscard={dirty}
        maySave={!save.busy && (dirty || seen === null)}
        discard={() => (seen === null ? leave() : setDraft(draftOf(seen)))}
        leave={leave}
      />
      <div className="admin-page calendar-main rule-main">
        {theirs !== null && (
          <div className="admin-notice risk" role="alert">
            <p className="spread">{say('admin.routing.conflict')}</p>
            <TextButton onClick={() => take(theirs, true)}>{say('admin.routing.takeTheirs')}</TextButton>
            <TextButton onClick={() => take(theirs, false)}>{say('admin.routing.keepMine')}</TextButton>
          </div>
        )}
        <FormSummary faults={save.faults} />
        <section className="calendar-part">
          <header className="calendar-part-head">
            <h3>{say('admin.routing.when')}</h3>
          </header>
          <ConditionEditor
            group={draft.condition}
            change={(condition) => setDraft({ ...draft, condition })}
            error={save.fault('condition')}
          />
        </section>
        <section className="calendar-part">
          <header className="calendar-part-head">
            <h3>{say('admin.routing.then')}</h3>
          </header>
          {save.fault('actions') !== undefined && <p className="field-error">{save.fault('actions')}</p>}
          <ActionFields actions={draft.actions} change={(actions) => setDraft({ ...draft, actions })} />
        </section>
        <section className="calendar-part">
          <Check
            label={say('admin.routing.stop')}
            checked={draft.stop}
            change={(stop) => setDraft({ ...draft, stop })}
          />
          <Check
            label={say('admin.routing.enabled')}
            checked={draft.enabled}
            change={(enabled) => setDraft({ ...draft, enabled })}
          />
        </section>
        {seen !== null && (
          <p>
            <TextButton look="danger" onClick={() => setRemoving(true)}>
              {say('admin.routing.remove')}
            </TextButton>
          </p>
        )}
      </div>
      {removing && seen !== null && (
        <Confirm
          title={say('admin.routing.removeTitle', { name: seen.name })}
          explain={say('admin.routing.removeExplain')}
          action={say('admin.routing.removeDo')}
          run={async () => {
            await dropRule(seen);
            toast({ text: say('admin.routing.removed', { name: seen.name }) });
            await refreshRouting('/routing-rules');
            leave();
          }}
          close={() => setRemoving(false)}
        />
      )}
    </form>
  );
}
