import type { BulkChange } from '@redress/contract/bulk.js';
import type { Say } from '../i18n/text.js';

/** What is done to the tickets, like `Priority High`. */
export function whatWords(say: Say, change: Pick<BulkChange, 'step' | 'undoes'>): string {
  const what = stepWords(say, change.step);
  return change.undoes === null ? what : say('bulk.what.undo', { what });
}

function stepWords(say: Say, { kind, owner, status, priority, add, remove }: BulkChange['step']): string {
  switch (kind) {
    case 'assign':
      return owner === null ? say('bulk.what.giveBack') : say('bulk.what.assign', { name: owner.name });
    case 'status':
      return say('bulk.what.status', { status: status === null ? '' : say(`words.status.${status}`) });
    case 'priority':
      return say('bulk.what.priority', { priority: priority === null ? '' : say(`words.priority.${priority}`) });
    case 'tags':
      return say('bulk.what.tags', {
        tags: [...add.map((tag) => `+${tag}`), ...remove.map((tag) => `−${tag}`)].join(' '),
      });
    case 'resolve':
      return say('bulk.what.resolve');
    case 'close':
      return say('bulk.what.close');
  }
}

const doneOf = ({ changed, same, refused }: BulkChange): number => changed + same + refused;

/** How far it is, or what became of it; who was refused is told apart. */
export function stateWords(say: Say, change: BulkChange): string {
  const { state, total, changed, same } = change;
  if (state === 'running') return say('bulk.running', { done: doneOf(change), total });
  const parts = [
    state === 'stopped' && doneOf(change) < total
      ? say('bulk.stopped', { done: doneOf(change), total })
      : say('bulk.done', { count: changed }),
    ...(same > 0 ? [say('bulk.same', { count: same })] : []),
  ];
  return parts.join(', ');
}

export const shareOf = (change: BulkChange): number => (change.total === 0 ? 1 : doneOf(change) / change.total);
