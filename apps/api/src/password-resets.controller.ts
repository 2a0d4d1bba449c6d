import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Desk } from '@redress/desk/desk.js';
import { choosePassword, countReset, mailReset } from '@redress/desk/password-links.js';
import { Afterwards } from './afterwards.js';
import { Allow } from './allow.js';
import type { Asked } from './asked.js';
import { DESK } from './parts.js';
import { NewPasswordRequest, ResetRequest } from './session.requests.js';

@ApiTags('session')
@Controller('password-resets')
@Allow({ public: true })
export class PasswordResetsController {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(Afterwards) private readonly afterwards: Afterwards,
  ) {}

  /** Answers the same at the same speed whoever the address belongs to: all the work comes after the answer. */
  @Post()
  @HttpCode(202)
  async ask(@Body() body: ResetRequest, @Req() request: Asked): Promise<void> {
    await countReset(this.desk, body.email, request.ip ?? '');
    this.afterwards.run(() => mailReset(this.desk, body.email));
  }

  @Post(':token')
  @HttpCode(204)
  async choose(@Param('token') token: string, @Body() body: NewPasswordRequest): Promise<void> {
    await choosePassword(this.desk, token, body.password);
  }
}
