import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard } from '@redress/contract/customers.js';
import { editCustomer, mergeCustomers, unmergeCustomers } from '@redress/desk/customers.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { customerCard, customerList } from '@redress/views/customer.view.js';
import { Allow } from './allow.js';
import { Asking, IdPipe } from './asked.js';
import { CustomersRequest } from './customers.requests.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { EditCustomerRequest, MergeCustomerRequest, UnmergeCustomerRequest } from './people.requests.js';

const READERS = { scope: 'tickets:read' } as const;
const WRITERS = { roles: ['admin', 'teamLead', 'agent'], scope: 'tickets:write' } as const;

/** A customer is there for whoever sees one of his tickets. */
@ApiTags('customers')
@Controller('customers')
export class CustomersController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  @Allow(READERS)
  async list(@Asking() asker: Asker, @Query() query: CustomersRequest): Promise<Page<CustomerCard>> {
    return customerList(this.sql, asker, { q: query.q ?? '', limit: query.limit, after: query.after });
  }

  @Get(':id')
  @Allow(READERS)
  async read(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<CustomerCard> {
    return this.card(asker, id);
  }

  @Patch(':id')
  @Allow(WRITERS)
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Body() body: EditCustomerRequest,
  ): Promise<CustomerCard> {
    const card = await this.card(asker, id);
    await editCustomer(this.desk, asker, card.id, body);
    return this.card(asker, card.id);
  }

  /** Both must be there for the asker: else a merge would show him a stranger's addresses. */
  @Post(':id/merge')
  @HttpCode(200)
  @Allow(WRITERS)
  async merge(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Body() body: MergeCustomerRequest,
  ): Promise<CustomerCard> {
    await this.card(asker, id);
    await this.card(asker, body.into);
    await mergeCustomers(this.desk, asker, id, body.into.toLowerCase());
    return this.card(asker, body.into);
  }

  @Post(':id/unmerge')
  @HttpCode(200)
  @Allow(WRITERS)
  async unmerge(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Body() body: UnmergeCustomerRequest,
  ): Promise<CustomerCard> {
    await this.card(asker, id);
    await unmergeCustomers(this.desk, asker, id, body.from.toLowerCase());
    return this.card(asker, id);
  }

  private async card(asker: Asker, id: string): Promise<CustomerCard> {
    return found(await customerCard(this.sql, asker, id));
  }
}
