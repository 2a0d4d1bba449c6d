import { fromRfc3339, type Instant } from '@redress/domain/time.js';
import { IsISO8601 } from 'class-validator';

export class SnoozeRequest {
  /** Within a year. */
  @IsISO8601({ strict: true })
  readonly until!: string;

  instant(): Instant {
    return fromRfc3339(this.until);
  }
}
