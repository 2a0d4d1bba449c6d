import { sayNow } from '../i18n/text.js';
import { failed } from './failure.js';
import { toast } from './toasts.js';

export function copyText(text: string, shown: string): void {
  navigator.clipboard.writeText(text).then(() => toast({ text: sayNow('shell.copied', { text: shown }) }), failed);
}
