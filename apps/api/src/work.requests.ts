import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { AgentSkill, Capacity } from '@redress/contract/routing.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

export class AgentSkillRequest implements AgentSkill {
  @IsString()
  @Length(1, 40)
  readonly skill!: string;

  @ApiProperty({ enum: [1, 2, 3] })
  @IsIn([1, 2, 3])
  readonly level!: 1 | 2 | 3;
}

export class CapacityRequest {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1000, description: 'A mail is one unit, a call three' })
  @IsInt()
  @Min(0)
  @Max(1_000)
  readonly units!: number;

  @ApiProperty({ type: Object, description: 'Most tickets of one channel, by its name' })
  @IsObject()
  readonly perChannel!: Capacity['perChannel'];
}

export class SaveWorkRequest {
  @ApiProperty({ type: [AgentSkillRequest] })
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique((one: AgentSkillRequest) => one.skill)
  @ValidateNested({ each: true })
  @Type(() => AgentSkillRequest)
  readonly skills!: AgentSkillRequest[];

  @ApiProperty({ type: CapacityRequest })
  @ValidateNested()
  @Type(() => CapacityRequest)
  readonly capacity!: CapacityRequest;
}

export class PresenceRequest {
  @ApiProperty({ enum: ['available', 'away', 'offline'] })
  @IsIn(['available', 'away', 'offline'])
  readonly state!: 'available' | 'away' | 'offline';
}

export class SaveAbsenceRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID('all')
  readonly agentId!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true, strictSeparator: true })
  readonly from!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true, strictSeparator: true })
  readonly to!: string;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'Who gets the unanswered tickets' })
  @IsOptional()
  @IsUUID('all')
  readonly deputyId?: string | null;
}

export class ListAbsencesRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only of this person' })
  @IsOptional()
  @IsUUID('all')
  readonly agent?: string;
}

export class SaveOrganisationRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'gold' })
  @ValidateIf((request: SaveOrganisationRequest) => request.tier !== null)
  @IsString()
  @Length(1, 40)
  readonly tier!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'de-by' })
  @ValidateIf((request: SaveOrganisationRequest) => request.region !== null)
  @IsString()
  @Length(1, 40)
  readonly region!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  @ValidateIf((request: SaveOrganisationRequest) => request.keyAccountManagerId !== null)
  @IsUUID('all')
  readonly keyAccountManagerId!: string | null;

  @ApiProperty({ type: [String], description: 'Who writes from one of them belongs to it' })
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(253, { each: true })
  readonly domains!: string[];
}

export class SaveSkillRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;
}

export class SaveProductRequest extends SaveSkillRequest {
  @ApiProperty({ type: [String], description: 'By which a message is recognised to be about it' })
  @IsArray()
  @ArrayMaxSize(30)
  @IsString({ each: true })
  @Length(2, 60, { each: true })
  readonly words!: string[];
}

export class SaveAssignmentRequest {
  @ApiProperty({ enum: ['manual', 'roundRobin', 'leastLoaded'] })
  @IsIn(['manual', 'roundRobin', 'leastLoaded'])
  readonly mode!: string;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 2_592_000 })
  @ValidateIf((request: SaveAssignmentRequest) => request.relaxAfterSeconds !== null)
  @IsInt()
  @Min(1)
  @Max(2_592_000)
  readonly relaxAfterSeconds!: number | null;
}

export class TakeNextRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only of this queue' })
  @IsOptional()
  @IsUUID('all')
  readonly queue?: string;
}
