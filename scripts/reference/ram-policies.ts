import { type Action, operations } from '../../src/api/operations.ts';
import { en, type Language, say, zh } from '../../src/domain/said.ts';
import { staticResources } from '../../src/resources/static.ts';
import { allTools } from '../../src/tools/all.ts';

const PREFIX = 'pai-dlc://reference/ram-policy/';

/** Each policy document that the server offers, by the last part of its address. */
const policies = (): Promise<(readonly [string, string])[]> =>
  Promise.all(
    staticResources()
      .filter(({ uri }) => uri.startsWith(PREFIX))
      .map(
        async ({ uri, text }) =>
          [
            uri.slice(PREFIX.length),
            `\`\`\`json\n${await text({ tools: allTools, operations: async () => operations })}\n\`\`\``,
          ] as const,
      ),
  );

/** Which tools use which action. */
function actionTable(language: Language): string {
  const used = [...new Set(allTools.flatMap(({ actions }) => actions))];
  const row = (action: Action): string => {
    const [official, other] = operations[action].ram;
    const tools = allTools.filter(({ actions }) => actions.includes(action)).map(({ name }) => `\`${name}\``);
    return `| \`${official}\` | \`${other}\` | ${tools.join(' ')} |`;
  };
  const head = say(en`| action | also written | used by |`, zh`| 操作 | 另一种写法 | 使用它的工具 |`)[language];
  return [head, '| --- | --- | --- |', ...used.map(row)].join('\n');
}

/** What is generated in the guide: each policy by its name, and the table of actions. */
export const ramPolicyParts = async (language: Language): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries([...(await policies()), ['actions', actionTable(language)] as const]);
