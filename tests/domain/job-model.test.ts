import { describe, expect, it } from 'vitest';
import { JOB_STATUS, statusFacts } from '../../src/domain/job-status.ts';
import { ROLES } from '../../src/domain/job-type.ts';
import { JOB_STATUSES, JOB_TYPES } from '../../src/domain/lists.ts';
import { nearest } from '../../src/domain/nearest.ts';

const withTrait = (trait: 'stoppable' | 'priorityWindow') =>
  JOB_STATUSES.filter((status) => statusFacts(status)[trait]);
const inPhase = (phase: string) => JOB_STATUSES.filter((status) => statusFacts(status).phase === phase);

describe('statuses (R33)', () => {
  it('have their facts, each of the 13', () => {
    expect(JOB_STATUSES).toHaveLength(13);
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
  it('have their roles, each of the nine', () => {
    expect(JOB_TYPES).toHaveLength(9);
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
