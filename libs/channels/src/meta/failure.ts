import { ChannelFault, type ReplyOutcome } from '../channel.js';
import { type Json, numberAt, objectAt, textAt } from '../json.js';

/** What the Graph API said no with. */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure';

  constructor(
    readonly code: number,
    readonly subcode: number,
    message: string,
  ) {
    super(message);
  }
}

export function failureIn(answer: Json, status: number): GraphFailure {
  const error = objectAt(answer, 'error');
  const details = textAt(objectAt(error, 'error_data'), 'details');
  const words = details ?? textAt(error, 'message') ?? `Meta answered ${status}.`;
  // Codes below 3 say "try again later", and so does a server that is ill.
  const code = numberAt(error, 'code') ?? (status >= 500 || status === 429 ? 2 : 100);
  return new GraphFailure(code, numberAt(error, 'error_subcode') ?? 0, words.split('\n')[0]?.slice(0, 300) ?? '');
}

/** Meta asks to come back: overload, and too many calls of an app, a page, an account, a number or to one person. */
const LATER = new Set([1, 2, 4, 17, 32, 341, 613, 80001, 80002, 80006, 80007]);
const LATER_BY_WHATSAPP = new Set([130429, 131000, 131016, 131048, 131056, 131057, 133004]);
/** Outside of the hours in which a customer may be answered: Messenger, Instagram, WhatsApp. */
const TOO_LATE = new Set(['10/2018278', '10/2534022', '131047/0']);

const RECONNECT = 'Connect the account again: make a new access token and save it here.';

const WHY_SIGNED_OUT: Readonly<Record<number, string>> = {
  458: 'The app was removed from the account.',
  459: 'Meta asks the person to sign in and confirm who they are.',
  460: 'The person who connected it changed the password.',
  463: 'The access token has expired.',
  464: 'Meta asks the person to sign in and confirm who they are.',
  467: 'The access token was withdrawn.',
};

const WHY_FAILED: Readonly<Record<number, string>> = {
  100: 'Meta does not take it; what it answers may be gone.',
  368: 'Meta has restricted this account for now. Look into its support inbox.',
  551: 'This person takes no messages from us at the moment.',
  131026: 'It cannot be delivered: the number is not on WhatsApp, or takes no messages from us.',
  131030: 'While the app is in test, this number must be on its list of recipients.',
  131031: 'Meta has locked this WhatsApp account. Look into its support inbox.',
  131042: 'The payment of the WhatsApp account is not settled. Look into its billing.',
  131047: 'More than 24 hours have passed since the customer wrote.',
  131051: 'WhatsApp does not take this kind of message.',
  131052: 'WhatsApp could not fetch the file.',
  131053: 'WhatsApp does not take this file.',
};

const isSignedOut = (code: number): boolean => code === 190 || code === 102;
const isNotAllowed = (code: number): boolean => code === 3 || code === 10 || (code >= 200 && code <= 299);
const isLater = (code: number): boolean => LATER.has(code) || LATER_BY_WHATSAPP.has(code);

/** What is wrong with an account, with the remedy. */
export function faultOf(error: unknown): ChannelFault {
  if (error instanceof ChannelFault) return error;
  if (!(error instanceof GraphFailure))
    return new ChannelFault('failing', 'Meta could not be reached.', 'It is tried again by itself.');
  const { code, subcode, message } = error;
  if (isSignedOut(code))
    return new ChannelFault('refused', WHY_SIGNED_OUT[subcode] ?? 'Meta does not take the access token.', RECONNECT);
  if (isNotAllowed(code))
    return new ChannelFault('refused', `A permission is missing: ${message}`, `Grant it to the app. ${RECONNECT}`);
  if (isLater(code))
    return new ChannelFault('failing', `Meta asks to wait: ${message}`, 'It is tried again by itself.');
  return new ChannelFault('failing', message, WHY_FAILED[code] ?? 'Look at the settings of the account.');
}

/** How a reply fared that Meta did not take. Only what a person or time can mend is tried again. */
export function refusalOf(error: unknown): Exclude<ReplyOutcome, { kind: 'sent' }> {
  if (!(error instanceof GraphFailure)) {
    const { message, remedy } = faultOf(error);
    return { kind: 'retry', detail: `${message} ${remedy}` };
  }
  const { code, subcode, message } = error;
  if (TOO_LATE.has(`${code}/${subcode}`))
    return {
      kind: 'failed',
      detail: 'More than 24 hours have passed since the customer wrote. Write to another address of the customer.',
    };
  if (isSignedOut(code) || isNotAllowed(code)) {
    const fault = faultOf(error);
    return { kind: 'retry', detail: `${fault.message} ${fault.remedy}` };
  }
  if (isLater(code)) return { kind: 'retry', detail: `Meta asks to wait: ${message}` };
  return { kind: 'failed', detail: `${WHY_FAILED[code] ?? 'Meta does not take it.'} (${code}: ${message})` };
}

/** Of a message that Meta had taken and could not deliver. */
export const undelivered = (error: Json | null): string => {
  const code = numberAt(error, 'code') ?? 0;
  const words = textAt(objectAt(error, 'error_data'), 'details') ?? textAt(error, 'title') ?? textAt(error, 'message');
  return `${WHY_FAILED[code] ?? 'It could not be delivered.'} (${code}: ${(words ?? 'no reason given').slice(0, 300)})`;
};
