import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';

const verdict = (...log: string[]) => {
  const { findings } = readLog(log, { pod: 'p', ended: true, timeOf: () => undefined });
  return decide(findings, { complete: true, lastWords: [] });
};
const BROKE = 'RuntimeError: CUDA error: unspecified launch failure';

describe('what a driver or a tool says of a device on which a program failed', () => {
  it('leads, whether it stands before the failure or was looked up afterwards', () => {
    for (const [says, category] of [
      ['[   84.300480] NVRM: kfoldCheck_IMPL: engine 3 is not responding', 'platform_error'],
      ['kernel: habanalabs 0000:19:00.0: failed to reset the engine', 'platform_error'],
      ['Error: unable to get the device handle of card 3', 'platform_error'],
      ['card 3 needs a reset. Reboot the system to recover this card', 'hardware_fault'],
      ['NVRM: Xid (PCI:0000:3b:00): 120, pid=7, name=leaf, GSP task timeout', 'hardware_fault'],
      ['selftest: link of GPU 3 runs below the minimum of 16 lanes', 'hardware_fault'],
    ] as const)
      for (const log of [
        [says, BROKE],
        [BROKE, '+ dmesg | tail', says],
      ]) {
        expect(verdict(...log), says).toMatchObject({ category, confidence: 'indirect' });
        expect(verdict(...log).evidence[0]?.text).toBe(says);
      }
  });
  it('is not what a driver says of what a program did, or of what goes well', () => {
    for (const says of [
      '[   84.300480] NVRM: Xid (PCI:0000:3b:00): 31, pid=7, name=python, MMU error',
      'NVRM: Xid (PCI:0000:79:00): 31, pid=48, name=leaf, Ch 00000062',
      '[   84.300480] NVRM: loading the module, version 535',
      '[INFO] card 3 needs no reset: 0 errors',
      'card 3 needs a reset, skipping it',
    ])
      expect(verdict(says, BROKE).category, says).toBe('user_code_error');
  });
  it('tells nothing of a program that failed on something else', () => {
    const says = '[   84.300480] NVRM: kfoldCheck_IMPL: engine 3 is not responding';
    const mistake = ['Traceback (most recent call last):', '  File "/mnt/code/a.py", line 3, in f', '    g()'];
    expect(verdict(says, ...mistake, "NameError: name 'g' is not defined").category).toBe('user_code_error');
  });
});
