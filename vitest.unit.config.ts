import { processTests } from './tests/processes.ts';
import { suite } from './vitest.config.ts';

/** The inner loop. Without what measures how time grows with length, which takes ten seconds. */
export default suite([...processTests(), 'tests/shaping/linear/**']);
