import { Body, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { Page } from '@redress/contract/answers.js';
import type { CauseTree, CauseTreeVersion } from '@redress/contract/causes.js';
import type { Desk } from '@redress/desk/desk.js';
import { addNode, editNode, restoreNode, retireNode } from '@redress/desk/taxonomies.js';
import type { Tree } from '@redress/domain/causes/taxonomy.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { causeTree, causeTreeAt, causeTreeVersions } from '@redress/views/causes.view.js';
import { wholePage } from '@redress/views/page.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IfMatch, SeenVersion, setVersion } from './asked.js';
import { RetireNodeRequest, SaveNodeRequest, TreeRequest } from './causes.requests.js';
import { DESK } from './parts.js';

const READ = { scope: ['tickets:read', 'quality:read'] } as const;

/** What both trees answer: everybody who works tickets reads them, whoever the controller allows keeps them. */
export abstract class CauseTreeRoutes {
  protected abstract readonly tree: Tree;
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  @Allow(READ)
  read(@Query() query: TreeRequest, @Res({ passthrough: true }) response: Response): Promise<CauseTree> {
    return this.show(response, query.version);
  }

  @Get('versions')
  @Allow(READ)
  async versions(): Promise<Page<CauseTreeVersion>> {
    return wholePage(await causeTreeVersions(this.sql, this.tree));
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @IfMatch() version: number | null,
    @Body() body: SaveNodeRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CauseTree> {
    await addNode(this.desk, { asker, tree: this.tree, version }, body);
    return this.show(response);
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
    await editNode(this.desk, { asker, tree: this.tree, version }, { ...body, code });
    return this.show(response);
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
    await retireNode(this.desk, { asker, tree: this.tree, version }, code, body.replacedBy ?? null);
    return this.show(response);
  }

  @Post(':code/restore')
  @HttpCode(200)
  async restore(
    @Asking() asker: Asker,
    @Param('code') code: string,
    @IfMatch() version: number | null,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CauseTree> {
    await restoreNode(this.desk, { asker, tree: this.tree, version }, code);
    return this.show(response);
  }

  /** Its version is the ETag. */
  private async show(response: Response, version?: number): Promise<CauseTree> {
    const tree = version === undefined ? await causeTree(this.sql, this.tree) : await this.past(version);
    setVersion(response, tree.version);
    return tree;
  }

  private async past(version: number): Promise<CauseTree> {
    const found = await causeTreeAt(this.sql, this.tree, version);
    if (found === null) throw new Refusal('not-found', `This tree never had version ${version}.`);
    return found;
  }
}
