// Stands between a host and the server: passes every byte on and writes down what went by. It is copied into a folder of its
// own, beside a tap.json that says which program is the real one, what to add to its arguments and where to write, because
// hosts hand on little of their environment. `init` is handed on as it is, so that what it writes names this file.
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { main, args, log } = JSON.parse(readFileSync(new URL('tap.json', import.meta.url), 'utf8'));

if (process.argv[2] === 'init') {
  await import(pathToFileURL(main).href);
} else {
  const started = performance.now();
  const note = (entry) =>
    appendFileSync(
      log,
      `${JSON.stringify({ pid: process.pid, ms: Math.round(performance.now() - started), ...entry })}\n`,
    );

  // Names only: a value may be a secret.
  note({ environment: Object.keys(process.env).sort(), node: process.version });

  const child = spawn(process.execPath, [main, ...process.argv.slice(2), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });

  const pass = (from, source, target) => {
    let rest = '';
    source.setEncoding('utf8').on('data', (chunk) => {
      target.write(chunk);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        try {
          note({ from, message: JSON.parse(line) });
        } catch {
          note({ from, broken: line });
        }
      }
    });
    source.on('end', () => target.end());
    target.on('error', () => undefined);
  };
  pass('host', process.stdin, child.stdin);
  pass('server', child.stdout, process.stdout);

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
