import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { DISPUTE_REASONS, type DisputeReason } from './portal-words.js';

/** What the forms of the status page send. The length of the text is judged by the page, which keeps what was typed. */
export class PortalFormRequest {
  @IsUUID()
  readonly once!: string;

  @IsOptional()
  @IsString()
  readonly text?: string;

  /** It is not solved. */
  @IsOptional()
  @IsIn(['yes'])
  readonly disputes?: 'yes';

  @IsOptional()
  @IsIn(DISPUTE_REASONS)
  readonly reason?: DisputeReason;
}
