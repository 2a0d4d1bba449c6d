import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** A list that comes whole unless somebody asks for a page of it. */
export class WholeOrPageRequest {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200 })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;

  @ApiPropertyOptional({ description: 'page.next of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  readonly after?: string;
}

/** `?limit=50&after=CURSOR` of every other list. */
export class PageRequest extends WholeOrPageRequest {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  override readonly limit: number = 50;
}
