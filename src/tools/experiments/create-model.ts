import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { quoted } from '../../domain/brief.ts';
import { ACCESSIBILITIES } from '../../domain/lists.ts';
import { checkLabels, checkTwin, decideNewPublic } from '../../policy/assets.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeModel } from '../kit/decoders/models.ts';
import { defineTool } from '../tool.ts';
import { pairs, wirePairs } from './experiment.ts';
import { modelNow, namedModel } from './model.ts';

const text = z.string();

export const createModel = defineTool({
  name: 'create_model',
  title: 'Register a model',
  description: `Registers a model in a workspace, without a version${ifOffered(', which create_model_version adds')}. PUBLIC asks a person.`,
  inChinese: '注册模型',
  toolset: 'experiments',
  effect: 'write',
  target: ({ model_name }) => model_name,
  heavier: {
    effects: ['grants_access'],
    of: ({ accessibility }) => (accessibility === 'PUBLIC' ? ['grants_access'] : []),
  },
  scope: 'workspace',
  actions: ['CreateModel', 'ListModels', 'GetModel'],
  input: z.strictObject({
    model_name: text.min(1).max(127),
    model_type: text.max(128).optional().describe('e.g. Checkpoint, LoRA'),
    task: text.max(128).optional().describe('e.g. text-generation'),
    domain: text.max(128).optional().describe('e.g. nlp'),
    origin: text.max(128).optional().describe('e.g. ModelScope'),
    parameter_size: z.int().min(1).optional(),
    description: text.max(1024).optional(),
    labels: pairs.optional(),
    accessibility: z.enum(ACCESSIBILITIES).default('PRIVATE'),
  }),
  output: z.object({ model_id: text, name: text, accessibility: text, notes: z.array(text) }),
  async check(ctx, { model_name, labels, accessibility }) {
    const workspaceId = ctx.workspaceId ?? '';
    const refused =
      allRefusals(checkLabels(labels)) ??
      allRefusals(checkTwin('model', model_name, await namedModel(ctx, workspaceId, model_name)));
    return {
      decision:
        refused ?? (accessibility === 'PUBLIC' ? decideNewPublic('model', model_name, workspaceId, []) : allow()),
      prepared: undefined,
    };
  },
  async run(ctx, asked) {
    const { model_name, accessibility, labels } = asked;
    const workspaceId = ctx.workspaceId ?? '';
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () =>
        madeModel(
          await ctx.call('CreateModel', {
            ModelName: model_name,
            WorkspaceId: workspaceId,
            Accessibility: accessibility,
            ...(asked.model_type === undefined ? {} : { ModelType: asked.model_type }),
            ...(asked.task === undefined ? {} : { Task: asked.task }),
            ...(asked.domain === undefined ? {} : { Domain: asked.domain }),
            ...(asked.origin === undefined ? {} : { Origin: asked.origin }),
            ...(asked.parameter_size === undefined ? {} : { ParameterSize: asked.parameter_size }),
            ...(asked.description === undefined ? {} : { ModelDescription: asked.description }),
            ...(labels === undefined ? {} : { Tag: wirePairs(labels) }),
          }),
        ),
      (signal) => namedModel(ctx, workspaceId, model_name, signal),
      (made, signal) => modelNow(ctx, made, signal),
    );
    return {
      model_id: id,
      name: seen?.name ?? model_name,
      accessibility: seen?.accessibility ?? accessibility,
      notes: [
        ...(found ? ['The answer of the cloud got lost; it was found by its name.'] : []),
        ...(seen === undefined ? ['It does not show yet; what stands here is what was asked for.'] : []),
      ],
    };
  },
  render: ({ model_id, name, accessibility, notes }) =>
    [`Model ${model_id} ${quoted(name, 127)} is registered, ${accessibility}, without a version.`, ...notes].join('\n'),
  next: ({ model_id }) => [`create_model_version model_id=${model_id} with the oss:// uri of the checkpoint.`],
});
