import type { Config } from '../config/config.ts';
import { screen } from './demo/screen.ts';
import { DemoFailure, openSession } from './demo/session.ts';
import { tellStory } from './demo/story.ts';

/** A minute of cloud passes in this many times less. */
const SPEED = 30;

/** `demo`: the story on the simulator. Exit code 1 where a step does not do what it says. */
export async function demoCommand({ readOnly }: Pick<Config, 'readOnly'>): Promise<void> {
  const started = performance.now();
  const main = process.argv[1];
  if (main === undefined) throw new Error('the path of the program is unknown');
  const session = await openSession(main, SPEED, readOnly);
  screen.say(
    `A real MCP server (${session.toolCount} tools) on a simulated cloud, ${SPEED} times as fast as the clock. Calls and answers below are what client and server really exchanged; long ones are shortened with '...'. A line with > is a call, with ? a question that the server puts to a person, with | a text of the cloud.`,
  );
  try {
    await tellStory(session);
    screen.title('Done');
    screen.good(`every step did what it says, in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    screen.say('Next: README.md shows how to connect your own client.');
  } catch (error) {
    if (!(error instanceof DemoFailure)) throw error;
    console.error(`The demo failed: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await session.close();
  }
}
