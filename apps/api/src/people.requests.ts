import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ROLES, type Role, SCOPES, type Scope } from '@redress/domain/people.js';
import {
  ArrayMaxSize,
  ArrayUnique,
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
} from 'class-validator';

export class InviteAgentRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ format: 'email' })
  @IsString()
  @Length(3, 254)
  readonly email!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  readonly role!: Role;

  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  readonly teamIds!: string[];

  @ApiPropertyOptional({
    minLength: 8,
    maxLength: 256,
    description: 'Without one the answer holds a link to choose it',
  })
  @IsOptional()
  @IsString()
  @Length(8, 256)
  readonly password?: string;
}

export class EditAgentRequest {
  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly name?: string;

  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  readonly role?: Role;

  @ApiPropertyOptional({ type: [String], format: 'uuid' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  readonly teamIds?: string[];

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  readonly disabled?: boolean;

  @ApiPropertyOptional({
    type: [String],
    maxItems: 10,
    description: 'Extensions, direct numbers and user names in the telephone system',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  readonly phoneNames?: string[];
}

export class SaveTeamRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMaxSize(1_000)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  readonly memberIds!: string[];

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Its business hours; null: the installation’s',
  })
  @IsOptional()
  @IsUUID('all')
  readonly calendarId?: string | null;
}

export class CreateTokenRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Whom it speaks for; without one, who asks' })
  @IsOptional()
  @IsUUID('all')
  readonly agentId?: string;

  @ApiProperty({ enum: SCOPES, isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  readonly scopes!: Scope[];

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 3650 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3_650)
  readonly expiresInDays?: number;
}
