import { ApiPropertyOptional } from '@nestjs/swagger';
import { TRIGGER_LIMITS, TRIGGER_STATUSES } from '@redress/domain/automation/trigger.js';
import { PRIORITIES, type Priority } from '@redress/domain/ticket/ticket.js';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';

/** What an action of a trigger and a step of a macro may set on a ticket; which of these it needs says its `do`. */
export class TicketChangeRequest {
  @IsOptional()
  @IsIn(TRIGGER_STATUSES)
  readonly status?: (typeof TRIGGER_STATUSES)[number];

  @IsOptional()
  @IsIn(PRIORITIES)
  readonly priority?: Priority;

  @IsOptional()
  @IsUUID('all')
  readonly queueId?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TRIGGER_LIMITS.tags)
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  readonly add?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TRIGGER_LIMITS.tags)
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  readonly remove?: string[];

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @ValidateIf((request: TicketChangeRequest) => request.agentId !== undefined && request.agentId !== null)
  @IsUUID('all')
  readonly agentId?: string | null;
}
