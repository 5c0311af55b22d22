// Start-up, size, call overhead and memory, each beside its comparison in one run. Nothing leaves loopback.
// Usage: npm run bench -- [--rounds N] [--calls N]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '..', 'dist', 'main.js');
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, calls: { type: 'string', default: '300' } },
});
const rounds = Number(values.rounds);
const calls = Number(values.calls);

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))];
const ms = (value) => `${value.toFixed(2)} ms`;
const env = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  PAI_DLC_MCP_LOG_LEVEL: 'error',
  // What is measured is the overhead of a call, not the wait for its turn.
  PAI_DLC_MCP_MAX_PER_SECOND: '1000',
};

/** Milliseconds from spawn to the answer of tools/list over raw JSON-RPC, so that no client's own start is counted. */
function startUp(script) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    const send = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    let buffer = '';
    child.stdout.on('data', (chunk) => {
      buffer += chunk;
      for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
        const message = JSON.parse(buffer.slice(0, end));
        buffer = buffer.slice(end + 1);
        if (message.id !== 2) continue;
        clearTimeout(timer);
        const took = performance.now() - started;
        child.stdin.end();
        child.once('exit', () => resolve({ took, bytes: Buffer.byteLength(JSON.stringify(message.result.tools)) }));
      }
    });
    child.once('error', reject);
    const clientInfo = { name: 'bench', version: '1' };
    send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
    send({ method: 'notifications/initialized' });
    send({ id: 2, method: 'tools/list', params: {} });
  });
}

const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-bench-'));
const bareBundled = join(scratch, 'bare.mjs');
await build({
  entryPoints: [join(here, 'bare-server.mjs')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: bareBundled,
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'error',
});

const contenders = {
  'pai-dlc-mcp': main,
  'bare server': join(here, 'bare-server.mjs'),
  'bare server, bundled': bareBundled,
};
const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
let bytes = 0;
for (let round = 0; round <= rounds; round++)
  for (const [name, script] of Object.entries(contenders)) {
    const { took, bytes: size } = await startUp(script);
    if (name === 'pai-dlc-mcp') bytes = size;
    if (round > 0) times[name].push(took);
  }

const simulator = spawn(process.execPath, [main, 'simulate', '--speed', '0'], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const settings = await new Promise((resolve) => {
  let text = '';
  simulator.stdout.on('data', (chunk) => {
    text += chunk;
    if (text.includes('ALIBABA_CLOUD_ACCESS_KEY_SECRET=') && text.endsWith('\n'))
      resolve(Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map((match) => [match[1], match[2]])));
  });
});

const client = new Client({ name: 'bench', version: '1' });
const transport = new StdioClientTransport({
  command: process.execPath,
  args: [main],
  env: {
    ...env,
    PAI_DLC_MCP_REGION: 'cn-hangzhou',
    PAI_DLC_MCP_ENDPOINT: `http://${settings.PAI_SIM_ENDPOINT}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: settings.ALIBABA_CLOUD_ACCESS_KEY_ID,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  },
});
await client.connect(transport);
const rss = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${transport.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
await client.listTools();
await new Promise((resolve) => setTimeout(resolve, 1500));
const atRest = rss();

const core = createRequire(import.meta.url)('@alicloud/openapi-core');
const direct = new core.default(
  new core.$OpenApiUtil.Config({
    accessKeyId: settings.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    endpoint: settings.PAI_SIM_ENDPOINT,
    protocol: 'http',
    connectTimeout: 15_000,
    readTimeout: 30_000,
  }),
);
const runtime = new (createRequire(import.meta.url)('@darabonba/typescript').RuntimeOptions)({});
const jobs = await client.callTool({ name: 'list_jobs', arguments: {} });
const jobId = jobs.structuredContent.jobs[0].job_id;
const getJobDirect = () =>
  direct.callApi(
    new core.$OpenApiUtil.Params({
      action: 'GetJob',
      version: '2020-12-03',
      protocol: 'HTTP',
      pathname: `/api/v1/jobs/${jobId}`,
      method: 'GET',
      authType: 'AK',
      style: 'ROA',
      reqBodyType: 'json',
      bodyType: 'json',
    }),
    new core.$OpenApiUtil.OpenApiRequest({ headers: {}, query: {} }),
    runtime,
  );
const getJobTool = () => client.callTool({ name: 'get_job', arguments: { job_id: jobId } });
const timed = async (call) => {
  const started = performance.now();
  await call();
  return performance.now() - started;
};
const overhead = { direct: [], tool: [] };
for (let call = 0; call < calls + 30; call++) {
  const one = await timed(getJobDirect);
  const two = await timed(getJobTool);
  if (call >= 30) {
    overhead.direct.push(one);
    overhead.tool.push(two);
  }
}
const afterCalls = rss();
await client.close();
simulator.kill('SIGTERM');
rmSync(scratch, { recursive: true, force: true });

console.log(`node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} x ${cpus()[0]?.model}`);
console.log(`\nSpawn to tools/list, ${rounds} rounds interleaved (median, p90):`);
for (const [name, list] of Object.entries(times))
  console.log(`  ${name.padEnd(22)} ${ms(quantile(list, 0.5))}  ${ms(quantile(list, 0.9))}`);
console.log(`\ntools/list: ${bytes} bytes of JSON`);
console.log(`\nget_job, ${calls} calls interleaved (median, p99):`);
console.log(`  direct, openapi-core   ${ms(quantile(overhead.direct, 0.5))}  ${ms(quantile(overhead.direct, 0.99))}`);
console.log(`  through pai-dlc-mcp    ${ms(quantile(overhead.tool, 0.5))}  ${ms(quantile(overhead.tool, 0.99))}`);
console.log(
  `\nResident memory of the server: ${atRest.toFixed(1)} MB at rest, ${afterCalls.toFixed(1)} MB after ${calls + 31} calls`,
);
