import { Body, Controller, Get, Inject, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CallerMatches, PhoneNames } from '@redress/contract/phone.js';
import type { IntakeReceipt } from '@redress/contract/mail.js';
import { logContact } from '@redress/desk/contacts.js';
import type { Desk } from '@redress/desk/desk.js';
import { ownPhoneNames, setOwnPhoneNames } from '@redress/desk/phone-names.js';
import type { Asker } from '@redress/domain/people.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { phoneNumber } from '@redress/platform/phone-number.js';
import { callerMatches } from '@redress/views/caller.view.js';
import { Allow } from './allow.js';
import { Asking, FreshId } from './asked.js';
import { DESK } from './parts.js';
import { CallersRequest, LogCallRequest, PhoneNamesRequest } from './phone.requests.js';

const LOGGERS = ['admin', 'teamLead', 'agent', 'light'] as const;

@ApiTags('phone')
@Controller()
export class PhoneController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  /**
   * Logs a call, or a letter or visit by `channel`, on an existing ticket or a new one. `startedAt` is when the call began or the letter was
   * stamped: clocks start then, however late it is entered.
   */
  @Post('intake/phone-calls')
  @Allow({ roles: LOGGERS, scope: ['intake', 'tickets:write'] })
  log(@Asking() asker: Asker, @Body() body: LogCallRequest, @FreshId() id: string): Promise<IntakeReceipt> {
    return logContact(this.desk, asker, id, body.contact());
  }

  /** Who may be calling, the likeliest first, with their open tickets: for a search while somebody types. */
  @Get('callers')
  @Allow({ roles: LOGGERS, scope: 'tickets:read' })
  callers(@Asking() asker: Asker, @Query() { q }: CallersRequest): Promise<CallerMatches> {
    return callerMatches(sqlOn(this.desk.database), asker, q, phoneNumber(q, this.desk.phoneCountry));
  }

  /** Extensions, direct numbers and user names of who asks, in the telephone system: calls for them show on his screens. */
  @Get('session/phone-names')
  @Allow({ roles: LOGGERS })
  async phoneNames(@Asking() asker: Asker): Promise<PhoneNames> {
    return { names: await ownPhoneNames(this.desk, asker) };
  }

  @Put('session/phone-names')
  @Allow({ roles: LOGGERS, scope: 'tickets:write' })
  async setPhoneNames(@Asking() asker: Asker, @Body() { names }: PhoneNamesRequest): Promise<PhoneNames> {
    return { names: await setOwnPhoneNames(this.desk, asker, names) };
  }
}
