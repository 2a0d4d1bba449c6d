import type { Attachment } from '@redress/contract/messages.js';
import { IconDownload, IconFile, IconFileText, IconMovie, IconPhoto } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { apiPath } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { sizeWords } from '../ui/times.js';

type Kind = 'image' | 'pdf' | 'text' | 'video' | 'other';
const LONGEST_TEXT = 1_000_000;

function kindOf({ contentType, size }: Attachment): Kind {
  if (/^image\/(png|jpe?g|gif|webp|avif|bmp)$/.test(contentType)) return 'image';
  if (contentType === 'application/pdf') return 'pdf';
  if (
    /^(text\/(plain|csv|calendar|markdown)|message\/rfc822|application\/json)/.test(contentType) &&
    size < LONGEST_TEXT
  )
    return 'text';
  return contentType.startsWith('video/') ? 'video' : 'other';
}

const ICONS = { image: IconPhoto, pdf: IconFileText, text: IconFileText, video: IconMovie, other: IconFile } as const;

/** What came with a message; images that stand in its text are not repeated. */
export function Attachments({ of }: { readonly of: readonly Attachment[] }): ReactNode {
  const { say } = useText();
  const [shown, setShown] = useState<Attachment | null>(null);
  const listed = of.filter((one) => !one.inline);
  if (listed.length === 0) return null;
  return (
    <ul className="attachments" aria-label={say('ticket.attachment.title')}>
      {listed.map((one) => (
        <AttachmentChip key={one.id} attachment={one} show={() => setShown(one)} />
      ))}
      {shown !== null && <Preview attachment={shown} close={() => setShown(null)} />}
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
      <span className="muted tabular">{sizeWords(say, language, attachment.size)}</span>
    </>
  );
  return (
    <li className="attachment">
      {kind === 'image' || kind === 'text' ? (
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
          href={kind === 'pdf' ? `${file}?inline=1` : file}
          target={kind === 'pdf' ? '_blank' : undefined}
          rel="noreferrer"
          download={kind === 'pdf' ? undefined : name}
          aria-label={say(kind === 'pdf' ? 'ticket.attachment.open' : 'ticket.attachment.download', { name })}
        >
          {inside}
        </a>
      )}
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

function Preview({ attachment, close }: { readonly attachment: Attachment; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const source = apiPath(`/attachments/${attachment.id}?inline=1`);
  return (
    <Dialog close={close} title={attachment.filename} width="auto">
      {kindOf(attachment) === 'image' ? (
        <img
          className="preview-image"
          src={source}
          alt={say('ticket.attachment.preview', { name: attachment.filename })}
        />
      ) : (
        <TextPreview source={source} />
      )}
    </Dialog>
  );
}

function TextPreview({ source }: { readonly source: string }): ReactNode {
  const { data } = useQuery({
    queryKey: ['attachment-text', source],
    queryFn: async ({ signal }) => (await fetch(source, { signal })).text(),
  });
  return <pre className="preview-text">{data}</pre>;
}
