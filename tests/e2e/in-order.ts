import { allTools } from '../../src/tools/all.ts';
import type { Tool } from '../../src/tools/tool.ts';

const ORDER: readonly Tool['effect'][] = ['read', 'grants_access', 'write', 'costly', 'billed', 'destructive'];

/** All tools, so that one after the other can be called on the same things: what reads comes first, and last what ends something. */
export const inOrder: readonly Tool[] = allTools.toSorted((a, b) => ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect));
