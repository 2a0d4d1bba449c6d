import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { TestMailAccountRequest } from './policy.requests.js';

export class FindMailServersRequest {
  @ApiProperty({ format: 'email' })
  @IsString()
  @Length(3, 254)
  readonly address!: string;
}

export class TestReturnRequest extends TestMailAccountRequest {
  @ApiProperty({ description: 'Of the test mail, as it was answered when it was sent' })
  @Matches(/^[0-9a-f-]{36}\.setup@[a-z0-9.-]{1,253}$/)
  readonly messageId!: string;
}
