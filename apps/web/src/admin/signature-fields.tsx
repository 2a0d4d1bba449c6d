import type { QueueSignature, SignaturePreview } from '@redress/contract/people.js';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { post } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { reasonWords } from '../ui/failure.js';
import { languageWords } from '../ui/language-words.js';
import { IconButton } from '../ui/parts.js';
import { AddLanguage } from './add-language.js';
import { insertWords } from './insert-words.js';
import { ADMIN } from './rows.js';
import { faultWords } from './templates/words.js';
import { addLanguage, changeText, dropLanguage } from './snippets/snippet-draft.js';
import '../ui/gaps.css';
import './snippets/snippets.css';

const VARIABLES = [
  ...(['agent.name', 'agent.first_name', 'agent.job_title', 'agent.phone'] as const),
  ...(['queue.name', 'installation.name'] as const),
] as const;

interface FieldsProps {
  readonly queue: string;
  readonly texts: readonly QueueSignature[];
  readonly change: (texts: readonly QueueSignature[]) => void;
  readonly error: string | undefined;
}

/** One signature for each language, each shown as it would stand below a mail of whoever looks. */
export function SignatureFields({ queue, texts, change, error }: FieldsProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset id="signatures" className="check-list whole">
      <legend>{say('admin.teams.signature')}</legend>
      <p className="muted hint">{say('admin.teams.signatureHint')}</p>
      {texts.map((one) => (
        <OneSignature key={one.language} of={one} queue={queue} texts={texts} change={change} />
      ))}
      {error !== undefined && <p className="field-error">{error}</p>}
      <AddLanguage
        label={say('admin.teams.signatureAdd')}
        there={texts.map(({ language }) => language)}
        add={(language) => change(addLanguage(texts, language))}
      />
    </fieldset>
  );
}

interface OneProps extends Omit<FieldsProps, 'error'> {
  readonly of: QueueSignature;
}

function OneSignature({ of: { language, text }, queue, texts, change }: OneProps): ReactNode {
  const { say } = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (variable: string): void => {
    if (field.current !== null)
      insertWords(field.current, `{{ ${variable} }}`, (words) => change(changeText(texts, language, words)));
  };
  return (
    <div className="field">
      <span className="snippet-language">
        <label htmlFor={`signature-${language}`}>{languageWords(say, language)}</label>
        <IconButton
          label={say('admin.snippets.dropLanguage', { language: languageWords(say, language) })}
          onClick={() => change(dropLanguage(texts, language))}
        >
          <IconX size={14} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </span>
      <textarea
        id={`signature-${language}`}
        ref={field}
        className="text-field"
        rows={3}
        dir="auto"
        lang={language}
        value={text}
        onChange={(event) => change(changeText(texts, language, event.currentTarget.value))}
      />
      <span className="snippet-variables" role="group" aria-label={say('admin.snippets.variables')}>
        {VARIABLES.map((variable) => (
          <button key={variable} type="button" className="chip mono" onClick={() => insert(variable)}>
            {variable}
          </button>
        ))}
      </span>
      <Preview queue={queue} text={text} />
    </div>
  );
}

function Preview({ queue, text }: { readonly queue: string; readonly text: string }): ReactNode {
  const { say } = useText();
  const [asked] = useDebouncedValue({ queue, text }, 250);
  const { data, error } = useQuery({
    queryKey: ['admin', ADMIN.queues, 'signature', asked],
    queryFn: ({ signal }) => post<SignaturePreview>(`${ADMIN.queues}/signature-preview`, { body: asked, signal }),
    enabled: asked.text.trim() !== '',
    placeholderData: (known) => known,
    retry: false,
  });
  if (text.trim() === '') return null;
  if (error !== null) return <p className="muted">{reasonWords(say, error)}</p>;
  return (
    <div className="snippet-sample" role="note" aria-label={say('admin.teams.signaturePreview')} aria-live="polite">
      {data?.faults.map((fault) => (
        <p key={fault.message} className="field-error">
          {faultWords(say, fault)}
        </p>
      ))}
      {data !== undefined && data.text !== '' && <p className="filled-text">{`-- \n${data.text}`}</p>}
    </div>
  );
}
