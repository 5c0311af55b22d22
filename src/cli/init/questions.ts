import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, log, select, text } from '@clack/prompts';
import { en, say, zh } from '../../domain/said.ts';
import { cleanText } from '../../shaping/clean.ts';
import { spoken } from '../terminal/spoken.ts';
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
      message: spoken(say(en`Which host shall run the server?`, zh`在哪个宿主中运行本服务器？`)),
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
    message: spoken(say(en`In which region do your jobs run?`, zh`您的任务运行在哪个地域？`)),
    options: [
      {
        value: NONE,
        label: spoken(say(en`no preset`, zh`不预设`)),
        hint: spoken(say(en`each call names one`, zh`每次调用指定`)),
      },
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
      message: spoken(say(en`Id of the workspace (empty: no preset)`, zh`工作空间的 ID（留空则不预设）`)),
      defaultValue: '',
      ...(preset === undefined ? {} : { initialValue: preset }),
      validate: (value) =>
        /^[0-9A-Za-z_-]{0,64}$/.test(value ?? '')
          ? undefined
          : spoken(
              say(en`An id such as 123456: letters, digits, - and _.`, zh`形如 123456 的 ID：字母、数字、- 和 _。`),
            ),
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
  busy.show(spoken(say(en`Fetching your workspaces`, zh`正在获取您的工作空间`)));
  let choices: readonly Choice[];
  try {
    choices = await fetchChoices();
    busy.clear();
    log.step(spoken(say(en`${choices.length} workspaces found`, zh`找到 ${choices.length} 个工作空间`)), terminal);
  } catch (thrown) {
    busy.clear();
    const reason = cleanText(thrown instanceof Error ? thrown.message : 'no reason given');
    log.warn(spoken(say(en`The workspaces cannot be listed. ${reason}`, zh`无法列出工作空间。${reason}`)), terminal);
    return typeWorkspace(terminal, preset);
  }
  const answer = answered(
    await select<string>({
      ...terminal,
      message: spoken(say(en`Which workspace?`, zh`哪个工作空间？`)),
      options: [
        {
          value: NONE,
          label: spoken(say(en`no preset`, zh`不预设`)),
          hint: spoken(say(en`each call names one`, zh`每次调用指定`)),
        },
        ...choices,
        {
          value: OTHER,
          label: spoken(say(en`another one`, zh`其他`)),
          hint: spoken(say(en`type its id`, zh`输入 ID`)),
        },
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
      message: spoken(
        say(
          en`The entry starts the simulator (--simulate). Keep that?`,
          zh`该条目启动的是模拟器（--simulate）。是否保留？`,
        ),
      ),
      active: spoken(say(en`Yes`, zh`是`)),
      inactive: spoken(say(en`No, use the real cloud`, zh`否，使用真实的云`)),
    }),
  );

/** Whether the change is to be made. @throws Cancelled where the question is left */
export const askWrite = async (terminal: Terminal, file: string): Promise<boolean> =>
  answered(
    await confirm({
      ...terminal,
      message: spoken(say(en`Change ${file}?`, zh`修改 ${file}？`)),
      active: spoken(say(en`Yes`, zh`是`)),
      inactive: spoken(say(en`No`, zh`否`)),
      initialValue: false,
    }),
  );
