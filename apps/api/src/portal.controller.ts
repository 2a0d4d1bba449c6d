import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
  UploadedFiles,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { ApiExcludeController } from '@nestjs/swagger';
import { attachmentName } from '@redress/channels/email/filename.js';
import { contentTypeOf } from '@redress/channels/email/filetype.js';
import type { Desk } from '@redress/desk/desk.js';
import { mailFullLink } from '@redress/desk/link-mailing.js';
import { type LinkFile, writeByLink } from '@redress/desk/portal-writing.js';
import type { OpenLink } from '@redress/desk/status-link.js';
import { Refusal } from '@redress/domain/refusal.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { newId } from '@redress/platform/ids.js';
import { portalFile, portalView, type PortalTicket } from '@redress/views/portal.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { IdPipe } from './asked.js';
import { keepSecret } from './page-parts.js';
import { DESK } from './parts.js';
import { type PortalAsked, PortalFilter, PortalGate, sendPage } from './portal-gate.js';
import { portalLanguage, portalPage, type PortalTyped } from './portal-page.js';
import { PORTAL_WORDS, type PortalFault, type PortalLanguage, type PortalNews } from './portal-words.js';
import { PortalFormRequest } from './portal.requests.js';

/** A file as multer gives it over. */
interface Upload {
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer: Buffer;
}

const MOST_FILES = 5;
const MOST_FILE_BYTES = 20 * 1_000_000;
const MOST_TEXT = 20_000;

/** The page behind the secret link of a customer: where his complaint is, what was said, and a form to answer. No scripts, no cookies. */
@ApiExcludeController()
@Controller('portal/t/:token')
@Allow({ public: true, byLink: true })
@UseGuards(PortalGate)
@UseFilters(PortalFilter)
export class PortalController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  async show(
    @Req() request: PortalAsked,
    @Param('token') token: string,
    @Query('said') said: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const news: PortalNews | null = said === 'thanks' || said === 'heard' || said === 'mailed' ? said : null;
    await this.send(request, response, { token, status: 200, news, typed: null });
  }

  @Post()
  @UseInterceptors(
    FilesInterceptor('files', MOST_FILES, {
      limits: { fileSize: MOST_FILE_BYTES, files: MOST_FILES, fields: 8, fieldSize: 256 * 1024, parts: 20 },
    }),
  )
  async write(
    @Req() request: PortalAsked,
    @Param('token') token: string,
    @Body() body: PortalFormRequest,
    @UploadedFiles() uploads: readonly Upload[] | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const ticket = await this.ticketOf(request);
    const language = languageOf(request, ticket);
    const disputes = body.disputes === 'yes' && ticket.mayDispute;
    const text = (body.text ?? '').replaceAll('\r\n', '\n').trim();
    // A file field that was left empty comes as a file without a name.
    const files = (uploads ?? []).filter(({ originalname, buffer }) => originalname !== '' || buffer.length > 0);
    const fault = faultOf({ ticket, disputes, text, reason: body.reason ?? null, files: files.length });
    const typed = { disputes, text: text.slice(0, MOST_TEXT), reason: body.reason ?? null };
    if (fault !== null) {
      return this.send(request, response, { token, status: 422, news: null, typed: { ...typed, fault } });
    }
    const message = { text: messageText(language, text, typed), disputes, once: body.once };
    await writeByLink(this.desk, linkOf(request), { ...message, files: await Promise.all(files.map(attachmentOf)) });
    keepSecret(response);
    // Seen again by a GET, the page can be reloaded without sending anything twice.
    response.redirect(303, `/portal/t/${token}?lang=${language}&said=${disputes ? 'heard' : 'thanks'}`);
  }

  /** From the page that shows the own text only: the whole one goes to the address that we know, and the answer is the same without one. */
  @Post('link')
  async mailLink(@Req() request: PortalAsked, @Param('token') token: string, @Res() response: Response): Promise<void> {
    const language = languageOf(request, await this.ticketOf(request));
    await mailFullLink(this.desk, linkOf(request));
    keepSecret(response);
    response.redirect(303, `/portal/t/${token}?lang=${language}&said=mailed`);
  }

  @Get('files/:id')
  async file(
    @Req() request: PortalAsked,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await portalFile(this.sql, viewerOf(linkOf(request)), id);
    if (file === null) throw new Refusal('not-found');
    keepSecret(response);
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    return new StreamableFile(this.desk.blobs.open(file.sha256), {
      type: file.contentType,
      length: Number(file.size),
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    });
  }

  private async ticketOf(request: PortalAsked): Promise<PortalTicket> {
    const ticket = await portalView(this.sql, viewerOf(linkOf(request)), this.desk.clock.now());
    if (ticket === null) throw new Refusal('not-found');
    return ticket;
  }

  private async send(
    request: PortalAsked,
    response: Response,
    shown: { token: string; status: number; news: PortalNews | null; typed: PortalTyped | null },
  ): Promise<void> {
    const ticket = await this.ticketOf(request);
    const { token, status, news, typed } = shown;
    const language = languageOf(request, ticket);
    const installation = this.desk.installationName;
    sendPage(response, status, portalPage(ticket, { language, installation, token, news, typed, once: newId() }));
  }
}

function linkOf({ openLink }: PortalAsked): OpenLink {
  if (openLink === undefined) throw new Error('A page of the portal without its gate');
  return openLink;
}

const viewerOf = (link: OpenLink): { ticketId: string; address: string | null } => ({
  ticketId: link.ticketId,
  address: link.customer?.address ?? null,
});

const languageOf = (request: PortalAsked, ticket: PortalTicket): PortalLanguage =>
  portalLanguage(request.query['lang'], ticket.language, (...offered) => request.acceptsLanguages(...offered));

interface Judged {
  readonly ticket: PortalTicket;
  readonly disputes: boolean;
  readonly text: string;
  readonly reason: PortalTyped['reason'];
  readonly files: number;
}

function faultOf({ ticket, disputes, text, reason, files }: Judged): PortalFault | null {
  if (!ticket.mayWrite) return 'closed';
  if (text.length > MOST_TEXT) return 'long';
  if (disputes) return reason === null ? 'reason' : null;
  return text === '' && files === 0 ? 'empty' : null;
}

/** What the desk reads: the reason first, in the words that the customer chose it by. */
function messageText(language: PortalLanguage, text: string, typed: Omit<PortalTyped, 'fault'>): string {
  const words = PORTAL_WORDS[language];
  if (!typed.disputes || typed.reason === null) return text === '' ? `(${words.files})` : text;
  const title = `${words.notSolvedTitle}: ${words.reasons[typed.reason]}`;
  return text === '' ? title : `${title}\n\n${text}`;
}

async function attachmentOf({ originalname, mimetype, buffer }: Upload, index: number): Promise<LinkFile> {
  // Multer reads names as Latin-1; browsers send UTF-8.
  const name = Buffer.from(originalname, 'latin1').toString('utf8');
  return {
    filename: attachmentName(name, mimetype, index + 1),
    contentType: await contentTypeOf(buffer, mimetype),
    content: buffer,
  };
}
