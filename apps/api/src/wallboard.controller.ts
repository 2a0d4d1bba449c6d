import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Wallboard } from '@redress/contract/wallboard.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { wallboard } from '@redress/views/wallboard.view.js';
import { Allow } from './allow.js';
import { Asking } from './asked.js';
import { DESK } from './parts.js';

@ApiTags('tickets')
@Controller('wallboard')
export class WallboardController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** How unfinished tickets stand, by queue: open, late, due soon, paused, unassigned. */
  @Get()
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  read(@Asking() asker: Asker): Promise<Wallboard> {
    return wallboard(this.sql, asker, this.desk.clock.now());
  }
}
