import { Body, Controller, Inject, Param, Post, Req, UploadedFiles, UseGuards, UseInterceptors } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { WebFormReceipt } from '@redress/contract/forms.js';
import type { Desk } from '@redress/desk/desk.js';
import { FORM_LANGUAGES, REMEDIES } from '@redress/domain/forms/form.js';
import { Refusal } from '@redress/domain/refusal.js';
import { toRfc3339 } from '@redress/domain/time.js';
import { newId } from '@redress/platform/ids.js';
import { Allow } from './allow.js';
import { idempotencyKey } from './asked.js';
import { type FormAsked, FormGate, formOf } from './form-gate.js';
import { formLanguage, judge, languageFaults, partsOf, send } from './form-sending.js';
import { chosenFiles, FORM_UPLOADS, type FormUpload, tooMuch } from './form-upload.js';
import { DESK } from './parts.js';

const text = { type: 'string' } as const;
const BODY = {
  type: 'object',
  required: ['description', 'email'],
  properties: {
    ...{ description: { ...text, maxLength: 20_000 }, subject: text, email: { ...text, format: 'email' }, name: text },
    ...{ phone: text, customerNumber: text, orderNumber: text, product: text },
    desiredRemedy: { ...text, enum: [...REMEDIES] },
    consent: { type: 'boolean' },
    language: { ...text, enum: [...FORM_LANGUAGES], description: 'In which we write; that of the words if left out' },
    fields: { type: 'object', additionalProperties: text, description: 'Own fields of the form, by their names' },
    files: { type: 'array', items: { ...text, format: 'binary' }, description: 'In multipart only: 5, 20 MB together' },
  },
};

@ApiTags('intake')
@Controller('intake/web-form')
export class FormIntakeController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  /**
   * Takes what somebody filled in, as JSON or multipart. Which fields there are, and which are needed, the form says: a fresh installation
   * has the form `complaint`. The ticket is stored when this answers. The sender is not verified: he gets one confirmation a day at most,
   * with nothing of what was written.
   */
  @Post(':form')
  @Allow({ public: true })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ schema: BODY })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same content is one ticket; a repetition gets the same answer',
  })
  @UseGuards(FormGate)
  @UseInterceptors(FilesInterceptor('files', undefined, FORM_UPLOADS))
  async take(
    @Req() request: FormAsked,
    @Param('form') _form: string,
    @Body() body: unknown,
    @UploadedFiles() uploads: readonly FormUpload[] | undefined,
  ): Promise<WebFormReceipt> {
    const form = formOf(request);
    const { sent, besides } = partsOf(body);
    const files = chosenFiles(uploads);
    if (tooMuch(files)) throw new Refusal('too-large', 'Up to 5 files, 20 MB together.');
    const language = formLanguage(form, besides.language);
    const on = { language: language ?? form.languages[0] ?? 'en', files: files.length };
    const { submission, faults } = judge(this.desk, form, sent, on);
    const all = [...languageFaults(besides.language), ...faults];
    if (all.length > 0) throw new Refusal('invalid', 'Some fields are not valid', all);
    const key = idempotencyKey(request);
    const once = key === null ? `fresh ${newId()}` : `key ${key}`;
    const fromHere = request.fromHere ?? 0;
    const opened = await send(this.desk, { form, submission, files, language, once, fromHere, page: null });
    return { ...opened, answerBy: toRfc3339(opened.answerBy) };
  }
}
