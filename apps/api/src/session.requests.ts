import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const FIRST_STEPS = ['reply', 'cause', 'figures', 'mailbox', 'colleague', 'hidden'] as const;

export class SignInRequest {
  @ApiProperty({ format: 'email' })
  @IsString()
  @Length(3, 320)
  readonly email!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(256)
  readonly password!: string;
}

/** One press, as `b`, `Shift+b`, `?` or `$mod+b`, or two one after the other. */
const KEYS = /^$|^(\$mod\+)?(Shift\+)?\S( \S| Shift\+\S)?$/u;
const MOST_OWN_KEYS = 100;

export class OwnKeyRequest {
  @ApiProperty({ example: 'reply', pattern: '^[a-z]+(-[a-z]+)*$', maxLength: 40 })
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z]+(-[a-z]+)*$/)
  readonly command!: string;

  @ApiProperty({ example: 'b', pattern: KEYS.source, description: 'Empty: no key' })
  @IsString()
  @MaxLength(40)
  @Matches(KEYS)
  readonly keys!: string;
}

/** One line: nobody signs with a letter. */
const ONE_LINE = /^\P{Cc}*$/u;

export class SigningRequest {
  @ApiProperty({ maxLength: 120, description: 'As customers read it; empty: the name that colleagues see' })
  @IsString()
  @MaxLength(120)
  @Matches(ONE_LINE)
  readonly name!: string;

  @ApiProperty({ maxLength: 120 })
  @IsString()
  @MaxLength(120)
  @Matches(ONE_LINE)
  readonly jobTitle!: string;

  @ApiProperty({ maxLength: 60 })
  @IsString()
  @MaxLength(60)
  @Matches(ONE_LINE)
  readonly phone!: string;
}

export class PreferencesRequest {
  @ApiPropertyOptional({ enum: ['en', 'de'] })
  @IsOptional()
  @IsIn(['en', 'de'])
  readonly language?: 'en' | 'de';

  @ApiPropertyOptional({ enum: ['light', 'dark', 'system', 'contrast'] })
  @IsOptional()
  @IsIn(['light', 'dark', 'system', 'contrast'])
  readonly theme?: 'light' | 'dark' | 'system' | 'contrast';

  @ApiPropertyOptional({ enum: ['compact', 'cosy', 'comfortable'] })
  @IsOptional()
  @IsIn(['compact', 'cosy', 'comfortable'])
  readonly density?: 'compact' | 'cosy' | 'comfortable';

  @ApiPropertyOptional({ minimum: 0, maximum: 30 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(30)
  readonly undoSendSeconds?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  readonly singleKeys?: boolean;

  @ApiPropertyOptional({
    type: () => [OwnKeyRequest],
    maxItems: MOST_OWN_KEYS,
    description: 'All of them: what is left out has its usual key again',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_OWN_KEYS)
  @ArrayUnique(({ command }: OwnKeyRequest) => command)
  @ValidateNested({ each: true })
  @Type(() => OwnKeyRequest)
  readonly ownKeys?: readonly OwnKeyRequest[];

  @ApiPropertyOptional({ type: () => SigningRequest })
  @IsOptional()
  @ValidateNested()
  @Type(() => SigningRequest)
  readonly signing?: SigningRequest;

  @ApiPropertyOptional({ type: 'array', items: { type: 'string', minLength: 1, maxLength: 500 }, maxItems: 10 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @Length(1, 500, { each: true })
  readonly recentSearches?: readonly string[];

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', enum: [...FIRST_STEPS] },
    maxItems: FIRST_STEPS.length,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(FIRST_STEPS.length)
  @IsIn(FIRST_STEPS, { each: true })
  readonly firstSteps?: readonly (typeof FIRST_STEPS)[number][];
}

export class ResetRequest {
  @ApiProperty({ format: 'email' })
  @IsString()
  @Length(3, 320)
  readonly email!: string;
}

export class NewPasswordRequest {
  @ApiProperty({ minLength: 8, maxLength: 256 })
  @IsString()
  @Length(8, 256)
  readonly password!: string;
}
