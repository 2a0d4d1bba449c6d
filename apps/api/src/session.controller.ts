import { Body, Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Session } from '@redress/contract/session.js';
import type { Asker } from '@redress/domain/people.js';
import { DAY, SECOND } from '@redress/domain/time.js';
import type { Desk } from '@redress/desk/desk.js';
import { SESSION_DAYS, setPreferences, signIn, signOut } from '@redress/desk/sessions.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import type { Config } from '@redress/platform/config.js';
import { sessionOf } from '@redress/views/session.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { type Asked, Asking } from './asked.js';
import { Askers } from './askers.js';
import { sessionCookie } from './cookie.js';
import type { Launcher } from './launcher.js';
import { CONFIG, DESK, LAUNCHER } from './parts.js';
import { PreferencesRequest, SignInRequest } from './session.requests.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  private readonly sql: Sql;

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Askers) private readonly askers: Askers,
    @Inject(LAUNCHER) private readonly launcher: Launcher,
  ) {
    this.sql = sqlOn(desk.database);
  }

  /** A cookie that somebody planted before is worth nothing: signing in always makes a new one. */
  @Post()
  @HttpCode(200)
  @Allow({ public: true })
  async signIn(
    @Body() body: SignInRequest,
    @Req() request: Asked,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const id = await signIn(this.desk, {
      email: body.email,
      password: body.password,
      remoteAddress: request.ip ?? '',
      userAgent: request.get('user-agent') ?? '',
    });
    const known = await this.askers.recognise({ kind: 'session', secret: id });
    if (!known) throw new Error('A session was opened and not found');
    response.append('Set-Cookie', sessionCookie(id, (SESSION_DAYS * DAY) / SECOND, this.secure));
    return this.show(known.asker, known.csrfToken ?? '');
  }

  @Get()
  @Allow({})
  async read(@Asking() asker: Asker, @Req() request: Asked): Promise<Session> {
    return this.show(asker, request.csrfToken ?? '');
  }

  @Delete()
  @HttpCode(204)
  @Allow({})
  async signOut(@Asking() asker: Asker, @Res({ passthrough: true }) response: Response): Promise<void> {
    await signOut(this.desk, asker);
    response.append('Set-Cookie', sessionCookie('', 0, this.secure));
  }

  @Patch('preferences')
  @Allow({})
  async prefer(@Asking() asker: Asker, @Body() body: PreferencesRequest, @Req() request: Asked): Promise<Session> {
    const { language, ...preferences } = body;
    await setPreferences(this.desk, asker, { language, preferences });
    return this.show(asker, request.csrfToken ?? '');
  }

  private get secure(): boolean {
    return this.config.publicUrl.startsWith('https:');
  }

  private async show(asker: Asker, csrfToken: string): Promise<Session> {
    const { installationName: name, smtpUrl } = this.config;
    const session = await sessionOf(this.sql, asker, {
      csrfToken,
      installation: { name, mailCaptured: smtpUrl === null },
    });
    // Whoever is faster than the first row of the demo is told that it comes.
    const demo = session.installation.demo || this.launcher.doings().work === 'loading';
    return { ...session, installation: { ...session.installation, demo } };
  }
}
