import type { Config } from '../config/config.ts';
import { environmentWith } from '../config/environment.ts';
import { count } from '../domain/count.ts';
import { Fault, type FaultDetails } from '../domain/fault.ts';
import { exitOf } from '../domain/wait-endings.ts';
import type { ToolContext } from '../tools/tool.ts';
import { Watch } from '../tools/workflows/wait-for-job/watch.ts';
import { type Composition, compose } from './compose.ts';
import { createLogger } from './logger.ts';
import { type Child, startChild } from './terminal/child.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import { spoken } from './terminal/spoken.ts';
import { type Ticker, ticker } from './terminal/ticker.ts';
import { commandLine } from './terminal/typed.ts';
import { askOf, type WaitOptions } from './wait/ask.ts';
import { follow, type Told } from './wait/follow.ts';
import { environmentOf } from './wait/on-end.ts';
import { waitVerdict } from './wait/verdict.ts';

/** @throws Fault `invalid_input` where no region is known */
function regionOf({ runtime }: Composition): string {
  const { region } = runtime.scope;
  if (region !== undefined) return region;
  throw new Fault({
    kind: 'invalid_input',
    message: 'No region is set, so there is no place to look for the job.',
    fix: `Name it, as in: ${commandLine('wait', '--region', 'cn-hangzhou', 'dlc1xjcumbfm7aai')}`,
  });
}

/** Tells on stderr what happens, a line each, with the time of day. */
function teller(busy: Ticker, jobs: string): Told & { line(text: string): void } {
  const line = (text: string): void => {
    busy.clear();
    process.stderr.write(`${new Date().toTimeString().slice(0, 8)} ${text}\n`);
    busy.show(`waiting for ${jobs}`);
  };
  return {
    line,
    changed: (changes) => changes.map(line),
    lost(looks) {
      if (looks === 1) line('no answer from the cloud; asking again');
      if (looks === 0) line('the cloud answers again');
    },
  };
}

/** Runs the command of `--on-end`. Its output goes to stderr, because the last line of stdout is the outcome. */
async function runOnEnd(child: Child, told: { line(text: string): void }): Promise<boolean> {
  const code = await child.ended.catch((error: Error) => error.message);
  if (code === 0) return true;
  told.line(`the command of --on-end ended with ${code}`);
  return false;
}

/** Tells on stderr how to mend what the sentence of the outcome says is wrong. */
async function tellFix(fault: FaultDetails, { profile }: Config): Promise<void> {
  const [{ mendingOf }, { tellMending }] = await Promise.all([import('./credential-words.ts'), import('./usage.ts')]);
  tellMending(spoken(await mendingOf(fault, profile)));
}

/** Ends the process once everything is printed: a look that the cloud does not answer would hold it open. */
const end = (last: string, code: number): Promise<never> =>
  new Promise(() => process.stdout.write(last, () => process.exit(code)));

/**
 * `wait`: blocks until jobs end, or until what the options name, and ends with the exit code of the outcome. The last
 * line on stdout says it in one sentence.
 * @param jobs their ids
 * @throws Fault `invalid_input` for a command line that cannot be
 */
export async function waitCommand(jobs: readonly string[], options: WaitOptions, config: Config): Promise<never> {
  const ask = await askOf(jobs, options);
  const composition = compose(config, createLogger('silent'));
  const { runtime } = composition;
  const region = regionOf(composition);
  const which = ask.jobIds.length === 1 ? `${ask.jobIds[0]}` : count(ask.jobIds.length, 'job');
  const busy = ticker();
  const told = teller(busy, which);
  let command: Child | undefined;
  onInterrupt(
    () => {
      busy.clear();
      command?.end();
    },
    `Interrupted. ${ask.jobIds.length === 1 ? 'The job goes' : 'The jobs go'} on: only the wait has ended.`,
  );

  const started = performance.now();
  told.line(`waiting for ${which} in ${region}; Ctrl-C ends the wait, and no job`);
  // Nothing aborts it: at the end the process goes, whatever is under way.
  const { signal } = new AbortController();
  const call: ToolContext['call'] = async (action, input) =>
    (await runtime.cloud()).call(action, input, { region, signal, lane: 'wait' });
  const watch = new Watch({ call, region, now: runtime.now, signal }, ask);
  const cut = await follow(watch, ask.seconds, told);
  const verdict = waitVerdict(watch, ask, cut, { region, seconds: (performance.now() - started) / 1000 });

  let code = exitOf(verdict.outcome);
  if (options.onEnd !== undefined) {
    const env = environmentWith(environmentOf(verdict, ask));
    command = startChild(options.onEnd, [], { shell: true, stdio: ['ignore', 2, 'inherit'], env });
    if (!(await runOnEnd(command, told)) && code === 0) code = exitOf('on_end_failed');
  }
  busy.clear();
  await composition.close();
  if (verdict.fault) await tellFix(verdict.fault, config);
  return end(`${runtime.banner === undefined ? '' : `${runtime.banner} `}${verdict.sentence}\n`, code);
}
