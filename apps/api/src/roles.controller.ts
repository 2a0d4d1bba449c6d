import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { RoleRights } from '@redress/contract/people.js';
import type { Desk } from '@redress/desk/desk.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { roleList } from '@redress/views/people.view.js';
import { Allow } from './allow.js';
import { DESK } from './parts.js';

@ApiTags('people')
@Controller('roles')
export class RolesController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  /** What each role sees and may do, and how many people have it. */
  @Get()
  @Allow({ roles: ['admin'], scope: 'admin' })
  list(): Promise<Page<RoleRights>> {
    return roleList(sqlOn(this.desk.database));
  }
}
