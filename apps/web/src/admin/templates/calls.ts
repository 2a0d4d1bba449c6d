import type { MailTemplatePreview, MailTemplateText } from '@redress/contract/mail-templates.js';
import { get, post, put, remove } from '../../api/client.js';
import { ADMIN } from '../rows.js';

export interface Draft {
  readonly subject: string;
  readonly text: string;
}

const pathOf = (name: string, language: string): string => `${ADMIN.templates}/${name}/${language}`;

export const readText = (name: string, language: string, signal?: AbortSignal): Promise<MailTemplateText> =>
  get<MailTemplateText>(pathOf(name, language), { signal });

export const saveText = ({ template, language, version }: MailTemplateText, body: Draft): Promise<MailTemplateText> =>
  put<MailTemplateText>(pathOf(template, language), { body, ifMatch: version });

export const resetText = ({ template, language, version }: MailTemplateText): Promise<void> =>
  remove(pathOf(template, language), { ifMatch: version });

export interface Shown extends Draft {
  readonly language: string;
  /** Empty: a ticket that was made up. */
  readonly ticket: string;
}

export const previewText = (
  name: string,
  { ticket, ...words }: Shown,
  signal: AbortSignal,
): Promise<MailTemplatePreview> =>
  post<MailTemplatePreview>(`${ADMIN.templates}/${name}/preview`, {
    body: ticket === '' ? words : { ...words, ticket },
    signal,
  });
