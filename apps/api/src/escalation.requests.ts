import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { PlanWords } from '@redress/desk/escalation-plans.js';
import type { EscalationWish } from '@redress/desk/escalating.js';
import {
  CALLED_ROLES,
  type CalledRole,
  type EscalationLevel,
  LEVEL_ACTIONS,
  type LevelAction,
  PLAN_LIMITS,
  type Recipient,
} from '@redress/domain/escalation/plan.js';
import { Refusal } from '@redress/domain/refusal.js';
import { ESCALATION_KINDS, type EscalationKind } from '@redress/domain/ticket/ticket.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** A refusal of a field that is one of several, and none or two of them were sent. */
const oneOf = (pointer: string, names: string): Refusal => {
  const message = `Send exactly one of ${names}.`;
  return new Refusal('invalid', message, [{ pointer, code: 'oneOf', message }]);
};

export class RecipientRequest {
  @ApiPropertyOptional({ enum: CALLED_ROLES })
  @IsOptional()
  @IsIn(CALLED_ROLES)
  readonly role?: CalledRole;

  @IsOptional()
  @IsUUID('all')
  readonly agentId?: string;

  @IsOptional()
  @IsUUID('all')
  readonly teamId?: string;
}

export function recipientOf({ role, agentId, teamId }: RecipientRequest, pointer: string): Recipient {
  const named = [role, agentId, teamId].filter((one) => one !== undefined);
  if (named.length !== 1) throw oneOf(pointer, 'role, agentId and teamId');
  if (role !== undefined) return { role };
  return agentId === undefined ? { teamId: teamId?.toLowerCase() ?? '' } : { agentId: agentId.toLowerCase() };
}

export class OffsetRequest {
  @IsOptional()
  @IsInt()
  readonly percent?: number;

  @IsOptional()
  @IsInt()
  readonly minutes?: number;
}

function offsetOf({ percent, minutes }: OffsetRequest, pointer: string): EscalationLevel['offset'] {
  if (percent !== undefined && minutes === undefined) return { percent };
  if (minutes !== undefined && percent === undefined) return { minutes };
  throw oneOf(pointer, 'percent and minutes');
}

export class RepeatRequest {
  @IsInt()
  readonly everyMinutes!: number;

  @IsInt()
  readonly times!: number;
}

export class LevelRequest {
  @IsInt()
  readonly level!: number;

  @ValidateNested()
  @Type(() => OffsetRequest)
  readonly offset!: OffsetRequest;

  @ApiProperty({ type: () => RepeatRequest, nullable: true })
  @ValidateIf((request: LevelRequest) => request.repeat !== null)
  @ValidateNested()
  @Type(() => RepeatRequest)
  readonly repeat!: RepeatRequest | null;

  @IsIn(ESCALATION_KINDS)
  readonly kind!: EscalationKind;

  @ValidateNested()
  @Type(() => RecipientRequest)
  readonly to!: RecipientRequest;

  @IsIn(LEVEL_ACTIONS)
  readonly action!: LevelAction;
}

export class SaveEscalationPlanRequest {
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ type: () => [LevelRequest], maxItems: PLAN_LIMITS.levels })
  @IsArray()
  @ArrayMaxSize(PLAN_LIMITS.levels)
  @ValidateNested({ each: true })
  @Type(() => LevelRequest)
  readonly levels!: LevelRequest[];

  words(): PlanWords {
    const levels = this.levels.map(({ level, offset, repeat, kind, to, action }, index): EscalationLevel => ({
      level,
      kind,
      action,
      offset: offsetOf(offset ?? {}, `/levels/${index}/offset`),
      repeat: repeat === null ? null : { everyMinutes: repeat.everyMinutes, times: repeat.times },
      to: recipientOf(to ?? {}, `/levels/${index}/to`),
    }));
    return { name: this.name, levels };
  }
}

export class EscalateTicketRequest {
  @IsIn(ESCALATION_KINDS)
  readonly kind!: EscalationKind;

  @ApiPropertyOptional({ type: () => RecipientRequest })
  @IsOptional()
  @ValidateNested()
  @Type(() => RecipientRequest)
  readonly to?: RecipientRequest;

  @IsString()
  @Length(1, 10_000)
  readonly reason!: string;

  wish(): EscalationWish {
    const to = this.to === undefined ? null : recipientOf(this.to, '/to');
    return { kind: this.kind, to, reason: this.reason };
  }
}

export class DeescalateTicketRequest {
  @IsString()
  @Length(1, 10_000)
  readonly reason!: string;
}
