import { LONGER, LONGER_LOOK, MORE_MEMORY, PACKAGES, PEER, SHARED_MEMORY } from './causes/remedies.ts';
import { tellsWhoEnded } from './enders.ts';
import type { Finding } from './finding.ts';
import { change } from './remedy.ts';

type Meaning = Pick<Finding, 'category' | 'role' | 'says' | 'remedy'>;

/** What an exit code suggests by itself (api-notes: diagnosis); never more than an indirect hint. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  2: {
    category: 'bad_configuration',
    // Many commands end so on any trouble: what one said of it comes first.
    role: 'consequence',
    says: 'exit code 2 usually means wrong usage of a command',
    remedy: change('settings', 'correct the command line'),
  },
  124: {
    category: 'resource_limit',
    role: 'consequence',
    says: 'exit code 124: the command timeout ended it, as its time was up',
    remedy: LONGER,
  },
  126: {
    category: 'permission_or_mount',
    role: 'cause',
    says: 'exit code 126: a command could not be executed',
    remedy: change('settings', 'make the command executable, or start it with its interpreter (bash, python)'),
  },
  127: {
    category: 'missing_module_or_file',
    role: 'cause',
    says: 'exit code 127: a command was not found',
    remedy: change('settings', 'install the command in the image, or correct its name'),
  },
  130: {
    category: 'stopped_by_person',
    role: 'consequence',
    says: 'exit code 130: it was interrupted (SIGINT), as Ctrl-C or a person does',
    remedy: PEER,
  },
  132: {
    category: 'framework_error',
    role: 'cause',
    says: 'exit code 132: the processor does not know an instruction of the program (SIGILL)',
    remedy: PACKAGES,
  },
  134: {
    category: 'unknown',
    role: 'consequence',
    says: 'exit code 134: the process ended itself (SIGABRT)',
    remedy: LONGER_LOOK,
  },
  135: {
    category: 'resource_limit',
    role: 'cause',
    says: 'exit code 135: a bus error (SIGBUS), which is mostly shared memory running out',
    remedy: SHARED_MEMORY,
  },
  136: {
    category: 'user_code_error',
    role: 'cause',
    says: 'exit code 136: native code divided by zero (SIGFPE)',
    remedy: change('code', 'find the native call with faulthandler (PYTHONFAULTHANDLER=1)'),
  },
  137: {
    category: 'host_oom',
    role: 'cause',
    says: 'exit code 137: killed with SIGKILL, which is mostly host memory running out',
    remedy: MORE_MEMORY,
  },
  139: {
    category: 'user_code_error',
    role: 'cause',
    says: 'exit code 139: native code crashed (segmentation fault)',
    remedy: change('code', 'find the native call with faulthandler (PYTHONFAULTHANDLER=1)'),
  },
  143: {
    category: 'unknown',
    role: 'consequence',
    says: 'exit code 143: ended from outside with SIGTERM',
    remedy: PEER,
  },
  245: {
    category: 'unknown',
    role: 'consequence',
    says: 'exit code 245: a process of the launcher crashed (256-11, SIGSEGV), or NCCL timed out: it is seen with both',
    remedy: PEER,
  },
};

/** Other signals of Linux that end a program which does not handle them. A shell ends with 128 and the number. */
const OTHER_SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  3: 'SIGQUIT',
  5: 'SIGTRAP',
  10: 'SIGUSR1',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};
/** Signals that mean nothing by themselves: somebody, or a program, sent them on purpose. */
const SENT: ReadonlySet<number> = new Set([10, 12]);

/** The meaning of the code of a shell for one of those signals. */
function meaningOfSignal(code: number): Meaning | undefined {
  const name = OTHER_SIGNALS[code - 128];
  if (name === undefined) return undefined;
  const ended = `exit code ${code}: ended by ${name}, which its program does not handle`;
  return SENT.has(code - 128)
    ? {
        category: 'stopped_by_person',
        role: 'consequence',
        says: `${ended}: somebody, or another program, sent it`,
        remedy: change('code', `handle ${name} in the program, or do not send it`),
      }
    : { category: 'unknown', role: 'consequence', says: ended, remedy: LONGER_LOOK };
}

/**
 * Signals that end a process have numbers up to that of SIGTERM. Those of the first two, 254 and 255, are codes of any
 * failure.
 */
const MOST_SIGNALS = 15;
const FEWEST_SIGNALS = 3;

const IN_TEXT = /\bexit(?:ed|s)?[ _]?(?:with )?(?:code|status)?["']?[ :=(]{1,3}["']?(\d{1,3})\b/i;

/** The exit code that a sentence of the platform names. */
export function exitCodeIn(text: string): number | undefined {
  const [, code] = IN_TEXT.exec(text) ?? [];
  return code === undefined ? undefined : Number(code);
}

/**
 * The meaning of a code below 256: a launcher in Python that ends with the status of its process, `-9` for SIGKILL,
 * gives 247 where a shell gives 137.
 */
function meaningOf(code: number): Meaning | undefined {
  const own = MEANINGS[code] ?? meaningOfSignal(code);
  const signal = 256 - code;
  if (own !== undefined || signal > MOST_SIGNALS || signal < FEWEST_SIGNALS) return own;
  const shell = MEANINGS[128 + signal] ?? meaningOfSignal(128 + signal);
  return (
    shell && {
      ...shell,
      says: shell.says.replace(`${128 + signal}: `, `${code} of a launcher, which stands for signal ${signal}: `),
    }
  );
}

/** What an exit code suggests; nothing for those that any program uses, such as 1. */
export function readExitCode(code: number | undefined): Omit<Finding, 'evidence'> | undefined {
  const meaning = code === undefined ? undefined : meaningOf(code);
  return meaning && { rule: `exit_${code}`, directness: 'indirect', ...meaning };
}

/**
 * The finding of an exit code beside what the logs say. Whoever is killed by SIGKILL has no time for an exception:
 * where one says why, its launcher ended the rest so. Where a line says who or what ended it, that was not the kernel.
 */
export const asEnding = (exit: Finding, found: readonly Finding[]): Finding => {
  const explains = (finding: Finding): boolean =>
    (finding.raised !== undefined && finding.category !== 'unknown') || tellsWhoEnded(finding);
  return exit.category === 'host_oom' && found.some(explains) ? { ...exit, role: 'consequence' } : exit;
};
