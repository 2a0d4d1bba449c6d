import type { AutomaticFacts } from '@redress/domain/intake/automatic.js';

/** The few strokes that tell one mail from another; everything else is an ordinary mail of a customer. */
export interface MailSketch {
  readonly from?: string;
  readonly envelopeFrom?: string | null;
  readonly replyTo?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly inReplyTo?: readonly string[];
  readonly references?: readonly string[];
  readonly report?: { readonly status: string | null; readonly headers: string | null };
  readonly attachment?: { readonly contentType: string; readonly content: string };
}

export function mailFacts(sketch: MailSketch = {}): AutomaticFacts {
  const from = sketch.from ?? 'anna.berger@kunde.test';
  const attached = sketch.attachment;
  const content = new TextEncoder().encode(attached?.content ?? '');
  return {
    from: { name: '', address: from },
    to: [{ name: '', address: 'care@lumen.test' }],
    replyTo: (sketch.replyTo ?? []).map((address) => ({ name: '', address })),
    envelopeFrom: sketch.envelopeFrom === undefined ? from : sketch.envelopeFrom,
    subject: sketch.subject ?? 'Lamp flickers',
    text: sketch.text ?? 'The lamp flickers.',
    headers: new Map(Object.entries(sketch.headers ?? {})),
    inReplyTo: sketch.inReplyTo ?? [],
    references: sketch.references ?? [],
    report: sketch.report ? { deliveryStatus: sketch.report.status, originalHeaders: sketch.report.headers } : null,
    attachments: attached
      ? [
          {
            filename: 'part',
            contentType: attached.contentType,
            size: content.length,
            sha256: '',
            inline: false,
            contentId: null,
            content,
          },
        ]
      : [],
  };
}
