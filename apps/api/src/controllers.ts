import type { Provider, Type } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { SessionController } from './session.controller.js';

/** Every controller of the API: a new subject is a file and a line here. */
export const CONTROLLERS: readonly Type<object>[] = [HealthController, SessionController];

/** Gateways and whatever else controllers ask for by class. */
export const PROVIDERS: readonly Provider[] = [];
