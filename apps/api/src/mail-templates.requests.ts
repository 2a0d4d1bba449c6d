import { ApiPropertyOptional } from '@nestjs/swagger';
import { TEMPLATE_LIMITS } from '@redress/domain/mail-templates/template.js';
import { IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';

export class SaveMailTemplateRequest {
  @IsString()
  @MaxLength(TEMPLATE_LIMITS.subject)
  readonly subject!: string;

  @IsString()
  @MaxLength(TEMPLATE_LIMITS.text)
  readonly text!: string;
}

export class PreviewMailTemplateRequest extends SaveMailTemplateRequest {
  @IsString()
  @Matches(/^[a-z]{2,3}$/)
  readonly language!: string;

  @ApiPropertyOptional({ description: 'Id or number; without it the mail is filled in with a ticket that was made up' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly ticket?: string;
}
