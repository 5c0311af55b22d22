// Draws the picture of the job's page for the README: the real server on a simulated account, shown by the reference host in Chromium.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placeJob } from '../../evals/shared/place-job.ts';
import { openBrowser, show } from '../../tests/app/browser/stage.ts';
import { connect, frozenCloud, serverEnv, yes } from '../../tests/e2e/harness.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const WIDTH = 880;
/** Pixels of the picture for one of the page. */
const SCALE = 1.4;

const cloud = await frozenCloud({ seed: 21, startTime: new Date('2026-03-05T06:20:00Z') });
const job_id = placeJob(cloud, {
  name: 'sft-7b-main',
  quota: 'llm-lingjun',
  pods: 16,
  ageMinutes: 200,
  runMinutes: 900,
});
const session = await connect({ person: yes, env: serverEnv(cloud, { PAI_DLC_MCP_TOOLSETS: '' }) });
const browser = await openBrowser();
try {
  for (const theme of ['light', 'dark'] as const) {
    const shown = await show(browser, session, {
      tool: 'show_job',
      args: { job_id },
      width: WIDTH,
      scale: SCALE,
      context: { theme },
    });
    await shown.frame.locator('section').first().waitFor();
    await shown.settled();
    // Its head, what it went through, the diagnosis and the curves.
    const loss = await shown.frame.getByRole('region', { name: 'Loss' }).boundingBox();
    if (loss === null) throw new Error('the page shows no loss');
    const png = await shown.page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height: loss.y + loss.height + 14 } });
    const file = `docs/app-${theme}.png`;
    writeFileSync(join(root, file), png);
    console.log(`wrote: ${file}, ${png.length} bytes`);
    await shown.close();
  }
} finally {
  await browser.close();
  await session.close();
  await cloud.close();
}
