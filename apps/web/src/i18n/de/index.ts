import type { TextsLike } from '../text.js';
import type { en } from '../en/index.js';
import { commands, errors, keysheet, shell } from './app.js';
import { queue } from './queue.js';
import { inbox } from './inbox.js';
import { ticketActs } from './ticket-acts.js';
import { words } from './words.js';

export const de: TextsLike<typeof en> = {
  shell,
  errors,
  keysheet,
  commands,
  words,
  queue,
  ticket: ticketActs,
  inbox,
};
