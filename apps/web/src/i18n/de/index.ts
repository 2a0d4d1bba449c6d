import type { TextsLike } from '../text.js';
import type { en } from '../en/index.js';
import { admin } from './admin.js';
import { clocks } from './clocks.js';
import { causes } from './causes.js';
import { causeTrees } from './cause-trees.js';
import { commands, errors, keysheet, palette, session, shell } from './app.js';
import { customers, newTicket, queue } from './queue.js';
import { inbox, tasks } from './inbox.js';
import { automatic, events } from './history.js';
import { composer } from './messages.js';
import { ticket } from './ticket.js';
import { quality } from './quality.js';
import { wallboard } from './wallboard.js';
import { words } from './words.js';

const texts: TextsLike<typeof en> = {
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
};

export const de = { ...texts, admin, clocks, quality, wallboard, causeTrees };
