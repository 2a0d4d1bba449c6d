import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { Desk } from '@redress/desk/desk.js';
import { FORM_LANGUAGES, type FormPlan } from '@redress/domain/forms/form.js';
import { labelOf } from '@redress/domain/forms/labels.js';
import type { Log } from '@redress/platform/log.js';
import type { Response } from 'express';
import type { Asked } from './asked.js';
import type { FormAsked } from './form-gate.js';
import { faultWords, formRefusal, type FormTyped, type FormView, keyOf } from './form-page.js';
import { formStyle, themeOf } from './form-style.js';
import { FORM_WORDS } from './form-words.js';
import { stylePolicy } from './page-parts.js';
import { DESK, LOG } from './parts.js';
import { PORTAL_WORDS, type PortalRefusal } from './portal-words.js';
import { answerTo } from './refusal.filter.js';

/** The language that was chosen on the page, else what the browser asks for, else the first of the form. */
export function viewOf(request: Asked, form: Pick<FormPlan, 'languages'> | null, installation: string): FormView {
  const languages = form === null ? FORM_LANGUAGES : form.languages;
  const asked = request.query['lang'];
  const accepted = request.acceptsLanguages([...languages]);
  const chosen = [asked, accepted].map((one) => languages.find((language) => language === one)).find(Boolean);
  const embedded = request.query['embed'] === '1';
  const theme = themeOf(embedded ? request.query : {});
  return { language: chosen ?? languages[0] ?? 'en', installation, embedded, theme };
}

/** The script of the page asks so. */
export const wantsJson = (request: Asked): boolean => request.get('accept') === 'application/json';

interface Shown {
  readonly status: number;
  readonly page: string;
  readonly view: FormView;
  /** Null where there is none. */
  readonly form: Pick<FormPlan, 'origins'> | null;
}

/** Sends a page that only those may frame whom the form names. */
export function sendForm(response: Response, { status, page, view, form }: Shown): void {
  const framedBy = view.embedded ? ["'self'", ...(form?.origins ?? [])] : [];
  const policy = stylePolicy(formStyle(view.theme), { scripts: true, framedBy });
  // Older than the policy, and it knows no list of origins.
  if (view.embedded) response.removeHeader('X-Frame-Options');
  if (response.getHeader('Cache-Control') === undefined) response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', policy);
  response.status(status).type('text/html').send(page);
}

interface Back {
  readonly status: number;
  readonly typed: FormTyped;
  readonly token: string;
  readonly view: FormView;
  readonly form: FormPlan;
}

/** Where to go on, or what is wrong: to the script as JSON, to a browser without scripts as the next page. */
export function answerForm(request: Asked, response: Response, told: string | Back): void {
  response.setHeader('Cache-Control', 'no-store');
  if (typeof told === 'string') {
    // Seen again by a GET, the page can be reloaded without sending anything twice.
    if (wantsJson(request)) response.status(200).json({ location: told });
    else response.redirect(303, told);
    return;
  }
  const { status, typed, token, view, form } = told;
  const words = FORM_WORDS[view.language];
  const faults = typed.faults.map((fault) => {
    const field = form.fields.find(({ key }) => key === keyOf(fault));
    const label = field === undefined ? keyOf(fault) : labelOf(field, view.language, form.languages);
    return { field: keyOf(fault), label, message: faultWords(fault.code, words) };
  });
  response.status(status).json({ notice: words.notices[typed.notice], faults, token });
}

const REFUSED_AS: Readonly<Record<number, Exclude<PortalRefusal, 'gone'>>> = { 413: 'large', 429: 'many', 507: 'full' };

/** People read this: every refusal is a page, or what their script shows above the form. */
@Catch()
@Injectable()
export class FormPageFilter implements ExceptionFilter {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FormAsked>();
    const response = host.switchToHttp().getResponse<Response>();
    const { status, title, retryAfter } = answerTo(error);
    // The path may hold the secret of a status page: it is not logged.
    if (status >= 500) this.log.error({ err: error, requestId: request.requestId }, title);
    if (response.headersSent || response.destroyed) return void response.destroy();
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    const form = request.form ?? null;
    const view = viewOf(request, form, this.desk.installationName);
    const said = PORTAL_WORDS[view.language].refusals[REFUSED_AS[status] ?? 'failed'];
    const told = status === 404 ? FORM_WORDS[view.language].gone : said;
    if (wantsJson(request)) {
      response.status(status).json({ notice: told.join('. '), faults: [] });
      return;
    }
    sendForm(response, { status, page: formRefusal(view, told), view, form });
  }
}
