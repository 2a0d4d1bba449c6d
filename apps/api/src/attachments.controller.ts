import {
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { attachmentName } from '@redress/channels/email/filename.js';
import { contentTypeOf } from '@redress/channels/email/filetype.js';
import type { Attachment } from '@redress/contract/messages.js';
import { keepUpload } from '@redress/desk/attachments.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { attachmentFile } from '@redress/views/message.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe } from './asked.js';
import { DESK } from './parts.js';

/** A file as multer hands it over. */
interface Upload {
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer: Buffer;
}

const MOST_BYTES = 25 * 1_048_576;

/** What a browser may show in place: pixels and plain text. All else is a download, whatever its sender calls it. */
const INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'text/plain']);

@ApiTags('attachments')
@Controller('attachments')
export class AttachmentsController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } })
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1, fields: 4 } }))
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'light', 'quality'], scope: ['tickets:write', 'quality:write'] })
  async upload(@Asking() asker: Asker, @UploadedFile() file: Upload | undefined): Promise<Attachment> {
    if (file === undefined) throw new Refusal('invalid', 'Send the file as multipart/form-data in the field "file".');
    // Multer reads names as Latin-1; browsers send UTF-8.
    const filename = attachmentName(Buffer.from(file.originalname, 'latin1').toString('utf8'), file.mimetype, 1);
    const contentType = await contentTypeOf(file.buffer, file.mimetype);
    return keepUpload(this.desk, asker, { filename, contentType, content: file.buffer });
  }

  @Get(':id')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async read(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Query('inline') inline: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await attachmentFile(sqlOn(this.desk.database), asker, id);
    if (file === null) throw new Refusal('not-found', 'There is no such attachment, or you may not see it.');
    const shown = inline !== undefined && INLINE.has(file.contentType);
    response.setHeader(
      'Content-Security-Policy',
      "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
    );
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'private, max-age=86400, immutable');
    return new StreamableFile(this.desk.blobs.open(file.sha256), {
      type: shown && file.contentType === 'text/plain' ? 'text/plain; charset=utf-8' : file.contentType,
      length: Number(file.size),
      disposition: `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    });
  }
}
