import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { NewToken, Token } from '@redress/contract/session.js';
import type { Desk } from '@redress/desk/desk.js';
import { createToken, withdrawToken } from '@redress/desk/people.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { tokenById, tokenList } from '@redress/views/people.view.js';
import { Allow } from './allow.js';
import { Asking, IdPipe } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { CreateTokenRequest } from './people.requests.js';

@ApiTags('people')
@Controller('tokens')
@Allow({ roles: ['admin'], scope: 'admin' })
export class TokensController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  async list(): Promise<Page<Token>> {
    return tokenList(this.sql, null);
  }

  /** The only answer that ever holds the secret. */
  @Post()
  async create(@Asking() asker: Asker, @Body() body: CreateTokenRequest): Promise<NewToken> {
    const by = asker.agentId ?? 'system';
    const { id, secret } = await createToken(this.desk, by, { ...body, agentId: body.agentId ?? by });
    return { ...found(await tokenById(this.sql, id)), secret };
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await withdrawToken(this.desk, asker.agentId ?? 'system', id);
  }
}
