import type { course as english } from '../en/course.js';
import type { TextsLike } from '../text.js';

export const course: TextsLike<typeof english> = {
  title: 'Verlauf von {{number}}',
  clocks: 'Auch den Gang der Fristen',
  undone: 'zurückgenommen',
  undo: 'Rückgängig',
  undoThis: 'Rückgängig: {{what}}',
  none: 'Noch ist nichts geschehen',
  more: 'Die neuesten {{count}} Änderungen',
};
