import { type INestApplication, type ValidationError, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import { openDesk } from '@redress/desk/open-desk.js';
import { openDatabase } from '@redress/persistence/data-source.js';
import { openBlobs } from '@redress/platform/blobs.js';
import { systemClock } from '@redress/platform/clock.js';
import type { Config } from '@redress/platform/config.js';
import { nestLog, openLog } from '@redress/platform/log.js';
import { openMetrics } from '@redress/platform/metrics.js';
import { keyRing, readSecrets } from '@redress/platform/seal.js';
import express, { type NextFunction, type Request, type Response } from 'express';
import { apiModule } from './api.module.js';
import {
  nameRequest,
  ownHostOnly,
  protectPages,
  refuseNul,
  refuseOddBodies,
  refuseUnknownDoors,
  refuseUnreadBodies,
} from './gate.js';
import { KNOCKS, knockGate, MOST_KNOCK_BYTES } from './knock-gate.js';
import { NO_LAUNCHER } from './launcher.js';
import { LiveAdapter } from './live/live.adapter.js';
import { countRequests } from './metrics.js';
import { describeApi } from './openapi.js';
import type { Parts } from './parts.js';
import { answerTo, sendProblem } from './refusal.filter.js';
import { lazyMailReader } from './mail-reader.js';
import { packTexts } from './packed.js';
import { lazyPostReader } from './post-reader.js';
import { mailboxSetup, tryMailbox } from './mailbox.js';
import { serveWeb } from './web.js';

/** Connections of one API process. Sixteen keep two cores busy; the rest waits its turn for two seconds at most. */
const POOL = 16;
const JSON_LIMIT = 4 * 1024 * 1024;
/** Of an event of a telephone system, which has a dozen short fields. */
const EVENT_LIMIT = 16 * 1024;
/** Of a form that somebody without a seat sends. */
const FORM_LIMIT = 512 * 1024;

/** Longer than proxies and clients keep an idle connection: who closes it first must be they, else a request meets a closed door. */
const KEEP_ALIVE_MS = 75_000;

type Overrides = Partial<Omit<Parts, 'config' | 'desk' | 'close'>>;

/** Opens what the API is made of; what is given in `overrides` is taken instead. */
async function openParts(config: Config, overrides: Overrides): Promise<Parts> {
  const url = config.databaseUrl;
  if (url === null && !overrides.database)
    throw new Error('The API needs DATABASE_URL; `redress start` sets it for the embedded database');
  const database =
    overrides.database ?? (await openDatabase({ url: url ?? '', poolSize: POOL, applicationName: 'redress api' }));
  const clock = overrides.clock ?? systemClock;
  const keys = overrides.keys ?? keyRing(await readSecrets(config));
  const blobs = overrides.blobs ?? (await openBlobs(config.blobDir));
  const { sanitise, read, close } = lazyMailReader();
  return {
    config,
    database,
    clock,
    keys,
    blobs,
    log: overrides.log ?? openLog({ level: config.logLevel, role: 'api' }),
    metrics: overrides.metrics ?? openMetrics('api'),
    testMailbox: overrides.testMailbox ?? tryMailbox,
    mailboxSetup: overrides.mailboxSetup ?? mailboxSetup(config.internalHosts),
    readMail: overrides.readMail ?? read,
    launcher: overrides.launcher ?? NO_LAUNCHER,
    desk: await openDesk(config, {
      database,
      clock,
      blobs,
      keys,
      sanitise,
      readPost: lazyPostReader(config, { clock, keys }),
    }),
    close,
  };
}

/**
 * The API on an open database, ready to listen. Closing it closes the database too. Sockets attach to the same server.
 * Order matters: a name for the request, then who we are, then headers, then bodies; guards come after all of them.
 */
export async function createApi(config: Config, overrides: Overrides = {}): Promise<INestApplication> {
  const parts = await openParts(config, overrides);
  const app = await NestFactory.create<NestExpressApplication>(apiModule(parts), {
    logger: nestLog(parts.log),
    bodyParser: false,
    abortOnError: false,
    return503OnClosing: true,
    routeResolutionStrategy: 'specificity',
    routeConflictPolicy: { duplicate: 'error' },
  });
  setUpServer(app, config);
  app.use(nameRequest);
  app.use(ownHostOnly(config.publicUrl));
  app.use(protectPages(config.publicUrl.startsWith('https:')));
  app.use(countRequests(parts.metrics));
  app.use(serveWeb());
  app.use('/api', refuseNul, noStore, refuseUnknownDoors, packTexts);
  app.use(
    '/task',
    noStore,
    express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: 10 }),
    refuseOddBodies,
  );
  app.use('/portal', noStore);
  app.use(KNOCKS, knockGate(), express.raw({ type: () => true, limit: MOST_KNOCK_BYTES, inflate: false }));
  app.use('/api/v1/cti', ...telephoneBodies());
  app.use('/api', express.json({ limit: JSON_LIMIT, strict: true }), refuseOddBodies, refuseUnreadBodies);
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (!error) return next();
    sendProblem(request, response, answerTo(error));
  });
  app.setGlobalPrefix('api/v1', { exclude: ['health/{*any}', 'metrics', 'task/{*any}', 'portal/{*any}', 'f/{*any}'] });
  app.useGlobalPipes(requestPipe());
  describeApi(app);
  app.useWebSocketAdapter(new LiveAdapter(app, config));
  return app;
}

function setUpServer(app: NestExpressApplication, { trustedProxies }: Config): void {
  app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
  app.set('trust proxy', trustedProxies.length > 0 ? trustedProxies : false);
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
}

/** Most telephone systems send forms; everybody else speaks JSON here. */
const telephoneBodies = () => [
  express.urlencoded({ extended: false, limit: EVENT_LIMIT, parameterLimit: 200 }),
  express.json({ limit: EVENT_LIMIT, strict: true }),
];

const noStore = (_: Request, response: Response, next: NextFunction): void => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/** Requests are classes with rules; a field that no rule names refuses the whole request. */
export const requestPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new Refusal('invalid', 'Some fields are not valid', faultsOf(errors, '')),
  });

function faultsOf(errors: readonly ValidationError[], parent: string): Fault[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({
      pointer,
      code: code === 'whitelistValidation' ? 'unknownField' : code,
      message,
    }));
    return [...own, ...faultsOf(error.children ?? [], pointer)];
  });
}
