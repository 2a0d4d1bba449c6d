import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { FilledSnippet, FilledText, Snippet } from '@redress/contract/snippets.js';
import type { Desk } from '@redress/desk/desk.js';
import { filledSnippets, filledText } from '@redress/desk/filling.js';
import { createSnippet, editSnippet, noteUse, removeSnippet } from '@redress/desk/snippets.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { snippetList, snippetView } from '@redress/views/snippet.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import {
  FilledSnippetsRequest,
  ListSnippetsRequest,
  SaveSnippetRequest,
  SnippetTextRequest,
} from './snippets.requests.js';

const WRITERS = ['admin', 'teamLead', 'agent', 'quality'] as const;
const READ = { roles: WRITERS, scope: ['tickets:read', 'quality:read'] } as const;
const WRITE = { roles: WRITERS, scope: ['tickets:write', 'quality:write'] } as const;

/** As many as a menu shows at once. */
const IN_A_MENU = 30;

@ApiTags('snippets')
@Controller()
export class SnippetsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Those that you may use: your own, those of your teams, and everybody's. */
  @Get('snippets')
  @Allow(READ)
  list(@Asking() asker: Asker, @Query() { limit, after, q = '' }: ListSnippetsRequest): Promise<Page<Snippet>> {
    return snippetList(this.sql, asker, { limit, after, words: q });
  }

  @Get('snippets/:id')
  @Allow(READ)
  read(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Snippet> {
    return this.show(asker, id, response);
  }

  /** Everybody keeps his own; those of a team its lead and administrators, those of all any team lead and administrators. */
  @Post('snippets')
  @Allow(WRITE)
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveSnippetRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Snippet> {
    return this.show(asker, await createSnippet(this.desk, asker, body.words(asker)), response);
  }

  @Put('snippets/:id')
  @Allow(WRITE)
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveSnippetRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Snippet> {
    await editSnippet(this.desk, asker, id, version, body.words(asker));
    return this.show(asker, id, response);
  }

  @Delete('snippets/:id')
  @HttpCode(204)
  @Allow(WRITE)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeSnippet(this.desk, asker, id);
  }

  /** Counts that it was put into a text. */
  @Post('snippets/:id/uses')
  @HttpCode(204)
  @Allow(WRITE)
  async use(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await noteUse(this.desk, asker, id);
  }

  /** Those that fit best, filled in for this ticket: in its language, else in that of its customer, else in the first that there is. */
  @Get('tickets/:ticket/snippets')
  @Allow(WRITE)
  filled(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Query() { q = '', language }: FilledSnippetsRequest,
  ): Promise<readonly FilledSnippet[]> {
    return filledSnippets(this.desk, { asker, ticket, words: q, language: language ?? null, limit: IN_A_MENU });
  }

  /** A text as it would read on this ticket; nothing is stored. */
  @Post('tickets/:ticket/snippets/preview')
  @HttpCode(200)
  @Allow(WRITE)
  preview(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Body() { text, language }: SnippetTextRequest,
  ): Promise<FilledText> {
    return filledText(this.desk, { asker, ticket, text, language });
  }

  private async show(asker: Asker, id: string, response: Response): Promise<Snippet> {
    const snippet = found(await snippetView(this.sql, asker, id));
    setVersion(response, snippet.version);
    return snippet;
  }
}
