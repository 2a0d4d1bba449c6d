import type { FormLanguageName, WebForm } from '@redress/contract/forms.js';
import type { Queue } from '@redress/contract/people.js';
import { type ReactNode, useRef, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { EditorHead } from '../editor-head.js';
import { type Fault, FormSummary, MovedOn, useSave } from '../form.js';
import { Confirm } from '../parts.js';
import { ADMIN, refreshRows } from '../rows.js';
import { dropForm, newestForm, saveForm } from './calls.js';
import { draftOf, faultsIn, type FormDraft, isSame, slugOf } from './draft.js';
import { EmbedPart } from './embed-part.js';
import { FieldsPart } from './fields-part.js';
import { PlacePart, WordsPart } from './parts.js';
import { PreviewSide } from './preview-side.js';

interface EditorProps {
  /** null: a new one. */
  readonly first: WebForm | null;
  readonly queues: readonly Queue[];
  readonly leave: () => void;
  readonly made: (id: string) => void;
}

/** One form: on the left what it asks, on the right how it looks. */
export function FormEditor({ first, queues, leave, made }: EditorProps): ReactNode {
  const { say, language: own } = useText();
  const usual = (queues.find(({ isDefault }) => isDefault) ?? queues[0])?.id ?? '';
  const [seen, setSeen] = useState(first);
  const [theirs, setTheirs] = useState<WebForm | null>(null);
  // what is saved over: known at once, also before it is drawn
  const over = useRef(first);
  const [draft, setDraft] = useState(() => draftOf(first, usual));
  const [language, setLanguage] = useState<FormLanguageName>(own);
  const [removing, setRemoving] = useState(false);
  const change = (part: Partial<FormDraft>): void => setDraft({ ...draft, ...part });
  const spoken = draft.languages.includes(language) ? language : (draft.languages[0] ?? 'en');
  const standOn = (form: WebForm): void => {
    over.current = form;
    setSeen(form);
    setTheirs(null);
  };
  const take = (form: WebForm): void => {
    standOn(form);
    setDraft(draftOf(form, usual));
  };
  const save = useSave({
    check: () => faultsIn(draft).map((field): Fault => ({ field, words: say(`admin.forms.fault.${field}`) })),
    words: (field, code) =>
      field === 'slug' || field === 'origins' || field === 'fields'
        ? say(field === 'slug' && code === 'taken' ? 'admin.forms.fault.taken' : `admin.forms.fault.${field}`)
        : undefined,
    work: () => saveForm(over.current, draft),
    moved: async () => {
      if (seen !== null) setTheirs(await newestForm(seen.id));
    },
    done: async (form) => {
      toast({ text: say('admin.forms.saved', { name: form.name }) });
      await refreshRows(ADMIN.forms);
      if (seen === null) made(form.id);
      else take(form);
    },
  });
  const dirty = !isSame(draft, draftOf(seen, usual));
  return (
    <form className="editor" onSubmit={save.submit} noValidate>
      <EditorHead
        list={say('admin.forms.title')}
        title={seen?.name ?? say('admin.forms.new')}
        nameLabel={say('admin.forms.name')}
        name={draft.name}
        rename={(name) =>
          // A form that is there keeps its address: links to it are about.
          change(seen === null && draft.slug === slugOf(draft.name) ? { name, slug: slugOf(name) } : { name })
        }
        error={save.fault('name')}
        chip={say(draft.enabled ? 'admin.forms.on' : 'admin.forms.off')}
        note={say('admin.forms.noteOf', { count: draft.fields.length })}
        save={say(seen === null ? 'admin.forms.create' : 'admin.forms.save')}
        mayDiscard={dirty}
        maySave={!save.busy && (dirty || seen === null)}
        discard={() => (seen === null ? leave() : take(seen))}
        leave={leave}
      />
      <div className="admin-with-probe form-body">
        <div className="admin-page calendar-main">
          {save.movedOn && theirs !== null && (
            <MovedOn
              keep={() => {
                standOn(theirs);
                save.submit();
              }}
              theirs={() => take(theirs)}
            />
          )}
          <FormSummary faults={save.faults} />
          <WordsPart {...{ draft, change, language: spoken, setLanguage }} error={save.fault('languages')} />
          <FieldsPart
            fields={draft.fields}
            change={(fields) => change({ fields })}
            language={spoken}
            error={save.fault('fields')}
          />
          <PlacePart {...{ draft, change, queues, fault: save.fault }} />
          <EmbedPart
            url={seen?.url ?? null}
            title={draft.name}
            origins={draft.origins}
            change={(origins) => change({ origins })}
            error={save.fault('origins')}
          />
          {seen !== null && (
            <p>
              <TextButton look="danger" onClick={() => setRemoving(true)}>
                {say('admin.forms.remove')}
              </TextButton>
            </p>
          )}
        </div>
        <PreviewSide draft={draft} language={spoken} />
      </div>
      {removing && seen !== null && <RemoveForm form={seen} stay={() => setRemoving(false)} leave={leave} />}
    </form>
  );
}

interface RemoveProps {
  readonly form: WebForm;
  readonly stay: () => void;
  readonly leave: () => void;
}

function RemoveForm({ form, stay, leave }: RemoveProps): ReactNode {
  const { say } = useText();
  const run = async (): Promise<void> => {
    await dropForm(form);
    toast({ text: say('admin.forms.removed', { name: form.name }) });
    leave();
    await refreshRows(ADMIN.forms);
  };
  return (
    <Confirm
      title={say('admin.forms.removeTitle', { name: form.name })}
      explain={say('admin.forms.removeExplain')}
      action={say('admin.remove')}
      run={run}
      close={stay}
    />
  );
}
