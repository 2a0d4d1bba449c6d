import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Task } from '@redress/contract/tasks.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk, Wish } from '@redress/desk/desk.js';
import { answer, ask, waive } from '@redress/desk/tasks.js';
import type { Asker } from '@redress/domain/people.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { taskById, taskList, tasksOfTicket } from '@redress/views/task.view.js';
import { Allow } from './allow.js';
import { Asking, FreshId, IdPipe } from './asked.js';
import { TicketWish } from './escalation.controller.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { AnswerTaskRequest, AskTaskRequest, TaskListRequest } from './tasks.requests.js';

/** Questions to other departments: asked on a ticket, answered by whoever they were asked of. */
@ApiTags('tasks')
@Controller()
@Allow({ scope: 'tickets:write' })
export class TasksController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get('tasks')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  list(@Asking() asker: Asker, @Query() query: TaskListRequest): Promise<Page<Task>> {
    const scope = query.scope ?? (query.open === undefined ? 'mine' : 'open');
    return taskList(this.sql, asker, scope, this.desk.clock.now());
  }

  @Get('tickets/:ticket/tasks')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async ofTicket(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Page<Task>> {
    const id = found(await findTicket(this.sql, asker, ticket));
    return tasksOfTicket(this.sql, asker, id, this.desk.clock.now());
  }

  @Post('tickets/:ticket/tasks')
  async ask(@TicketWish() wish: Wish, @FreshId() id: string, @Body() body: AskTaskRequest): Promise<Task> {
    return this.show(wish.asker, await ask(this.desk, wish, id, body.wish()));
  }

  @Post('tasks/:id/answer')
  @HttpCode(200)
  async answer(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Body() body: AnswerTaskRequest,
  ): Promise<Task> {
    return this.show(asker, await answer(this.desk, asker, id, body.text));
  }

  /** The answer is not needed any more. */
  @Post('tasks/:id/waive')
  @HttpCode(200)
  async waive(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<Task> {
    return this.show(asker, await waive(this.desk, asker, id));
  }

  private async show(asker: Asker, id: string): Promise<Task> {
    return found(await taskById(this.sql, asker, id, this.desk.clock.now()));
  }
}
