import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { NewPhoneConnection, PhoneConnection } from '@redress/contract/phone.js';
import type { Desk } from '@redress/desk/desk.js';
import {
  createPhoneConnection,
  editPhoneConnection,
  removePhoneConnection,
  renewPhoneToken,
} from '@redress/desk/phone-connections.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { phoneConnectionById, phoneConnectionList } from '@redress/views/call.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { SavePhoneConnectionRequest } from './phone.requests.js';

@ApiTags('phone')
@Controller('phone-connections')
@Allow({ roles: ['admin'], scope: 'admin' })
export class PhoneConnectionsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Telephone systems that tell us of calls, and when each was last heard of. */
  @Get()
  list(): Promise<Page<PhoneConnection>> {
    return phoneConnectionList(this.sql);
  }

  /** The answer is the only one that holds the address, which is all that the telephone system needs. */
  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SavePhoneConnectionRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NewPhoneConnection> {
    const { id, address } = await createPhoneConnection(this.desk, asker, body.words());
    return { ...(await this.show(id, response)), address };
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SavePhoneConnectionRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PhoneConnection> {
    await editPhoneConnection(this.desk, asker, { id, version }, body.words());
    return this.show(id, response);
  }

  /** Gives it another address; the one before opens nothing from now on. */
  @Post(':id/token')
  @HttpCode(200)
  async renew(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NewPhoneConnection> {
    const { address } = await renewPhoneToken(this.desk, asker, id);
    return { ...(await this.show(id, response)), address };
  }

  /** Refused when calls came by it, which would be lost: it can be switched off. */
  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
  ): Promise<void> {
    await removePhoneConnection(this.desk, asker, { id, version });
  }

  private async show(id: string, response: Response): Promise<PhoneConnection> {
    const connection = found(await phoneConnectionById(this.sql, id));
    setVersion(response, connection.version);
    return connection;
  }
}
