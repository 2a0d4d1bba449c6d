import type { Readable } from 'node:stream';
import { attachmentName } from '@redress/channels/email/filename.js';
import { contentTypeOf } from '@redress/channels/email/filetype.js';
import type { LinkFile } from '@redress/desk/portal-writing.js';

export const MOST_FILES = 5;
/** Of all files of one form together. */
export const MOST_FILE_BYTES = 20 * 1_000_000;
/** What is read to the end so that whoever chose too much gets his words back; beyond it the request is refused unread. */
export const MOST_BODY_BYTES = 64 * 1_000_000;
const MOST_WORDS = 256 * 1024;

/** A file as the form brought it. */
export interface FormUpload {
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer: Buffer;
  /** False: there was more than fits, and it was thrown away. */
  readonly whole: boolean;
}

interface Arriving {
  readonly stream: Readable;
}

type Told = (error: Error | null, kept?: { buffer: Buffer; size: number; whole: boolean }) => void;

/** Keeps as many bytes of one request as a form may bring, and lets the rest run past: the words behind it in the body are wanted. */
class BoundedStorage {
  private readonly left = new WeakMap<object, number>();

  _handleFile(request: object, { stream }: Arriving, told: Told): void {
    const chunks: Buffer[] = [];
    let whole = true;
    stream.on('data', (chunk: Buffer) => {
      const room = this.left.get(request) ?? MOST_FILE_BYTES;
      if (whole && chunk.length <= room) {
        chunks.push(chunk);
        this.left.set(request, room - chunk.length);
      } else {
        whole = false;
        chunks.length = 0;
      }
    });
    stream.on('error', (error: Error) => told(error));
    stream.on('end', () => {
      const buffer = Buffer.concat(chunks);
      told(null, { buffer, size: buffer.length, whole });
    });
  }

  _removeFile(_request: object, _file: object, told: (error: null) => void): void {
    told(null);
  }
}

/** For Nest's `FilesInterceptor`. More files than a form takes are counted, so that it can say so. */
export const FORM_UPLOADS = {
  storage: new BoundedStorage(),
  limits: { files: MOST_FILES * 4, fields: 60, fieldSize: MOST_WORDS, fieldNameSize: 100, parts: 100 },
};

/** A file field that was left empty comes as a file without a name. */
export const chosenFiles = (uploads: readonly FormUpload[] | undefined): FormUpload[] =>
  (uploads ?? []).filter(({ originalname, buffer, whole }) => originalname !== '' || buffer.length > 0 || !whole);

export const tooMuch = (files: readonly FormUpload[]): boolean =>
  files.length > MOST_FILES || files.some(({ whole }) => !whole);

/** Its type is what its bytes say, its name what no system takes for a command. */
export async function fileOf({ originalname, mimetype, buffer }: FormUpload, index: number): Promise<LinkFile> {
  // Multer reads names as Latin-1; browsers send UTF-8.
  const name = Buffer.from(originalname, 'latin1').toString('utf8');
  return {
    filename: attachmentName(name, mimetype, index + 1),
    contentType: await contentTypeOf(buffer, mimetype),
    content: buffer,
  };
}
