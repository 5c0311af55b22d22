import { describe, expect, it } from 'vitest';
import { verdictOf as verdict } from './verdicts.ts';

const newPip = (last: string) =>
  verdict([
    '  error: subprocess-exited-with-error',
    '  \u2570\u2500> [9 lines of output]',
    '      running build_leaf',
    `      ${last}`,
    '      [end of output]',
    '  ERROR: Failed building wheel for leaf',
  ]);
const oldPip = (last: string) =>
  verdict([
    '  ERROR: Command errored out with exit status 1:',
    '  Complete output (9 lines):',
    '  running build_leaf',
    `  ${last}`,
    '  ----------------------------------------',
    '  ERROR: Failed building wheel for leaf',
  ]);

describe('a package that could not be built', () => {
  const compiler = "error: [Errno 2] No such file or directory: '/opt/leaf/bin/leafcc'";
  it('is explained by the last line of its setup', () => {
    for (const { category, evidence } of [newPip(compiler), oldPip(compiler)]) {
      expect(category).toBe('missing_module_or_file');
      expect(evidence.map(({ text }) => text)).toContain(compiler);
    }
    expect(newPip("PermissionError: [Errno 13] Permission denied: '/opt/leaf'").category).toBe('permission_or_mount');
  });
  it('is explained by what says that a compiler is missing, was killed or does not fit', () => {
    for (const [said, category] of [
      ["unable to execute 'gcc': No such file or directory", 'missing_module_or_file'],
      ['/bin/sh: 1: nvcc: not found', 'missing_module_or_file'],
      ['c++: internal compiler error: Killed (program cc1plus)', 'host_oom'],
      ['#error -- unsupported GNU version! gcc versions later than 9 are not supported!', 'framework_error'],
    ] as const) {
      const told = verdict([
        '  \u2570\u2500> [9 lines of output]',
        `      ${said}`,
        "      error: command '/usr/bin/gcc' failed with exit code 1",
        '      [end of output]',
        '  ERROR: Failed building wheel for leaf',
      ]);
      expect(told.category, said).toBe(category);
      expect(told.evidence[0]?.text).toContain(said);
    }
  });
  it('is not proved by a build that only stopped', () => {
    for (const said of ['ninja: build stopped: subcommand failed.', "error: command 'g++' failed with exit status 1"])
      expect(newPip(said)).toMatchObject({ category: 'framework_error', confidence: 'indirect' });
  });
  it('is just that where the line says no more', () => {
    for (const said of ['running build_twig', "error: command 'gcc' failed with exit code 1", 'error: odd'])
      expect(newPip(said).category).toBe('framework_error');
    // What stands below any other rule is no output of a setup.
    const rule = ['x'.repeat(4), compiler, '-'.repeat(40), '  ERROR: Failed building wheel for leaf'];
    expect(verdict(rule).category).toBe('framework_error');
  });
});
