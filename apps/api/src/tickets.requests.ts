import { CONTROLLABILITIES, type Controllability } from '@redress/domain/causes/taxonomy.js';
import {
  CHANNELS,
  type ChannelName,
  CONSENT_MEANS,
  type ConsentMeans,
  type Grade,
  type Kind,
  KINDS,
  LINK_KINDS,
  type LinkKind,
  type Outcome,
  OUTCOMES,
  PRIORITIES,
  type Priority,
  type Status,
} from '@redress/domain/ticket/ticket.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { OneLine } from './one-line.js';
import { PageRequest } from './page.requests.js';

/** Longest body that a person writes; mails may be longer. */
const LONGEST_TEXT = 1_000_000;
const LONGEST_SUBJECT = 500;
export const SET_BY_HAND = [
  'open',
  'waitingCustomer',
  'waitingThirdParty',
  'waitingInternal',
  'scheduled',
  'spam',
] as const;
const GRADES = [1, 2, 3, 4] as const;
const UNDO_SECONDS = 30;
const LONGEST_CODE = 60;

/** An order of the queue, turned round by a leading minus. */
export const SORT = /^-?(waiting|due|received|updated|priority|expectedLoss)$/;
export const LONGEST_QUERY = 500;

export class ListTicketsRequest extends PageRequest {
  @IsOptional() @IsString() @MaxLength(LONGEST_QUERY) q?: string;
  @IsOptional() @IsString() @MaxLength(200) queue?: string;
  @IsOptional() @IsString() @MaxLength(50) status?: string;
  @IsOptional() @IsString() @MaxLength(200) owner?: string;
  @IsOptional() @Matches(SORT) sort?: string;
}

export class CountsRequest {
  @IsOptional() @IsUUID() queue?: string;
  /** Saved views to be counted besides: those that the asker pinned, or the first sixty that he sees. */
  @IsOptional() @IsIn(['pinned', 'all']) saved?: 'pinned' | 'all';
}

export class NewCustomer {
  @IsOptional() @IsString() @MaxLength(200) name?: string;
  @IsOptional() @IsEmail() @MaxLength(254) email?: string;
  @IsOptional() @IsString() @Matches(/^[+0-9 ()/.-]{3,40}$/) phone?: string;
}

export class OpenTicketRequest {
  @OneLine() @IsString() @IsNotEmpty() @MaxLength(LONGEST_SUBJECT) subject!: string;
  @IsString() @MaxLength(LONGEST_TEXT) text!: string;
  @IsOptional() @IsIn(KINDS) kind?: Kind;
  @IsOptional() @IsIn(CHANNELS) channel?: ChannelName;
  @IsOptional() @IsIn(PRIORITIES) priority?: Priority;
  @IsOptional() @IsUUID() queueId?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(50, { each: true }) tags?: string[];
  @IsOptional() @ValidateNested() @Type(() => NewCustomer) customer?: NewCustomer;
  @IsOptional() @IsISO8601({ strict: true }) receivedAt?: string;
}

export class EditTicketRequest {
  @IsOptional() @OneLine() @IsString() @IsNotEmpty() @MaxLength(LONGEST_SUBJECT) subject?: string;
  @IsOptional() @IsIn(KINDS) kind?: Kind;
  @IsOptional() @IsIn(SET_BY_HAND) status?: Extract<Status, (typeof SET_BY_HAND)[number]>;
  @IsOptional() @IsIn(PRIORITIES) priority?: Priority;
  @ValidateIf((body: EditTicketRequest) => body.severity !== null && body.severity !== undefined)
  @IsIn(GRADES)
  severity?: Grade | null;
  @ValidateIf((body: EditTicketRequest) => body.risk !== null && body.risk !== undefined)
  @IsIn(GRADES)
  risk?: Grade | null;
  @IsOptional() @IsBoolean() isClaim?: boolean;
  @IsOptional() @IsUUID() queueId?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(50, { each: true }) tags?: string[];
  @ValidateIf((body: EditTicketRequest) => body.customerId !== null && body.customerId !== undefined)
  @IsUUID()
  customerId?: string | null;
  @ValidateIf((body: EditTicketRequest) => body.language !== null && body.language !== undefined)
  @Matches(/^[a-z]{2}$/, { message: 'language must be a code of ISO 639-1, like de' })
  language?: string | null;
  @ValidateIf((body: EditTicketRequest) => body.product !== null && body.product !== undefined)
  @IsString()
  @MaxLength(40)
  product?: string | null;
  @ValidateIf((body: EditTicketRequest) => body.region !== null && body.region !== undefined)
  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'region must be a code like de-by' })
  region?: string | null;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) excludedIds?: string[];
}

export class AssignTicketRequest {
  @ValidateIf((body: AssignTicketRequest) => body.ownerId !== null)
  @Matches(/^(me|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, { message: 'ownerId must be an id, "me" or null' })
  ownerId!: string | null;
}

export class StepTicketRequest {
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(5_000) reason?: string;
}

/** What is said of every issue that says nothing yet. */
export class IssueAnswerRequest {
  @IsOptional() @IsIn(OUTCOMES) outcome?: Outcome;
  @IsOptional() @IsString() @MaxLength(LONGEST_CODE) problemType?: string;
  @IsOptional() @IsString() @MaxLength(LONGEST_CODE) rootCause?: string;
  @IsOptional() @IsIn(CONTROLLABILITIES) controllability?: Controllability;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(2_000) undeterminedReason?: string;
}

export class ResolveTicketRequest extends StepTicketRequest {
  @IsOptional() @ValidateNested() @Type(() => IssueAnswerRequest) answer?: IssueAnswerRequest;
}

export class LikelyCausesRequest {
  @IsOptional() @IsString() @MaxLength(LONGEST_CODE) problemType?: string;
}

export class MergeTicketRequest {
  @IsString() @IsNotEmpty() @MaxLength(60) into!: string;
}

export class SplitTicketRequest {
  @OneLine() @IsString() @IsNotEmpty() @MaxLength(LONGEST_SUBJECT) subject!: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) issueIds?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) messageIds?: string[];
}

export class LinkTicketRequest {
  @IsIn(LINK_KINDS) kind!: LinkKind;
  @IsString() @IsNotEmpty() @MaxLength(60) ticket!: string;
  @IsOptional() @IsBoolean() remove?: boolean;
}

export class UndoTicketRequest {
  @IsOptional() @IsInt() @Min(1) version?: number;
}

export class ReleaseTicketRequest {
  @IsOptional() @IsBoolean() reject?: boolean;
}

export class ConsentRequest {
  @IsOptional() @IsBoolean() revoke?: boolean;
  @ValidateIf((body: ConsentRequest) => body.revoke !== true) @IsIn(CONSENT_MEANS) means?: ConsentMeans;
  @IsOptional() @IsISO8601({ strict: true }) agreedAt?: string;
  @IsOptional() @IsUUID() messageId?: string;
}

export class AddIssueRequest {
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_SUBJECT) summary!: string;
}

export class EditIssueRequest {
  @IsUUID() id!: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(LONGEST_SUBJECT) summary?: string;
  @ValidateIf((body: EditIssueRequest) => body.outcome !== null && body.outcome !== undefined)
  @IsIn(OUTCOMES)
  outcome?: Outcome | null;
  @ValidateIf((body: EditIssueRequest) => body.problemType !== null && body.problemType !== undefined)
  @IsString()
  @MaxLength(LONGEST_CODE)
  problemType?: string | null;
  @ValidateIf((body: EditIssueRequest) => body.rootCause !== null && body.rootCause !== undefined)
  @IsString()
  @MaxLength(LONGEST_CODE)
  rootCause?: string | null;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(LONGEST_CODE, { each: true })
  contributing?: string[];
  @IsOptional() @IsIn(CONTROLLABILITIES) controllability?: Controllability;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(2_000) undeterminedReason?: string;
}

export class ReplyWayRequest {
  @ValidateIf((body: ReplyWayRequest) => body.accountId !== null) @IsUUID() accountId!: string | null;
  @IsIn(['public', 'private']) audience!: 'public' | 'private';
  @IsOptional() @IsBoolean() closing?: boolean;
}

export class WriteMessageRequest {
  @IsIn(['public', 'internal']) visibility!: 'public' | 'internal';
  @IsString() @IsNotEmpty({ message: 'write something' }) @MaxLength(LONGEST_TEXT) text!: string;
  @IsOptional() @IsString() @MaxLength(LONGEST_TEXT) html?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(320, { each: true }) to?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(320, { each: true }) cc?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) attachments?: string[];
  @IsOptional() @ValidateNested() @Type(() => ReplyWayRequest) way?: ReplyWayRequest;
  @IsOptional() @IsInt() @Min(0) @Max(UNDO_SECONDS) sendAfterSeconds?: number;
  @IsOptional() @IsInt() @Min(0) seenVersion?: number;
  @IsOptional() @IsUUID() forwards?: string;
  @IsOptional() @OneLine() @IsString() @IsNotEmpty() @MaxLength(998) subject?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) forwardedAttachments?: string[];
}

export class CancelMessageRequest {
  /** Also when it may have arrived already. */
  @IsOptional() @IsBoolean() even?: boolean;
}

export class SaveDraftRequest {
  @IsIn(['reply', 'note']) kind!: 'reply' | 'note';
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(320, { each: true }) to!: string[];
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(320, { each: true }) cc!: string[];
  @IsString() @MaxLength(LONGEST_TEXT) text!: string;
  @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) attachments!: string[];
  @IsOptional() @ValidateNested() @Type(() => ReplyWayRequest) way?: ReplyWayRequest;
  @IsInt() @Min(0) version!: number;
}

export class OutboxRequest extends PageRequest {
  @IsOptional() @IsString() @MaxLength(320) to?: string;
  @IsOptional()
  @IsIn(['queued', 'sending', 'sent', 'delivered', 'read', 'captured', 'unknown', 'failed', 'bounced', 'cancelled'])
  state?: string;
}

export class EnvelopeRequest {
  @IsOptional() @IsString() @MaxLength(320) from?: string;
  @IsOptional() to?: string | string[];
}

export class RemoteImageRequest {
  @IsString() @IsNotEmpty() @MaxLength(4_000) url!: string;
}
