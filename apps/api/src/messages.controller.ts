import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { Draft, Message } from '@redress/contract/messages.js';
import type { TicketSignature } from '@redress/contract/people.js';
import type { Desk } from '@redress/desk/desk.js';
import { dropDraft, saveDraft } from '@redress/desk/drafts.js';
import { forward, type Forwarding } from '@redress/desk/forwarding.js';
import { cancel } from '@redress/desk/calling-off.js';
import { retry, write } from '@redress/desk/messages.js';
import { faulty } from '@redress/desk/people.js';
import { signatureOnTicket } from '@redress/desk/signatures.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { findTicket, isUuid } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { MOST_MESSAGES, messagesOf, messageView, sourceOf } from '@redress/views/message.view.js';
import { draftView } from '@redress/views/timeline.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, FreshId, IdPipe } from './asked.js';
import { WholeOrPageRequest } from './page.requests.js';
import { DESK } from './parts.js';
import { CancelMessageRequest, SaveDraftRequest, WriteMessageRequest } from './tickets.requests.js';

const READ = { scope: ['tickets:read', 'quality:read'] } as const;
const WRITE = { scope: ['tickets:write', 'quality:write'] } as const;

@ApiTags('messages')
@Controller()
export class MessagesController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** The messages of a ticket, oldest first; without a limit as many as one answer holds, which is all of nearly every ticket. */
  @Get('tickets/:ticket/messages')
  @Allow(READ)
  async list(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Query() query: WholeOrPageRequest,
  ): Promise<Page<Message>> {
    if (query.after !== undefined && !isUuid(query.after)) {
      throw new Refusal('invalid', 'Take `after` from `page.next` of the page before.', [
        { pointer: '/after', code: 'cursor', message: 'No such cursor.' },
      ]);
    }
    const limit = query.limit ?? MOST_MESSAGES;
    const found = await messagesOf(this.sql, await this.find(asker, ticket), limit + 1, query.after ?? null);
    const data = found.slice(0, limit);
    const hasMore = found.length > limit;
    return { data, page: { next: hasMore ? (data.at(-1)?.id ?? null) : null, hasMore } };
  }

  /** What will stand below a mail from here, if you write it. */
  @Get('tickets/:ticket/signature')
  @Allow(WRITE)
  signature(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<TicketSignature> {
    return signatureOnTicket(this.desk, asker, ticket);
  }

  @Post('tickets/:ticket/messages')
  @Allow(WRITE)
  async write(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Body() body: WriteMessageRequest,
    @FreshId() messageId: string,
  ): Promise<Message> {
    const text = body.text.replaceAll('\u0000', '');
    if (body.forwards !== undefined) {
      const forwarding = { asker, ticket, messageId, text, originalId: body.forwards };
      return this.view(asker, await forward(this.desk, { ...forwarding, ...forwardedIn(body) }));
    }
    const id = await write(this.desk, {
      asker,
      ticket,
      messageId,
      visibility: body.visibility,
      text,
      html: body.html ?? null,
      to: body.to ?? null,
      cc: body.cc ?? [],
      way: body.way ?? undefined,
      attachments: body.attachments ?? [],
      sendAfterSeconds: body.sendAfterSeconds ?? 0,
      seenVersion: body.seenVersion ?? null,
    });
    return this.view(asker, id);
  }

  @Get('messages/:id')
  @Allow(READ)
  read(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<Message> {
    return this.view(asker, id);
  }

  /** The bytes as they came, or as we sent them: never rendered here. */
  @Get('messages/:id/source')
  @Allow(READ)
  async source(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    await this.view(asker, id);
    const sha256 = await sourceOf(this.sql, id);
    if (sha256 === null) throw new Refusal('not-found', 'This message has no source.');
    return sourceFile(this.desk, sha256, id, response);
  }

  @Post('messages/:id/cancel')
  @HttpCode(200)
  @Allow({ scope: 'tickets:write' })
  async cancel(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Body() body: CancelMessageRequest,
  ): Promise<Message> {
    await cancel(this.desk, asker, id, body.even);
    return this.view(asker, id);
  }

  @Post('messages/:id/retry')
  @HttpCode(200)
  @Allow({ scope: 'tickets:write' })
  async retry(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<Message> {
    await retry(this.desk, asker, id);
    return this.view(asker, id);
  }

  @Get('tickets/:ticket/draft')
  @Allow(WRITE)
  async draft(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Draft | undefined> {
    const draft = await draftView(this.sql, asker.agentId, await this.find(asker, ticket));
    if (draft === null) response.status(204);
    return draft ?? undefined;
  }

  @Put('tickets/:ticket/draft')
  @Allow(WRITE)
  async saveDraft(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Body() body: SaveDraftRequest,
  ): Promise<Draft> {
    await saveDraft(this.desk, { asker, ticket, ...body, way: body.way ?? undefined });
    const draft = await draftView(this.sql, asker.agentId, await this.find(asker, ticket));
    if (draft === null) throw new Refusal('not-found');
    return draft;
  }

  @Delete('tickets/:ticket/draft')
  @HttpCode(204)
  @Allow(WRITE)
  dropDraft(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<void> {
    return dropDraft(this.desk, asker, ticket);
  }

  private async find(asker: Asker, ticket: string): Promise<string> {
    const id = await findTicket(this.sql, asker, ticket);
    if (id === null) throw new Refusal('not-found', 'There is no such ticket, or you may not see it.');
    return id;
  }

  private async view(asker: Asker, id: string): Promise<Message> {
    const message = await messageView(this.sql, asker, id);
    if (message === null) throw new Refusal('not-found', 'There is no such message, or you may not see it.');
    return message;
  }
}

function forwardedIn(
  body: WriteMessageRequest,
): Omit<Forwarding, 'asker' | 'ticket' | 'messageId' | 'text' | 'originalId'> {
  const { to = [], cc = [], subject = null, forwardedAttachments: kept = null, attachments = [], visibility } = body;
  if (visibility !== 'internal')
    throw faulty('/visibility', 'internal', 'What is forwarded is not for the customer: send it as internal.');
  if (body.html !== undefined) throw faulty('/html', 'unsupported', 'What is forwarded is text: leave this out.');
  return { to, cc, subject, kept, attachments, undoSeconds: body.sendAfterSeconds ?? 0 };
}

/** A raw mail as a download that no browser renders. */
export function sourceFile(desk: Desk, sha256: string, name: string, response: Response): StreamableFile {
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  return new StreamableFile(desk.blobs.open(sha256), {
    type: 'message/rfc822',
    disposition: `attachment; filename="${name}.eml"`,
  });
}
