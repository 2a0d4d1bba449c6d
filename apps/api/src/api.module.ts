import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Askers } from './askers.js';
import { Afterwards } from './afterwards.js';
import { CONTROLLERS, PROVIDERS } from './controllers.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import {
  BLOBS,
  CLOCK,
  CONFIG,
  DESK,
  KEYS,
  LAUNCHER,
  LOG,
  METRICS,
  type Parts,
  READ_MAIL,
  MAILBOX_SETUP,
  TEST_MAILBOX,
} from './parts.js';
import { RefusalFilter } from './refusal.filter.js';
import { RefusalWatch } from './refusal-watch.js';
import { SessionGuard } from './session.guard.js';

const CLOSE = Symbol('close');

@Module({})
class ApiModule implements OnApplicationShutdown {
  constructor(@Inject(CLOSE) private readonly close: () => Promise<void>) {}

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}

/** One module: what the API is made of, the guard that refuses by default, and the controllers of the list. */
export function apiModule(parts: Parts): DynamicModule {
  return {
    module: ApiModule,
    imports: [
      partsModule(parts),
      TypeOrmModule.forRootAsync({
        useFactory: () => parts.database.options,
        dataSourceFactory: async () => parts.database,
      }),
    ],
    controllers: [...CONTROLLERS],
    providers: [
      Askers,
      RefusalWatch,
      Afterwards,
      { provide: APP_GUARD, useClass: SessionGuard },
      { provide: APP_FILTER, useClass: RefusalFilter },
      { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ...PROVIDERS,
    ],
  };
}

@Module({})
class PartsModule {}

function partsModule(parts: Parts): DynamicModule {
  const providers = [
    { provide: CONFIG, useValue: parts.config },
    { provide: CLOCK, useValue: parts.clock },
    { provide: DESK, useValue: parts.desk },
    { provide: CLOSE, useValue: () => parts.close() },
    { provide: LOG, useValue: parts.log },
    { provide: KEYS, useValue: parts.keys },
    { provide: BLOBS, useValue: parts.blobs },
    { provide: METRICS, useValue: parts.metrics },
    { provide: TEST_MAILBOX, useValue: parts.testMailbox },
    { provide: MAILBOX_SETUP, useValue: parts.mailboxSetup },
    { provide: READ_MAIL, useValue: parts.readMail },
    { provide: LAUNCHER, useValue: parts.launcher },
  ];
  return { module: PartsModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
}
