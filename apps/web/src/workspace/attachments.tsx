import type { Attachment } from '@redress/contract/messages.js';
import { IconDownload, IconFile, IconFileText, IconMail, IconMovie, IconPhoto } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { apiPath } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { Opening } from '../ui/opening.js';
import { sizeWords } from '../ui/times.js';
import { isShown, kindOf } from './attachment-kinds.js';

const AttachmentPreview = lazy(async () => ({
  default: (await import('./attachment-preview.js')).AttachmentPreview,
}));

const ICONS = {
  image: IconPhoto,
  pdf: IconFileText,
  text: IconFileText,
  mail: IconMail,
  video: IconMovie,
  other: IconFile,
} as const;

/** What came with a message; what its text names and shows is not repeated. Forwarded mails call themselves inline, and are not shown by it. */
export function Attachments({ of }: { readonly of: readonly Attachment[] }): ReactNode {
  const { say } = useText();
  const [shown, setShown] = useState<Attachment | null>(null);
  const listed = of.filter((one) => !one.inline || one.contentId === null);
  const shownHere = listed.filter((one) => isShown(kindOf(one)));
  if (listed.length === 0) return null;
  return (
    <ul className="attachments" aria-label={say('ticket.attachment.title')}>
      {listed.map((one) => (
        <AttachmentChip key={one.id} attachment={one} show={() => setShown(one)} />
      ))}
      {shown !== null && (
        <Suspense fallback={<Opening close={() => setShown(null)} />}>
          <AttachmentPreview attachments={shownHere} first={shownHere.indexOf(shown)} close={() => setShown(null)} />
        </Suspense>
      )}
    </ul>
  );
}

function AttachmentChip({
  attachment,
  show,
}: {
  readonly attachment: Attachment;
  readonly show: () => void;
}): ReactNode {
  const { say, language } = useText();
  const kind = kindOf(attachment);
  const Icon = ICONS[kind];
  const name = attachment.filename;
  const file = apiPath(`/attachments/${attachment.id}`);
  const inside = (
    <>
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <span className="truncate">{name}</span>
    </>
  );
  return (
    <li className="attachment">
      {isShown(kind) ? (
        <button
          type="button"
          className="attachment-open"
          aria-label={say('ticket.attachment.open', { name })}
          onClick={show}
        >
          {inside}
        </button>
      ) : (
        <a
          className="attachment-open"
          href={file}
          download={name}
          aria-label={say('ticket.attachment.download', { name })}
        >
          {inside}
        </a>
      )}
      <span className="muted tabular attachment-size">{sizeWords(say, language, attachment.size)}</span>
      <a
        className="attachment-save"
        href={file}
        download={name}
        aria-label={say('ticket.attachment.download', { name })}
      >
        <IconDownload size={14} stroke={1.5} aria-hidden="true" />
      </a>
    </li>
  );
}
