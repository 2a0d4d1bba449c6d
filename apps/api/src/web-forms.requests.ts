import { ApiProperty } from '@nestjs/swagger';
import {
  FORM_FIELD_KINDS,
  FORM_LANGUAGES,
  type FormFieldKind,
  type FormLanguage,
  type FormPlan,
  type FormTexts,
  MOST_FIELDS,
} from '@redress/domain/forms/form.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';

/** The same words in the languages of the form. */
export class FormTextsRequest {
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  readonly en?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  readonly de?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  readonly it?: string;
}

/** Without what was left empty: then the words of the house stand. */
const textsOf = (texts: FormTextsRequest | undefined): FormTexts =>
  Object.fromEntries(
    FORM_LANGUAGES.map((language) => [language, texts?.[language]?.trim() ?? ''] as const).filter(
      ([, text]) => text !== '',
    ),
  );

export class FormOptionRequest {
  @IsString()
  @Length(1, 100)
  readonly value!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => FormTextsRequest)
  readonly label?: FormTextsRequest;
}

export class FormFieldRequest {
  @ApiProperty({ example: 'orderNumber', description: 'The kind, or a name of one’s own for `text`' })
  @IsString()
  @Length(1, 40)
  readonly key!: string;

  @IsIn(FORM_FIELD_KINDS)
  readonly kind!: FormFieldKind;

  @IsBoolean()
  readonly required!: boolean;

  @IsOptional()
  @ValidateNested()
  @Type(() => FormTextsRequest)
  readonly label?: FormTextsRequest;

  @IsOptional()
  @ValidateNested()
  @Type(() => FormTextsRequest)
  readonly hint?: FormTextsRequest;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => FormOptionRequest)
  readonly options?: FormOptionRequest[];
}

export class PreviewFormRequest {
  @IsOptional()
  @IsIn(FORM_LANGUAGES)
  readonly lang?: FormLanguage;

  @IsOptional()
  @IsIn(['light', 'dark'])
  readonly scheme?: 'light' | 'dark';
}

export class SaveWebFormRequest {
  @ApiProperty({ example: 'spare-parts', description: 'In its address' })
  @IsString()
  @Length(1, 60)
  readonly slug!: string;

  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @IsUUID('all')
  readonly queueId!: string;

  @IsBoolean()
  readonly enabled!: boolean;

  @IsArray()
  @IsIn(FORM_LANGUAGES, { each: true })
  readonly languages!: FormLanguage[];

  @IsOptional()
  @ValidateNested()
  @Type(() => FormTextsRequest)
  readonly title?: FormTextsRequest;

  @IsOptional()
  @ValidateNested()
  @Type(() => FormTextsRequest)
  readonly intro?: FormTextsRequest;

  @IsArray()
  @ArrayMaxSize(MOST_FIELDS)
  @ValidateNested({ each: true })
  @Type(() => FormFieldRequest)
  readonly fields!: FormFieldRequest[];

  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  readonly origins!: string[];

  plan(): FormPlan {
    const { slug, name, enabled, languages } = this;
    return {
      ...{ slug, name, enabled, languages, queueId: this.queueId.toLowerCase() },
      ...{ title: textsOf(this.title), intro: textsOf(this.intro) },
      // A slash at the end is how people copy an origin.
      origins: this.origins.map((origin) => origin.trim().replace(/\/$/, '').toLowerCase()),
      fields: this.fields.map(({ key, kind, required, label, hint, options = [] }) => ({
        ...{ key, kind, required, label: textsOf(label), hint: textsOf(hint) },
        options: options.map((option) => ({ value: option.value.trim(), label: textsOf(option.label) })),
      })),
    };
  }
}
