import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SIGNATURE_LIMITS } from '@redress/domain/signatures/signature.js';
import { type Kind, KINDS } from '@redress/domain/ticket/ticket.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

export const HOST =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?){0,10}$|^[0-9a-f:]{2,45}$/i;
export const ONE_LINE = /^[^\p{Cc}]*$/u;

export class SignatureRequest {
  @IsString()
  @Matches(/^[a-z]{2,3}$/)
  readonly language!: string;

  @IsString()
  @MaxLength(SIGNATURE_LIMITS.text)
  readonly text!: string;
}

export class SaveQueueRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: worked by everybody' })
  @ValidateIf((request: SaveQueueRequest) => request.teamId !== null)
  @IsUUID('all')
  readonly teamId!: string | null;

  @ApiProperty({ type: [String], format: 'email' })
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(254, { each: true })
  readonly addresses!: string[];

  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  readonly kind!: Kind;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  readonly isDefault?: boolean;

  @ApiPropertyOptional({
    type: () => [SignatureRequest],
    maxItems: SIGNATURE_LIMITS.texts,
    description: 'What stands below its mails; the first language is for everybody else. Absent keeps what is there.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SIGNATURE_LIMITS.texts)
  @ValidateNested({ each: true })
  @Type(() => SignatureRequest)
  readonly signatures?: SignatureRequest[];
}

export class PreviewSignatureRequest {
  @ApiProperty({ description: 'Name of the queue' })
  @IsString()
  @MaxLength(200)
  readonly queue!: string;

  @IsString()
  @MaxLength(SIGNATURE_LIMITS.text)
  readonly text!: string;
}

export class SaveMailSettingsRequest {
  @ApiProperty({ type: [String], description: 'Hosts whose Authentication-Results header is believed' })
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(HOST, { each: true })
  readonly trustedAuthservIds!: string[];

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @MaxLength(200)
  @Matches(ONE_LINE)
  readonly senderName!: string;

  @ApiProperty({ format: 'email', description: 'Empty: a name made from the address of this installation' })
  @IsString()
  @MaxLength(254)
  readonly senderAddress!: string;

  @ApiProperty()
  @IsBoolean()
  readonly acknowledge!: boolean;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 365 })
  @IsInt()
  @Min(1)
  @Max(365)
  readonly answerWithinDays!: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3650 })
  @IsInt()
  @Min(0)
  @Max(3_650)
  readonly reopenWindowDays!: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Is not read: If-Match says it' })
  @IsOptional()
  @IsInt()
  readonly version?: number;
}

export class MailServerRequest {
  @ApiProperty()
  @Matches(HOST)
  readonly host!: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 65535 })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port!: number;

  @ApiProperty({ enum: ['tls', 'starttls', 'plain'], description: 'plain only for a server on this machine' })
  @IsIn(['tls', 'starttls', 'plain'])
  readonly security!: 'tls' | 'starttls' | 'plain';
}

export class FolderStartRequest {
  @ApiProperty({ example: 'INBOX' })
  @IsString()
  @Length(1, 200)
  readonly folder!: string;

  @ApiProperty({ description: 'UIDVALIDITY of the folder; under another one all of it is taken in' })
  @Matches(/^\d{1,10}$/)
  readonly uidValidity!: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Up to this UID mail is left alone' })
  @IsInt()
  @Min(0)
  @Max(4_294_967_295)
  readonly uid!: number;
}

export class SaveMailAccountRequest {
  @ApiProperty({ format: 'email' })
  @IsString()
  @Length(3, 254)
  readonly address!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID('all')
  readonly queueId!: string;

  @ApiProperty()
  @Matches(HOST)
  readonly host!: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 65535 })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port!: number;

  @ApiProperty({ enum: ['tls', 'starttls', 'plain'], description: 'plain only for a server on this machine' })
  @IsIn(['tls', 'starttls', 'plain'])
  readonly security!: 'tls' | 'starttls' | 'plain';

  @ApiProperty()
  @IsString()
  @Length(1, 254)
  @Matches(ONE_LINE)
  readonly user!: string;

  @ApiProperty({ enum: ['password', 'xoauth2'] })
  @IsIn(['password', 'xoauth2'])
  readonly authentication!: 'password' | 'xoauth2';

  @ApiPropertyOptional({ writeOnly: true, description: 'Never comes back; absent on an edit keeps what is stored' })
  @IsOptional()
  @IsString()
  @Length(1, 4_096)
  readonly secret?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'In place of a secret: of a finished sign-in at the provider' })
  @IsOptional()
  @IsUUID('all')
  readonly grantId?: string;

  @ApiProperty({ type: [String], example: ['INBOX'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  @Matches(ONE_LINE, { each: true })
  readonly folders!: string[];

  @ApiProperty()
  @IsBoolean()
  readonly markSeen!: boolean;

  @ApiProperty()
  @IsBoolean()
  readonly enabled!: boolean;

  @ApiPropertyOptional({
    type: MailServerRequest,
    nullable: true,
    description: 'By which its mail leaves, with the same user and password; null: by that of the whole desk',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MailServerRequest)
  readonly outgoing?: MailServerRequest | null;

  @ApiPropertyOptional({
    type: FolderStartRequest,
    description: 'Of a new account: where taking in begins; absent, all that lies there is taken in',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => FolderStartRequest)
  readonly startAfter?: FolderStartRequest;
}

/** A mailbox to try; with `id` and without `secret` the stored one is used, if it is for the same server. */
export class TestMailAccountRequest extends SaveMailAccountRequest {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID('all')
  readonly id?: string;
}
