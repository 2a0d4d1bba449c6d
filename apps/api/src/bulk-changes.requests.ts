import { BULK_KINDS, type BulkStep, MOST_TICKETS } from '@redress/domain/bulk/bulk-change.js';
import { Refusal } from '@redress/domain/refusal.js';
import { PRIORITIES, type Priority } from '@redress/domain/ticket/ticket.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IssueAnswerRequest, SET_BY_HAND } from './tickets.requests.js';

/** Named one by one; a whole queue is named by its query. */
const MOST_NAMED = 2_000;
const MOST_TAGS = 20;

type Kind = BulkStep['kind'];
const of = (kind: Kind) => ValidateIf((step: BulkStepRequest) => step.kind === kind);

export class BulkStepRequest {
  @IsIn(BULK_KINDS) kind!: Kind;
  @ValidateIf((step: BulkStepRequest) => step.kind === 'assign' && step.ownerId !== null)
  @Matches(/^(me|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, { message: 'ownerId must be an id, "me" or null' })
  ownerId?: string | null;
  @of('status') @IsIn(SET_BY_HAND) status?: (typeof SET_BY_HAND)[number];
  @of('priority') @IsIn(PRIORITIES) priority?: Priority;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_TAGS)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(50, { each: true })
  add?: string[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_TAGS)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(50, { each: true })
  remove?: string[];
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(5_000) reason?: string;
  @IsOptional() @ValidateNested() @Type(() => IssueAnswerRequest) answer?: IssueAnswerRequest;
}

/** Either `tickets`, or `q` with `seen`. */
export class AskBulkChangeRequest {
  @IsDefined() @ValidateNested() @Type(() => BulkStepRequest) step!: BulkStepRequest;
  @ValidateIf((body: AskBulkChangeRequest) => body.q === undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMED)
  @IsUUID('all', { each: true })
  tickets?: string[];
  @ValidateIf((body: AskBulkChangeRequest) => body.tickets === undefined) @IsString() @MaxLength(500) q?: string;
  @ValidateIf((body: AskBulkChangeRequest) => body.q !== undefined) @IsInt() @Min(1) @Max(MOST_TICKETS) seen?: number;
}

export class MatchingRequest {
  @IsString() @MaxLength(500) q!: string;
}

/** @throws Refusal invalid for tags that name none. */
export function stepOf(step: BulkStepRequest, agentId: string | null): BulkStep {
  const { kind, ownerId = null, status = 'open', priority = 'normal', add = [], remove = [] } = step;
  switch (kind) {
    case 'assign':
      return { kind, ownerId: ownerId === 'me' ? agentId : ownerId };
    case 'status':
      return { kind, status };
    case 'priority':
      return { kind, priority };
    case 'tags':
      if (add.length + remove.length > 0) return { kind, add, remove };
      throw new Refusal('invalid', 'Name tags to add or to remove.', [
        { pointer: '/step/add', code: 'missing', message: 'Name tags to add or to remove.' },
      ]);
    case 'resolve':
      return { kind, reason: step.reason ?? null, answer: { ...step.answer } };
    case 'close':
      return { kind, reason: step.reason ?? null };
  }
}
