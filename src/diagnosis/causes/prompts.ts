import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';

const row = (entry: Omit<Cause, 'in' | 'directness'>): Cause => ({
  ...entry,
  in: ['standstill'],
  directness: 'indirect',
});

/** What a program that waits for a person wrote last: one line is enough, as long as it is the last. */
export const promptCauses: readonly Cause[] = [
  row({
    id: 'debugger_waits',
    category: 'user_code_error',
    match: anyOf(
      /^(?:\(\w{2,10}\) )?\W{0,4}(?:i?pdb|Pdb\+{2}|gdb|cuda-gdb|lldb|rdb|xdb|remote-pdb)[)>]{1,2}\s{0,3}$/i,
      /^(?:[\w-]{1,12}>|>{2,3}|In \[\d{1,4}\]:|\.\.\.:?)\s{0,3}$/i,
      /^(?:\([\w.-]{1,20}\) ?)?[\w.-]{1,40}@[\w.-]{1,60}:[\w./~-]{0,80}\s?[#$]\s{0,3}$/i,
      /^(?:--\s?More\s?--(?:\(\d{1,3}%\))?|\(END\)|-- (?:INSERT|REPLACE) --)\s{0,3}$/i,
      /\bwait\w{0,3} (?:for |until )(?:a |the )?(?:debugger|debug client|client)(?: (?:to |is )?(?:attach\w{0,3}|connect\w{0,3}))?\W{0,4}$/i,
      /\b(?:RemotePdb session open at|PDB is (?:active|listening|running)|Ray debugger is listening|Entering .{0,20}(?:debugger|breakpoint|post.?mortem))/i,
    ),
    says: 'it stands in a debugger or an interactive prompt and waits for somebody to type',
    remedy: change(
      'code',
      'take out the breakpoint (breakpoint(), set_trace) and what starts a prompt; run the script itself',
    ),
  }),
  row({
    id: 'asks_on_terminal',
    category: 'bad_configuration',
    match: anyOf(
      /\[y\/n\]|\(y\/n\)|\(yes\/no|\[yes\/no\]|\bPassword\b.{0,60}:\s{0,3}$|Enter your choice|wandb: Enter|Proceed \(/i,
      /[[(](?:\[?y(?:es)?\]?\/\[?n(?:o)?\]?(?:\/[^\])]{1,40})?)[\])]\W{0,4}$/i,
      /\b(?:pass ?(?:word|phrase|code)|PIN|OTP|(?:verification|one-time|authori[sz]ation) code)\b(?: for .{1,80}| \(.{1,40}\))?:\s{0,3}$/i,
      /^(?:login|user ?name|api key|token)(?: for .{1,80})?:\s{0,3}$|\b(?:enter|type|paste|provide)\b.{0,60}\b(?:user ?name|api key|token|code|file|path)\b.{0,60}:\s{0,3}$/i,
      /^\w{1,8}: (?:remove|overwrite|replace|descend into|try to overwrite)\b.{0,160}\?\s{0,3}$|\? \[y\]es, \[n\]o\b.{0,60}:\s{0,3}$/i,
      /\b(?:use a (?:web )?browser|open (?:the|this|that) (?:page|link|url)|(?:go to|visit) .{0,30}https?:)\b.{0,160}\b(?:enter the code|to (?:authenticate|sign in|log ?in|authori[sz]e))\b.{0,60}$/i,
      /\b(?:Enter|Select|Choose|Pick|Input|Type)\b.{0,60}\b(?:choice|option|number|selection|name|key|token|region|area|answer|value|here)\b.{0,30}[:?]\s{0,3}$/i,
      /\bPress (?:any key|\[?Enter\]?|Return|\w{1,8} to (?:continue|quit|exit))\b.{0,60}$/i,
      /^(?:Geographic area|Time zone|Country of origin for the keyboard|Which services should be restarted)\b.{0,20}[:?]\s{0,3}$/i,
      /(?:\(y\/n\)|\[y\/n\]|（是\/否）|\(是\/否\)|按任意键.{0,10}|请(?:输入|选择|确认).{0,40}[:：?？]|密码[:：])\s{0,3}$/i,
      /^\W{0,4}(?:Proceed|Continue|Overwrite|Are you sure|Do you (?:want|wish|accept|agree))\b.{0,80}\?\s{0,3}(?:[[(][^\])]{1,40}[\])])?[:?]?\s{0,3}$/i,
    ),
    // A loss or a counter has a value behind its colon.
    unless: /\b(?:loss|invalid|wrong|incorrect|failed|error|denied)\b/i,
    says: 'it asks a question on the terminal and waits for an answer that nobody can give',
    remedy: change(
      'settings',
      'answer it beforehand: trust_remote_code=True, -y, WANDB_MODE=offline, a key in an environment variable',
    ),
  }),
];

/** How a line ends behind which a person is to type: an answer that was given, or a sentence, ends otherwise. */
export const ENDS_ASKING =
  /[:：?？)\]）>…]\s{0,3}$|(?:\. ?){3}\s{0,3}$|[#$]\s{0,3}$|:\d{2,5}\s{0,3}$|authenticate\.$|^(?:--|\(END)|\b(?:client|attach|key|Enter|quit|exit)\W{0,3}$|\bPress [\w[].{0,40}\w$|按任意键.{0,10}$/i;
