import {
  Body,
  Controller,
  Get,
  Header,
  Inject,
  Param,
  Post,
  Req,
  Res,
  UploadedFiles,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Desk } from '@redress/desk/desk.js';
import { newFormToken, readFormToken } from '@redress/desk/form-token.js';
import type { FormOpening } from '@redress/desk/opening-by-form.js';
import { behindLink } from '@redress/desk/status-link.js';
import { PUZZLE_BITS, setsPuzzle } from '@redress/domain/forms/doubt.js';
import { Refusal } from '@redress/domain/refusal.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { portalView } from '@redress/views/portal.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { answerForm, FormPageFilter, sendForm, viewOf, wantsJson } from './form-answers.js';
import { type FormAsked, FormGate, formOf } from './form-gate.js';
import type { FormNotice } from './form-words.js';
import { formPage, formThanks, type FormTyped, viewQuery } from './form-page.js';
import { FORM_SCRIPT } from './form-script.js';
import { judge, partsOf, type Sendable, send } from './form-sending.js';
import { chosenFiles, FORM_UPLOADS, type FormUpload, tooMuch } from './form-upload.js';
import { keepSecret } from './page-parts.js';
import { DESK } from './parts.js';
import { longTime } from './portal-page.js';
import { PORTAL_WORDS } from './portal-words.js';

/** Refusals that a page says above the form, with everything that was typed. */
const NOTICES: Readonly<Partial<Record<Refusal['code'], readonly [number, FormNotice]>>> = {
  'key-reused': [409, 'sentBefore'],
  'too-many': [429, 'many'],
  'storage-full': [507, 'full'],
  unavailable: [503, 'failed'],
};

/** The page of a form for customers. It works without scripts, sets no cookies and can stand in a frame where the form allows it. */
@ApiExcludeController()
@Controller('f')
@Allow({ public: true, byLink: true })
@UseFilters(FormPageFilter)
export class FormPageController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get('form.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=300')
  script(): string {
    return FORM_SCRIPT;
  }

  @Get(':form')
  @UseGuards(FormGate)
  show(@Req() request: FormAsked, @Res() response: Response): void {
    this.send(request, response, { status: 200, typed: null, token: null });
  }

  @Post(':form')
  @UseGuards(FormGate)
  @UseInterceptors(FilesInterceptor('files', undefined, FORM_UPLOADS))
  async take(
    @Req() request: FormAsked,
    @Body() body: unknown,
    @UploadedFiles() uploads: readonly FormUpload[] | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const form = formOf(request);
    const { sent, besides } = partsOf(body);
    const files = chosenFiles(uploads);
    const { language } = viewOf(request, form, this.desk.installationName);
    const token = readFormToken(this.desk, form.id, besides.token);
    // What was never sent goes on under its name, and with the time that it took so far.
    const kept = token === null ? null : besides.token;
    const back = (status: number, typed: Pick<FormTyped, 'notice' | 'faults'>, as = kept): void =>
      this.send(request, response, { status, typed: { sent, hadFiles: files.length > 0, ...typed }, token: as });
    if (tooMuch(files)) return back(413, { notice: 'large', faults: [] });
    const { submission, faults } = judge(this.desk, form, sent, { language, files: files.length });
    if (faults.length > 0) return back(422, { notice: 'faulty', faults });
    if (token === null) return back(422, { notice: 'expired', faults: [] });
    const page = { secondsToFill: token.secondsToFill, besides };
    const sendable = { form, submission, files, language, page, once: `page ${token.once}` };
    const opened = await this.sent({ ...sendable, fromHere: request.fromHere ?? 0 });
    if (!('notice' in opened)) return answerForm(request, response, this.thanksAt(request, opened));
    const { status, notice } = opened;
    back(status, { notice, faults: [] }, notice === 'sentBefore' ? null : kept);
  }

  @Get(':form/thanks/:token')
  @UseGuards(FormGate)
  async thanks(@Req() request: FormAsked, @Param('token') token: string, @Res() response: Response): Promise<void> {
    const form = formOf(request);
    const link = await behindLink(this.desk, token);
    const viewer = link === null ? null : { ticketId: link.ticketId, address: null };
    const ticket = viewer === null ? null : await portalView(this.sql, viewer, this.desk.clock.now());
    if (ticket === null) throw new Refusal('not-found');
    const view = viewOf(request, form, this.desk.installationName);
    const at = ticket.expected.at;
    const page = formThanks(view, {
      ...{ form, number: ticket.number, statusUrl: `/portal/t/${token}?lang=${view.language}` },
      answerBy: at === null ? null : longTime(at, ticket, PORTAL_WORDS[view.language]),
    });
    keepSecret(response);
    sendForm(response, { status: 200, page, view, form });
  }

  /** What can be mended by pressing once more comes back; everything else is for the filter. */
  private async sent(sendable: Sendable): Promise<FormOpening | { status: number; notice: FormNotice }> {
    try {
      return await send(this.desk, sendable);
    } catch (error) {
      const [status, notice] = (error instanceof Refusal && NOTICES[error.code]) || [];
      if (status === undefined || notice === undefined) throw error;
      return { status, notice };
    }
  }

  private thanksAt(request: FormAsked, opened: FormOpening): string {
    const form = formOf(request);
    const view = viewOf(request, form, this.desk.installationName);
    const token = opened.statusUrl.slice(opened.statusUrl.lastIndexOf('/') + 1);
    return `/f/${form.slug}/thanks/${token}?lang=${view.language}${viewQuery(view)}`;
  }

  private send(
    request: FormAsked,
    response: Response,
    shown: { readonly status: number; readonly typed: FormTyped | null; readonly token: string | null },
  ): void {
    const form = formOf(request);
    const { status, typed } = shown;
    const view = viewOf(request, form, this.desk.installationName);
    const token = shown.token ?? newFormToken(this.desk, form.id);
    if (typed !== null && wantsJson(request))
      return answerForm(request, response, { status, typed, token, view, form });
    const bits = setsPuzzle(request.fromHere ?? 0) ? PUZZLE_BITS : 0;
    sendForm(response, { status, page: formPage({ ...view, form, token, bits, typed }), view, form });
  }
}
