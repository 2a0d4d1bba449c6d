import type { MailTemplatePreview, MailTemplateText } from '@redress/contract/mail-templates.js';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { reasonWords } from '../../ui/failure.js';
import { ADMIN } from '../rows.js';
import { type Draft, previewText } from './calls.js';
import { faultWords, variableWords } from './words.js';

interface PreviewProps {
  readonly of: MailTemplateText;
  readonly draft: Draft;
}

/** What the server would send, by the code that sends it; while something is wrong, what and in which line. */
export function PreviewSide({ of, draft }: PreviewProps): ReactNode {
  const { say } = useText();
  const [number, setNumber] = useState('');
  const [asked] = useDebouncedValue({ ...draft, language: of.language, ticket: number.trim() }, 250);
  const { data, error } = useQuery({
    queryKey: ['admin', ADMIN.templates, 'preview', of.template, asked],
    queryFn: ({ signal }) => previewText(of.template, asked, signal),
    placeholderData: (known) => known,
    retry: false,
  });
  return (
    <aside className="admin-probe template-preview" aria-label={say('admin.templates.preview')}>
      <div className="template-paper">
        <h3 className="strong">{say('admin.templates.preview')}</h3>
        {of.goesTo === 'customer' && (
          <label className="template-ticket">
            <span className="muted">{say('admin.templates.forTicket')}</span>
            <input
              className="text-field mono"
              value={number}
              placeholder={say('admin.templates.madeUp')}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
          </label>
        )}
        <div aria-live="polite">
          {error !== null && <p className="muted">{reasonWords(say, error)}</p>}
          {error === null && data !== undefined && <Result of={data} language={of.language} />}
        </div>
      </div>
    </aside>
  );
}

function Result({ of, language }: { readonly of: MailTemplatePreview; readonly language: string }): ReactNode {
  const { say } = useText();
  const { subject, text, faults, warnings } = of;
  return (
    <>
      {faults.length > 0 && (
        <ul className="template-faults">
          {faults.map((fault) => (
            <li key={`${fault.pointer}${fault.message}`}>{faultWords(say, fault)}</li>
          ))}
        </ul>
      )}
      {text !== '' && (
        <article className="template-letter" lang={language} dir="auto">
          <p className="strong">{subject}</p>
          <p className="template-text">{text}</p>
        </article>
      )}
      {warnings.map(({ variable }) => (
        <p key={variable} className="template-warning">
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
          {say('admin.templates.warning', { what: variableWords(say, variable), variable: `{{ ${variable} }}` })}
        </p>
      ))}
    </>
  );
}
