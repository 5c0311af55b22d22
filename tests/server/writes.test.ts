import { describe, expect, it } from 'vitest';
import { operations } from '../../src/api/operations.ts';
import { Fault, type FaultDetails } from '../../src/domain/fault.ts';
import { followWrites } from '../../src/server/writes.ts';

const lost: FaultDetails = { kind: 'unknown_outcome', message: 'CreateX was sent.', fix: 'Read back.', requestId: 'R' };
const busy: FaultDetails = { kind: 'unavailable', message: 'Busy.', fix: 'Call again.', retryable: true };
const failing = (details: FaultDetails) => Promise.reject(new Fault(details));

describe('a call that fails after its writes', () => {
  it('is told as done, with the ids, where a write was carried out', async () => {
    const writes = followWrites();
    const answer = { JobId: 'dlc1', RequestId: 'R', requestId: 'R', ResourceId: 'not\nplain', Name: 'x' };
    expect(await writes.follow('CreateJob', Promise.resolve(answer))).toBe(answer);
    const told = writes.tell(busy);
    expect(told).toMatchObject({ kind: 'internal', retryable: false });
    expect(told.message).toBe('CreateJob was carried out (JobId dlc1). What came after failed: [unavailable] Busy.');
    expect(told.fix).toMatch(/^Do not call again/);
    expect(writes.jobId()).toBe('dlc1');
  });

  it('is told as unknown, with what to check, where the outcome of a write is', async () => {
    const writes = followWrites();
    await expect(writes.follow('CreateX', failing(lost))).rejects.toThrow(Fault);
    expect(writes.tell(busy)).toEqual({
      ...lost,
      message: 'CreateX was sent. What came after failed: [unavailable] Busy.',
    });
    const own = { ...lost, message: 'own words' };
    expect(writes.tell(own)).toBe(own);
  });

  it('tells of both where one was carried out and one is unknown', async () => {
    const writes = followWrites();
    await writes.follow('StopJob', Promise.resolve({ JobId: 'dlc1' }));
    await expect(writes.follow('CreateX', failing(lost))).rejects.toThrow(Fault);
    expect(writes.tell(busy)).toMatchObject({
      kind: 'unknown_outcome',
      message: expect.stringContaining('StopJob was carried out (JobId dlc1). CreateX was sent.'),
    });
  });

  it('is told as it is where nothing was written, or the write was refused', async () => {
    const writes = followWrites();
    await writes.follow('ListX', Promise.resolve({ JobId: 'dlc1' }));
    await expect(writes.follow('CreateX', failing(busy))).rejects.toThrow(Fault);
    expect(writes.tell(busy)).toBe(busy);
    expect(writes.jobId()).toBeUndefined();
  });

  it.each(Object.values(operations).map(({ action, effect }) => [action, effect] as const))(
    'knows whether %s writes by its name',
    async (action, effect) => {
      const writes = followWrites();
      await writes.follow(action, Promise.resolve({}));
      expect(writes.tell(busy) !== busy).toBe(effect === 'write');
    },
  );
});
