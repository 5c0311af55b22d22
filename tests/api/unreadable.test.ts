import { afterAll, describe, expect, it } from 'vitest';
import { kindOfBody } from '../../src/api/answered.ts';
import { answer, faultOf, type Rig, refusal, rig, type Step } from './harness.ts';

const HERE = { region: 'cn-hangzhou' };
const PAGE = '<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body>secret-of-the-page</body></html>';
const html = { 'content-type': 'text/html' };
const rigs: Rig[] = [];
afterAll(async () => void (await Promise.all(rigs.map(({ close }) => close()))));
async function rigged(steps: readonly Step[]): Promise<Rig> {
  const made = await rig([...steps]);
  rigs.push(made);
  return made;
}

/** The fault of a read and of a write that get this. */
async function faultsOf(step: Step) {
  const { cloud } = await rigged([step]);
  const read = await faultOf(cloud.call('GetJob', { JobId: 'dlc1' }, HERE));
  const write = await faultOf(cloud.call('StopJob', { JobId: 'dlc1' }, HERE));
  return { read, write };
}

// Side by side, as they wait before they try a read again.
describe.concurrent('an answer that is none of the cloud', () => {
  it.each([
    ['HTTP 502 with an HTML page', answer(502, PAGE, html)],
    ['HTTP 200 with an HTML page', answer(200, `\n  ${PAGE}`, html)],
    ['HTTP 403 with an HTML page', answer(403, '<html>blocked</html>', html)],
    ['HTTP 503 with plain text', answer(503, 'upstream connect error', { 'content-type': 'text/plain' })],
    ['HTTP 502 with an empty body', answer(502, '')],
    ['HTTP 200 with an empty body', answer(200, '')],
    ['HTTP 200 with JSON that breaks off', answer(200, '{"JobId":"dlc1","Sta')],
    ['HTTP 504 with JSON that breaks off', answer(504, '{"Code":"Serv')],
    ['HTTP 502 with XML', answer(502, '<?xml version="1.0"?><Error/>', { 'content-type': 'text/xml' })],
  ])('is told by its status and what it is: %s', async (says, step) => {
    const { read, write } = await faultsOf(step);
    expect(read).toMatchObject({ kind: 'unavailable', httpStatus: Number(/\d+/.exec(says)?.[0]) });
    expect(read.message).toContain(`GetJob got ${says}`);
    expect(read.fix).toContain('proxy');
    expect(JSON.stringify([read, write])).not.toMatch(/secret-of-the-page|SyntaxError|Unexpected|upstream connect/);
    expect(write).toMatchObject({ kind: 'unknown_outcome', retryable: false });
    expect(write.message).toContain(says.split(' with ')[0]);
  });

  it('is not what the cloud itself answers, nor a connection that broke', async () => {
    const own = await faultsOf(refusal(502, 'ServiceUnavailable', 'busy'));
    expect(own.read.message).toContain('(HTTP 502, ServiceUnavailable)');
    const broken = await faultsOf((response, request) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
      response.write('{"JobId":"dlc1",', () => request.socket.destroy());
    });
    expect(broken.read.message).toContain('The connection broke');
  });

  it('is tried again for a read', async () => {
    const { cloud, seen } = await rigged([answer(502, PAGE, html), answer(200, { JobId: 'dlc1', Status: 'Running' })]);
    expect(await cloud.call('GetJob', { JobId: 'dlc1' }, HERE)).toMatchObject({ JobId: 'dlc1' });
    expect(seen).toHaveLength(2);
  });

  it('is told apart from those of other calls at the same time', async () => {
    const { cloud } = await rigged([
      (response, request) => {
        const bad = request.url?.includes('dlc1') === true;
        setTimeout(() => (bad ? answer(407, PAGE, html) : answer(504, ''))(response, request), bad ? 30 : 5);
      },
    ]);
    const calls = ['dlc1', 'dlc2', 'dlc1', 'dlc2'].map((JobId) => cloud.call('StopJob', { JobId }, HERE));
    const faults = await Promise.all(calls.map(faultOf));
    expect(faults.map(({ httpStatus }) => httpStatus)).toEqual([407, 504, 407, 504]);
  });
});

describe('what a body is', () => {
  it.each([
    ['', 'an empty body'],
    ['\u00ef\u00bb\u00bf<HTML>', 'an HTML page'],
    ['<!-- x -->', 'an HTML page'],
    ['<Error>', 'XML'],
    ['[1', 'JSON that breaks off or is broken'],
    ['null', 'plain text'],
  ])('%j is %s', (begins, kind) => expect(kindOfBody(begins)).toBe(kind));
});
