import type { Obstacle, Scenario } from './types.ts';

/** A job in the queue of a quota, which is what the PAI Studio diagnosis is about. */
const queued = (name: string, obstacle: Obstacle | undefined, more: Partial<Scenario> = {}): Scenario => ({
  name,
  category: 'quota_or_stock_shortage',
  rests: 'Queuing',
  ...(obstacle ? { course: { obstacle } } : {}),
  job: { on: ['queue'], restMinutes: [10, 600] },
  wordings: [{ program: 'torchrun' }, { program: 'megatron' }, { program: 'deepspeed' }],
  ...more,
});

export const queue: readonly Scenario[] = [
  queued('quota_starvation', 'full'),
  queued('quota_fragmented', 'fragmented'),
  queued('quota_nodes_cordoned', 'cordoned'),
  queued('quota_nodes_faulty', 'faulty', {
    alsoRight: { categories: ['hardware_fault'], because: 'the quota is short because its machines are faulty' },
  }),
  queued('quota_nodes_blacklisted', 'blacklisted', {
    alsoRight: { categories: ['hardware_fault'], because: 'the quota is short because machines were set aside' },
  }),
  queued('quota_driver_mismatch', 'driver', {
    alsoRight: { categories: ['bad_configuration'], because: 'the job asks for a driver its quota does not have' },
  }),
  queued('quota_topology', 'topology'),
  queued('quota_ancestor_limit', 'ancestor_limit'),
  queued('quota_user_limit', 'user_limit'),
  queued('quota_jobs_ahead', 'jobs_ahead'),
  queued('stock_waiting', undefined, {
    course: { stock: 'waits' },
    job: { on: ['public'], restMinutes: [10, 300] },
    wordings: [
      {
        program: 'plain',
        jobEvents: '! The requested machine type has no stock in the zones of the job, still waiting',
      },
      { program: 'huggingface' },
    ],
  }),
  queued('stock_shortage', undefined, {
    rests: 'Failed',
    course: { stock: 'fails' },
    job: { on: ['public'] },
    wordings: [{ program: 'plain' }, { program: 'tensorflow' }, { program: 'ray' }],
  }),
  queued('spot_outbid', undefined, {
    rests: 'Bidding',
    course: { outbid: true },
    job: { on: ['spot'], restMinutes: [10, 300] },
    wordings: [
      { program: 'torchrun', jobEvents: '! Bid is below the market price, no instance was won in this round' },
      { program: 'deepspeed', jobEvents: '! No preemptible stock at the price limit of the job' },
    ],
  }),
];
