import type { TextsLike } from '../text.js';
import type { en } from '../en/index.js';
import { commands, errors, keysheet, palette, session, shell } from './app.js';
import { customers, queue } from './queue.js';
import { inbox } from './inbox.js';
import { ticketActs } from './ticket-acts.js';
import { words } from './words.js';

export const de: TextsLike<typeof en> = {
  shell,
  session,
  errors,
  keysheet,
  palette,
  commands,
  words,
  queue,
  customers,
  ticket: ticketActs,
  inbox,
};
