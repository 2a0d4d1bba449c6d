import { ApiPropertyOptional } from '@nestjs/swagger';
import type { AskWish } from '@redress/desk/tasks.js';
import { Refusal } from '@redress/domain/refusal.js';
import { fromRfc3339 } from '@redress/domain/time.js';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const MINUTES_OF_A_YEAR = 525_600;
const LONGEST = 20_000;

export class TaskListRequest {
  @ApiPropertyOptional({ enum: ['mine', 'asked', 'open'], default: 'mine' })
  @IsOptional()
  @IsIn(['mine', 'asked', 'open'])
  readonly scope?: 'mine' | 'asked' | 'open';

  @IsOptional()
  @IsString()
  @MaxLength(10)
  readonly mine?: string;

  @IsOptional()
  @IsString()
  @MaxLength(10)
  readonly open?: string;
}

export class TaskTargetRequest {
  @IsOptional()
  @IsUUID('all')
  readonly agentId?: string;

  @IsOptional()
  @IsUUID('all')
  readonly teamId?: string;

  @IsOptional()
  @IsString()
  @Length(3, 254)
  readonly email?: string;
}

export class AskTaskRequest {
  @IsString()
  @Length(1, LONGEST)
  readonly question!: string;

  @ValidateNested()
  @Type(() => TaskTargetRequest)
  readonly to!: TaskTargetRequest;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MINUTES_OF_A_YEAR)
  readonly dueMinutes?: number;

  @IsOptional()
  @IsISO8601({ strict: true })
  readonly dueAt?: string;

  @IsOptional()
  @IsBoolean()
  readonly wait?: boolean;

  wish(): AskWish {
    if (this.dueMinutes !== undefined && this.dueAt !== undefined)
      throw one('/dueAt', 'Send dueMinutes or dueAt, not both.');
    const due =
      this.dueAt !== undefined
        ? { at: fromRfc3339(this.dueAt) }
        : this.dueMinutes !== undefined
          ? { minutes: this.dueMinutes }
          : null;
    return { question: this.question, to: targetOf(this.to ?? {}), due, wait: this.wait ?? false };
  }
}

const one = (pointer: string, message: string): Refusal =>
  new Refusal('invalid', message, [{ pointer, code: 'oneOf', message }]);

function targetOf({ agentId, teamId, email }: TaskTargetRequest): AskWish['to'] {
  if ([agentId, teamId, email].filter((name) => name !== undefined).length !== 1)
    throw one('/to', 'Send exactly one of agentId, teamId and email.');
  if (agentId !== undefined) return { agentId: agentId.toLowerCase() };
  return teamId === undefined ? { email: email ?? '' } : { teamId: teamId.toLowerCase() };
}

export class AnswerTaskRequest {
  @IsString()
  @Length(1, LONGEST)
  readonly text!: string;
}
