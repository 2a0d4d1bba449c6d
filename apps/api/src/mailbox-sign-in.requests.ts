import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { HOST, MailServerRequest, ONE_LINE } from './policy.requests.js';

export class BeginSignInRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'Of a mailbox that is signed in already: the same again' })
  @IsOptional()
  @IsUUID('all')
  readonly accountId?: string;

  @ApiPropertyOptional({ enum: ['google', 'microsoft', 'custom'] })
  @IsOptional()
  @IsIn(['google', 'microsoft', 'custom'])
  readonly provider?: 'google' | 'microsoft' | 'custom';

  @ApiPropertyOptional({ description: 'As the provider shows it' })
  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,300}$/)
  readonly clientId?: string;

  @ApiPropertyOptional({
    writeOnly: true,
    description: 'Never comes back; absent: the one that was given for this client before, else none',
  })
  @IsOptional()
  @Matches(/^[\x20-\x7e]{1,1000}$/)
  readonly clientSecret?: string;

  @ApiPropertyOptional({ description: 'Of Microsoft: the directory (tenant) ID; absent: accounts of every directory' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/)
  readonly tenant?: string;

  @ApiPropertyOptional({ description: 'Of a custom provider, as are tokenUrl and scopes' })
  @IsOptional()
  @Matches(/^https?:\/\/[\x21-\x7e]{1,500}$/)
  readonly authorisationUrl?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^https?:\/\/[\x21-\x7e]{1,500}$/)
  readonly tokenUrl?: string;

  @ApiPropertyOptional({ description: 'Apart by spaces' })
  @IsOptional()
  @Matches(/^[\x20-\x7e]{1,1000}$/)
  readonly scopes?: string;

  @ApiPropertyOptional({ description: 'User name of the mailbox' })
  @IsOptional()
  @IsString()
  @Length(1, 254)
  @Matches(ONE_LINE)
  readonly user?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(HOST)
  readonly host?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 65535 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port?: number;

  @ApiPropertyOptional({ type: MailServerRequest, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => MailServerRequest)
  readonly outgoing?: MailServerRequest | null;
}

export class FinishSignInRequest {
  @ApiProperty()
  @IsString()
  @Length(1, 200)
  readonly state!: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Length(1, 4_096)
  readonly code?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^[\x20-\x7e]{1,200}$/)
  readonly error?: string;
}
