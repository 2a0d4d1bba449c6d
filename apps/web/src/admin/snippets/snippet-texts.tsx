import type { Page } from '@redress/contract/answers.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { FilledText, SnippetText } from '@redress/contract/snippets.js';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { get, post } from '../../api/client.js';
import { useText } from '../../i18n/text.js';
import { useSession } from '../../session/preferences.js';
import { reasonWords } from '../../ui/failure.js';
import { languageWords } from '../../ui/language-words.js';
import { IconButton } from '../../ui/parts.js';
import { VARIABLES, wordOf } from '../../ui/gaps.js';
import { WithGaps } from '../../ui/with-gaps.js';
import { AddLanguage } from '../add-language.js';
import { insertWords } from '../insert-words.js';
import './snippets.css';
import { addLanguage, changeText, dropLanguage } from './snippet-draft.js';

interface TextsProps {
  /** Tells the fields of several texts on one page apart. */
  readonly name: string;
  readonly texts: readonly SnippetText[];
  readonly change: (texts: readonly SnippetText[]) => void;
  readonly error: string | undefined;
}

/** The languages side by side; the variables go where one wrote last, and that text is shown as it would read on a ticket. */
export function SnippetTexts({ name, texts, change, error }: TextsProps): ReactNode {
  const { say } = useText();
  const fields = useRef(new Map<string, HTMLTextAreaElement>());
  const [last, setLast] = useState(texts[0]?.language ?? 'en');
  const current = texts.find(({ language }) => language === last) ?? texts[0];
  const insert = (variable: string): void => {
    const field = current === undefined ? undefined : fields.current.get(current.language);
    if (field === undefined || current === undefined) return;
    insertWords(field, `{{${variable}}}`, (words) => change(changeText(texts, current.language, words)));
  };
  return (
    <>
      <div className="snippet-texts" id={name === 'text' ? 'texts' : name}>
        {texts.map(({ language, text }) => (
          <div key={language} className="field">
            <span className="snippet-language">
              <label htmlFor={`${name}-${language}`}>{languageWords(say, language)}</label>
              {texts.length > 1 && (
                <IconButton
                  label={say('admin.snippets.dropLanguage', { language: languageWords(say, language) })}
                  onClick={() => change(dropLanguage(texts, language))}
                >
                  <IconX size={14} stroke={1.5} aria-hidden="true" />
                </IconButton>
              )}
            </span>
            <textarea
              id={`${name}-${language}`}
              ref={(field) => {
                if (field === null) fields.current.delete(language);
                else fields.current.set(language, field);
              }}
              className="text-field"
              rows={6}
              dir="auto"
              lang={language}
              value={text}
              onFocus={() => setLast(language)}
              onChange={(event) => change(changeText(texts, language, event.currentTarget.value))}
            />
          </div>
        ))}
      </div>
      {error !== undefined && <p className="field-error">{error}</p>}
      <div className="snippet-tools">
        <AddLanguage
          label={say('admin.snippets.addLanguage')}
          there={texts.map(({ language }) => language)}
          add={(language) => change(addLanguage(texts, language))}
        />
        <Variables insert={insert} />
      </div>
      {current !== undefined && <Preview current={current} />}
    </>
  );
}

function Variables({ insert }: { readonly insert: (variable: string) => void }): ReactNode {
  const { say } = useText();
  return (
    <div className="snippet-variables" role="group" aria-label={say('admin.snippets.variables')}>
      <span className="muted">{say('admin.snippets.variables')}</span>
      {VARIABLES.map((variable) => (
        <button
          key={variable}
          type="button"
          className="chip"
          title={`{{${variable}}}`}
          onClick={() => insert(variable)}
        >
          {say(`composer.gaps.variable.${wordOf({ variable })}`)}
        </button>
      ))}
      <span className="muted hint">
        {say('admin.snippets.defaultHint', { example: '{{customer.first_name | default: "…"}}' })}
      </span>
    </div>
  );
}

/** Of the newest ticket that one sees, or of another by its number. */
function Preview({ current }: { readonly current: SnippetText }): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const [number, setNumber] = useState('');
  const { data: newest } = useQuery({
    queryKey: ['snippets', 'newest', agent.id],
    queryFn: ({ signal }) => get<Page<QueueRow>>('/tickets?limit=1&sort=-received', { signal }),
    staleTime: 60_000,
  });
  const wanted = number.trim() === '' ? (newest?.data[0]?.number ?? '') : number.trim();
  const [asked] = useDebouncedValue({ ticket: wanted, ...current }, 250);
  const { data, error } = useQuery({
    queryKey: ['snippets', 'preview', asked.ticket, asked.language, asked.text],
    queryFn: ({ signal }) =>
      post<FilledText>(`/tickets/${encodeURIComponent(asked.ticket)}/snippets/preview`, {
        body: { text: asked.text, language: asked.language },
        signal,
      }),
    enabled: asked.ticket !== '' && asked.text.trim() !== '',
    placeholderData: (known) => known,
  });
  return (
    <section className="snippet-sample" aria-label={say('admin.snippets.preview')}>
      <label className="snippet-sample-head">
        <span className="muted">{say('admin.snippets.preview')}</span>
        <input
          className="text-field mono"
          value={number}
          placeholder={wanted}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
      </label>
      {error === null ? (
        <p className="filled-text" dir="auto" lang={current.language}>
          {data !== undefined && asked.text.trim() !== '' && <WithGaps {...data} />}
        </p>
      ) : (
        <p className="muted">{reasonWords(say, error)}</p>
      )}
      {error === null && (data?.gaps.length ?? 0) > 0 && <p className="muted hint">{say('admin.snippets.gapHint')}</p>}
    </section>
  );
}
