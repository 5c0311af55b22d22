import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, log, select, text } from '@clack/prompts';
import { cleanText } from '../../shaping/clean.ts';
import { ticker } from '../terminal/ticker.ts';
import { HOST_IDS, HOSTS, type HostId } from './hosts.ts';

/** The terminal that questions are put to. */
export interface Terminal {
  input?: Readable;
  output?: Writable;
}

/** The person left a question without an answer (Ctrl-C, Esc). */
export class Cancelled extends Error {}

/** A choice of a list. */
export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new Cancelled('cancelled');
  return answer as Exclude<T, symbol>;
}

const NONE = '';
const OTHER = '\u0000other';
/** Rows of a list that are shown at a time. */
const ROWS = 12;

export const askHost = async (terminal: Terminal): Promise<HostId> =>
  answered(
    await select<HostId>({
      ...terminal,
      message: 'Which host shall run the server?',
      options: HOST_IDS.map((value) => ({ value, label: HOSTS[value].title })),
    }),
  );

/** @returns `undefined` where no region is to be preset */
export async function askRegion(
  terminal: Terminal,
  regions: readonly string[],
  preset: string | undefined,
): Promise<string | undefined> {
  const answer = await select<string>({
    ...terminal,
    message: 'In which region do your jobs run?',
    options: [
      { value: NONE, label: 'no preset', hint: 'each call names one' },
      ...regions.map((value) => ({ value, label: value })),
    ],
    initialValue: preset ?? NONE,
    maxItems: ROWS,
  });
  return answered(answer) || undefined;
}

const typeWorkspace = async (terminal: Terminal, preset: string | undefined): Promise<string | undefined> =>
  answered(
    await text({
      ...terminal,
      message: 'Id of the workspace (empty: no preset)',
      defaultValue: '',
      ...(preset === undefined ? {} : { initialValue: preset }),
      validate: (value) =>
        /^[0-9A-Za-z_-]{0,64}$/.test(value ?? '') ? undefined : 'An id such as 123456: letters, digits, - and _.',
    }),
  ) || undefined;

/**
 * Asks for a workspace of a list that is fetched; where it cannot be, the id is typed.
 * @param fetchChoices rejects where the cloud cannot be asked; its message is shown
 * @returns `undefined` where none is to be preset
 */
export async function askWorkspace(
  terminal: Terminal,
  fetchChoices: () => Promise<readonly Choice[]>,
  preset: string | undefined,
): Promise<string | undefined> {
  // Not the spinner of the prompts: it takes Ctrl-C to itself and ends the process with 0.
  const busy = ticker();
  busy.show('Fetching your workspaces');
  let choices: readonly Choice[];
  try {
    choices = await fetchChoices();
    busy.clear();
    log.step(`${choices.length} workspaces found`, terminal);
  } catch (thrown) {
    busy.clear();
    const reason = cleanText(thrown instanceof Error ? thrown.message : 'no reason given');
    log.warn(`The workspaces cannot be listed. ${reason}`, terminal);
    return typeWorkspace(terminal, preset);
  }
  const answer = answered(
    await select<string>({
      ...terminal,
      message: 'Which workspace?',
      options: [
        { value: NONE, label: 'no preset', hint: 'each call names one' },
        ...choices,
        { value: OTHER, label: 'another one', hint: 'type its id' },
      ],
      initialValue: preset ?? NONE,
      maxItems: ROWS,
    }),
  );
  return answer === OTHER ? typeWorkspace(terminal, preset) : answer || undefined;
}

/** Whether an entry that starts the simulator shall go on with it. @throws Cancelled where the question is left */
export const askSimulator = async (terminal: Terminal): Promise<boolean> =>
  answered(
    await confirm({
      ...terminal,
      message: 'The entry starts the simulator (--simulate). Keep that?',
      inactive: 'No, use the real cloud',
    }),
  );

/** Whether the change is to be made. @throws Cancelled where the question is left */
export const askWrite = async (terminal: Terminal, file: string): Promise<boolean> =>
  answered(await confirm({ ...terminal, message: `Change ${file}?`, initialValue: false }));
