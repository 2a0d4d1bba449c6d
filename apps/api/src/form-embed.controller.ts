import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Desk } from '@redress/desk/desk.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Config } from '@redress/platform/config.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { FormPageFilter, viewOf } from './form-answers.js';
import { embedScript, shopPage } from './form-embed.js';
import { type FormAsked, FormGate, formOf } from './form-gate.js';
import { CONFIG, DESK } from './parts.js';

/** What pages of others need to show a form. */
@ApiExcludeController()
@Controller('f/:form')
@Allow({ public: true })
@UseGuards(FormGate)
@UseFilters(FormPageFilter)
export class FormEmbedController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Get('embed.js')
  script(@Req() request: FormAsked, @Res() response: Response): void {
    response.setHeader('Cache-Control', 'public, max-age=300');
    // The script is for pages of others, and holds nothing that is not in its address.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.type('text/javascript').send(embedScript(formOf(request).slug));
  }

  /** A shop that shows the form, where there is a demo. */
  @Get('shop')
  shop(@Req() request: FormAsked, @Res() response: Response): void {
    if (!this.config.demo) throw new Refusal('not-found');
    const form = formOf(request);
    const { html, style } = shopPage(form.slug, viewOf(request, form, this.desk.installationName).language);
    const hash = createHash('sha256').update(style).digest('base64');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'sha256-${hash}'; script-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    response.type('text/html').send(html);
  }
}
