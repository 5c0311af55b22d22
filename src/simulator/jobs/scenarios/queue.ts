import type { Obstacle, Scenario } from './types.ts';

/** A job in the queue of a quota, which is what the PAI Studio diagnosis is about. */
const queued = (
  name: string,
  about: string,
  obstacle: Obstacle | undefined,
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  about,
  category: 'quota_or_stock_shortage',
  rests: 'Queuing',
  ...(obstacle ? { course: { obstacle } } : {}),
  job: { on: ['queue'], restMinutes: [10, 600] },
  wordings: [{ program: 'torchrun' }, { program: 'megatron' }, { program: 'deepspeed' }],
  ...more,
});

export const queue: readonly Scenario[] = [
  queued('quota_starvation', 'its quota is used up by other jobs', 'full'),
  queued('quota_fragmented', 'its quota has enough cards, but not on one machine', 'fragmented'),
  queued('quota_nodes_cordoned', 'free machines of its quota are closed to scheduling', 'cordoned'),
  queued('quota_nodes_faulty', 'free machines of its quota have faulty cards', 'faulty', {
    alsoRight: { categories: ['hardware_fault'], because: 'the quota is short because its machines are faulty' },
  }),
  queued('quota_nodes_blacklisted', 'free machines of its quota were set aside by AIMaster', 'blacklisted', {
    alsoRight: { categories: ['hardware_fault'], because: 'the quota is short because machines were set aside' },
  }),
  queued('quota_driver_mismatch', 'no machine of its quota has the driver it asks for', 'driver', {
    alsoRight: { categories: ['bad_configuration'], because: 'the job asks for a driver its quota does not have' },
  }),
  queued('quota_topology', 'no group of machines fits the network topology it needs', 'topology'),
  queued('quota_ancestor_limit', 'a parent of its quota is at its limit', 'ancestor_limit'),
  queued('quota_user_limit', 'its owner has used up the share of one user', 'user_limit'),
  queued('quota_jobs_ahead', 'a strict queue: a larger job ahead of it does not fit, and nothing passes', 'jobs_ahead'),
  queued('stock_waiting', 'its machine type is sold out; it waits', undefined, {
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
  queued('stock_shortage', 'its machine type is sold out; it fails', undefined, {
    rests: 'Failed',
    course: { stock: 'fails' },
    job: { on: ['public'] },
    wordings: [{ program: 'plain' }, { program: 'tensorflow' }, { program: 'ray' }],
  }),
  queued('spot_outbid', 'its bid for preemptible machines does not win', undefined, {
    rests: 'Bidding',
    course: { outbid: true },
    job: { on: ['spot'], restMinutes: [10, 300] },
    wordings: [
      { program: 'torchrun', jobEvents: '! Bid is below the market price, no instance was won in this round' },
      { program: 'deepspeed', jobEvents: '! No preemptible stock at the price limit of the job' },
    ],
  }),
];
