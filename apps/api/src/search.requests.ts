import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Max, MaxLength } from 'class-validator';
import { PageRequest } from './page.requests.js';

export class SearchRequest extends PageRequest {
  @ApiPropertyOptional({
    description:
      'Words, phrases in quotes, and conditions like those of a queue: `is:open cause:damaged "broken glass"`',
  })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly q?: string;

  /** Each hit is shown with what is around it. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 50, default: 20 })
  @Max(50)
  override readonly limit: number = 20;
}
