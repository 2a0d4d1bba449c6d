import { ApiPropertyOptional } from '@nestjs/swagger';
import { fromRfc3339, type Instant } from '@redress/domain/time.js';
import { IsIn, IsISO8601, IsOptional, IsString, Length } from 'class-validator';

const LONGEST = 2_000;

export class UndertakingListRequest {
  @ApiPropertyOptional({ enum: ['mine', 'open'], default: 'mine' })
  @IsOptional()
  @IsIn(['mine', 'open'])
  readonly scope?: 'mine' | 'open';
}

export class UndertakeRequest {
  /** What the customer was promised. */
  @IsString()
  @Length(1, LONGEST)
  readonly text!: string;

  @IsISO8601({ strict: true })
  readonly dueAt!: string;

  wish(): { readonly text: string; readonly dueAt: Instant } {
    return { text: this.text, dueAt: fromRfc3339(this.dueAt) };
  }
}

export class WithdrawUndertakingRequest {
  /** Why it is not owed any more. */
  @IsString()
  @Length(1, LONGEST)
  readonly reason!: string;
}
