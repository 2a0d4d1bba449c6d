import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsObject, IsOptional, IsString, IsUUID, Length } from 'class-validator';

export class EditChannelRequest {
  @ApiProperty({ example: 'Till of the shop' })
  @IsString()
  @Length(1, 100)
  readonly name!: string;

  @ApiProperty({ format: 'uuid', description: 'Where its tickets stand unless a rule moves them' })
  @IsUUID('all')
  readonly queueId!: string;

  @ApiProperty({ type: Object, example: { folder: 'till' }, description: 'What the channel asks for' })
  @IsObject()
  readonly settings!: Record<string, unknown>;

  @ApiPropertyOptional({ writeOnly: true, description: 'Never comes back; absent on an edit keeps what is stored' })
  @IsOptional()
  @IsString()
  @Length(1, 4_096)
  readonly secret?: string;

  @ApiProperty()
  @IsBoolean()
  readonly enabled!: boolean;
}

export class CreateChannelRequest extends EditChannelRequest {
  @ApiProperty({ example: 'folder' })
  @IsString()
  @Length(1, 40)
  readonly kind!: string;
}
