import { commands, errors, keysheet, shell } from './app.js';
import { queue } from './queue.js';
import { inbox } from './inbox.js';
import { ticketActs } from './ticket-acts.js';
import { words } from './words.js';

export const en = {
  shell,
  errors,
  keysheet,
  commands,
  words,
  queue,
  ticket: ticketActs,
  inbox,
} as const;
