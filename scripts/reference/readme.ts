import { allTools } from '../../src/tools/all.ts';
import type { Toolset } from '../../src/tools/tool.ts';

/** What the tools of a toolset are for, in the words of each README. */
const FOR: Readonly<Record<'en' | 'zh', Readonly<Record<Toolset, string>>>> = {
  en: {
    catalogue: 'finding things',
    jobs: 'jobs',
    logs: 'logs and events',
    access: 'access',
    workflows: 'workflows',
  },
  zh: { catalogue: '查找资源', jobs: '任务', logs: '日志与事件', access: '访问', workflows: '组合工具' },
};

const HEADS = { en: '| for | tools |\n| --- | --- |', zh: '| 用途 | 工具 |\n| --- | --- |' } as const;

/** The table of all tools in a README, by toolset. */
export const readmeParts = (language: 'en' | 'zh'): Readonly<Record<string, string>> => ({
  tools: [
    HEADS[language],
    ...Object.entries(FOR[language]).map(([toolset, words]) => {
      const names = allTools.filter((tool) => tool.toolset === toolset).map(({ name }) => `\`${name}\``);
      return `| ${words} | ${names.join(' ')} |`;
    }),
  ].join('\n'),
});
