import { CAUSES } from './causes/all.ts';
import { type Cause, firstMatch } from './causes/cause.ts';

/** A message that says what was being done, and then quotes the error that ended it. */
const CARRIES =
  /\b(?:fail\w{0,4}|aborted|ended|broke off) (?:\w{1,20} ){0,4}with (?:an? |the )?(?:error|message|reason|exception)s?: {1,3}(\S.{3,900})$/i;

/** What the words of an error suggest that no cause knows: those of the error it quotes, else all of them. */
export function causeSaid(text: string): Cause | undefined {
  const quoted = CARRIES.exec(text)?.[1];
  const inner = quoted && firstMatch(CAUSES, 'unknown_error', quoted);
  return inner && inner.role === undefined && !inner.vague ? inner : firstMatch(CAUSES, 'unknown_error', text);
}
