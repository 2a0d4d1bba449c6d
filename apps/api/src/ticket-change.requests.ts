import { ApiPropertyOptional } from '@nestjs/swagger';
import { TRIGGER_LIMITS, TRIGGER_STATUSES } from '@redress/domain/automation/trigger.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import type { Condition } from '@redress/domain/rules/condition.js';
import { conditionFaults, isCondition } from '@redress/domain/rules/condition-faults.js';
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

export const refusedFor = (faults: readonly Fault[]): Refusal =>
  new Refusal('invalid', faults[0]?.message ?? 'This cannot be used.', faults);

/** What the `do` of an action or a step cannot do without. @throws Refusal invalid, at the pointer */
export function needed<Value>(value: Value | undefined, pointer: string): Value {
  if (value !== undefined) return value;
  throw refusedFor([{ pointer, code: 'required', message: 'What is to be done needs it.' }]);
}

/** Tags as they are stored. */
export const tidy = (tags: readonly string[] = []): string[] =>
  tags.map((tag) => tag.trim().toLowerCase()).filter(Boolean);

/** @throws Refusal invalid, with what is wrong with which part of it */
export function conditionIn(input: unknown = null): Condition | null {
  if (isCondition(input)) return input;
  throw refusedFor(conditionFaults(input, '/condition'));
}
