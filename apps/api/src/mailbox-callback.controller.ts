import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Desk } from '@redress/desk/desk.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { DESK } from './parts.js';

/** Longer than any code that a provider gives. */
const LONGEST = 4_096;

@ApiExcludeController()
@Controller('mail-accounts/oauth/callback')
@Allow({ public: true })
export class MailboxCallbackController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  /**
   * Where the provider sends the browser. Nothing is done here, so that nobody can make an administrator do something by a link: what came
   * back goes on in the fragment, which no server is told, and the screen finishes with it as the one who began.
   */
  @Get()
  back(@Query() query: Readonly<Record<string, unknown>>, @Res() response: Response): void {
    const words = new URLSearchParams();
    for (const name of ['state', 'code', 'error']) {
      const value = query[name];
      if (typeof value === 'string' && value.length <= LONGEST) words.set(name, value);
    }
    response.redirect(303, `${this.desk.publicUrl}/admin/channels?open=signed-in#${words.toString()}`);
  }
}
