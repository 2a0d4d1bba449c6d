import type { MailTemplateText, MailTemplateVariable } from '@redress/contract/mail-templates.js';
import { type ReactNode, useRef } from 'react';
import { useText } from '../../i18n/text.js';
import { insertWords } from '../insert-words.js';
import type { Draft } from './calls.js';
import { variableWords } from './words.js';

interface FieldsProps {
  readonly of: MailTemplateText;
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  readonly fault: (field: string) => string | undefined;
}

/** Subject and text; a variable goes to where one wrote last. */
export function TextFields({ of, draft, change, fault }: FieldsProps): ReactNode {
  const { say } = useText();
  const subject = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const last = useRef<keyof Draft>('text');
  const insert = (variable: string): void => {
    const part = last.current;
    const field = part === 'subject' ? subject.current : text.current;
    if (field === null) return;
    insertWords(field, `{{ ${variable} }}`, (words) => change({ ...draft, [part]: words }));
  };
  return (
    <div className="form template-fields">
      <div className="field">
        <label htmlFor="subject">{say('admin.templates.subject')}</label>
        <input
          id="subject"
          ref={subject}
          className="text-field"
          dir="auto"
          lang={of.language}
          value={draft.subject}
          aria-invalid={fault('subject') !== undefined}
          onFocus={() => (last.current = 'subject')}
          onChange={(event) => change({ ...draft, subject: event.currentTarget.value })}
        />
      </div>
      <div className="field">
        <label htmlFor="text">{say('admin.templates.text')}</label>
        <textarea
          id="text"
          ref={text}
          className="text-field"
          rows={16}
          dir="auto"
          lang={of.language}
          value={draft.text}
          aria-invalid={fault('text') !== undefined}
          onFocus={() => (last.current = 'text')}
          onChange={(event) => change({ ...draft, text: event.currentTarget.value })}
        />
      </div>
      <Variables of={of.variables} insert={insert} />
    </div>
  );
}

interface VariablesProps {
  readonly of: readonly MailTemplateVariable[];
  readonly insert: (variable: string) => void;
}

function Variables({ of, insert }: VariablesProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset className="template-variables">
      <legend>{say('admin.templates.variables')}</legend>
      <ul>
        {of.map(({ name, need }) => (
          <li key={name}>
            <button type="button" className="chip mono" onClick={() => insert(name)}>
              {name}
            </button>
            <span>
              {variableWords(say, name)}
              {need !== 'may' && <span className="muted"> · {say(`admin.templates.need.${need}`)}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className="muted hint">
        {say('admin.templates.conditionHint', { example: '{% if ticket.status_link %} … {% endif %}' })}
      </p>
    </fieldset>
  );
}
