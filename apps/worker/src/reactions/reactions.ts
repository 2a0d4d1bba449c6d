import type { Desk } from '@redress/desk/desk.js';
import { automate } from './automate.reaction.js';
import { assignment } from './assign.reaction.js';
import { deliver, type Ways } from './deliver.reaction.js';
import { escalation } from './escalate.reaction.js';
import { hook } from './hook.reaction.js';
import { notify } from './notify.reaction.js';
import type { Reaction } from './reaction.js';

/** Every reaction: a new one is a file and a line here. */
export const reactions = (desk: Desk, ways: Ways): readonly Reaction<object>[] => [
  automate(desk),
  deliver(desk, ways),
  assignment(desk),
  escalation(desk),
  hook(desk),
  notify(desk),
];
