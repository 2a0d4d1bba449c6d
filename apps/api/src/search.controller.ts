import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { SearchHit } from '@redress/contract/search.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { parseFilter } from '@redress/views/queue-filter.js';
import { search } from '@redress/views/search.view.js';
import { Allow } from './allow.js';
import { Asking } from './asked.js';
import { DESK } from './parts.js';
import { SearchRequest } from './search.requests.js';

@ApiTags('tickets')
@Controller('search')
export class SearchController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  /** Tickets by words in any of their messages, by numbers, names and addresses, the newest message first. */
  @Get()
  @Allow({ scope: 'tickets:read' })
  search(@Asking() asker: Asker, @Query() { q = '', limit, after }: SearchRequest): Promise<Page<SearchHit>> {
    return search(sqlOn(this.desk.database), asker, { filter: parseFilter(q), limit, after: after ?? null });
  }
}
