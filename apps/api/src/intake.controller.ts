import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { IntakeReceipt, QuarantinedMail } from '@redress/contract/mail.js';
import type { Desk } from '@redress/desk/desk.js';
import { accept, discardQuarantined, type MailReader, retryQuarantined, workThrough } from '@redress/desk/intake.js';
import { Refusal } from '@redress/domain/refusal.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import type { Config } from '@redress/platform/config.js';
import { quarantinedMail, quarantinePage } from '@redress/views/outbox.view.js';
import type { Request, Response } from 'express';
import { Allow } from './allow.js';
import { IdPipe } from './asked.js';
import { sourceFile } from './messages.controller.js';
import { PageRequest } from './page.requests.js';
import { CONFIG, DESK, READ_MAIL } from './parts.js';
import { EnvelopeRequest } from './tickets.requests.js';

/** Quarantined mail has no ticket and no queue: whoever answers for whole teams looks after it. */
const KEEPERS = { roles: ['admin', 'teamLead'], scope: 'tickets:write' } as const;
const HEAD_BYTES = 2_000;

@ApiTags('intake')
@Controller()
export class IntakeController {
  private readonly sql: Sql;

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(READ_MAIL) private readonly readMail: MailReader,
  ) {
    this.sql = sqlOn(desk.database);
  }

  /**
   * Takes a raw mail. It is stored before it is read: whatever the answer, nothing is lost. `from` is the envelope sender: left out it is
   * unknown, empty or `<>` it is the null sender of bounces and other automatic mail.
   */
  @Post('intake/email')
  @ApiConsumes('message/rfc822')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Allow({ scope: 'intake' })
  async email(@Req() request: Request, @Query() envelope: EnvelopeRequest): Promise<IntakeReceipt> {
    const source = await bytesOf(request, this.config.maxMailBytes);
    const to = envelope.to === undefined ? [] : [envelope.to].flat().flatMap((text) => text.split(','));
    const delivery = await accept(this.desk, source, {
      mailbox: 'api',
      uidValidity: null,
      uid: null,
      envelopeFrom: envelope.from === undefined ? null : envelope.from.replace(/^\s*<\s*>\s*$/, ''),
      envelopeTo: to.map((text) => text.trim()).filter((text) => text !== ''),
      remoteAddress: null,
      helo: null,
      queueId: null,
      sourceComplete: true,
      receivedAt: this.desk.clock.now(),
    });
    if (delivery === null) throw new Error('A mail by the API was taken for a known one');
    return workThrough(this.desk, delivery.id, this.readMail);
  }

  @Get('quarantine')
  @Allow(KEEPERS)
  async quarantine(@Query() query: PageRequest): Promise<Page<QuarantinedMail>> {
    const { data, hasMore } = await quarantinePage(this.sql, query.limit, query.after ?? null);
    const shown = await Promise.all(
      data.map(async ({ sourceSha256, ...mail }) => ({ ...mail, head: await this.headOf(sourceSha256) })),
    );
    return { data: shown, page: { next: hasMore ? (data.at(-1)?.id ?? null) : null, hasMore } };
  }

  @Get('quarantine/:id/source')
  @Allow(KEEPERS)
  async source(
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const mail = await quarantinedMail(this.sql, id);
    if (mail === null) throw new Refusal('not-found', 'There is no such mail in quarantine.');
    return sourceFile(this.desk, mail.sourceSha256, id, response);
  }

  @Post('quarantine/:id/retry')
  @HttpCode(200)
  @Allow(KEEPERS)
  async retry(@Param('id', IdPipe) id: string): Promise<IntakeReceipt> {
    const receipt = await retryQuarantined(this.desk, id, this.readMail);
    if (receipt === null) throw new Refusal('not-found', 'There is no such mail in quarantine.');
    return receipt;
  }

  @Delete('quarantine/:id')
  @HttpCode(204)
  @Allow(KEEPERS)
  async discard(@Param('id', IdPipe) id: string): Promise<void> {
    if (!(await discardQuarantined(this.desk, id)))
      throw new Refusal('not-found', 'There is no such mail in quarantine.');
  }

  /** The first bytes of the source as far as they are readable. */
  private async headOf(sha256: string): Promise<string> {
    // One source that is gone must not hide all the others.
    if (!(await this.desk.blobs.has(sha256))) return '';
    const chunks: Buffer[] = [];
    let size = 0;
    const source: AsyncIterable<Buffer> = this.desk.blobs.open(sha256);
    for await (const chunk of source) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= HEAD_BYTES) break;
    }
    return Buffer.concat(chunks)
      .subarray(0, HEAD_BYTES)
      .toString('latin1')
      .replace(/[^\x20-\x7e\r\n\t]/g, '·');
  }
}

async function bytesOf(request: Request, most: number): Promise<Buffer> {
  if (!['', 'identity'].includes((request.headers['content-encoding'] ?? '').trim().toLowerCase()))
    throw new Refusal(
      'invalid',
      'Send the mail as it is, without Content-Encoding: its packed bytes would be the mail.',
    );
  if (Buffer.isBuffer(request.body)) return request.body;
  // What is JSON was read by then, and the nothing that is left would be taken for a mail.
  if (request.is('application/json') !== false && request.body !== undefined)
    throw new Refusal('invalid', 'Send the raw mail as message/rfc822, not as JSON.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.from(chunk);
    size += bytes.length;
    if (size > most)
      throw new Refusal('too-large', `A mail may have ${Math.floor(most / 1_048_576)} MB at most (MAX_MAIL_MB).`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
