import { commands, errors, keysheet, palette, session, shell } from './app.js';
import { customers, queue } from './queue.js';
import { inbox } from './inbox.js';
import { ticketActs } from './ticket-acts.js';
import { words } from './words.js';

export const en = {
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
} as const;
