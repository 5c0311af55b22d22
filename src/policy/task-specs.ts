import { brief } from '../domain/brief.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft, ResourceConfigDraft, TaskDraft } from '../domain/job-draft.ts';
import { ROLES } from '../domain/job-type.ts';
import { nearest } from '../domain/nearest.ts';
import { parseCount, parseMemory } from '../domain/quantity.ts';
import { en, say, zh } from '../domain/said.ts';
import { whereEachRead, whereRead } from '../domain/unread.ts';
import { allow, type Decision, refuse } from './decision.ts';

const at = (index: number): string => `task_specs[${index}]`;

function quantities(where: string, config: ResourceConfigDraft): Decision[] {
  const counts = [
    ['cpu', config.cpu],
    ['gpu', config.gpu],
  ] as const;
  const memories = [
    ['memory', config.memory],
    ['shared_memory', config.shared_memory],
  ] as const;
  const bad = [
    ...counts
      .filter(([, text]) => text !== undefined && parseCount(text) === undefined)
      .map((pair) => [...pair, '"8"'] as const),
    ...memories
      .filter(([, text]) => text !== undefined && parseMemory(text) === undefined)
      .map((pair) => [...pair, '"96Gi"'] as const),
  ].map(([name, text, example]) =>
    refuse(
      'R5',
      `${where}.resource_config.${name} "${text}" is not a quantity of the API.`,
      `Write ${name} as a string such as ${example}.`,
    ),
  );
  const memory = parseMemory(config.memory);
  const shared = config.shared_memory === undefined ? undefined : parseMemory(config.shared_memory);
  if (memory === undefined || shared === undefined || shared <= memory) return bad;
  return [
    ...bad,
    refuse(
      'R5',
      `${where}: shared_memory "${config.shared_memory}" is above memory "${config.memory}".`,
      `Set shared_memory to at most "${config.memory}".`,
    ),
  ];
}

/** R5: machine type without a quota, quantities with one, never both. */
function resources(task: TaskDraft, index: number, resourceId: string | undefined): Decision[] {
  const where = at(index);
  const { ecs_spec, resource_config } = task;
  if ((ecs_spec === undefined) === (resource_config === undefined))
    return [
      refuse(
        'R5',
        `${where} has ${ecs_spec === undefined ? 'neither ecs_spec nor resource_config' : 'both ecs_spec and resource_config'}.`,
        `Give ecs_spec${hint('machines in brackets')} for public resources, or resource_config together with resource_id for a quota.`,
      ),
    ];
  if (ecs_spec !== undefined && resourceId !== undefined)
    return [
      refuse(
        'R5',
        `${where} asks for machine type "${ecs_spec}" in quota "${resourceId}"; a quota takes quantities.`,
        'Replace ecs_spec by resource_config {cpu, memory, gpu}, or drop resource_id to use public resources.',
      ),
    ];
  if (resource_config !== undefined && resourceId === undefined)
    return [
      refuse(
        'R5',
        `${where} has resource_config, but the job names no quota.`,
        `Ask the user for the quota id${hint('from quotas')} and pass it as resource_id, or use ecs_spec for public resources. Do not invent a quota.`,
      ),
      ...quantities(where, resource_config),
    ];
  return resource_config === undefined ? [] : quantities(where, resource_config);
}

/** R9: the role of one task fits the job type. */
function role({ job_type }: JobDraft, { type }: TaskDraft, index: number): Decision {
  const { roles, groupPrefix } = ROLES[job_type];
  if (roles === undefined)
    return allow([
      say(
        en`The roles of ${job_type} are not documented; "${brief(type, 40)}" is passed on as it is.`,
        zh`${job_type} 的节点类型没有文档说明；"${brief(type, 40)}" 将原样提交。`,
      ),
    ]);
  const group = groupPrefix !== undefined && type.startsWith(`${groupPrefix}-`) && /^[A-Za-z0-9-]{1,64}$/.test(type);
  if (roles.includes(type) || group) return allow();
  const best = nearest(type, roles);
  return refuse(
    'R9',
    `${at(index)}.type "${type}" is not a role of ${job_type}.`,
    best === undefined ? `Use one of its roles, spelled exactly.` : `Did you mean "${best}"?`,
    roles,
  );
}

function rolesTogether({ job_type, task_specs }: JobDraft): Decision[] {
  const chiefs = task_specs.filter((task) => task.is_chief === true).length;
  const { needs, roles = [], usual } = ROLES[job_type];
  // A misspelled role is refused with its right spelling already; told to add it as well, a caller would have it twice.
  const missing = needs.filter(
    (needed) =>
      !task_specs.some(({ type }) => type === needed || (!roles.includes(type) && nearest(type, roles) === needed)),
  );
  const twice = task_specs.map((task) => task.type).find((type, index, all) => all.indexOf(type) !== index);
  const bare = usual !== undefined && !task_specs.some(({ type }) => type === usual);
  return [
    ...(bare
      ? [
          allow([
            say(
              en`This ${job_type} has no ${usual} task: it runs only where its command starts without one.`,
              zh`该 ${job_type} 没有 ${usual} 节点：只有启动命令不需要该节点时才能运行。`,
            ),
          ]),
        ]
      : []),
    ...(chiefs > 1
      ? [
          refuse(
            'R9',
            `${chiefs} task specs have is_chief; a job has at most one chief.`,
            'Keep is_chief on one of them.',
          ),
        ]
      : []),
    ...missing.map((name) => refuse('R9', `A ${job_type} needs a ${name} task.`, `Add a task spec of type "${name}".`)),
    ...(twice === undefined
      ? []
      : [refuse('R9', `Two task specs have the type "${twice}".`, 'Merge them into one with the sum of their pods.')]),
  ];
}

/** R5 over all task specs. */
export const checkResources = (job: JobDraft): Decision[] =>
  whereEachRead(
    () => job.task_specs,
    (task, index) => resources(task, index, job.resource_id),
  );

/** R9 over all task specs. */
export const checkRoles = (job: JobDraft): Decision[] => [
  ...whereEachRead(
    () => job.task_specs,
    (task, index) => [role(job, task, index)],
  ),
  ...whereRead(() => rolesTogether(job)),
];

/** R18: the bounds between which a role scales have room between them. */
export const checkScaling = (job: JobDraft): Decision[] =>
  whereEachRead(
    () => job.task_specs,
    ({ auto_scaling: { min_replicas: min, max_replicas: max } = {} }, index) =>
      min === undefined || max === undefined || min <= max
        ? []
        : [
            refuse(
              'R18',
              `${at(index)}.auto_scaling has min_replicas ${min} above max_replicas ${max}.`,
              'Pass a min_replicas of at most max_replicas.',
            ),
          ],
  );
