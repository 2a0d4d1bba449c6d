import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { IdentityKind } from '@redress/contract/customers.js';
import { TIMELINE_KINDS, type TimelineKind } from '@redress/views/customer-timeline.view.js';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { PageRequest } from './page.requests.js';

export class CustomersRequest extends PageRequest {
  @ApiPropertyOptional({ description: 'Beginning or part of a name, an address, an account or a number' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly q?: string;
}

export class CustomerTimelineRequest extends PageRequest {
  @ApiPropertyOptional({ enum: TIMELINE_KINDS, isArray: true, description: 'Separated by commas; all when left out' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMaxSize(TIMELINE_KINDS.length)
  @IsIn(TIMELINE_KINDS, { each: true })
  readonly what?: TimelineKind[];
}

const IDENTITY_KINDS: readonly IdentityKind[] = ['email', 'phone', 'socialHandle', 'customerNumber'];

export class AddIdentityRequest {
  @ApiProperty({ enum: IDENTITY_KINDS })
  @IsIn(IDENTITY_KINDS)
  readonly kind!: IdentityKind;

  @ApiProperty({ maxLength: 254, example: 'ann@example.com' })
  @IsString()
  @Length(1, 254)
  readonly value!: string;
}

export class TellApartRequest {
  @ApiProperty({ format: 'uuid', description: 'The other customer' })
  @IsUUID('all')
  readonly other!: string;
}

export class EditCustomerRequest {
  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly name?: string;

  @ApiPropertyOptional({ nullable: true, description: 'BCP 47, like de' })
  @IsOptional()
  @IsString()
  @MaxLength(35)
  readonly language?: string | null;
}

export class MergeCustomerRequest {
  @ApiProperty({ format: 'uuid', description: 'The customer who stays' })
  @IsUUID('all')
  readonly into!: string;
}

export class UnmergeCustomerRequest {
  @ApiProperty({ format: 'uuid', description: 'The customer who was merged into this one' })
  @IsUUID('all')
  readonly from!: string;
}
