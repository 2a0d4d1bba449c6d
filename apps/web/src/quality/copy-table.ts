import { ApiError, Unreachable } from '../api/client.js';
import { sayNow } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { toast } from '../ui/toasts.js';
import { tabbed } from './tabbed.js';

/** Puts the numbers of a picture where they can be pasted into a spreadsheet. @param address of its CSV */
export function copyTable(address: string, title: string): void {
  // written as a promise: the browser allows it only while the press is fresh, the server answers later
  const text = read(address).then((csv) => new Blob([tabbed(csv)], { type: 'text/plain' }));
  navigator.clipboard
    .write([new ClipboardItem({ 'text/plain': text })])
    .then(() => toast({ text: sayNow('shell.copied', { text: title }) }), failed);
}

async function read(address: string): Promise<string> {
  const answer = await fetch(address).catch(() => {
    throw new Unreachable();
  });
  if (answer.ok) return answer.text();
  const { status, statusText: title } = answer;
  const requestId = answer.headers.get('x-request-id') ?? '';
  throw new ApiError(status, { type: 'unreadable', title, status, detail: '', requestId, errors: [] });
}
