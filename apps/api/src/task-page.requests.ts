import { IsOptional, IsString } from 'class-validator';

/** What the form sends. Its length is judged by the page, which keeps what was typed. */
export class TaskFormRequest {
  @IsOptional()
  @IsString()
  readonly text?: string;
}
