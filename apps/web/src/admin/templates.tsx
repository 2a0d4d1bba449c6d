import type { MailTemplate, MailTemplateLanguage } from '@redress/contract/mail-templates.js';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { languageWords } from '../ui/language-words.js';
import { Since } from '../ui/parts.js';
import { List, ScreenHead } from './parts.js';
import { ADMIN, type Rows, useRows } from './rows.js';
import { TemplateEditor } from './templates/editor.js';
import { nameWords, sentWhen } from './templates/words.js';
import './templates/templates.css';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is a template and a language, as `acknowledgement.de`. */
export function Screen(): ReactNode {
  const { search, change } = useAdminSearch();
  const templates = useRows<MailTemplate>(ADMIN.templates);
  const [, name, language] = /^(\w+)\.([a-z]{2,3})$/.exec(search.open ?? '') ?? [];
  const go = (open: string | undefined): void => change({ open });
  if (name === undefined || language === undefined)
    return <TemplateList templates={templates} open={(template, one) => go(`${template}.${one}`)} />;
  return (
    <TemplateEditor
      key={`${name}.${language}`}
      name={name}
      language={language}
      languages={templates.rows?.find((one) => one.name === name)?.languages ?? []}
      open={(one) => go(`${name}.${one}`)}
      leave={() => go(undefined)}
    />
  );
}

interface ListProps {
  readonly templates: Rows<MailTemplate>;
  readonly open: (name: string, language: string) => void;
}

function TemplateList({ templates, open }: ListProps): ReactNode {
  const { say } = useText();
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.templates.title')} explain={say('admin.templates.explain')} />
      <List of={templates} empty={null}>
        {(rows) => (
          <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.templates.title')}>
            <table className="table admin-table template-table">
              <thead>
                <tr>
                  <th>{say('admin.templates.mail')}</th>
                  <th className="wide">{say('admin.templates.goesTo')}</th>
                  <th>{say('admin.templates.languages')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((template) => (
                  <TemplateRow key={template.name} template={template} open={open} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </List>
    </div>
  );
}

interface RowProps {
  readonly template: MailTemplate;
  readonly open: (name: string, language: string) => void;
}

function TemplateRow({ template, open }: RowProps): ReactNode {
  const { say, language: own } = useText();
  const { name, goesTo, languages } = template;
  const first = languages.find(({ language }) => language === own)?.language ?? 'en';
  return (
    <tr>
      <td>
        <button type="button" className="row-link strong" onClick={() => open(name, first)}>
          {nameWords(say, name)}
        </button>
        <span className="muted template-when">{sentWhen(say, name)}</span>
      </td>
      <td className="wide">{say(`admin.templates.reader.${goesTo}`)}</td>
      <td>
        <span className="template-chips">
          {languages.map((one) => (
            <LanguageChip key={one.language} of={one} open={() => open(name, one.language)} />
          ))}
        </span>
      </td>
    </tr>
  );
}

function LanguageChip({ of, open }: { readonly of: MailTemplateLanguage; readonly open: () => void }): ReactNode {
  const { say } = useText();
  const words = languageWords(say, of.language);
  return (
    <button type="button" className="chip" onClick={open}>
      {words}
      {of.changed && (
        <span className="template-mark">
          <span aria-hidden="true">●</span> {say('admin.templates.changed')}
          {of.changedAt !== null && (
            <span className="muted">
              {' '}
              <Since at={of.changedAt} words="words.time.ago" />
            </span>
          )}
        </span>
      )}
    </button>
  );
}
