import { ApiPropertyOptional } from '@nestjs/swagger';
import type { LoggedContact } from '@redress/desk/contacts.js';
import type { PhoneConnectionWords } from '@redress/desk/phone-connections.js';
import { type Kind, KINDS, PRIORITIES, type Priority } from '@redress/domain/ticket/ticket.js';
import { fromRfc3339 } from '@redress/domain/time.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const LONGEST_SUMMARY = 100_000;
const LONGEST_NUMBER = 60;
const DAY_SECONDS = 86_400;
const LOGGED_CHANNELS = ['phone', 'letter', 'visit'] as const;
const DIRECTIONS = ['inbound', 'outbound'] as const;
const VISIBILITIES = ['public', 'internal'] as const;

export class Caller {
  /** A customer who is known already. */
  @IsOptional() @IsUUID() readonly id?: string;
  @IsOptional() @IsString() @MaxLength(200) readonly name?: string;
  @IsOptional() @IsEmail() @MaxLength(254) readonly email?: string;
}

export class PromiseRequest {
  @IsString() @Length(1, 2_000) readonly text!: string;
  @IsISO8601({ strict: true }) readonly dueAt!: string;
}

export class LogCallRequest {
  @ApiPropertyOptional({ enum: LOGGED_CHANNELS, default: 'phone' })
  @IsOptional()
  @IsIn(LOGGED_CHANNELS)
  readonly channel?: (typeof LOGGED_CHANNELS)[number];

  @ApiPropertyOptional({ enum: DIRECTIONS, default: 'inbound' })
  @IsOptional()
  @IsIn(DIRECTIONS)
  readonly direction?: (typeof DIRECTIONS)[number];

  /** A call of `GET /calls`, which then says who called whom, when and how long. */
  @IsOptional() @IsUUID() readonly call?: string;
  /** In any spelling; left out when it was withheld. */
  @IsOptional() @IsString() @MaxLength(LONGEST_NUMBER) readonly from?: string;
  @IsOptional() @IsString() @MaxLength(LONGEST_NUMBER) readonly to?: string;
  @IsISO8601({ strict: true }) readonly startedAt!: string;
  @IsOptional() @IsInt() @Min(0) @Max(DAY_SECONDS) readonly durationSeconds?: number;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(500) readonly subject?: string;
  @IsString() @Length(1, LONGEST_SUMMARY) readonly summary!: string;
  @IsOptional() @ValidateNested() @Type(() => Caller) readonly customer?: Caller;
  /** Id or number of an existing ticket. */
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(60) readonly ticket?: string;
  @IsOptional() @IsUUID() readonly queueId?: string;
  @IsOptional() @IsIn(KINDS) readonly kind?: Kind;
  @IsOptional() @IsIn(PRIORITIES) readonly priority?: Priority;
  @IsOptional() @ValidateNested() @Type(() => PromiseRequest) readonly promise?: PromiseRequest;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsUUID('all', { each: true }) readonly attachments?: string[];

  /** `internal`: the page of the customer does not show it. */
  @IsOptional() @IsIn(VISIBILITIES) readonly visibility?: (typeof VISIBILITIES)[number];

  contact(): LoggedContact {
    const { promise, from, to, ticket } = this;
    return {
      ...{ channel: this.channel ?? 'phone', direction: this.direction ?? 'inbound' },
      ...{ from: from?.trim() || null, to: to?.trim() || null, ticket: ticket ?? null },
      callId: this.call ?? null,
      ...{ startedAt: fromRfc3339(this.startedAt), durationSeconds: this.durationSeconds ?? null },
      ...{ subject: this.subject ?? null, summary: this.summary, customer: this.customer ?? null },
      ...{ queueId: this.queueId ?? null, kind: this.kind ?? null, priority: this.priority ?? null },
      promise: promise === undefined ? null : { text: promise.text, dueAt: fromRfc3339(promise.dueAt) },
      attachments: this.attachments ?? [],
      visibility: this.visibility,
    };
  }
}

export class CallersRequest {
  /** Digits in any spelling, a name, a customer number, a mail address: at least two characters. */
  @IsString() @MaxLength(200) readonly q!: string;
}

export class PhoneNamesRequest {
  /** Extensions, direct numbers, user names of the telephone system: ten at most. */
  @IsArray() @ArrayMaxSize(10) @IsString({ each: true }) @MaxLength(100, { each: true }) readonly names!: string[];
}

const CALL_BACK_STATES = ['open', 'done'] as const;

export class CallBacksRequest {
  @ApiPropertyOptional({ enum: CALL_BACK_STATES, default: 'open' })
  @IsOptional()
  @IsIn(CALL_BACK_STATES)
  readonly state?: (typeof CALL_BACK_STATES)[number];
}

export class SavePhoneConnectionRequest {
  @IsString() @Length(1, 200) readonly name!: string;
  /** Where calls go that name no queue of ours. */
  @IsUUID() readonly queueId!: string;
  /** How soon a missed call is to be called back, in business hours of its queue. */
  @IsInt() @Min(1) @Max(10_080) readonly callBackMinutes!: number;
  @IsBoolean() readonly enabled!: boolean;

  words(): PhoneConnectionWords {
    const { name, queueId, callBackMinutes, enabled } = this;
    return { name, queueId, callBackMinutes, enabled };
  }
}
