import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Action, operations } from '../../src/cloud/catalogue.ts';
import { staticResources } from '../../src/resources/static.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import { TOOLSETS } from '../../src/tools/tool.ts';

const FILE = 'docs/guides/ram-policies.md';
const PREFIX = 'pai-dlc://reference/ram-policy/';

/** Each policy document that the server offers, by the last part of its address. */
const policies = (): Promise<(readonly [string, string])[]> =>
  Promise.all(
    staticResources(TOOLSETS)
      .filter(({ uri }) => uri.startsWith(PREFIX))
      .map(
        async ({ uri, text }) =>
          [
            uri.slice(PREFIX.length),
            `\`\`\`json\n${await text({ tools: catalogue, operations: async () => operations })}\n\`\`\``,
          ] as const,
      ),
  );

/** Which tools use which action. */
function actionTable(): string {
  const used = [...new Set(catalogue.flatMap(({ actions }) => actions))];
  const row = (action: Action): string => {
    const [official, other] = operations[action].ram;
    const tools = catalogue.filter(({ actions }) => actions.includes(action)).map(({ name }) => `\`${name}\``);
    return `| \`${official}\` | \`${other}\` | ${tools.join(' ')} |`;
  };
  return ['| action | also written | used by |', '| --- | --- | --- |', ...used.map(row)].join('\n');
}

/**
 * The guide with what is generated in it, between `<!-- generated: NAME -->` and `<!-- end -->`.
 * @throws Error for a name that nothing generates, and for a policy that the guide does not show
 */
export async function ramPoliciesGuide(root: string): Promise<readonly [string, string]> {
  const parts = new Map([...(await policies()), ['actions', actionTable()] as const]);
  const shown = new Set<string>();
  const text = readFileSync(join(root, FILE), 'utf8').replace(
    /(<!-- generated: (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_whole, open: string, name: string, close: string) => {
      const part = parts.get(name);
      if (part === undefined)
        throw new Error(`${FILE} asks for "${name}", which is not one of: ${[...parts.keys()].join(', ')}`);
      shown.add(name);
      return `${open}${part}\n${close}`;
    },
  );
  const missing = [...parts.keys()].filter((name) => !shown.has(name));
  if (missing.length > 0) throw new Error(`${FILE} does not show: ${missing.join(', ')}`);
  return [FILE, text];
}
