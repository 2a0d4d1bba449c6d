import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  Allow as Accept,
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';

const FREE = { type: 'object' as const, additionalProperties: true };
const LIST = { type: 'array' as const, items: FREE };

/** Times and dates are judged by the rules of the domain, which say more than a decorator could. */
export class SaveCalendarRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ type: 'string', description: 'An IANA zone, like Europe/Berlin' })
  @Accept()
  readonly timezone!: unknown;

  @ApiProperty({ ...FREE, description: 'Pairs of local times by weekday: { "mon": [["09:00", "17:00"]] }' })
  @Accept()
  readonly weekly!: unknown;

  @ApiPropertyOptional({ ...LIST, description: '{ date, from?, to?, name? }' })
  @Accept()
  readonly holidays?: unknown;

  @ApiPropertyOptional({ ...LIST, description: '{ date, open: [["10:00", "14:00"]], name? }; [] closes the date' })
  @Accept()
  readonly exceptions?: unknown;

  @ApiPropertyOptional({ ...FREE, nullable: true, description: '{ country, region, types }' })
  @Accept()
  readonly holidaySet?: unknown;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'An https address of an iCalendar file' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  readonly feedUrl?: string | null;

  @ApiPropertyOptional({ description: 'True: it counts wherever neither policy nor team names another' })
  @IsOptional()
  @IsBoolean()
  readonly isInstallation?: boolean;
}

const PLACE = /^[A-Za-z0-9-]{1,20}$/;

export class HolidaysRequest {
  @ApiProperty({ description: 'ISO 3166-1, like DE' })
  @Matches(PLACE)
  readonly country!: string;

  @ApiPropertyOptional({ description: 'A part of it, like SN' })
  @IsOptional()
  @Matches(PLACE)
  readonly region?: string;

  @ApiProperty({ type: 'string', pattern: '^(19|20|21)\\d{2}$' })
  @Matches(/^(?:19|20|21)\d{2}$/)
  readonly year!: string;

  @ApiPropertyOptional({ description: 'public, bank and optional, with commas between them; public when left out' })
  @IsOptional()
  @Matches(/^(?:public|bank|optional)(?:,(?:public|bank|optional)){0,2}$/)
  readonly types?: string;
}

export class PlacesRequest {
  @ApiPropertyOptional({ enum: ['en', 'de'], description: 'Of the names' })
  @IsOptional()
  @IsIn(['en', 'de'])
  readonly language?: 'en' | 'de';
}

export class RegionsRequest extends PlacesRequest {
  @ApiProperty({ description: 'ISO 3166-1, like DE' })
  @Matches(PLACE)
  readonly country!: string;
}

export class SavePolicyRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty()
  @IsBoolean()
  readonly enabled!: boolean;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'It counts for clocks that start then or later; now when left out',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  readonly validFrom?: string;

  @ApiPropertyOptional({ ...FREE, nullable: true, description: 'null holds for every ticket' })
  @Accept()
  readonly condition?: unknown;

  @ApiProperty({ ...LIST, description: '{ milestone, byPriority, time, pausesIn, accepts }' })
  @Accept()
  readonly targets!: unknown;

  @ApiProperty({ type: [Number], description: 'Shares of the target in percent, ascending' })
  @Accept()
  readonly warnAt!: unknown;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'null: the team’s, else the installation’s',
  })
  @Accept()
  readonly calendarId?: unknown;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @Accept()
  readonly escalationPlanId?: unknown;

  @ApiProperty({ type: [String], description: 'Codes of regulatory templates that run beside it' })
  @Accept()
  readonly templates!: unknown;
}

export class OrderPoliciesRequest {
  @ApiProperty({ type: [String], format: 'uuid', description: 'Every policy once' })
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsUUID('all', { each: true })
  readonly ids!: string[];
}

export class ImportPoliciesRequest {
  @ApiProperty({ maxLength: 200_000, description: 'As the export gives it' })
  @IsString()
  @Length(1, 200_000)
  readonly yaml!: string;
}

export class ImportQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'true only tells what would change' })
  @IsOptional()
  @IsIn(['true', 'false'])
  readonly dryRun?: 'true' | 'false';
}

export class SaveTemplateRequest {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ maxLength: 200, description: 'The law or rule' })
  @IsString()
  @Length(1, 200)
  readonly source!: string;

  @ApiProperty({ ...LIST, description: '{ part, target, starts, metBy, pausesIn, optional }' })
  @Accept()
  readonly duties!: unknown;
}

export class CreateTemplateRequest extends SaveTemplateRequest {
  @ApiProperty({ description: 'What policies name it by' })
  @IsString()
  @MaxLength(40)
  readonly code!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'The code of the template that it was copied from',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  readonly basedOn?: string | null;
}

export class PreviewRequest {
  @ApiPropertyOptional({
    ...FREE,
    nullable: true,
    description: '{ timezone, weekly, holidays, exceptions }; null is always open, with days in UTC',
  })
  @Accept()
  readonly calendar?: unknown;

  @ApiPropertyOptional({ type: String, format: 'uuid', description: 'Instead of calendar' })
  @Accept()
  readonly calendarId?: unknown;

  @ApiProperty({ ...FREE, description: 'One of minutes, seconds, businessDays, calendarDays, weeks, months' })
  @Accept()
  readonly target!: unknown;

  @ApiProperty({ type: 'string', format: 'date-time' })
  @Accept()
  readonly start!: unknown;

  @ApiPropertyOptional({ ...LIST, description: '{ from, to }; without to it lasts' })
  @Accept()
  readonly pauses?: unknown;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date-time',
    description: 'Up to when elapsed time is told; the due instant when left out',
  })
  @Accept()
  readonly at?: unknown;
}
