import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { CallBack, PhoneCall } from '@redress/contract/phone.js';
import { tickCallBack, untickCallBack } from '@redress/desk/call-backs.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { callBackById, callBackList, callById, callList, callsOfAsker } from '@redress/views/call.view.js';
import { Allow } from './allow.js';
import { Asking, IdPipe } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { CallBacksRequest } from './phone.requests.js';

const LOGGERS = ['admin', 'teamLead', 'agent', 'light'] as const;
const CALLERS = ['admin', 'teamLead', 'agent'] as const;

@ApiTags('phone')
@Controller()
export class CallsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** The last fifty calls of his queues, and those that rang for him or that he answered; the newest first. */
  @Get('calls')
  @Allow({ roles: LOGGERS, scope: 'tickets:read' })
  list(@Asking() asker: Asker): Promise<Page<PhoneCall>> {
    return callList(this.sql, asker);
  }

  /** Calls that his screen shows now: ringing for him, spoken by him, or just ended and not yet logged. */
  @Get('calls/mine')
  @Allow({ roles: LOGGERS, scope: 'tickets:read' })
  mine(@Asking() asker: Asker): Promise<Page<PhoneCall>> {
    return callsOfAsker(this.sql, asker, this.desk.clock.now());
  }

  @Get('calls/:id')
  @Allow({ roles: LOGGERS, scope: 'tickets:read' })
  async read(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<PhoneCall> {
    return found(await callById(this.sql, asker, id));
  }

  /** Who called his queues and was not answered: open ones as they fall due, or those that were done in the last week. */
  @Get('call-backs')
  @Allow({ roles: CALLERS, scope: 'tickets:read' })
  callBacks(@Asking() asker: Asker, @Query() { state }: CallBacksRequest): Promise<Page<CallBack>> {
    return callBackList(this.sql, asker, state ?? 'open', this.desk.clock.now());
  }

  /** Ticks one off. One that was called back is done by itself. */
  @Post('call-backs/:id/done')
  @HttpCode(200)
  @Allow({ roles: CALLERS, scope: 'tickets:write' })
  async tick(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<CallBack> {
    await tickCallBack(this.desk, asker, id);
    return this.show(asker, id);
  }

  /** Takes the tick back; refused when the same caller waits in another one by now. */
  @Post('call-backs/:id/reopen')
  @HttpCode(200)
  @Allow({ roles: CALLERS, scope: 'tickets:write' })
  async untick(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<CallBack> {
    await untickCallBack(this.desk, asker, id);
    return this.show(asker, id);
  }

  private async show(asker: Asker, id: string): Promise<CallBack> {
    return found(await callBackById(this.sql, asker, id, this.desk.clock.now()));
  }
}
