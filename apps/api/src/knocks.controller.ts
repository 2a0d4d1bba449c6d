import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Channel, Knock } from '@redress/channels/channel.js';
import { accessTo } from '@redress/desk/channel-accounts.js';
import type { Desk } from '@redress/desk/desk.js';
import { answerKnock } from '@redress/desk/receiving.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { type ChannelAccountRow, enabledChannelAccounts } from '@redress/persistence/stores/channels.store.js';
import type { Config } from '@redress/platform/config.js';
import type { Request, Response } from 'express';
import { Allow } from './allow.js';
import { ArrivalNotes } from './arrival-notes.js';
import { CONFIG, DESK } from './parts.js';

type Answer = Awaited<ReturnType<typeof answerKnock>>;

/** Whoever works on it finds it himself. */
const STORED = (): void => undefined;

/** Where platforms knock. Who they are is shown by their signature over the bytes of the body; what they bring is stored before the answer. */
@ApiTags('intake')
@Controller('intake/social/:provider/webhook')
@Allow({ public: true })
export class KnocksController {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ArrivalNotes) private readonly notes: ArrivalNotes,
  ) {}

  /** Platforms ask whether the address is ours before they send anything: the answer repeats what they said. */
  @Get()
  @ApiQuery({
    name: 'account',
    required: false,
    description: 'One account of this channel; else all of them are asked',
  })
  challenge(
    @Req() request: Request,
    @Param('provider') provider: string,
    @Query('account') account: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.open(request, response, provider, account);
  }

  /** Stores what a platform brings. What comes again is taken once; everything else happens after the answer. */
  @Post()
  @HttpCode(200)
  @ApiConsumes('application/json')
  @ApiBody({
    schema: { type: 'object', description: 'What the platform sends; 1 MB at most', additionalProperties: true },
  })
  @ApiQuery({
    name: 'account',
    required: false,
    description: 'One account of this channel; else all of them are asked',
  })
  knock(
    @Req() request: Request,
    @Param('provider') provider: string,
    @Query('account') account: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.open(request, response, provider, account);
  }

  private async open(
    request: Request,
    response: Response,
    provider: string,
    account: unknown,
  ): Promise<StreamableFile> {
    const { channelOf } = await import('@redress/channels/channels.js');
    const channel = channelOf(provider);
    if (channel === null || !channel.can.receives.includes('webhook')) throw new Refusal('not-found');
    const all = await enabledChannelAccounts(sqlOn(this.desk.database), provider);
    const asked = all.filter(({ id }) => account === undefined || account === '' || id === account);
    const answer = await this.ask(channel, asked, knockOf(request));
    if (answer === null) throw new Refusal('not-found');
    response.status(answer.status);
    const type = answer.body.startsWith('{') ? 'application/json' : 'text/plain';
    return new StreamableFile(Buffer.from(answer.body), { type });
  }

  /** One knock may hold things for several accounts: each takes what is its own. Null when there is none to ask. */
  private async ask(channel: Channel, accounts: readonly ChannelAccountRow[], knock: Knock): Promise<Answer> {
    let best: Answer = null;
    for (const account of accounts) {
      const { dataDir, internalHosts } = this.config;
      const connection = channel.connect(accessTo(this.desk, dataDir, account, internalHosts));
      const answer = await answerKnock(this.desk, account, connection, knock, STORED).finally(() => connection.close());
      if (answer !== null && answer.taken !== null) this.notes.note(account.id, answer.taken);
      if (answer !== null && (best === null || answer.status < best.status)) best = answer;
    }
    return best;
  }
}

function knockOf(request: Request): Knock {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  const query = Object.entries(request.query).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return {
    method: request.method === 'GET' ? 'GET' : 'POST',
    headers: Object.fromEntries(headers),
    query: Object.fromEntries(query),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}
