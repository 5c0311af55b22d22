import { describe, expect, it } from 'vitest';
import * as paiDlc from '../../src/api/contract/pai-dlc.ts';
import { JOB_STATUS, JOB_STATUSES, statusFacts } from '../../src/domain/job-status.ts';
import { JOB_TYPES, ROLES } from '../../src/domain/job-type.ts';
import { nearest } from '../../src/domain/nearest.ts';

const withTrait = (trait: 'stoppable' | 'priorityWindow') =>
  JOB_STATUSES.filter((status) => statusFacts(status)[trait]);
const inPhase = (phase: string) => JOB_STATUSES.filter((status) => statusFacts(status).phase === phase);

describe('statuses (R33)', () => {
  it('are the 13 of the API, each with its facts', () => {
    expect([...JOB_STATUSES].sort()).toEqual([...paiDlc.operations.ListJobs.query.Status.values].sort());
    expect(Object.keys(JOB_STATUS)).toEqual([...JOB_STATUSES]);
  });

  it('know their life', () => {
    expect(withTrait('stoppable')).toEqual(['Queuing', 'Running']);
    expect(withTrait('priorityWindow')).toEqual(['Creating', 'Queuing', 'EnvPreparing']);
    expect(inPhase('terminal')).toEqual(['Succeeded', 'Failed', 'Stopped']);
    expect(inPhase('reserving')).toEqual(['SucceededReserving', 'FailedReserving']);
  });

  it.each(['Dequeued', 'running', '', 'constructor', '__proto__'])('tolerate the unknown %j', (status) => {
    expect(statusFacts(status)).toMatchObject({ phase: 'live', documented: false, stoppable: false });
  });
});

describe('job types', () => {
  it('are the nine of the API', () => {
    expect([...JOB_TYPES].sort()).toEqual([...paiDlc.operations.CreateJob.body.JobType.values].sort());
    expect(Object.keys(ROLES).sort()).toEqual([...JOB_TYPES].sort());
  });
});

describe('R8 did you mean', () => {
  it.each([
    ['pytorch', 'PyTorchJob'],
    ['PytorchJob', 'PyTorchJob'],
    ['py_torch_job', 'PyTorchJob'],
    ['Custom', 'PyTorchJob'],
    ['tf', 'TFJob'],
    ['TensorFlow', 'TFJob'],
    ['xgboost', 'XGBoostJob'],
    ['XGBostJob', 'XGBoostJob'],
    ['ray', 'RayJob'],
    ['MPI', 'MPIJob'],
  ])('%s -> %s', (wrong, right) => {
    expect(nearest(wrong, JOB_TYPES)).toBe(right);
  });

  it('answers nothing where nothing is near, and only what is offered', () => {
    expect(nearest('kubernetes-cronjob', JOB_TYPES)).toBeUndefined();
    expect(nearest('', JOB_TYPES)).toBeUndefined();
    expect(nearest('pytorch', ['RO', 'RW'])).toBeUndefined();
    expect(nearest('constructor', JOB_TYPES)).toBeUndefined();
  });
});
