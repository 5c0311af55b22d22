import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { replaceOwn } from '../files/own-file.ts';
import { screen } from './demo/screen.ts';
import { DemoFailure, openSession } from './demo/session.ts';
import { tellStory } from './demo/story.ts';
import { checkOutput } from './output-file.ts';
import { EXIT } from './terminal/exit.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import { commandLine } from './terminal/typed.ts';

/** Simulated seconds per second. */
const SPEED = 60;

/**
 * Ctrl-C ends the child server too, and its end can be noticed before our own signal: wait this long for the signal.
 */
const SIGNAL_MS = 100;

/** Writes the picture where the user asked for it. */
async function keep(png: Uint8Array, file: string): Promise<void> {
  await replaceOwn(file, png).catch((error: unknown) => {
    throw new DemoFailure(
      `the picture cannot be written to ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  screen.good(`the picture of its curve is in ${file}`);
}

/**
 * `demo`: the story on the simulator. Exit code 1 where a step does not do what it says.
 * @param picture file for the picture of the job's curve; none is written without
 * @throws Fault `invalid_input` for a file that cannot be written, before the demo begins
 */
export async function demoCommand({ readOnly }: Pick<Config, 'readOnly'>, picture?: string): Promise<void> {
  if (picture !== undefined) await checkOutput('--picture', picture);
  const started = performance.now();
  const main = process.argv[1];
  if (main === undefined) throw new Error('the path of the program is unknown');
  const opening = openSession(main, SPEED, readOnly);
  const close = async (): Promise<void> => {
    screen.leave();
    await opening.then(
      (session) => session.close(),
      () => undefined,
    );
  };
  const interrupt = onInterrupt(close, 'Interrupted. The simulated cloud is gone, and the server with it.');
  try {
    const session = await opening;
    screen.say(
      `A real MCP server (${session.toolCount} tools) on a simulated cloud, ${SPEED} times as fast as the clock. Calls and answers below are what client and server really exchanged; long ones are shortened with '...'. A line with > is a call, with ? a question that the server puts to a person, with | a text of the cloud.`,
    );
    const { png } = await tellStory(session);
    if (picture !== undefined) await keep(png, picture);
    screen.title('Done');
    screen.good(`every step did what it says, in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    screen.say(`Next: "${commandLine('init')}" enters the server in your own client.`);
  } catch (error) {
    await delay(SIGNAL_MS);
    if (interrupt.ending()) return;
    if (!(error instanceof DemoFailure)) throw error;
    screen.leave();
    console.error(`The demo failed: ${error.message}`);
    process.exitCode = EXIT.negative;
  }
  await close();
}
