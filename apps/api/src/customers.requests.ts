import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageRequest } from './page.requests.js';

export class CustomersRequest extends PageRequest {
  @ApiPropertyOptional({ description: 'Part of a name, an address or a number' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly q?: string;
}
