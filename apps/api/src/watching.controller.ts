import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Nameable, Snoozed, Watching } from '@redress/contract/notifications.js';
import type { Desk } from '@redress/desk/desk.js';
import { personOf, watch } from '@redress/desk/notifying.js';
import { snooze, unsnooze } from '@redress/desk/snoozing.js';
import type { Asker } from '@redress/domain/people.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { nameableOn, snoozedOn, watchingOf } from '@redress/views/notification.view.js';
import { Allow } from './allow.js';
import { Asking } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { SnoozeRequest } from './watching.requests.js';

const READ = { scope: ['tickets:read', 'quality:read'] } as const;
const WRITE = { scope: ['tickets:write', 'quality:write'] } as const;

/** Who follows a ticket besides its owner, and who has put it off. It changes nothing about the ticket: whoever may see it may do it. */
@ApiTags('tickets')
@Controller('tickets/:ticket')
export class WatchingController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get('watch')
  @Allow(READ)
  async watching(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Watching> {
    return watchingOf(this.sql, asker.agentId, found(await findTicket(this.sql, asker, ticket)));
  }

  @Put('watch')
  @HttpCode(200)
  @Allow(WRITE)
  async watch(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Watching> {
    await watch(this.desk, asker, ticket, true);
    return this.show(asker, ticket);
  }

  @Delete('watch')
  @HttpCode(200)
  @Allow(WRITE)
  async unwatch(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Watching> {
    await watch(this.desk, asker, ticket, false);
    return this.show(asker, ticket);
  }

  /** Whom a note can name with `@`: everybody who works here, and every team. */
  @Get('nameable')
  @Allow(READ)
  async nameable(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Nameable> {
    return nameableOn(this.sql, found(await findTicket(this.sql, asker, ticket)));
  }

  /** Takes it off the asker's own lists until then, or until the customer writes. Its clocks go on. */
  @Put('snooze')
  @HttpCode(200)
  @Allow(WRITE)
  async snooze(@Asking() asker: Asker, @Param('ticket') ticket: string, @Body() body: SnoozeRequest): Promise<Snoozed> {
    await snooze(this.desk, asker, ticket, body.instant());
    return found(await snoozedOn(this.sql, asker.agentId, found(await findTicket(this.sql, asker, ticket))));
  }

  @Delete('snooze')
  @HttpCode(204)
  @Allow(WRITE)
  async unsnooze(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<void> {
    await unsnooze(this.desk, asker, ticket);
  }

  private async show(asker: Asker, ticket: string): Promise<Watching> {
    return watchingOf(this.sql, personOf(asker), found(await findTicket(this.sql, asker, ticket)));
  }
}
