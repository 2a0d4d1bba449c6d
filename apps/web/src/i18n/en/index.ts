import { causes } from './causes.js';
import { commands, errors, keysheet, palette, session, shell } from './app.js';
import { customers, newTicket, queue } from './queue.js';
import { inbox, tasks } from './inbox.js';
import { automatic, events } from './history.js';
import { composer } from './messages.js';
import { ticket } from './ticket.js';
import { words } from './words.js';

export const en = {
  causes,
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
  ticket,
  composer,
  events,
  automatic,
  inbox,
  tasks,
} as const;
