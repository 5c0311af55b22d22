import { describe, expect, it } from 'vitest';
import { useCloud, type Wire } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const cloud = useCloud();
const PATH = '/jobtemplates';
const create = async (body: Wire = {}): Promise<string> => {
  const all = { TemplateName: 'a', Content: '{"JobType":"PyTorchJob"}', ...body };
  const WorkspaceId = cloud.sim.world.defaultWorkspaceId;
  const answer = await cloud.send('CreateJobTemplate', 'POST', PATH, { body: { WorkspaceId, ...all } });
  return String(answer.TemplateId);
};
const update = (id: string, body: Wire): Promise<Wire> =>
  cloud.send('UpdateJobTemplate', 'PUT', `${PATH}/${id}`, { body });
const get = (id: string, query: Record<string, string> = {}): Promise<Wire> =>
  cloud.send('GetJobTemplate', 'GET', `${PATH}/${id}`, { query });

describe('a job template of the simulator', () => {
  it('makes a version of each new content, and of nothing else', async () => {
    const id = await create();
    expect(await update(id, { Description: 'x' })).toMatchObject({ VersionCreated: false, Version: 1 });
    expect(await update(id, { Content: '{}' })).toMatchObject({ VersionCreated: true, Version: 2, DefaultVersion: 1 });
    expect(await update(id, { Content: '{}', SetAsDefault: true })).toMatchObject({ Version: 3, DefaultVersion: 3 });
    expect(await get(id)).toMatchObject({ Description: 'x', TotalCount: 3, Versions: [{ Version: 3, Content: {} }] });
    expect((await get(id, { Version: 'all' })).Versions).toHaveLength(3);
  });

  it('refuses what the API refuses', async () => {
    const id = await create();
    for (const body of [
      { Content: 'x' },
      { Constraints: { JobType: 'locked' } },
      { Content: '{}', Constraints: { a: 'x' } },
    ])
      expect(await refusal(update(id, body))).toMatchObject({ statusCode: 400 });
    const set = cloud.send('SetJobTemplateDefaultVersion', 'PUT', `${PATH}/${id}/defaultversion`, {
      body: { Version: 4 },
    });
    expect(await refusal(set)).toMatchObject({ statusCode: 404 });
    expect(await refusal(get('tplnone'))).toMatchObject({ statusCode: 404 });
  });

  it('is listed by name in its workspace, and gone when it is deleted', async () => {
    const id = await create({ TemplateName: 'Nightly' });
    const WorkspaceId = cloud.sim.world.defaultWorkspaceId;
    const list = () => cloud.send('ListJobTemplates', 'GET', PATH, { query: { WorkspaceId, TemplateName: 'night' } });
    expect(await list()).toMatchObject({ TotalCount: 1, JobTemplates: [{ TemplateId: id, DefaultVersion: 1 }] });
    await cloud.send('DeleteJobTemplate', 'DELETE', `${PATH}/${id}`);
    expect((await list()).TotalCount).toBe(0);
  });
});
