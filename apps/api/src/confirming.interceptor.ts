import { isDeepStrictEqual } from 'node:util';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refusal } from '@redress/domain/refusal.js';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Allow } from './allow.js';
import { type Asked, askedOf } from './asked.js';
import { Askers } from './askers.js';
import { judge } from './session.guard.js';

/** Holds an answer that was worked out ahead until it is certain that he who asks is still whom we took him for. */
@Injectable()
export class ConfirmingInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Askers) private readonly askers: Askers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = askedOf(context);
    return request.unconfirmed ? from(this.confirmed(context, next, request)) : next.handle();
  }

  private async confirmed(context: ExecutionContext, next: CallHandler, request: Asked): Promise<unknown> {
    const { asker: taken, unconfirmed } = request;
    const ahead = lastValueFrom(next.handle(), { defaultValue: undefined });
    // A refusal, too, is told only to him for whom it was worked out.
    await ahead.catch(() => undefined);
    if (!unconfirmed || request.readUnder === unconfirmed.epoch) return ahead;
    const known = await this.askers.recognise(unconfirmed.credential);
    if (!known) throw new Refusal('not-signed-in');
    const rule = this.reflector.getAllAndOverride(Allow, [context.getHandler(), context.getClass()]);
    if (rule) judge(rule, known);
    if (isDeepStrictEqual(known.asker, taken)) return ahead;
    request.asker = known.asker;
    return lastValueFrom(next.handle(), { defaultValue: undefined });
  }
}
