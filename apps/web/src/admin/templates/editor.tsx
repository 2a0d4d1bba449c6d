import type { MailTemplateLanguage, MailTemplateText } from '@redress/contract/mail-templates.js';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { queryClient } from '../../api/queries.js';
import { useText } from '../../i18n/text.js';
import { failed, Failure } from '../../ui/failure.js';
import { languageWords } from '../../ui/language-words.js';
import { Since, Skeleton, TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { AddLanguage } from '../add-language.js';
import '../editor.css';
import { FormSummary, MovedOn, useSave } from '../form.js';
import { Confirm } from '../parts.js';
import { ADMIN, refreshRows } from '../rows.js';
import { type Draft, readText, resetText, saveText } from './calls.js';
import { PreviewSide } from './preview-side.js';
import { TextFields } from './text-fields.js';
import { nameWords, sentWhen } from './words.js';

interface EditorProps {
  readonly name: string;
  readonly language: string;
  readonly languages: readonly MailTemplateLanguage[];
  readonly open: (language: string) => void;
  readonly leave: () => void;
}

const keyOf = (name: string, language: string): readonly string[] => ['admin', ADMIN.templates, name, language];

export function TemplateEditor(props: EditorProps): ReactNode {
  const { name, language } = props;
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(name, language),
    queryFn: ({ signal }) => readText(name, language, signal),
    // what is being written is not taken away by a newer one: saving says that there is one
    refetchOnWindowFocus: false,
  });
  if (data === undefined)
    return error === null ? <Skeleton lines={12} /> : <Failure error={error} retry={() => void refetch()} />;
  return <Editor {...props} first={data} />;
}

const draftOf = ({ subject, text }: MailTemplateText): Draft => ({ subject, text });

function Editor({ first, ...props }: EditorProps & { readonly first: MailTemplateText }): ReactNode {
  const { say } = useText();
  const { name, language } = props;
  const [seen, setSeen] = useState(first);
  const [draft, setDraft] = useState(() => draftOf(first));
  const [resetting, setResetting] = useState(false);
  const [slowAt, setSlowAt] = useState<number | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const take = (newest: MailTemplateText): void => {
    queryClient.setQueryData(keyOf(name, language), newest);
    setSeen(newest);
    setDraft(draftOf(newest));
  };
  const newest = (): Promise<MailTemplateText> => readText(name, language);
  const save = useSave({
    words: (_, __, message) => message,
    work: () => saveText(seen, draft),
    done: async (saved) => {
      take(saved);
      toast({ text: say('admin.templates.saved', { name: nameWords(say, name) }) });
      await refreshRows(ADMIN.templates);
    },
    moved: () => setSlowAt(seen.version),
  });
  const overwrite = async (): Promise<void> => {
    const theirs = await newest();
    // the save has to know the version that was just learned
    flushSync(() => setSeen(theirs));
    form.current?.requestSubmit();
  };
  const isDirty = draft.subject !== seen.subject || draft.text !== seen.text;
  // a further language begins with English words, which are no text of its own until they are saved
  const isNew = !seen.builtIn && !seen.changed;
  return (
    <form className="editor" ref={form} onSubmit={save.submit} noValidate>
      <Head {...props} seen={seen}>
        {seen.changed && (
          <TextButton className="bare" onClick={() => setResetting(true)}>
            {say(seen.builtIn ? 'admin.templates.reset' : 'admin.templates.drop')} …
          </TextButton>
        )}
        {isDirty && (
          <TextButton className="bare" onClick={() => setDraft(draftOf(seen))}>
            {say('admin.calendars.discard')}
          </TextButton>
        )}
        <TextButton type="submit" look="filled" disabled={save.busy || !(isDirty || isNew)}>
          {say('shell.save')}
        </TextButton>
      </Head>
      <div className="admin-with-probe template-body">
        <div className="admin-page">
          {slowAt === seen.version && (
            <MovedOn keep={() => void overwrite().catch(failed)} theirs={() => void newest().then(take, failed)} />
          )}
          <FormSummary faults={save.faults} />
          <TextFields of={seen} draft={draft} change={setDraft} fault={save.fault} />
        </div>
        <PreviewSide of={seen} draft={draft} />
      </div>
      {resetting && <Reset of={seen} close={() => setResetting(false)} done={() => void newest().then(take, failed)} />}
    </form>
  );
}

interface HeadProps extends EditorProps {
  readonly seen: MailTemplateText;
  readonly children: ReactNode;
}

function Head({ name, language, languages, open, leave, seen, children }: HeadProps): ReactNode {
  const { say } = useText();
  return (
    <header className="editor-head">
      <nav className="crumbs" aria-label={say('admin.templates.title')}>
        <button type="button" className="row-link" onClick={leave}>
          {say('admin.templates.title')}
        </button>
        <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
        <span className="truncate">{nameWords(say, name)}</span>
      </nav>
      <div className="editor-title">
        <h2 className="page-title">{nameWords(say, name)}</h2>
        <span className="muted spread">{sentWhen(say, name)}</span>
        {children}
      </div>
      <div className="template-languages">
        <Languages {...{ language, languages, open }} />
        <span className="muted">
          {seen.changed && seen.changedAt !== null ? (
            <>
              {say('admin.templates.changedBy', { name: seen.changedBy?.name ?? say('words.unknown') })}{' '}
              <Since at={seen.changedAt} words="words.time.ago" />
            </>
          ) : (
            say(seen.builtIn ? 'admin.templates.builtIn' : 'admin.templates.notWritten', {
              language: languageWords(say, seen.wordsIn),
            })
          )}
        </span>
      </div>
    </header>
  );
}

type LanguagesProps = Pick<EditorProps, 'language' | 'languages' | 'open'>;

function Languages({ language, languages, open }: LanguagesProps): ReactNode {
  const { say } = useText();
  const there = languages.map((one) => one.language);
  const tabs = there.includes(language) ? there : [...there, language];
  return (
    <>
      <div className="choice-row" role="group" aria-label={say('admin.templates.languages')}>
        {tabs.map((one) => (
          <label key={one} className={one === language ? 'choice small on' : 'choice small'}>
            <input
              type="radio"
              name="language"
              className="unseen"
              checked={one === language}
              onChange={() => open(one)}
            />
            {languageWords(say, one)}
            {languages.some((known) => known.language === one && known.changed) && (
              <span className="template-mark" title={say('admin.templates.changed')}>
                <span aria-hidden="true">●</span>
                <span className="unseen">, {say('admin.templates.changed')}</span>
              </span>
            )}
          </label>
        ))}
      </div>
      <AddLanguage label={say('admin.snippets.addLanguage')} there={tabs} add={open} />
    </>
  );
}

interface ResetProps {
  readonly of: MailTemplateText;
  readonly close: () => void;
  readonly done: () => void;
}

function Reset({ of, close, done }: ResetProps): ReactNode {
  const { say } = useText();
  const language = languageWords(say, of.language);
  const run = async (): Promise<void> => {
    await resetText(of);
    toast({ text: say(of.builtIn ? 'admin.templates.wasReset' : 'admin.templates.wasDropped', { language }) });
    done();
    await refreshRows(ADMIN.templates);
  };
  return (
    <Confirm
      title={say(of.builtIn ? 'admin.templates.resetTitle' : 'admin.templates.dropTitle', { language })}
      explain={say(of.builtIn ? 'admin.templates.resetExplain' : 'admin.templates.dropExplain', { language })}
      action={say(of.builtIn ? 'admin.templates.reset' : 'admin.templates.drop')}
      run={run}
      close={close}
    />
  );
}
