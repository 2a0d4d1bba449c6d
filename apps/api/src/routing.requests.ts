import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

/** Condition and actions are looked at by the rules of the trade, which say more about what is wrong with them. */
export class SaveRoutingRuleRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty()
  @IsBoolean()
  readonly enabled!: boolean;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: '{ fact, operator, value }, { all }, { any } or { not }; null: always',
  })
  @IsOptional()
  @IsObject()
  readonly condition!: object | null;

  @ApiProperty({ type: Object, description: 'RoutingActions' })
  @IsObject()
  readonly actions!: object;

  @ApiProperty({ description: 'No rule after it is asked once it has matched' })
  @IsBoolean()
  readonly stop!: boolean;
}

export class OrderRoutingRulesRequest {
  @ApiProperty({ type: [String], format: 'uuid', description: 'Every rule, once' })
  @IsArray()
  @ArrayMaxSize(1_000)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  readonly ids!: string[];
}

export class PreviewRoutingRequest {
  @ApiProperty({ type: Object, description: 'Facts by name, as GET /routing/facts lists them' })
  @IsObject()
  readonly facts!: object;

  @ApiPropertyOptional({
    type: [SaveRoutingRuleRequest],
    description: 'Rules to try; without them those that are stored',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => SaveRoutingRuleRequest)
  readonly rules?: SaveRoutingRuleRequest[];
}

export class DryRunRequest {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1000, description: 'How many of the newest tickets' })
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly last!: number;

  @ApiPropertyOptional({
    type: [SaveRoutingRuleRequest],
    description: 'Rules to try; without them those that are stored',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => SaveRoutingRuleRequest)
  readonly rules?: SaveRoutingRuleRequest[];
}

export class SaveRoutingSettingsRequest {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer', minimum: 0, maximum: 100 } })
  @IsObject()
  readonly weights!: object;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 43_200, description: 'Minutes of open time' })
  @IsInt()
  readonly returnAfterMinutes!: number;
}

export class SavePriorityTableRequest {
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string' } } })
  @IsArray()
  @ArrayMaxSize(10)
  readonly rows!: string[][];
}
