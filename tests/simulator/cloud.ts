import { afterAll, beforeAll } from 'vitest';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts';
import { type Call, type Send, sdkClient } from './sdk-client.ts';

export type Wire = Record<string, unknown>;

export const START = new Date('2026-03-05T04:05:18Z');

export interface Cloud {
  sim: Simulator;
  send: Send;
  /** The second user. */
  other: Send;
  create(body?: Wire, send?: Send): Promise<string>;
  job(id: string): Promise<Wire>;
  list(query?: Record<string, string>, send?: Send): Promise<{ Jobs: Wire[]; TotalCount: number }>;
  /** GET of something of a job, such as `/pods/x/logs`. */
  of(action: string, id: string, path: string, call?: Call): Promise<Wire>;
  quota(name: string): string;
}

/** A frozen simulator without demo jobs for the tests of a file. */
export function useCloud(options: SimulatorOptions = {}): Cloud {
  const cloud = {} as Cloud;
  beforeAll(async () => {
    const sim = await startSimulator({ seed: 7, speed: 0, startTime: START, demoJobs: false, ...options });
    const send = sdkClient(sim);
    Object.assign(cloud, {
      sim,
      send,
      other: sdkClient(sim, 1),
      create: async (body: Wire = {}, as: Send = send) =>
        String((await as('CreateJob', 'POST', '/jobs', { body: { ...PUBLIC_JOB, ...body } })).JobId),
      job: (id: string) => send('GetJob', 'GET', `/jobs/${id}`),
      list: (query: Record<string, string> = {}, as: Send = send) => as('ListJobs', 'GET', '/jobs', { query }),
      of: (action: string, id: string, path: string, call: Call = {}) =>
        send(action, 'GET', `/jobs/${id}${path}`, call),
      quota: (name: string) => sim.world.quotas.find((quota) => quota.QuotaName === name)!.QuotaId,
    });
  });
  afterAll(() => cloud.sim.close());
  return cloud;
}

const IMAGE = 'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:2.5.1-gpu-py312-cu124-ubuntu22.04';

export const PUBLIC_JOB: Wire = {
  DisplayName: 'unit_job',
  JobType: 'PyTorchJob',
  UserCommand: 'python train.py',
  JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: IMAGE, EcsSpec: 'ecs.g6.4xlarge' }],
};

/** Task specs of `pods` pods on a quota, `gpu` cards each. */
export const onQuota = (pods: number, gpu: number, more: Wire = {}): Wire[] => [
  {
    Type: 'Worker',
    PodCount: pods,
    Image: IMAGE,
    ResourceConfig: { CPU: '8', GPU: String(gpu), Memory: '64Gi', SharedMemory: '64Gi' },
    ...more,
  },
];

export const podsOf = (job: Wire): Wire[] => job.Pods as Wire[];
export const namesOf = (answer: { Jobs: Wire[] }): unknown[] => answer.Jobs.map((job) => job.DisplayName);
