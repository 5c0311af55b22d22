import { processTests } from './tests/processes.ts';
import { suite } from './vitest.config.ts';

/**
 * The inner loop. Without what measures how time grows with length, which takes seconds. It starts no processes, so it waits
 * little, and each worker loads all modules for itself.
 */
export default suite([...processTests(), 'tests/shaping/linear/**'], 1);
