import { toolLoaders } from './loaders.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order `tools/list` shows them: for what is said of all of them. A call loads its own only. */
export const allTools: readonly Tool[] = await Promise.all(Object.values(toolLoaders).map((load) => load()));
