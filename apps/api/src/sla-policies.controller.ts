import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  SlaPolicy,
  SlaPolicyImport,
  SlaPolicyRebase,
  SlaPolicyWithVersions,
} from '@redress/contract/sla-policy.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { rebasePolicy } from '@redress/desk/rebasing.js';
import { createPolicy, editPolicy, putPoliciesInOrder, removePolicy } from '@redress/desk/sla-policies.js';
import { compareImport, importPolicies } from '@redress/desk/sla-policy-import.js';
import { exportPolicies } from '@redress/desk/sla-policy-yaml.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { policyById, policyList, policyListVersion } from '@redress/views/sla-policy.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, IfMatch, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { ImportPoliciesRequest, ImportQuery, OrderPoliciesRequest, SavePolicyRequest } from './sla.requests.js';

const READERS = { roles: ['admin', 'teamLead', 'agent', 'quality'], scope: ['tickets:read', 'admin'] } as const;

@ApiTags('policy')
@Controller('sla-policies')
@Allow({ roles: ['admin'], scope: 'admin' })
export class SlaPoliciesController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** In the order in which they are tried; the ETag is that of the order. */
  @Get()
  @Allow(READERS)
  async list(@Res({ passthrough: true }) response: Response): Promise<Page<SlaPolicy>> {
    setVersion(response, await policyListVersion(this.sql));
    return policyList(this.sql);
  }

  /** All policies as YAML, with calendars and plans by their names. */
  @Get('export')
  async export(): Promise<StreamableFile> {
    const text = await exportPolicies(this.sql, this.desk.clock.now());
    return new StreamableFile(Buffer.from(text), {
      type: 'application/yaml; charset=utf-8',
      disposition: 'attachment; filename="sla-policies.yaml"',
    });
  }

  /** Makes the policies what the file says, all of it or nothing; with `dryRun=true` only tells what would change. */
  @Post('import')
  @HttpCode(200)
  async import(
    @Asking() asker: Asker,
    @IfMatch() version: number | null,
    @Query() { dryRun }: ImportQuery,
    @Body() { yaml }: ImportPoliciesRequest,
  ): Promise<SlaPolicyImport> {
    const changes =
      dryRun === 'true' ? await compareImport(this.desk, yaml) : await importPolicies(this.desk, asker, version, yaml);
    return { dryRun: dryRun === 'true', ...changes, listVersion: await policyListVersion(this.sql) };
  }

  @Put('order')
  async order(
    @Asking() asker: Asker,
    @SeenVersion() version: number | null,
    @Body() { ids }: OrderPoliciesRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<SlaPolicy>> {
    await putPoliciesInOrder(this.desk, asker, version, ids);
    setVersion(response, await policyListVersion(this.sql));
    return policyList(this.sql);
  }

  @Get(':id')
  @Allow(READERS)
  async read(
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SlaPolicyWithVersions> {
    return this.show(id, response);
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SavePolicyRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SlaPolicyWithVersions> {
    return this.show(await createPolicy(this.desk, asker, body), response);
  }

  /** Makes a new version; clocks that run keep the one that they started with. */
  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SavePolicyRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SlaPolicyWithVersions> {
    await editPolicy(this.desk, asker, { id, version }, body);
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
  ): Promise<void> {
    await removePolicy(this.desk, asker, { id, version });
  }

  /** Clocks that run go over to the version that counts now, and to the newest one of its calendar; audited. */
  @Post(':id/rebase')
  @HttpCode(200)
  async rebase(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<SlaPolicyRebase> {
    return rebasePolicy(this.desk, asker, id);
  }

  private async show(id: string, response: Response): Promise<SlaPolicyWithVersions> {
    const policy = found(await policyById(this.sql, id));
    setVersion(response, policy.version);
    return policy;
  }
}
