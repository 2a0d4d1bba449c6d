import { CONTROLLABILITIES, type Controllability } from '@redress/domain/causes/taxonomy.js';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

export class NodeLabels {
  @IsString() @MaxLength(200) en!: string;
  @IsString() @MaxLength(200) de!: string;
}

export class SaveNodeRequest {
  @IsString() @IsNotEmpty() @MaxLength(60) code!: string;
  @ValidateIf((body: SaveNodeRequest) => body.parent !== null && body.parent !== undefined)
  @IsString()
  @MaxLength(60)
  parent?: string | null;
  @ValidateNested() @Type(() => NodeLabels) labels!: NodeLabels;
  @IsOptional() @IsString() @MaxLength(500) definition?: string;
  @ValidateIf((body: SaveNodeRequest) => body.process !== null && body.process !== undefined)
  @IsString()
  @MaxLength(120)
  process?: string | null;
  @ValidateIf((body: SaveNodeRequest) => body.ownerId !== null && body.ownerId !== undefined)
  @IsUUID()
  ownerId?: string | null;
  @IsOptional() @IsIn(CONTROLLABILITIES) controllability?: Controllability;
  @IsOptional() @IsInt() @Min(0) @Max(1_000_000) position?: number;
}

export class RetireNodeRequest {
  @ValidateIf((body: RetireNodeRequest) => body.replacedBy !== null && body.replacedBy !== undefined)
  @IsString()
  @MaxLength(60)
  replacedBy?: string | null;
}

export class TreeRequest {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000_000) version?: number;
}
