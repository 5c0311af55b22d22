import { exitOf } from '../../domain/wait-endings.ts';
import type { WaitAsk } from './ask.ts';
import type { WaitVerdict } from './verdict.ts';

/**
 * What others have written (a name, a reason, a line of a log), for a command that may put it into another language's
 * string: `osascript -e "… $PAI_DLC_MESSAGE"`, or `%PAI_DLC_MESSAGE%`, which Windows replaces before it reads the line.
 * Letters, digits and a few signs that no shell and no quoted string acts on.
 */
const harmless = (text: string): string =>
  text
    .replace(/["']/g, '')
    .replaceAll(';', ',')
    .replace(/[^\p{L}\p{M}\p{N} .,:/@+=()_-]/gu, '_');

/** The outcome as a command of `--on-end` finds it. */
export const environmentOf = (
  { outcome, job, sentence }: WaitVerdict,
  { jobIds }: WaitAsk,
): Record<string, string> => ({
  PAI_DLC_OUTCOME: outcome,
  PAI_DLC_EXIT_CODE: String(exitOf(outcome)),
  PAI_DLC_JOB_ID: job.jobId,
  PAI_DLC_JOB_IDS: jobIds.join(' '),
  PAI_DLC_JOB_NAME: harmless(job.job?.displayName ?? ''),
  PAI_DLC_STATUS: harmless(job.status ?? ''),
  PAI_DLC_REASON_CODE: harmless(job.job?.reason.reason_code ?? ''),
  PAI_DLC_MESSAGE: harmless(sentence),
});
