import type { Desk } from '@redress/desk/desk.js';
import { deliverHook } from '@redress/desk/webhooks.js';
import { postGuarded } from '@redress/platform/guarded-fetch.js';
import type { Reaction } from './reaction.js';

/** A delivery to a webhook is due; the sweep says so, as for mail. */
export const hook = (desk: Desk): Reaction<{ readonly deliveryId: string }> => ({
  name: 'hook',
  waitsForOthers: true,
  jobsFor: () => [],
  run: ({ payload }) => deliverHook(desk, postGuarded, payload.deliveryId),
});
