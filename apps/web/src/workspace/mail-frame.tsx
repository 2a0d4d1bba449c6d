import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { Attachment, Message } from '@redress/contract/messages.js';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { apiPath } from '../api/client.js';
import { useText } from '../i18n/text.js';

interface MailFrameProps {
  readonly message: Message;
  readonly html: string;
  readonly showImages: boolean;
}

/**
 * The mail as it was sent, in a frame without scripts, forms or any connection but images of our own origin. It always lies on light paper:
 * mails bring their own dark text. The page may look inside only to measure the height.
 */
export function MailFrame({ message, html, showImages }: MailFrameProps): ReactNode {
  const { say } = useText();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(80);
  const quoted = say('ticket.mail.quotedSome');
  const source = useMemo(
    () => pageOf(html, { id: message.id, attachments: message.attachments, showImages, quoted }),
    [html, message.id, message.attachments, showImages, quoted],
  );
  useEffect(() => measure(frame.current, setHeight), [source]);
  return (
    <iframe
      ref={frame}
      className="mail-frame"
      title={say('ticket.mail.body', { name: message.from?.name ?? message.from?.address ?? '' })}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={source}
      style={{ blockSize: height }}
    />
  );
}

const TALLEST = 20_000;

function measure(frame: HTMLIFrameElement | null, setHeight: (height: number) => void): () => void {
  let observer: ResizeObserver | null = null;
  const look = (): void => {
    const body = frame?.contentDocument?.body;
    if (body === null || body === undefined) return;
    observer?.disconnect();
    observer = new ResizeObserver(() =>
      setHeight(Math.min(TALLEST, Math.ceil(body.getBoundingClientRect().height) + 4)),
    );
    observer.observe(body);
  };
  frame?.addEventListener('load', look);
  look();
  return () => {
    observer?.disconnect();
    frame?.removeEventListener('load', look);
  };
}

interface Wish {
  readonly id: string;
  readonly attachments: readonly Attachment[];
  readonly showImages: boolean;
  readonly quoted: string;
}

function pageOf(html: string, wish: Wish): string {
  // parsed, never run: a document made this way executes nothing and loads nothing
  const page = new DOMParser().parseFromString(html, 'text/html');
  page.querySelectorAll('script, meta, link, base').forEach((element) => element.remove());
  page.querySelectorAll<HTMLImageElement>('img').forEach((image) => placeImage(image, wish));
  page.querySelectorAll<HTMLElement>('[data-quotation]').forEach((part) => foldPart(page, part, wish.quoted));
  const origin = window.location.origin;
  const policy = `default-src 'none'; img-src data: blob: ${origin}; style-src 'unsafe-inline'; font-src ${origin}`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank"><style>${STYLE}</style></head><body>${page.body.innerHTML}</body></html>`;
}

function placeImage(image: HTMLImageElement, { id, attachments, showImages }: Wish): void {
  const cid = image.getAttribute('data-cid');
  const remote = image.getAttribute('data-remote-src');
  image.removeAttribute('srcset');
  if (cid !== null) {
    const attached = attachments.find((one) => one.contentId?.replace(/^<|>$/g, '') === cid.replace(/^<|>$/g, ''));
    if (attached === undefined) image.remove();
    else image.src = apiPath(`/attachments/${attached.id}?inline=1`);
  } else if (remote !== null) {
    if (showImages) image.src = apiPath(`/messages/${id}/remote-image?url=${encodeURIComponent(remote)}`);
    else image.remove();
  }
}

function foldPart(page: Document, part: HTMLElement, quoted: string): void {
  if (part.parentElement?.closest('details') !== null && part.parentElement !== null) return;
  const fold = page.createElement('details');
  const title = page.createElement('summary');
  title.textContent = quoted;
  part.replaceWith(fold);
  fold.append(title, part);
}

const STYLE = `
@font-face { font-family: "Inter Variable"; src: url(${new URL(interUrl, window.location.href).href}) format("woff2"); font-weight: 100 900; }
:root { color-scheme: light; }
body { margin: 0; font: 15px/24px "Inter Variable", system-ui, sans-serif; color: #1b1f24; overflow-wrap: break-word; display: flow-root; }
body > :first-child { margin-block-start: 0; } body > :last-child { margin-block-end: 0; }
img { max-width: 100%; height: auto; } table { max-width: 100%; } pre { white-space: pre-wrap; }
a { color: #1f5fbf; } p { margin: 0 0 12px; }
blockquote { margin: 8px 0; padding-inline-start: 12px; border-inline-start: 2px solid #cfd5dc; color: #59636e; }
summary { cursor: pointer; color: #59636e; font: 13px/20px "Inter Variable", system-ui, sans-serif; padding-block: 2px; }
summary:focus-visible { outline: 2px solid #1f5fbf; outline-offset: 2px; }
`;
