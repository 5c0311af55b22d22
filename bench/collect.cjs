// Loaded into a server whose memory is measured: collects garbage when it is told to, and says so.
const { setTimeout: delay } = require('node:timers/promises');

process.on('SIGUSR2', async () => {
  // What the first collection finalizes is gone after the second.
  globalThis.gc();
  await delay(50);
  globalThis.gc();
  process.stderr.write('collected\n');
});
