import { describe, expect, it } from 'vitest';
import { breachesOf, departuresOf, locksName, unreadConstraints, unsentOf } from '../../src/jobs/template.ts';

const CONTENT = {
  UserCommand: 'python train.py',
  JobMaxRunningTimeMinutes: '600',
  Envs: { LR: '1', EMPTY: '' },
  JobSpecs: [{ Type: 'Worker', PodCount: 2, Image: 'a:1' }],
};
const breaches = (path: string, rule: unknown, request: object, touched = false) =>
  breachesOf({ [path]: rule }, CONTENT, { ...CONTENT, ...request }, () => touched).map((breach) => breach.rule);

describe('the constraints of a template', () => {
  it.each<[string, string, object, object]>([
    // A path, its rule, a request that breaks it, and one that does not.
    ['UserCommand', 'locked', { UserCommand: 'other' }, { Envs: {} }],
    ['$.UserCommand', 'locked', { UserCommand: undefined }, {}],
    ['JobSpecs[0].PodCount', 'locked', { JobSpecs: [{ PodCount: 3 }] }, { JobSpecs: [{ PodCount: '2' }] }],
    ['JobSpecs', 'locked', { JobSpecs: [] }, { JobSpecs: [{ Image: 'a:1', PodCount: 2, Type: 'Worker', Driver: '' }] }],
    ['JobMaxRunningTimeMinutes', 'locked', { JobMaxRunningTimeMinutes: 60 }, { JobMaxRunningTimeMinutes: 600 }],
    // What the template does not have is locked to be absent.
    ['ResourceId', 'locked', { ResourceId: 'quota1' }, { ResourceId: '' }],
    ['Envs.DATA', 'required', {}, { Envs: { DATA: '/mnt' } }],
    ['JobSpecs[1].Image', 'required', {}, { JobSpecs: [{}, { Image: 'b:2' }] }],
  ])('%s %s is broken by %j and not by %j', (path, rule, broken, kept) => {
    expect(breaches(path, rule, broken)).toEqual([rule]);
    expect(breaches(path, rule, kept)).toEqual([]);
  });

  it('lock what is hidden against every value that is given, the same one too', () => {
    expect(breaches('Envs.LR', 'locked', {}, true)).toEqual(['locked']);
    expect(breaches('Envs.LR', 'overridable', {}, true)).toEqual([]);
    expect(breaches('Envs.LR', 'required', {}, true)).toEqual([]);
  });

  it('constrain nothing where they may be overridden, and reach no inherited member', () => {
    expect(breaches('UserCommand', 'overridable', { UserCommand: 'other' })).toEqual([]);
    expect(breaches('constructor', 'required', {})).toEqual(['required']);
  });

  it('are told where they are not understood, by their path or by their word', () => {
    const read = { 'JobSpecs[0].Image': 'locked', '$.Envs.DATA-DIR': 'required', UserCommand: 'overridable' };
    expect(unreadConstraints(read)).toEqual([]);
    // What may be overridden needs no holding, wherever it is.
    expect(unreadConstraints({ 'JobSpecs[*].Image': 'overridable' })).toEqual([]);
    const unread = { 'JobSpecs[*].Image': 'locked', '$..Image': 'locked', "['Envs']": 'required', Envs: 'frozen' };
    expect(unreadConstraints({ ...read, ...unread, JobType: { rule: 'locked' } })).toEqual([
      ...Object.keys(unread),
      'JobType',
    ]);
  });

  it('lock the name by either spelling of its path', () => {
    expect([locksName({ DisplayName: 'locked' }), locksName({ '$.DisplayName': 'locked' })]).toEqual([true, true]);
    expect([locksName({ DisplayName: 'required' }), locksName({ 'Envs.DisplayName': 'locked' })]).toEqual([
      false,
      false,
    ]);
  });
});

describe('what a job is without that its template has', () => {
  it('is each member that is set there and not sent', () => {
    expect(unsentOf(CONTENT, { ...CONTENT, Envs: { EMPTY: '' }, JobSpecs: [{ Type: 'Worker', PodCount: 9 }] })).toEqual(
      ['Envs.LR', 'JobSpecs[0].Image'],
    );
    expect(unsentOf(CONTENT, CONTENT)).toEqual([]);
  });
});

describe('what differs between arguments', () => {
  it('is each member, with its old number and its new value', () => {
    const before = { command: 'a', envs: { LR: '1', OLD: 'x' }, task_specs: [{ pod_count: 1, image: 'a' }] };
    const now = {
      command: 'b',
      envs: { LR: '1', NEW: 'y' },
      task_specs: [{ pod_count: 2, image: 'a' }, { image: 'b' }],
    };
    expect(departuresOf(before, now)).toEqual([
      { path: 'command', before: undefined, now: 'b' },
      { path: 'envs.OLD', before: undefined, now: undefined },
      { path: 'envs.NEW', before: undefined, now: 'y' },
      { path: 'task_specs[0].pod_count', before: 1, now: 2 },
      { path: 'task_specs[1].image', before: undefined, now: 'b' },
    ]);
    expect(departuresOf(before, structuredClone(before))).toEqual([]);
  });
});
