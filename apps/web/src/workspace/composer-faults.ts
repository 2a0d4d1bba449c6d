import type { Say } from '../i18n/text.js';
import type { Content } from './drafts.js';
import { gapsIn } from '../ui/gaps.js';
import type { Addressed } from './use-send.js';
import type { Uploads } from './use-uploads.js';
import { fileFault, isOpen, leftOf } from './ways.js';

/** Why this cannot be sent as it is, in words; null when it can. */
export function faultOf(
  say: Say,
  language: 'en' | 'de',
  content: Content,
  { to, way }: Addressed,
  uploads: Uploads,
): string | null {
  if (content.text.trim() === '') return say('composer.empty');
  if (uploads.running.length > 0) return say('composer.wait');
  if (content.kind === 'note') return null;
  if (gapsIn(content.text).length > 0) return say('composer.gaps.send');
  if (way.account === null) return to.length === 0 ? say('composer.nobody') : null;
  const account = way.account.name;
  if (!isOpen(way, Date.now())) return say('ways.closedNow', { account });
  const left = leftOf(way, content.text) ?? 0;
  if (left < 0) return say('ways.tooLongSend', { account, most: way.abilities?.mostCharacters ?? 0, over: -left });
  return fileFault(say, language, way, content.attachments);
}
