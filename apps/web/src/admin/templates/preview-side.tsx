import type { MailTemplateFault, MailTemplatePreview, MailTemplateText } from '@redress/contract/mail-templates.js';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Say, useText } from '../../i18n/text.js';
import { reasonWords } from '../../ui/failure.js';
import { ADMIN } from '../rows.js';
import { type Draft, previewText } from './calls.js';
import { variableWords } from './words.js';

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

/** The words of a reader who speaks another language than the server; what is newer than this page is told in English. */
function faultWords(say: Say, { pointer, code, line, column, variable, message }: MailTemplateFault): string {
  const place = { part: say(pointer === '/subject' ? 'admin.templates.subject' : 'admin.templates.text') };
  if (code === 'unknownVariable' && line !== null && column !== null && variable !== null)
    return say('admin.templates.faults.unknownVariable', { ...place, line, column, variable });
  if (code === 'syntax' && line !== null && column !== null)
    return say('admin.templates.faults.syntax', { ...place, line, column, said: /\((.*)\)/.exec(message)?.[1] ?? '' });
  if (code === 'missing' && variable !== null)
    return say('admin.templates.faults.missing', { variable: `{{ ${variable} }}` });
  if (code === 'length') return say('admin.templates.faults.length', place);
  return message;
}
