import { connectInProcess } from '../../tests/e2e/in-process.ts';
import { frozenCloud, serverEnv } from '../../tests/e2e/session.ts';
import { agentOf, type Spent } from './agent.ts';
import type { Task } from './task.ts';

/** How one task went. */
export interface Done extends Spent {
  name: string;
  /** Statements that do not hold, and what the agent could not get past; none: the outcome is right. */
  wrong: string[];
}

/** Solves a task on the real server, against a simulated cloud of its own. */
export async function run(task: Task): Promise<Done> {
  const cloud = await frozenCloud({ seed: task.seed, demoJobs: false });
  try {
    const placed = task.setUp(cloud);
    const person = (question: string) =>
      task.person?.(question) === false
        ? { action: 'decline' as const }
        : { action: 'accept' as const, content: { confirm: true } };
    const session = await connectInProcess({
      era: 'modern',
      person,
      env: serverEnv(cloud, { PAI_DLC_MCP_TOOLSETS: '' }),
    });
    try {
      const agent = await agentOf(session.client, task.ask);
      const wrong = await task.solve(agent).then(
        (told) => failing(task.check({ cloud, placed, told, asked: session.asked })),
        (error: unknown) => [error instanceof Error ? error.message : String(error)],
      );
      return { name: task.name, ...agent.spent, wrong };
    } finally {
      await session.close();
    }
  } finally {
    await cloud.close();
  }
}

/** A task that states nothing is wrong too. */
function failing(statements: Readonly<Record<string, boolean>>): string[] {
  const all = Object.entries(statements);
  if (all.length === 0) return ['the task checks nothing'];
  return all.filter(([, holds]) => !holds).map(([statement]) => `not true: ${statement}`);
}
