import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { addressKey, countTry, limitsOf } from '@redress/desk/limits.js';
import type { Desk } from '@redress/desk/desk.js';
import { answerByLink, type LinkedTask, taskBehind } from '@redress/desk/tasks.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import type { Asked } from './asked.js';
import { keepSecret } from './page-parts.js';
import { DESK } from './parts.js';
import { TaskFormRequest } from './task-page.requests.js';
import { type PageLanguage, pageLanguage, taskPage } from './task-page.js';

/**
 * The page behind the link of a question, for people without a seat. It works without scripts and shows the question alone. Who has the
 * link may answer: nobody else can make a browser send it, because the secret is in the address, so no second secret is asked for.
 */
@ApiExcludeController()
@Controller('task')
@Allow({ public: true, byLink: true })
export class TaskPageController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @Get(':token')
  async show(@Param('token') token: string, @Req() request: Asked, @Res() response: Response): Promise<void> {
    const language = pageLanguage(request);
    const task = await this.behind(token, request);
    send(response, task === null ? 404 : 200, taskPage(language, task, null, this.desk.installationName));
  }

  @Post(':token')
  async answer(
    @Param('token') token: string,
    @Body() body: TaskFormRequest,
    @Req() request: Asked,
    @Res() response: Response,
  ): Promise<void> {
    const language = pageLanguage(request);
    const task = await this.behind(token, request);
    const text = (body.text ?? '').trim();
    if (task === null || task.state !== 'open') return this.tell(response, language, task, null);
    if (text === '' || text.length > 20_000) {
      const page = taskPage(language, task, text === '' ? 'empty' : 'long', this.desk.installationName, text);
      return send(response, 422, page);
    }
    const refused = await answerByLink(this.desk, token, text).then(
      () => null,
      (error: unknown) => codeOf(error),
    );
    const now = refused === null ? { ...task, state: 'answered' as const } : await taskBehind(this.desk, token);
    this.tell(response, language, now, refused === null ? 'thanks' : null);
  }

  private tell(response: Response, language: PageLanguage, task: LinkedTask | null, said: 'thanks' | null): void {
    send(response, task === null ? 404 : 200, taskPage(language, task, said, this.desk.installationName));
  }

  /** Counted before it is looked up: a link has 128 random bits, and nobody shall try them. */
  private async behind(token: string, request: Asked): Promise<LinkedTask | null> {
    await countTry(limitsOf(this.desk.database), 'taskPageByAddress', addressKey(request.ip ?? ''));
    return /^[a-z2-7]{26}$/.test(token) ? taskBehind(this.desk, token) : null;
  }
}

/** Somebody answered or waived it meanwhile: the page says so. Anything else is a fault. */
function codeOf(error: unknown): string {
  if (error instanceof Refusal) return error.code;
  throw error;
}

function send(response: Response, status: number, page: string): void {
  keepSecret(response);
  response.status(status).type('text/html').send(page);
}
