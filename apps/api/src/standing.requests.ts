import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const CODE = /^[a-z0-9-]{1,40}$/;

export class CustomerValueRequest {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Minor units' })
  @IsInt()
  @Min(0)
  @Max(1_000_000_000_000)
  readonly amount!: number;

  @ApiProperty({ example: 'EUR' })
  @Matches(/^[A-Z]{3}$/)
  readonly currency!: string;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @Matches(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)$/)
  readonly asOf?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly source?: string | null;
}

export class SaveStandingRequest {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  @ValidateIf((request: SaveStandingRequest) => request.organisationId !== null)
  @IsUUID('all')
  readonly organisationId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'gold' })
  @ValidateIf((request: SaveStandingRequest) => request.tier !== null)
  @Matches(CODE)
  readonly tier!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'de-by' })
  @ValidateIf((request: SaveStandingRequest) => request.region !== null)
  @Matches(CODE)
  readonly region!: string | null;

  @ApiProperty({ type: CustomerValueRequest, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => CustomerValueRequest)
  readonly value!: CustomerValueRequest | null;

  @ApiProperty({ type: Number, minimum: 0, maximum: 1, nullable: true })
  @ValidateIf((request: SaveStandingRequest) => request.relationshipRisk !== null)
  @IsNumber()
  @Min(0)
  @Max(1)
  readonly relationshipRisk!: number | null;
}
