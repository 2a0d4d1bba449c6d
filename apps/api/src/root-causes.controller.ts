import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CauseTree, CauseTreeVersion } from '@redress/contract/causes.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { addNode, editNode, restoreNode, retireNode } from '@redress/desk/taxonomies.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { causeTreeVersions } from '@redress/views/causes.view.js';
import { wholePage } from '@redress/views/page.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IfMatch, SeenVersion } from './asked.js';
import { showTree } from './cause-trees.js';
import { RetireNodeRequest, SaveNodeRequest, TreeRequest } from './causes.requests.js';
import { DESK } from './parts.js';

const TREE = 'rootCause';
const READ = { scope: ['tickets:read', 'quality:read'] } as const;

/** Why complaints happen: everybody who works tickets reads the tree, quality keeps it. */
@ApiTags('quality')
@Controller('root-causes')
@Allow({ roles: ['admin', 'quality'], scope: 'quality:write' })
export class RootCausesController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  @Allow(READ)
  read(@Query() query: TreeRequest, @Res({ passthrough: true }) response: Response): Promise<CauseTree> {
    return showTree(this.sql, TREE, response, query.version);
  }

  @Get('versions')
  @Allow(READ)
  async versions(): Promise<Page<CauseTreeVersion>> {
    return wholePage(await causeTreeVersions(this.sql, TREE));
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @IfMatch() version: number | null,
    @Body() body: SaveNodeRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CauseTree> {
    await addNode(this.desk, { asker, tree: TREE, version }, body);
    return showTree(this.sql, TREE, response);
  }

  /** `If-Match` is the version of the tree. The code in the address counts. */
  @Put(':code')
  async edit(
    @Asking() asker: Asker,
    @Param('code') code: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveNodeRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CauseTree> {
    await editNode(this.desk, { asker, tree: TREE, version }, { ...body, code });
    return showTree(this.sql, TREE, response);
  }

  @Post(':code/retire')
  @HttpCode(200)
  async retire(
    @Asking() asker: Asker,
    @Param('code') code: string,
    @IfMatch() version: number | null,
    @Body() body: RetireNodeRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CauseTree> {
    await retireNode(this.desk, { asker, tree: TREE, version }, code, body.replacedBy ?? null);
    return showTree(this.sql, TREE, response);
  }

  @Post(':code/restore')
  @HttpCode(200)
  async restore(
    @Asking() asker: Asker,
    @Param('code') code: string,
    @IfMatch() version: number | null,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CauseTree> {
    await restoreNode(this.desk, { asker, tree: TREE, version }, code);
    return showTree(this.sql, TREE, response);
  }
}
