import { durationWords } from '../../domain/duration.ts';
import { Fault } from '../../domain/fault.ts';
import type { FormAnswer } from './elicit.ts';

/** How the operator has questions asked in the conversation, for messages. */
export const CHAT_SETTING = '--confirm chat, or PAI_DLC_MCP_CONFIRM=chat in its environment';

/** What the client did. Nothing in its answer says whether a person did it, so these words do not either. */
const DID: Readonly<Record<Exclude<FormAnswer, 'yes'>, string>> = {
  decline: 'declined the question',
  cancel: 'cancelled the question',
  unticked: 'accepted the question with its box not ticked, which is no yes,',
  empty: 'accepted the question without its box, which is no yes,',
  'no answer': 'sent nothing that answers the question,',
};

/**
 * Nobody reads and answers a question in fewer seconds; hosts that answer by themselves were measured at 0 to 15 ms.
 */
const TOO_FAST = 2;

const seconds = (value: number): string => (value < 10 ? `${value.toFixed(1)} s` : durationWords(value));

/**
 * The fault for anything but a yes. Some clients answer by themselves and show nothing, so it says what the client did
 * and after how long, and leaves open what a person did.
 * @param waited seconds between the question and its answer
 */
export function declined(action: Exclude<FormAnswer, 'yes'>, waited: number): Fault {
  const fast = waited < TOO_FAST;
  const ticked = action === 'unticked' || action === 'empty' ? ' A yes needs the box ticked.' : '';
  return new Fault({
    kind: 'declined',
    message: `The client ${DID[action]} after ${seconds(waited)}. Nothing was done.${fast ? ' That is faster than a person reads it: some clients answer so without showing it to anybody.' : ''}`,
    fix: `Tell the user what the client did, and ask what they want; do not repeat the call unless they ask for it.${ticked} If they saw no question, the operator of this server can have it asked in the conversation: ${CHAT_SETTING}.`,
  });
}
