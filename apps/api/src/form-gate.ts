import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Desk } from '@redress/desk/desk.js';
import { addressKey, countTry, limitsOf } from '@redress/desk/limits.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { openForm, type WebFormRow } from '@redress/persistence/stores/web-forms.store.js';
import { type Asked, askedOf } from './asked.js';
import { MOST_BODY_BYTES } from './form-upload.js';
import { DESK } from './parts.js';

/** A request for a form that is there. */
export interface FormAsked extends Asked {
  form?: WebFormRow;
  /** Sendings from this network address in this window; of a page that is only looked at, how often it was looked at. */
  fromHere?: number;
}

/**
 * Counts the try, finds the form and looks how much is going to come, all before a byte of the files is read. The counters stand in the
 * database: they hold over all processes.
 */
@Injectable()
export class FormGate implements CanActivate {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request: FormAsked = askedOf(context);
    const form = await openForm(sqlOn(this.desk.database), String(request.params['form']));
    if (form === null) throw new Refusal('not-found', 'There is no such form.');
    request.form = form;
    const limits = limitsOf(this.desk.database);
    const address = addressKey(request.ip ?? '');
    const name = request.method === 'POST' ? 'formsByAddress' : 'formPagesByAddress';
    request.fromHere = await countTry(limits, name, address);
    if (request.method === 'POST' && request.is('multipart/form-data') !== false) {
      const kilobytes = kilobytesOf(request);
      if (kilobytes > 100) await countTry(limits, 'formKilobytesByAddress', address, kilobytes);
    }
    return true;
  }
}

/** Browsers always say how long their form is; who does not could send without end. */
function kilobytesOf(request: Asked): number {
  const length = Number(request.get('content-length') ?? 'unknown');
  if (!(length <= MOST_BODY_BYTES))
    throw new Refusal('too-large', 'Up to 5 files, 20 MB together, and say how long the body is (Content-Length).');
  return Math.ceil(length / 1_000);
}

export function formOf({ form }: FormAsked): WebFormRow {
  if (form === undefined) throw new Error('A form without its gate');
  return form;
}
