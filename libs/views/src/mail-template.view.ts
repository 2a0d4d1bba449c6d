import type { Page } from '@redress/contract/answers.js';
import type { MailTemplate, MailTemplateLanguage, MailTemplateText } from '@redress/contract/mail-templates.js';
import {
  builtInLanguages,
  builtInText,
  MAIL_TEMPLATES,
  type MailTemplateName,
  TEMPLATE_SHAPES,
  textsFor,
  variablesOf,
} from '@redress/domain/mail-templates/template.js';
import type { Sql } from '@redress/persistence/sql.js';
import { type TemplateRow, templateRows } from '@redress/persistence/stores/mail-templates.store.js';
import { wholePage } from './page.js';

/** All mails that go out by themselves, each with its languages: the built-in ones first, then those that were added. */
export async function mailTemplateList(sql: Sql): Promise<Page<MailTemplate>> {
  const rows = await templateRows(sql, null);
  return wholePage(
    MAIL_TEMPLATES.map((name) => {
      const own = rows.filter(({ template }) => template === name);
      const builtIn = builtInLanguages(name);
      const added = own.filter(({ stands, language }) => stands && !builtIn.includes(language));
      const languages = [...builtIn, ...added.map(({ language }) => language)];
      return { ...shapeOf(name), languages: languages.map((language) => languageOf(name, language, own)) };
    }),
  );
}

/** What somebody of this language gets, also in a language that nobody has written in. */
export async function mailTemplateText(sql: Sql, name: MailTemplateName, language: string): Promise<MailTemplateText> {
  const rows = await templateRows(sql, name);
  const changed = rows.filter(({ stands }) => stands);
  const [{ subject, text, language: wordsIn }] = textsFor(name, language, changed);
  const { name: template, ...shape } = shapeOf(name);
  const own = languageOf(name, language, rows);
  return { ...shape, template, ...own, subject, text, wordsIn, builtInText: builtInText(name, language) };
}

const shapeOf = (name: MailTemplateName): Omit<MailTemplate, 'languages'> => ({
  name,
  goesTo: TEMPLATE_SHAPES[name].goesTo,
  variables: variablesOf(name).map(([variable, need]) => ({ name: variable, need })),
});

function languageOf(name: MailTemplateName, language: string, rows: readonly TemplateRow[]): MailTemplateLanguage {
  const row = rows.find((one) => one.language === language);
  return {
    language,
    builtIn: builtInText(name, language) !== null,
    changed: row?.stands ?? false,
    version: row?.version ?? 0,
    changedAt: row?.changedAt.toISOString() ?? null,
    changedBy: row?.changedBy ?? null,
  };
}
