import {
  Body,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  Inject,
  Post,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Ticket } from '@redress/contract/ticket.js';
import { recordConsent, revokeConsent } from '@redress/desk/consenting.js';
import type { Desk, Wish } from '@redress/desk/desk.js';
import { merge, split, undo } from '@redress/desk/merging.js';
import { routeAgain } from '@redress/desk/rerouting.js';
import { resolveWith } from '@redress/desk/resolving.js';
import * as tickets from '@redress/desk/tickets.js';
import { Refusal } from '@redress/domain/refusal.js';
import { fromRfc3339 } from '@redress/domain/time.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { ticketView } from '@redress/views/ticket.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { askedOf, askerOf, ifMatch, setVersion } from './asked.js';
import { DESK } from './parts.js';
import {
  ConsentRequest,
  LinkTicketRequest,
  MergeTicketRequest,
  ReleaseTicketRequest,
  ResolveTicketRequest,
  SplitTicketRequest,
  StepTicketRequest,
  UndoTicketRequest,
} from './tickets.requests.js';

const STEP = { scope: 'tickets:write' } as const;

/** Who wants to change which ticket, and the version he saw. */
const Asked = createParamDecorator((_: unknown, context: ExecutionContext): Wish => {
  const request = askedOf(context);
  return { asker: askerOf(request), ticket: String(request.params['ticket']), version: ifMatch(request) };
});

/** The verbs that move a ticket on: each answers with the ticket as it is then. */
@ApiTags('tickets')
@Controller('tickets/:ticket')
export class TicketStepsController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @Post('acknowledge')
  @HttpCode(200)
  @Allow(STEP)
  acknowledge(
    @Asked() wish: Wish,
    @Body() body: StepTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, tickets.step(this.desk, wish, 'acknowledge', body.reason ?? null), response);
  }

  @Post('assess')
  @HttpCode(200)
  @Allow(STEP)
  assess(
    @Asked() wish: Wish,
    @Body() body: StepTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, tickets.step(this.desk, wish, 'assess', body.reason ?? null), response);
  }

  @Post('investigate')
  @HttpCode(200)
  @Allow(STEP)
  investigate(
    @Asked() wish: Wish,
    @Body() body: StepTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, tickets.step(this.desk, wish, 'investigate', body.reason ?? null), response);
  }

  @Post('respond')
  @HttpCode(200)
  @Allow(STEP)
  respond(
    @Asked() wish: Wish,
    @Body() body: StepTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, tickets.step(this.desk, wish, 'respond', body.reason ?? null), response);
  }

  @Post('decide')
  @HttpCode(200)
  @Allow(STEP)
  decide(
    @Asked() wish: Wish,
    @Body() body: StepTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, tickets.step(this.desk, wish, 'decide', body.reason ?? null), response);
  }

  @Post('resolve')
  @HttpCode(200)
  @Allow(STEP)
  resolve(
    @Asked() wish: Wish,
    @Body() body: ResolveTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, resolveWith(this.desk, wish, body.reason ?? null, body.answer ?? {}), response);
  }

  @Post('close')
  @HttpCode(200)
  @Allow(STEP)
  close(
    @Asked() wish: Wish,
    @Body() body: StepTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, tickets.close(this.desk, wish, body.reason ?? null), response);
  }

  @Post('reopen')
  @HttpCode(200)
  @Allow(STEP)
  reopen(
    @Asked() wish: Wish,
    @Body() body: StepTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, tickets.reopen(this.desk, wish, body.reason ?? null), response);
  }

  /** The routing rules are asked again about what is known of it now; the queue, priority, skills and owner follow. */
  @Post('route')
  @HttpCode(200)
  @Allow(STEP)
  route(@Asked() wish: Wish, @Res({ passthrough: true }) response: Response): Promise<Ticket> {
    return this.show(wish, routeAgain(this.desk, wish), response);
  }

  @Post('merge')
  @HttpCode(200)
  @Allow(STEP)
  merge(
    @Asked() wish: Wish,
    @Body() body: MergeTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, merge(this.desk, wish, body.into), response);
  }

  /** Answers with the child. */
  @Post('split')
  @Allow(STEP)
  split(
    @Asked() wish: Wish,
    @Body() body: SplitTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    const { subject, issueIds = [], messageIds = [] } = body;
    return this.show(wish, split(this.desk, { ...wish, subject, issueIds, messageIds }), response);
  }

  @Post('link')
  @HttpCode(200)
  @Allow(STEP)
  link(
    @Asked() wish: Wish,
    @Body() body: LinkTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    const { kind, ticket: other, remove = false } = body;
    return this.show(wish, tickets.link(this.desk, { ...wish, kind, other, remove }), response);
  }

  @Post('release')
  @HttpCode(200)
  @Allow(STEP)
  release(
    @Asked() wish: Wish,
    @Body() body: ReleaseTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, tickets.release(this.desk, wish, body.reject ?? false), response);
  }

  /** Notes that the customer agreed to go on in private with what he said in public, or that he does not any more. */
  @Post('consent')
  @HttpCode(200)
  @Allow(STEP)
  consent(
    @Asked() wish: Wish,
    @Body() { means = 'privateMessage', agreedAt, messageId, revoke = false }: ConsentRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    if (revoke) return this.show(wish, revokeConsent(this.desk, wish), response);
    const at = agreedAt === undefined ? null : fromRfc3339(agreedAt);
    return this.show(
      wish,
      recordConsent(this.desk, wish, { means, agreedAt: at, messageId: messageId ?? null }),
      response,
    );
  }

  @Post('undo')
  @HttpCode(200)
  @Allow({ scope: ['tickets:write', 'quality:write'] })
  undo(
    @Asked() wish: Wish,
    @Body() body: UndoTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, undo(this.desk, wish, body.version), response);
  }

  private async show(wish: Wish, changed: Promise<{ readonly id: string }>, response: Response): Promise<Ticket> {
    const ticket = await ticketView(sqlOn(this.desk.database), wish.asker, (await changed).id);
    if (ticket === null) throw new Refusal('not-found');
    setVersion(response, ticket.version);
    return ticket;
  }
}
