import type { palette as english } from '../en/palette.js';
import type { TextsLike } from '../text.js';

export const palette: TextsLike<typeof english> = {
  title: 'Finden und tun',
  placeholder: 'Aktion, Vorgangsnummer oder Kunde …',
  actions: 'Aktionen',
  tickets: 'Vorgänge',
  views: 'Ansichten',
  recent: 'Zuletzt',
  everywhere: 'Überall nach „{{text}}“ suchen',
  move: 'bewegen',
  run: 'ausführen',
  allKeys: 'alle Tasten',
};
