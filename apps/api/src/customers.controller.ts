import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard, CustomerTimelineEntry, Lookalike } from '@redress/contract/customers.js';
import { addIdentity, confirmIdentity, dropIdentity, tellApart } from '@redress/desk/customer-keys.js';
import { mergeCustomers, unmergeCustomers } from '@redress/desk/customer-merging.js';
import { editCustomer } from '@redress/desk/customers.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { phoneNumber } from '@redress/platform/phone-number.js';
import { customerTimeline } from '@redress/views/customer-timeline.view.js';
import { customerCard, customerList } from '@redress/views/customer.view.js';
import { lookalikes } from '@redress/views/lookalikes.view.js';
import { wholePage } from '@redress/views/page.js';
import { Allow } from './allow.js';
import { Asking, IdPipe } from './asked.js';
import {
  AddIdentityRequest,
  CustomersRequest,
  CustomerTimelineRequest,
  EditCustomerRequest,
  MergeCustomerRequest,
  TellApartRequest,
  UnmergeCustomerRequest,
} from './customers.requests.js';
import { found } from './found.js';
import { DESK } from './parts.js';

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

  /** All by name, in pages; those that `q` looks for come in one, the likeliest first. */
  @Get()
  @Allow(READERS)
  async list(@Asking() asker: Asker, @Query() query: CustomersRequest): Promise<Page<CustomerCard>> {
    const { q = '', limit, after } = query;
    return customerList(this.sql, asker, { q, number: phoneNumber(q, this.desk.phoneCountry), limit, after });
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

  /** Everything that happened with him over all channels and tickets, the newest first. */
  @Get(':id/timeline')
  @Allow(READERS)
  async timeline(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Query() query: CustomerTimelineRequest,
  ): Promise<Page<CustomerTimelineEntry>> {
    const card = await this.card(asker, id);
    return customerTimeline(this.sql, asker, card.id, {
      limit: query.limit,
      after: query.after,
      kinds: query.what ?? [],
    });
  }

  /** Who might be the same person, the likeliest first, each with the reasons. A merge accepts one, `different` dismisses it. */
  @Get(':id/suggestions')
  @Allow(READERS)
  async suggestions(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<Page<Lookalike>> {
    return wholePage(await lookalikes(this.sql, asker, await this.card(asker, id)));
  }

  /** Two records are of two people: they are not suggested to each other again. */
  @Post(':id/different')
  @HttpCode(200)
  @Allow(WRITERS)
  async different(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Body() body: TellApartRequest,
  ): Promise<Page<Lookalike>> {
    const card = await this.card(asker, id);
    await tellApart(this.desk, asker, card.id, (await this.card(asker, body.other)).id);
    return wholePage(await lookalikes(this.sql, asker, card));
  }

  @Post(':id/identities')
  @HttpCode(200)
  @Allow(WRITERS)
  async addIdentity(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Body() body: AddIdentityRequest,
  ): Promise<CustomerCard> {
    const card = await this.card(asker, id);
    await addIdentity(this.desk, asker, card.id, body);
    return this.card(asker, card.id);
  }

  /** Somebody has made sure that it is his. */
  @Post(':id/identities/:identity/verify')
  @HttpCode(200)
  @Allow(WRITERS)
  async verifyIdentity(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Param('identity', IdPipe) identity: string,
  ): Promise<CustomerCard> {
    const card = await this.card(asker, id);
    await confirmIdentity(this.desk, asker, card.id, identity);
    return this.card(asker, card.id);
  }

  @Delete(':id/identities/:identity')
  @HttpCode(204)
  @Allow(WRITERS)
  async removeIdentity(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Param('identity', IdPipe) identity: string,
  ): Promise<void> {
    await dropIdentity(this.desk, asker, (await this.card(asker, id)).id, identity);
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
    await mergeCustomers(this.desk, asker, id.toLowerCase(), body.into.toLowerCase());
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
    const card = await this.card(asker, id);
    await unmergeCustomers(this.desk, asker, card.id, body.from.toLowerCase());
    return this.card(asker, card.id);
  }

  private async card(asker: Asker, id: string): Promise<CustomerCard> {
    return found(await customerCard(this.sql, asker, id));
  }
}
