import type { SaveSnippet, Snippet } from '@redress/contract/snippets.js';
import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post, put, remove } from '../../api/client.js';
import { useText } from '../../i18n/text.js';
import { useSession } from '../../session/preferences.js';
import { toast } from '../../ui/toasts.js';
import { DialogForm } from '../dialog-form.js';
import { faultOf, type FaultWords, useSave } from '../form.js';
import { Confirm } from '../parts.js';
import { ADMIN, refreshRows } from '../rows.js';
import { SharedFields } from './shared-fields.js';
import { draftOf, sharesOf } from './snippet-draft.js';
import { SnippetTexts } from './snippet-texts.js';

interface DialogProps {
  /** null: a new one. */
  readonly snippet: Snippet | null;
  readonly close: () => void;
}

export function SnippetDialog({ snippet, close }: DialogProps): ReactNode {
  const { say, language } = useText();
  const { agent } = useSession();
  const [shared = 'me'] = [...sharesOf(agent.role)].reverse();
  const kept = snippet?.mine === true ? snippet : null;
  const [seen, setSeen] = useState(kept);
  const [draft, setDraft] = useState(() => draftOf(snippet, language, shared));
  const body = { ...draft, name: draft.name.trim(), word: draft.word.trim().replace(/^\//, '') };
  const save = useSave({
    check: () => [
      ...(body.name === '' ? [faultOf(say, 'name')] : []),
      ...(body.word === '' ? [{ field: 'word', words: say('admin.snippets.faults.word') }] : []),
      ...(body.texts.some(({ text }) => text.trim() === '')
        ? [{ field: 'texts', words: say('admin.snippets.faults.text') }]
        : []),
    ],
    words: useFaultWords(),
    work: () =>
      seen === null
        ? post<Snippet>(ADMIN.snippets, { body })
        : put<Snippet>(`${ADMIN.snippets}/${seen.id}`, { body, ifMatch: seen.version }),
    done: async ({ name }) => {
      toast({ text: say('admin.snippets.saved', { name }) });
      close();
      await refreshRows(ADMIN.snippets);
    },
    moved: () => refreshRows(ADMIN.snippets),
  });
  const name = snippet?.name ?? '';
  const title =
    snippet === null
      ? say('admin.snippets.add')
      : say(snippet.mine ? 'admin.snippets.edit' : 'admin.snippets.copy', { name });
  return (
    <DialogForm
      title={title}
      width={960}
      save={save}
      close={close}
      faster={{
        mine: () => setSeen(kept),
        theirs: () => {
          setSeen(kept);
          setDraft(draftOf(snippet, language, shared));
        },
      }}
      removal={kept === null ? undefined : (stay) => <RemoveSnippet snippet={kept} stay={stay} leave={close} />}
    >
      {snippet?.mine === false && <p className="muted">{say('admin.snippets.copyExplain')}</p>}
      <Heading draft={draft} change={setDraft} fault={save.fault} />
      <SnippetTexts
        name="text"
        texts={draft.texts}
        change={(texts) => setDraft({ ...draft, texts })}
        error={save.fault('texts')}
      />
    </DialogForm>
  );
}

function useFaultWords(): FaultWords {
  const { say } = useText();
  return (field, code) => {
    if (field === 'word') return say(code === 'taken' ? 'admin.snippets.faults.taken' : 'admin.snippets.faults.word');
    if (field === 'texts')
      return say(
        code === 'variable' || code === 'logic' ? 'admin.snippets.faults.variable' : 'admin.snippets.faults.text',
      );
    return undefined;
  };
}

interface HeadingProps {
  readonly draft: SaveSnippet;
  readonly change: (draft: SaveSnippet) => void;
  readonly fault: (field: string) => string | undefined;
}

function Heading({ draft, change, fault }: HeadingProps): ReactNode {
  const { say } = useText();
  return (
    <div className="field-row snippet-heading">
      <TextInput
        id="name"
        label={say('admin.snippets.name')}
        data-autofocus
        value={draft.name}
        error={fault('name')}
        onChange={(event) => change({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        id="word"
        label={say('admin.snippets.word')}
        leftSection={<span className="mono muted">/</span>}
        value={draft.word}
        error={fault('word')}
        onChange={(event) => change({ ...draft, word: event.currentTarget.value })}
      />
      <SharedFields draft={draft} change={change} error={fault('teamId')} />
    </div>
  );
}

interface RemoveProps {
  readonly snippet: Snippet;
  readonly stay: () => void;
  readonly leave: () => void;
}

function RemoveSnippet({ snippet, stay, leave }: RemoveProps): ReactNode {
  const { say } = useText();
  const { id, name } = snippet;
  const run = async (): Promise<void> => {
    await remove(`${ADMIN.snippets}/${id}`);
    toast({ text: say('admin.snippets.removed', { name }) });
    leave();
    await refreshRows(ADMIN.snippets);
  };
  return (
    <Confirm
      title={say('admin.snippets.edit', { name })}
      explain={say('admin.snippets.removeAsk', { name })}
      action={say('admin.remove')}
      run={run}
      close={stay}
    />
  );
}
