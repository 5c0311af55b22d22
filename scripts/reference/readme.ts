import { TOOLSETS, type Toolset } from '../../src/domain/toolsets.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Tool } from '../../src/tools/tool.ts';

/** What the tools of a toolset are for, in the words of each README. */
const FOR: Readonly<Record<'en' | 'zh', Readonly<Record<Toolset, string>>>> = {
  en: {
    catalogue: 'finding things',
    jobs: 'jobs',
    logs: 'logs and events',
    access: 'access',
    quotas: 'quotas',
    metrics: 'use and cost',
    workspace: 'workspaces',
    tensorboard: 'TensorBoard',
    ray: 'Ray',
    templates: 'job templates',
    assets: 'images, datasets and code',
    experiments: 'experiments and models',
    workflows: 'workflows',
    app: 'pages in the chat',
    admin: 'changing quotas and machines',
  },
  zh: {
    catalogue: '查找资源',
    jobs: '任务',
    logs: '日志与事件',
    access: '访问',
    quotas: '资源配额',
    metrics: '用量与费用',
    workspace: '工作空间',
    tensorboard: 'TensorBoard',
    ray: 'Ray',
    templates: '任务模板',
    assets: '镜像、数据集与代码',
    experiments: '实验与模型',
    workflows: '组合工具',
    app: '对话中的页面',
    admin: '管理资源配额与节点',
  },
};

const HEADS = { en: '| for | tools |\n| --- | --- |', zh: '| 用途 | 工具 |\n| --- | --- |' } as const;
const MORE = { en: 'more, with `--toolsets core,NAME`', zh: '更多，加上 `--toolsets core,NAME`' } as const;

const namesOf = (tools: readonly Tool[]): string => tools.map(({ name }) => `\`${name}\``).join(' ');

/** The table of all tools in a README: those of the core by toolset, and in one row what can be switched on. */
export function readmeParts(language: 'en' | 'zh'): Readonly<Record<string, string>> {
  const by = (toolset: Toolset, core: boolean): string =>
    namesOf(allTools.filter((tool) => tool.toolset === toolset && (tool.core === true) === core));
  const rows = TOOLSETS.map((toolset) => [FOR[language][toolset], by(toolset, true)]);
  const more = TOOLSETS.flatMap((toolset) => {
    const names = by(toolset, false);
    return names === '' ? [] : [`\`${toolset}\`: ${names}`];
  });
  return {
    tools: [
      HEADS[language],
      ...[...rows, [MORE[language], more.join('<br>')]]
        .filter(([, names]) => names !== '')
        .map((cells) => `| ${cells.join(' | ')} |`),
    ].join('\n'),
  };
}
