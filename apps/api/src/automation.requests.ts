import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { TriggerWords } from '@redress/desk/triggers.js';
import type { WebhookWords } from '@redress/desk/webhooks.js';
import { type Occasion, OCCASIONS } from '@redress/domain/automation/occasions.js';
import { type Fires, TRIGGER_LIMITS, type TriggerAction } from '@redress/domain/automation/trigger.js';
import { type Status, STATUSES } from '@redress/domain/ticket/ticket.js';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { RecipientRequest, recipientOf } from './escalation.requests.js';
import { conditionIn, needed, refusedFor, TicketChangeRequest, tidy } from './ticket-change.requests.js';

const DOINGS = ['setStatus', 'setPriority', 'setQueue', 'tag', 'assign', 'notify', 'sendTemplate', 'webhook'] as const;

export class FiresRequest {
  @IsOptional()
  @IsIn(OCCASIONS)
  readonly on?: Occasion;

  @IsOptional()
  @IsInt()
  readonly afterMinutes?: number;

  @IsOptional()
  @IsIn(STATUSES)
  readonly status?: Status;
}

export class TriggerActionRequest extends TicketChangeRequest {
  @IsIn(DOINGS)
  readonly do!: (typeof DOINGS)[number];

  @ApiPropertyOptional({ type: () => RecipientRequest })
  @IsOptional()
  @ValidateNested()
  @Type(() => RecipientRequest)
  readonly to?: RecipientRequest;

  @IsOptional()
  @IsString()
  @MaxLength(TRIGGER_LIMITS.text)
  readonly en?: string;

  @IsOptional()
  @IsString()
  @MaxLength(TRIGGER_LIMITS.text)
  readonly de?: string;

  @IsOptional()
  @IsUUID('all')
  readonly webhookId?: string;
}

function actionOf(request: TriggerActionRequest, pointer: string): TriggerAction {
  switch (request.do) {
    case 'setStatus':
      return { do: 'setStatus', status: needed(request.status, `${pointer}/status`) };
    case 'setPriority':
      return { do: 'setPriority', priority: needed(request.priority, `${pointer}/priority`) };
    case 'setQueue':
      return { do: 'setQueue', queueId: needed(request.queueId, `${pointer}/queueId`).toLowerCase() };
    case 'tag':
      return { do: 'tag', add: tidy(request.add), remove: tidy(request.remove) };
    case 'assign':
      return { do: 'assign', agentId: needed(request.agentId, `${pointer}/agentId`)?.toLowerCase() ?? null };
    case 'notify':
      return { do: 'notify', to: recipientOf(needed(request.to, `${pointer}/to`), `${pointer}/to`) };
    case 'sendTemplate':
      return { do: 'sendTemplate', en: needed(request.en, `${pointer}/en`), de: needed(request.de, `${pointer}/de`) };
    case 'webhook':
      return { do: 'webhook', webhookId: needed(request.webhookId, `${pointer}/webhookId`).toLowerCase() };
  }
}

function firesOf({ on, afterMinutes, status }: FiresRequest): Fires {
  if (on !== undefined && afterMinutes === undefined && status === undefined) return { on };
  if (on === undefined && afterMinutes !== undefined && status !== undefined) return { afterMinutes, status };
  const message = 'Send an event in "on", or "afterMinutes" with a "status".';
  throw refusedFor([{ pointer: '/fires', code: 'oneOf', message }]);
}

export class SaveTriggerRequest {
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @IsInt()
  @Min(0)
  @Max(100_000)
  readonly position!: number;

  @IsBoolean()
  readonly enabled!: boolean;

  @ValidateNested()
  @Type(() => FiresRequest)
  readonly fires!: FiresRequest;

  /** Judged by the domain, which says what is wrong with which part of it. */
  @ApiProperty({ type: Object, nullable: true })
  @Allow()
  readonly condition!: unknown;

  @ApiProperty({ type: () => [TriggerActionRequest], maxItems: TRIGGER_LIMITS.actions })
  @IsArray()
  @ArrayMaxSize(TRIGGER_LIMITS.actions)
  @ValidateNested({ each: true })
  @Type(() => TriggerActionRequest)
  readonly actions!: TriggerActionRequest[];

  words(): TriggerWords {
    const { name, position, enabled } = this;
    const condition = conditionIn(this.condition ?? null);
    return {
      ...{ name, position, enabled, condition },
      fires: firesOf(this.fires ?? {}),
      actions: this.actions.map((action, index) => actionOf(action, `/actions/${index}`)),
    };
  }
}

export class SaveWebhookRequest {
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @IsString()
  @Length(8, 2_000)
  readonly url!: string;

  @ApiProperty({ type: [String], enum: OCCASIONS })
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  readonly kinds!: string[];

  @IsBoolean()
  readonly enabled!: boolean;

  words(): WebhookWords {
    const { name, url, kinds, enabled } = this;
    return { name, url, kinds, enabled };
  }
}
