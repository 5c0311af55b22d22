// Loaded into a server whose memory is measured: collects garbage when it is told to, and says how many bytes are left.
const { setTimeout: delay } = require('node:timers/promises');

process.on('SIGUSR2', async () => {
  // What the first collection finalizes is gone after the second.
  globalThis.gc();
  await delay(50);
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.stderr.write(`collected, ${heapUsed + external} bytes left\n`);
});
