import { fileTypeFromBuffer } from 'file-type';

/** What bytes say of these is only their container; the header then knows more, if it names a child of that container. */
const CONTAINERS: Readonly<Record<string, RegExp>> = {
  'application/zip': /^application\/(?:vnd\.|epub\+zip|java-archive|x-zip)/,
  'application/x-cfb': /^application\/(?:msword|vnd\.ms-)/,
  'application/xml': /^(?:image\/svg\+xml|application\/(?:[\w.-]+\+xml|xml)|text\/xml)$/,
};

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,90}$/;

/** Media type by the bytes where they tell, else by the header; `application/octet-stream` where neither does. */
export async function contentTypeOf(bytes: Uint8Array, declared: string): Promise<string> {
  const header = MEDIA_TYPE.test(declared) ? declared : 'application/octet-stream';
  // Text and message parts carry no signature; a look into them could only mislead.
  if (/^(?:text|message|multipart)\//.test(header) && header !== 'text/html') return header;
  const found = await fileTypeFromBuffer(bytes.subarray(0, 64 * 1024)).catch(() => undefined);
  if (!found) return header;
  return CONTAINERS[found.mime]?.test(header) ? header : found.mime;
}
