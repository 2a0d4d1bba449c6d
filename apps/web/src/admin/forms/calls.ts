import type { FormLanguageName, FormPreview, WebForm } from '@redress/contract/forms.js';
import { get, post, put, remove } from '../../api/client.js';
import { ADMIN } from '../rows.js';
import { bodyOf, type FormDraft } from './draft.js';

export const newestForm = (id: string): Promise<WebForm> => get<WebForm>(`${ADMIN.forms}/${id}`);

export const saveForm = (seen: WebForm | null, draft: FormDraft): Promise<WebForm> =>
  seen === null
    ? post<WebForm>(ADMIN.forms, { body: bodyOf(draft) })
    : put<WebForm>(`${ADMIN.forms}/${seen.id}`, { body: bodyOf(draft), ifMatch: seen.version });

export const dropForm = ({ id, version }: WebForm): Promise<void> =>
  remove(`${ADMIN.forms}/${id}`, { ifMatch: version });

export interface PreviewWish {
  readonly draft: FormDraft;
  readonly language: FormLanguageName;
  readonly scheme: 'light' | 'dark';
}

/** Of a draft that need not be complete. */
export async function previewOf({ draft, language, scheme }: PreviewWish, signal: AbortSignal): Promise<string> {
  const body = { ...bodyOf(draft), name: draft.name.trim() || '…', slug: draft.slug.trim() || 'x', origins: [] };
  const path = `${ADMIN.forms}/preview?lang=${language}&scheme=${scheme}`;
  return (await post<FormPreview>(path, { body, signal })).html;
}
