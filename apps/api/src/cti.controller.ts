import {
  type ArgumentsHost,
  Body,
  Catch,
  Controller,
  type ExceptionFilter,
  HttpCode,
  Inject,
  Injectable,
  Param,
  Post,
  Req,
  UseFilters,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { readCti } from '@redress/channels/phone/cti.js';
import { hearCti } from '@redress/desk/cti.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Log } from '@redress/platform/log.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import type { Asked } from './asked.js';
import { CallWork } from './call-work.js';
import { DESK, LOG } from './parts.js';
import { answerTo, sendProblem } from './refusal.filter.js';

/** As the filter of all others, but the path holds the secret: it is not logged. */
@Catch()
@Injectable()
export class CtiFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Asked>();
    const answer = answerTo(error);
    if (answer.status >= 500) this.log.error({ err: error, requestId: request.requestId }, answer.title);
    sendProblem(request, host.switchToHttp().getResponse<Response>(), answer);
  }
}

const text = (description: string) => ({ type: 'string', maxLength: 250, description });

@ApiTags('phone')
@Controller('cti')
@UseFilters(CtiFilter)
export class CtiController {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CallWork) private readonly work: CallWork,
  ) {}

  /**
   * A telephone system tells of a call, by the address that its connection was given. The event is stored when this answers, and worked on
   * afterwards. Told twice, or in another order, it does no harm.
   */
  @Post(':token')
  @HttpCode(200)
  @Allow({ public: true })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['event', 'direction', 'callId'],
      properties: {
        event: { type: 'string', enum: ['newCall', 'answer', 'hangup'] },
        from: text('Who calls; `anonymous` or left out where the number is hidden'),
        to: text('Who is called'),
        direction: { type: 'string', enum: ['in', 'out'] },
        callId: text('The same in all events of a call'),
        user: {
          description: 'For whom it rings, who answered or who calls; `user[]` in forms',
          oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems: 100 }],
        },
        queue: text('The name of a queue of ours; without one it is that of the connection'),
        cause: text('Why it ended, like normalClearing, busy, cancel, noAnswer, forwarded'),
        answeringNumber: text('Extension, user name or mail address of who answered'),
      },
    },
  })
  async hear(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: Asked,
  ): Promise<Readonly<Record<string, unknown>>> {
    await hearCti(this.desk, { token, remoteAddress: request.ip ?? '', read: () => readCti(body) });
    this.work.wake();
    return {};
  }
}
