import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { AppliedMacro, FittingMacro, Macro, MacroPreview } from '@redress/contract/macros.js';
import { apply, fittingMacros, rehearse } from '@redress/desk/applying.js';
import type { Desk } from '@redress/desk/desk.js';
import { createMacro, editMacro, removeMacro } from '@redress/desk/macros.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { changesBetween, macroList, macroView } from '@redress/views/macro.view.js';
import { ticketView } from '@redress/views/ticket.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, IfMatch, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { ApplyMacroRequest, SaveMacroRequest } from './macros.requests.js';
import { DESK } from './parts.js';

const WORKERS = ['admin', 'teamLead', 'agent'] as const;
const READ = { roles: WORKERS, scope: 'tickets:read' } as const;
const WRITE = { roles: WORKERS, scope: 'tickets:write' } as const;

@ApiTags('macros')
@Controller()
export class MacrosController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Those that you may use: your own, those of your teams, and everybody's. */
  @Get('macros')
  @Allow(READ)
  list(@Asking() asker: Asker): Promise<Page<Macro>> {
    return macroList(this.sql, asker);
  }

  @Get('macros/:id')
  @Allow(READ)
  read(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Macro> {
    return this.show(asker, id, response);
  }

  /** Everybody keeps his own; those of a team its lead and administrators, those of all any team lead and administrators. */
  @Post('macros')
  @Allow(WRITE)
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveMacroRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Macro> {
    return this.show(asker, await createMacro(this.desk, asker, body.words(asker)), response);
  }

  @Put('macros/:id')
  @Allow(WRITE)
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveMacroRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Macro> {
    await editMacro(this.desk, asker, id, version, body.words(asker));
    return this.show(asker, id, response);
  }

  @Delete('macros/:id')
  @HttpCode(204)
  @Allow(WRITE)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeMacro(this.desk, asker, id);
  }

  /** Those whose condition holds for this ticket, in the order of the menu. */
  @Get('tickets/:ticket/macros')
  @Allow(WRITE)
  async fitting(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<readonly FittingMacro[]> {
    const fitting = await fittingMacros(this.desk, { asker, ticket });
    return fitting.map(({ id, name, ownerId }) => ({ id, name, personal: ownerId !== null }));
  }

  /** What applying it would change and send; nothing is stored. */
  @Post('tickets/:ticket/macros/:macro/preview')
  @HttpCode(200)
  @Allow(WRITE)
  async preview(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Param('macro', IdPipe) macroId: string,
    @IfMatch() version: number | null,
  ): Promise<MacroPreview> {
    const { macro, before, after, texts, refused } = await rehearse(this.desk, { asker, ticket, version }, macroId);
    const { id, name, goTo } = macro;
    return {
      macro: { id, name, version: macro.version, goTo },
      changes: await changesBetween(this.sql, before, after),
      texts,
      refused: refused === null ? null : { code: refused.refusal.code, detail: refused.refusal.detail },
    };
  }

  /** All of it at one stroke, or none. The version is that of the ticket, as it was previewed. */
  @Post('tickets/:ticket/macros/:macro')
  @HttpCode(200)
  @Allow(WRITE)
  async apply(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Param('macro', IdPipe) macroId: string,
    @Body() body: ApplyMacroRequest,
    @SeenVersion() version: number | null,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AppliedMacro> {
    const { macroVersion = null, sendAfterSeconds = 0 } = body;
    const wanted = { macroId, macroVersion, texts: body.plainTexts(), sendAfterSeconds };
    const { replyId, goTo, ticket: changed } = await apply(this.desk, { asker, ticket, version }, wanted);
    // It may have moved where the asker sees nothing: what he did himself he is shown once.
    const all: Asker = { ...asker, sight: { kind: 'all' } };
    const shown = found(await ticketView(this.sql, all, changed.id));
    setVersion(response, shown.version);
    return { ticket: shown, replyId, goTo };
  }

  private async show(asker: Asker, id: string, response: Response): Promise<Macro> {
    const macro = found(await macroView(this.sql, asker, id));
    setVersion(response, macro.version);
    return macro;
  }
}
