import type { CreateJobInput } from '../../../jobs/job-fields.ts';
import type { SummaryFacts } from '../../../policy/create-summary.ts';
import { cleanText } from '../../../shaping/clean.ts';
import { maskDocument, maskEnvs } from '../../../shaping/mask.ts';
import type { ToolContext } from '../../tool.ts';

/** Variables and tags that are looked at; a question shows fewer. */
const MOST = 16;
/** Characters of a value that are looked at. */
const LONGEST = 4096;

const firstOnes = (map: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(map)
      .slice(0, MOST)
      .map(([name, value]) => [cleanText(name.slice(0, 512)), cleanText(value.slice(0, LONGEST))]),
  );

/** The environment and the tags of a job as a person may see them: values that may be secret are masked (R35). */
export const shownMaps = (
  { operator }: Pick<ToolContext, 'operator'>,
  { envs, settings }: Pick<CreateJobInput, 'envs' | 'settings'>,
): Pick<SummaryFacts, 'envs' | 'tags'> => ({
  envs: maskEnvs(firstOnes(envs), operator.showEnvs),
  tags: maskDocument(firstOnes(settings?.tags), []) as Record<string, string>,
});
