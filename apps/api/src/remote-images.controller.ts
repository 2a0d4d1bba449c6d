import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { contentTypeOf } from '@redress/channels/email/filetype.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { fetchGuarded } from '@redress/platform/guarded-fetch.js';
import { messageView } from '@redress/views/message.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe } from './asked.js';
import { DESK } from './parts.js';
import { RemoteImageRequest } from './tickets.requests.js';

const PICTURES = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/x-icon',
  'image/bmp',
]);

/** Shows a picture of a mail without letting its sender know who looks at it, from where, and with what. */
@ApiTags('messages')
@Controller('messages')
export class RemoteImagesController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @Get(':id/remote-image')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async read(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Query() query: RemoteImageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const message = await messageView(sqlOn(this.desk.database), asker, id);
    // Only pictures that stand in this very mail: else we would fetch for anybody whatever he likes.
    if (message?.html == null || !standsIn(message.html, query.url))
      throw new Refusal('not-found', 'This mail shows no such picture.');
    const fetched = await fetchGuarded(query.url);
    const type = fetched === null ? '' : await contentTypeOf(fetched.bytes, 'application/octet-stream');
    if (fetched === null || !PICTURES.has(type)) throw new Refusal('unavailable', 'The picture could not be fetched.');
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'private, max-age=3600');
    return new StreamableFile(fetched.bytes, { type });
  }
}

const standsIn = (html: string, url: string): boolean =>
  html.includes(`data-remote-src="${url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`);
