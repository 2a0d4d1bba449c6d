import { CHANNELS, type ChannelName } from '@redress/domain/ticket/ticket.js';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const A_DATE = { message: '$property must be a date, like 2026-01-31' };

/** Days are those of the installation's zone, both included; without them the last 90 days. */
export class ReportRequest {
  @IsOptional() @Matches(DATE, A_DATE) from?: string;
  @IsOptional() @Matches(DATE, A_DATE) to?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(40) by?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200) queue?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200) team?: string;
  @IsOptional() @IsIn(CHANNELS) channel?: ChannelName;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(100) product?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(100) cause?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(100) problem?: string;
  @IsOptional() @IsIn(['json', 'csv']) format?: 'json' | 'csv';
}
