import { describe, expect, it } from 'vitest';
import { operations } from '../../src/api/operations.ts';
import { TOOLSETS } from '../../src/domain/toolsets.ts';
import { ramPolicy } from '../../src/policy/ram-policy.ts';
import { allTools } from '../../src/tools/all.ts';

const actionsOf = (tools: typeof allTools) => ramPolicy(tools, operations).Statement.map(({ Action }) => Action);

/** Operations that change something, in either spelling. */
const WRITES = Object.values(operations).flatMap(({ effect, ram }) => (effect === 'write' ? ram : []));

describe('RAM policies', () => {
  it('grant each action in both spellings, sorted, once', () => {
    const tools = allTools.filter(({ name }) => ['get_pod_logs', 'get_token', 'list_images'].includes(name));
    expect(ramPolicy(tools, operations)).toEqual({
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'paidlc:GetJob',
            'paidlc:GetPodLogs',
            'paidlc:GetToken',
            'paiimage:ListImageLabels',
            'paiimage:ListImages',
          ],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: [
            'aiworkspace:ListImageLabels',
            'aiworkspace:ListImages',
            'pai:GetJob',
            'pai:GetPodLogs',
            'pai:GetToken',
          ],
          Resource: '*',
        },
      ],
    });
  });

  it('grant no write for reading, and every operation a tool declares for everything', () => {
    expect(WRITES.length).toBeGreaterThan(0);
    const reading = actionsOf(allTools.filter(({ effect }) => effect === 'read')).flat();
    expect(reading.filter((action) => WRITES.includes(action))).toEqual([]);
    expect(reading).not.toContain('paidlc:GetToken');
    const declared = [...new Set(allTools.flatMap(({ actions }) => actions))];
    expect(actionsOf(allTools).flat().sort()).toEqual(declared.flatMap((action) => [...operations[action].ram]).sort());
  });

  it('let a locked scope look jobs up, whichever toolset is granted', () => {
    for (const toolset of TOOLSETS) {
      const tools = allTools.filter((tool) => tool.toolset === toolset);
      if (!tools.some(({ input }) => 'job_id' in input.shape)) continue;
      expect(actionsOf(tools)[0], toolset).toContain('paidlc:GetJob');
    }
  });

  it('fail for an operation without a RAM action', () => {
    expect(() => ramPolicy([{ toolset: 'jobs', effect: 'read', actions: ['NoSuchAction'] }], operations)).toThrow(
      'NoSuchAction',
    );
  });
});
