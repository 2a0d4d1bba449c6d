import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { MacroWords } from '@redress/desk/macros.js';
import { MOST_UNDO_SECONDS } from '@redress/desk/messages.js';
import { GO_TO, type GoTo, MACRO_LIMITS, MACRO_STEPS, type MacroStep } from '@redress/domain/macros/macro.js';
import type { Asker } from '@redress/domain/people.js';
import { SNIPPET_LIMITS } from '@redress/domain/snippets/snippet.js';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { SharedRequest, SnippetTextRequest } from './snippets.requests.js';
import { conditionIn, needed, TicketChangeRequest, tidy } from './ticket-change.requests.js';

const DOINGS = ['reply', 'note', 'setStatus', 'setPriority', 'setQueue', 'tag', 'assign', 'assignMe', 'step'] as const;

export class MacroStepRequest extends TicketChangeRequest {
  @IsIn(DOINGS)
  readonly do!: (typeof DOINGS)[number];

  @ApiPropertyOptional({ type: () => [SnippetTextRequest], maxItems: SNIPPET_LIMITS.texts })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SNIPPET_LIMITS.texts)
  @ValidateNested({ each: true })
  @Type(() => SnippetTextRequest)
  readonly texts?: SnippetTextRequest[];

  @IsOptional()
  @IsIn(MACRO_STEPS)
  readonly verb?: (typeof MACRO_STEPS)[number];
}

function stepOf(request: MacroStepRequest, pointer: string): MacroStep {
  switch (request.do) {
    case 'reply':
    case 'note': {
      const texts = needed(request.texts, `${pointer}/texts`);
      return { do: request.do, texts: texts.map(({ language, text }) => ({ language, text: plain(text) })) };
    }
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
    case 'assignMe':
      return { do: 'assignMe' };
    case 'step':
      return { do: 'step', verb: needed(request.verb, `${pointer}/verb`) };
  }
}

const plain = (text: string): string => text.replaceAll('\u0000', '');

export class SaveMacroRequest extends SharedRequest {
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @IsInt()
  @Min(0)
  @Max(100_000)
  readonly position!: number;

  /** Judged by the domain, which says what is wrong with which part of it. */
  @ApiProperty({ type: Object, nullable: true })
  @Allow()
  readonly condition!: unknown;

  @ApiProperty({ type: () => [MacroStepRequest], maxItems: MACRO_LIMITS.steps })
  @IsArray()
  @ArrayMaxSize(MACRO_LIMITS.steps)
  @ValidateNested({ each: true })
  @Type(() => MacroStepRequest)
  readonly steps!: MacroStepRequest[];

  @IsIn(GO_TO)
  readonly goTo!: GoTo;

  words(asker: Asker): MacroWords {
    const { name, position, goTo } = this;
    const condition = conditionIn(this.condition ?? null);
    const steps = this.steps.map((step, index) => stepOf(step, `/steps/${index}`));
    return { name, position, condition, steps, goTo, ...this.sharing(asker) };
  }
}

export class ApplyMacroRequest {
  /** As it was shown. */
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly macroVersion?: number;

  /** Of its replies and notes in their order, as they were shown and perhaps changed since. */
  @ApiProperty({ type: [String], maxItems: MACRO_LIMITS.steps })
  @IsArray()
  @ArrayMaxSize(MACRO_LIMITS.steps)
  @IsString({ each: true })
  @MaxLength(100_000, { each: true })
  readonly texts!: string[];

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_UNDO_SECONDS)
  readonly sendAfterSeconds?: number;

  plainTexts(): readonly string[] {
    return this.texts.map(plain);
  }
}
