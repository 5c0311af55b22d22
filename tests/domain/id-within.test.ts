import { describe, expect, it } from 'vitest';
import { idWithin } from '../../src/domain/id-within.ts';
import { IMAGE_ID, JOB_ID, jobOfPod, QUOTA_ID, SEGMENT, WORKSPACE_ID } from '../../src/domain/identifiers.ts';

const page = (rest: string): string =>
  `https://pai.console.aliyun.com/?regionId=cn-hangzhou&workspaceId=286569#/${rest}`;

describe('the id within a longer text', () => {
  it.each([
    ['of a job in an address', page('dlc/jobs/dlc1ab2/overview'), JOB_ID, 'job_id', 'dlc1ab2'],
    ['of a job in capitals', 'DLC1AB2', JOB_ID, 'job_id', 'dlc1ab2'],
    ['of a quota in an address', page('quota/detail/quota1ab'), QUOTA_ID, 'resource_id', 'quota1ab'],
    ['of a quota beside its name', 'team-a (quota1ab)', QUOTA_ID, 'quota_id', 'quota1ab'],
    ['of an image', page('image/image-1ab2'), IMAGE_ID, 'image_id', 'image-1ab2'],
    ['of a dataset in an address', page('dataset/d-1ab2'), SEGMENT, 'dataset_id', 'd-1ab2'],
    ['of a workspace', page('dlc/jobs'), WORKSPACE_ID, 'workspace_id', '286569'],
    ['as a member of an address', 'https://x.example/?jobId=dlc3&from=dlc4', JOB_ID, 'job_id', 'dlc3'],
  ])('is found: %s', (_, text, form, name, id) => expect(idWithin(text, form, name)).toBe(id));

  it.each([
    ['several', 'dlc1, dlc2', JOB_ID, 'job_id'],
    ['none', 'my-run-7', JOB_ID, 'job_id'],
    ['a name with a version, which has the form of any id', 'imagenet v2', SEGMENT, 'dataset_id'],
    ['the path of a page alone', page('dlc/jobs'), JOB_ID, 'job_id'],
  ])('is not guessed: %s', (_, text, form, name) => expect(idWithin(text, form, name)).toBeUndefined());
});

describe('the job of a pod', () => {
  it.each([
    ['dlc1ab2-worker-0', 'dlc1ab2'],
    ['dlc-20210126170216-mtl37ge7gkvdz-master-12', 'dlc-20210126170216-mtl37ge7gkvdz'],
    ['dlc-20210126170216-mtl37ge7gkvdz', undefined],
    ['dlc1ab2', undefined],
  ])('of %s is %s', (pod, job) => expect(jobOfPod(pod)).toBe(job));
});
