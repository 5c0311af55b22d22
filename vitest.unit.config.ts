import { processTests } from './tests/processes.ts';
import { suite } from './vitest.config.ts';

/** The inner loop: without what starts processes, and without what measures how time grows with length. */
export default suite([...processTests(), 'tests/shaping/linear/**']);
