import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictures, settled } from '../../scripts/picture/pictures.ts';
import { serverEnv } from '../e2e/session.ts';
import { decode } from '../pictures/pixels.ts';
import { type Ended, run } from './run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-demo-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const picture = join(scratch, 'curve.png');
let demo: Ended;
let lines: readonly string[];
beforeAll(async () => {
  demo = await run(['demo', '--picture', picture], { env: { ...serverEnv(undefined), FORCE_COLOR: '1' } });
  lines = stripVTControlCharacters(demo.out).split('\n');
}, 90_000);

describe('demo', () => {
  it('runs through on 80 columns', () => {
    expect(demo.code, demo.err + demo.out).toBe(0);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const told = lines.join(' ').replace(/\s+/g, ' ');
    expect(told.match(/\(simulated cloud/g)).toHaveLength(1);
    expect(told).toContain('Did you mean "PyTorchJob"?');
    expect(told).toMatch(/wait_for_job .* is Running \((?:\w+ -> )*Running\)/);
    expect(told).toContain('KeyError at /root/code/trainer.py:131');
    expect(told).toMatch(/\? Stop a job\? Lost: all progress/);
    expect(told).toContain('every step did what it says');
  });

  it('shows a curve in the terminal, and writes its picture where it was asked to', () => {
    const at = lines.findIndex((line) => line.startsWith('> plot_job'));
    expect(lines[at + 1]).toMatch(/^ {4}[▁▂▃▄▅▆▇█]{2,16} loss [\d.]+ down to [\d.]+, step \d+ to \d+; best at \d+$/);
    expect(decode(readFileSync(picture)).width).toBe(800);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain('the picture of its curve is in');
  });

  it('shows no progress where it is piped', () => {
    expect(demo.err).toBe('');
    expect(demo.out).not.toContain('\r');
  });

  it.each([
    [scratch, 'it is a folder'],
    [join(scratch, 'none', 'x.png'), 'its folder does not exist'],
  ])('does not begin where its picture cannot be written: %s', async (file, why) => {
    const { code, out, err } = await run(['demo', '--picture', file], { env: serverEnv(undefined) });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`--picture "${file}" cannot be written: ${why}.\nFix: Give --picture a file in a folder`);
  });

  it('is what its pictures show; `npm run picture` draws them anew', () => {
    for (const [file, text] of pictures(demo.out)) {
      const kept = readFileSync(file, 'utf8');
      expect(settled(kept), file).toBe(settled(text));
      expect(kept.length).toBeLessThan(60_000);
    }
  });

  it('fails where a step cannot do what it says', { timeout: 60_000 }, async () => {
    const { code, out, err } = await run(['demo'], {
      env: { ...serverEnv(undefined), PAI_DLC_MCP_READ_ONLY: '1' },
    });
    expect(code).toBe(1);
    expect(err).toContain('The demo failed: create_job');
    expect(out).not.toContain('every step did what it says');
  });
});
