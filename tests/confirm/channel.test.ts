import { CLIENT_CAPABILITIES_META_KEY, type ClientCapabilities } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import type { Caller, Era } from '../../src/server/client.ts';
import {
  allEffectsOf,
  channelFor,
  effectsOf,
  mayPrefill,
  takesToken,
  withSignal,
} from '../../src/server/confirm/channel.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Asking, Effect, OperatorPolicy } from '../../src/tools/tool.ts';

type Operator = Pick<OperatorPolicy, 'confirm' | 'confirmCreate'>;
type Elicitation = ClientCapabilities['elicitation'];

/** A call of a client that says this of forms where its era says it, and something else in the other place. */
function caller(era: Era, elicitation: Elicitation, elsewhere: Elicitation = undefined): Caller {
  const capabilities = (says: Elicitation) => (says === undefined ? {} : { elicitation: says });
  const [meta, handshake] = era === 'modern' ? [elicitation, elsewhere] : [elsewhere, elicitation];
  return {
    era,
    server: { getClientCapabilities: () => capabilities(handshake) },
    ctx: { mcpReq: { envelope: { [CLIENT_CAPABILITIES_META_KEY]: capabilities(meta) } } },
  } as unknown as Caller;
}

const FORMS = caller('modern', {});
const NO_FORMS = caller('modern', undefined);
const standard: Operator = { confirm: 'human', confirmCreate: 'auto' };

describe('how a person is asked', () => {
  it.each<[effects: Effect[], operator: Partial<Operator>, forms: Asking, without: Asking, token: boolean]>([
    [['read'], {}, 'none', 'none', false],
    [['write'], {}, 'none', 'none', false],
    [['costly'], {}, 'elicitation', 'chat', true],
    [['grants_access'], {}, 'elicitation', 'chat', true],
    [['destructive'], {}, 'elicitation', 'impossible', false],
    [[], {}, 'none', 'none', false],
    [['costly'], { confirmCreate: 'always' }, 'elicitation', 'impossible', false],
    [['costly'], { confirmCreate: 'never' }, 'none', 'none', false],
    // What is no job is no matter of that setting.
    [['billed'], {}, 'elicitation', 'chat', true],
    [['billed'], { confirmCreate: 'always' }, 'elicitation', 'chat', true],
    [['billed'], { confirmCreate: 'never' }, 'elicitation', 'chat', true],
    [['billed'], { confirm: 'chat', confirmCreate: 'never' }, 'chat', 'chat', true],
    [['grants_access'], { confirmCreate: 'never' }, 'elicitation', 'chat', true],
    [['destructive'], { confirmCreate: 'never' }, 'elicitation', 'impossible', false],
    [['read'], { confirm: 'chat' }, 'none', 'none', false],
    [['write'], { confirm: 'chat' }, 'none', 'none', false],
    [['costly'], { confirm: 'chat' }, 'chat', 'chat', true],
    [['grants_access'], { confirm: 'chat' }, 'chat', 'chat', true],
    [['destructive'], { confirm: 'chat' }, 'chat', 'chat', true],
    [['costly'], { confirm: 'chat', confirmCreate: 'always' }, 'chat', 'chat', true],
    [['costly'], { confirm: 'chat', confirmCreate: 'never' }, 'none', 'none', false],
    // What weighs most decides how; a token is taken where any of them can bring one.
    [['write', 'costly'], {}, 'elicitation', 'chat', true],
    [['costly', 'write'], {}, 'elicitation', 'chat', true],
    [['costly', 'destructive'], {}, 'elicitation', 'impossible', true],
    [['destructive', 'costly'], {}, 'elicitation', 'impossible', true],
  ])('%j with %j: %s in forms, %s without, token %s', (effects, changes, forms, without, token) => {
    const operator = { ...standard, ...changes };
    expect(channelFor(effects, operator, FORMS)).toBe(forms);
    expect(channelFor(effects, operator, NO_FORMS)).toBe(without);
    expect(takesToken(effects, operator)).toBe(token);
  });

  it.each<[said: string, elicitation: Elicitation, forms: boolean]>([
    ['nothing', undefined, false],
    ['elicitation without modes', {}, true],
    ['forms', { form: {} }, true],
    ['forms and links', { form: {}, url: {} }, true],
    ['links alone', { url: {} }, false],
  ])('a client that says %s, by the place its era says it in', (_said, elicitation, forms) => {
    for (const era of ['modern', 'legacy'] as const)
      for (const elsewhere of [undefined, {}])
        expect(channelFor(['destructive'], standard, caller(era, elicitation, elsewhere))).toBe(
          forms ? 'elicitation' : 'impossible',
        );
  });

  it('goes by the handshake where a request says nothing of its client', () => {
    const silent = { ...caller('modern', undefined, {}), ctx: { mcpReq: {} } } as unknown as Caller;
    expect(channelFor(['destructive'], standard, silent)).toBe('elicitation');
    const mute = { era: 'legacy', server: { getClientCapabilities: () => undefined }, ctx: {} } as unknown as Caller;
    expect(channelFor(['destructive'], standard, mute)).toBe('impossible');
  });

  it('ticks the box beforehand unless the client fills in defaults by itself', () => {
    expect(mayPrefill(FORMS)).toBe(true);
    expect(mayPrefill(NO_FORMS)).toBe(true);
    expect(mayPrefill(caller('modern', { form: { applyDefaults: false } }))).toBe(true);
    for (const era of ['modern', 'legacy'] as const)
      expect(mayPrefill(caller(era, { form: { applyDefaults: true } }))).toBe(false);
  });
});

describe('the effects of a tool', () => {
  const named = (name: string) => allTools.find((tool) => tool.name === name)!;

  it('are its own, and what its heavier calls do beside it', () => {
    expect(allEffectsOf(named('list_jobs'))).toEqual(['read']);
    expect(allEffectsOf(named('stop_job'))).toEqual(['destructive']);
    expect(allEffectsOf(named('update_job'))[0]).toBe('write');
    expect(allEffectsOf(named('update_job')).length).toBeGreaterThan(1);
  });

  it('are of one call what that call asks for', () => {
    expect(effectsOf(named('stop_job'), { job_id: 'dlc1' })).toEqual(['destructive']);
    expect(effectsOf(named('update_job'), { job_id: 'dlc1', priority: 3 })).toEqual(['write']);
    expect(effectsOf(named('update_job'), { job_id: 'dlc1', accessibility: 'PUBLIC' })).toEqual([
      'write',
      'grants_access',
    ]);
    for (const name of ['create_tensorboard', 'create_ray_history_server']) {
      expect(effectsOf(named(name), { accessibility: 'PUBLIC' })).toEqual(['billed', 'grants_access']);
      expect(effectsOf(named(name), { accessibility: 'PRIVATE' })).toEqual(['billed']);
    }
  });
});

it('a call with a signal of its own is otherwise the same', () => {
  const { signal } = new AbortController();
  const given = caller('modern', {});
  const own = withSignal(given, signal);
  expect(own.ctx.mcpReq).toEqual({ ...given.ctx.mcpReq, signal });
  expect({ ...own, ctx: given.ctx }).toEqual(given);
  expect(given.ctx.mcpReq.signal).toBeUndefined();
});
