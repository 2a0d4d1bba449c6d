import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { SnippetWords } from '@redress/desk/snippets.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sharing } from '@redress/domain/sharing.js';
import { SNIPPET_LIMITS } from '@redress/domain/snippets/snippet.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PageRequest } from './page.requests.js';

const LANGUAGE = /^[a-z]{2,3}$/;
const SHARED_WITH = ['me', 'team', 'everybody'] as const;

export class SnippetTextRequest {
  @IsString()
  @Matches(LANGUAGE)
  readonly language!: string;

  @IsString()
  @MaxLength(SNIPPET_LIMITS.text)
  readonly text!: string;
}

export class SharedRequest {
  @IsIn(SHARED_WITH)
  readonly sharedWith!: (typeof SHARED_WITH)[number];

  /** Of the team that it is shared with. */
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @ValidateIf((request: SharedRequest) => request.teamId !== undefined && request.teamId !== null)
  @IsUUID('all')
  readonly teamId?: string | null;

  /** @throws Refusal invalid where nobody owns what is for one person, or no team is named */
  protected sharing({ agentId }: Asker): Sharing {
    if (this.sharedWith === 'everybody') return { ownerId: null, teamId: null };
    if (this.sharedWith === 'me') {
      if (agentId === null) throw refused({ pointer: '/sharedWith', code: 'nobody', message: 'A person owns it.' });
      return { ownerId: agentId, teamId: null };
    }
    if (this.teamId === undefined || this.teamId === null)
      throw refused({ pointer: '/teamId', code: 'required', message: 'Choose the team.' });
    return { ownerId: null, teamId: this.teamId.toLowerCase() };
  }
}

const refused = (fault: Fault): Refusal => new Refusal('invalid', fault.message, [fault]);

export class SaveSnippetRequest extends SharedRequest {
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  /** What is typed behind `/`. */
  @IsString()
  @Length(1, 30)
  readonly word!: string;

  @ApiProperty({ type: () => [SnippetTextRequest], maxItems: SNIPPET_LIMITS.texts })
  @IsArray()
  @ArrayMaxSize(SNIPPET_LIMITS.texts)
  @ValidateNested({ each: true })
  @Type(() => SnippetTextRequest)
  readonly texts!: SnippetTextRequest[];

  words(asker: Asker): SnippetWords {
    const texts = this.texts.map(({ language, text }) => ({ language, text: text.replaceAll('\u0000', '') }));
    return { name: this.name, word: this.word, texts, ...this.sharing(asker) };
  }
}

export class ListSnippetsRequest extends PageRequest {
  @ApiPropertyOptional({ description: 'Words in the name, the short word or a text' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly q?: string;
}

export class FilledSnippetsRequest {
  @ApiPropertyOptional({ description: 'Words in the name, the short word or a text' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly q?: string;

  @ApiPropertyOptional({ description: 'Instead of the language of the ticket' })
  @IsOptional()
  @IsString()
  @Matches(LANGUAGE)
  readonly language?: string;
}
