import { type Audience, AUDIENCES } from '@redress/domain/saved-views/saved-view.js';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { LONGEST_QUERY, SORT } from './tickets.requests.js';

const LONGEST_NAME = 80;

export class SaveViewRequest {
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_NAME) name!: string;
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_QUERY) q!: string;
  @IsString() @Matches(SORT) sort!: string;
  @IsIn(AUDIENCES) audience!: Audience;
  /** With the audience `team` only. */
  @IsOptional() @IsUUID() teamId?: string | null;
}

export class PinViewsRequest {
  /** Slugs of saved views, and names of ready-made ones, in the order in which they are to stand. */
  @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) @MaxLength(100, { each: true }) views!: string[];
}
