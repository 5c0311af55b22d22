import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Fault } from '../../domain/fault.ts';
import type { Simulator } from '../../simulator/api/simulator.ts';

/** A story with the file it is from, for errors. */
interface Read {
  file: string;
  /** As it stands there; the simulator checks it. */
  story: unknown;
}

const cannot = (file: string, why: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `--story ${file}: ${why}`,
    fix: 'The guide to the simulator (docs/guides/simulator.md) has an example under "Your own story".',
  });

function textOf(file: string, whose = file): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw cannot(whose, `${file === whose ? 'it' : file} cannot be read: ${(error as Error).message}.`);
  }
}

type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A pod with the log that its `logFile` names, which lies beside the story. */
function withLog(pod: unknown, file: string): unknown {
  if (!isObject(pod) || pod.logFile === undefined) return pod;
  const { logFile, ...rest } = pod;
  if (typeof logFile !== 'string' || rest.log !== undefined)
    throw cannot(file, 'a pod has either log or logFile, which is the name of a file.');
  return { ...rest, log: textOf(resolve(dirname(file), logFile), file) };
}

function storiesOf(file: string): Read[] {
  let told: unknown;
  try {
    told = JSON.parse(textOf(file));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw cannot(file, `it is not JSON: ${(error as Error).message}.`);
  }
  return (Array.isArray(told) ? told : [told]).map((story: unknown) => {
    if (!isObject(story)) throw cannot(file, 'it holds neither a story nor a list of stories.');
    const pods = Array.isArray(story.pods) ? story.pods.map((pod) => withLog(pod, file)) : story.pods;
    return { file, story: { ...story, pods } };
  });
}

/** The stories of files, each of which holds one or a list of them. @throws Fault for a file that cannot be read */
export const readStories = (files: readonly string[]): Read[] => files.flatMap(storiesOf);

/**
 * Puts them into a simulator and returns the ids of the jobs. Closes it where one cannot be.
 *
 * @throws Fault that names the file
 */
export async function tellAll(simulator: Simulator, stories: readonly Read[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { file, story } of stories) {
    try {
      ids.push(simulator.jobs.tellJson(story));
    } catch (error) {
      await simulator.close();
      throw cannot(file, (error as Error).message);
    }
  }
  return ids;
}
