import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NOTICE_KINDS, type NoticeKind } from '@redress/domain/escalation/notices.js';
import { type Digest, DIGESTS, filled, type NoticePreferences } from '@redress/domain/escalation/preferences.js';
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
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PageRequest } from './page.requests.js';

export class NotificationsRequest extends PageRequest {
  @ApiPropertyOptional({ enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  readonly unread?: string;
}

export class ReadNotificationsRequest {
  @ApiPropertyOptional({ type: [String], format: 'uuid' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID('all', { each: true })
  readonly ids?: string[];

  @IsOptional()
  @IsBoolean()
  readonly all?: boolean;
}

export class NoticeWishRequest {
  @IsIn(NOTICE_KINDS)
  readonly kind!: NoticeKind;

  @IsBoolean()
  readonly bell!: boolean;

  @IsBoolean()
  readonly mail!: boolean;
}

export class QuietHoursRequest {
  @IsString()
  @Length(5, 5)
  readonly from!: string;

  @IsString()
  @Length(5, 5)
  readonly to!: string;
}

export class SaveNoticePreferencesRequest {
  @ApiProperty({ type: () => [NoticeWishRequest] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => NoticeWishRequest)
  readonly kinds!: NoticeWishRequest[];

  @IsIn(DIGESTS)
  readonly digest!: Digest;

  @ApiProperty({ type: () => QuietHoursRequest, nullable: true })
  @ValidateIf((request: SaveNoticePreferencesRequest) => request.quiet !== null)
  @ValidateNested()
  @Type(() => QuietHoursRequest)
  readonly quiet!: QuietHoursRequest | null;

  @IsString()
  @Length(1, 60)
  readonly timezone!: string;

  preferences(): NoticePreferences {
    const { digest, quiet, timezone } = this;
    const { kinds } = filled(null);
    const wished = Object.fromEntries(this.kinds.map(({ kind, bell, mail }) => [kind, { bell, mail }]));
    return {
      digest,
      timezone,
      quiet: quiet === null || quiet === undefined ? null : { from: quiet.from, to: quiet.to },
      kinds: { ...kinds, ...wished },
    };
  }
}
