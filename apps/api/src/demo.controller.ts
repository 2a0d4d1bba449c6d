import { Body, Controller, Delete, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DemoView, DemoWish } from '@redress/contract/demo.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Desk } from '@redress/desk/desk.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { demoRows } from '@redress/views/demo.view.js';
import { Allow } from './allow.js';
import { SimulationRequest } from './demo.requests.js';
import type { Launcher } from './launcher.js';
import { DESK, LAUNCHER } from './parts.js';

/** The demo as an administrator sees it. The launcher does what is asked; the answer is what it did last. */
@ApiTags('demo')
@Controller('demo')
export class DemoController {
  private readonly sql: Sql;

  constructor(
    @Inject(DESK) desk: Desk,
    @Inject(LAUNCHER) private readonly launcher: Launcher,
  ) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  @Allow({ roles: ['admin'], scope: 'admin' })
  async read(): Promise<DemoView> {
    return { ...(await demoRows(this.sql)), here: this.launcher.here, ...this.launcher.doings() };
  }

  /** Removes every row of the demo, as `redress demo clear` does. Configuration and what real people wrote stay. */
  @Post('clear')
  @HttpCode(200)
  @Allow({ roles: ['admin'], scope: 'admin' })
  clear(): Promise<DemoView> {
    return this.ask({ demo: 'clear' }, 'npx redress demo clear');
  }

  /** Lets a day pass faster than it does: mails, forms, calls and posts come in until it is ended. Only beside the demo. */
  @Post('simulation')
  @HttpCode(200)
  @Allow({ roles: ['admin'], scope: 'admin' })
  simulate(@Body() { speed }: SimulationRequest): Promise<DemoView> {
    return this.ask({ simulate: { speed } }, `npx redress simulate --speed ${speed}`);
  }

  /** Ends the day; without one it is ended already. */
  @Delete('simulation')
  @HttpCode(200)
  @Allow({ roles: ['admin'], scope: 'admin' })
  endSimulation(): Promise<DemoView> {
    this.launcher.ask({ simulate: null });
    return this.read();
  }

  private async ask(wish: DemoWish, elsewhere: string): Promise<DemoView> {
    const { loaded } = await demoRows(this.sql);
    if (!loaded) throw new Refusal('already-done', 'There is no demo here, so nothing of it can be changed.');
    if (!this.launcher.here)
      throw new Refusal(
        'unavailable',
        `The demo is kept by "redress start", which does not run this. Use: ${elsewhere}`,
      );
    const { work } = this.launcher.doings();
    if (work !== null)
      throw new Refusal(
        'in-use',
        `The demo is still being ${work === 'loading' ? 'loaded' : 'removed'}. Try again then.`,
      );
    this.launcher.ask(wish);
    return this.read();
  }
}
