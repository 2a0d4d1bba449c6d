import { commands, errors, keysheet, palette, session, shell } from './app.js';
import { customers, newTicket, queue } from './queue.js';
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
  newTicket,
  ticket: ticketActs,
  inbox,
} as const;
