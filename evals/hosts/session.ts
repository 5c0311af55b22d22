import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type HostId, hostOf } from '../../src/cli/init/hosts.ts';
import { type Files, REAL_HOSTS, type RealHost } from './hosts.ts';
import { installPackage, nodeOf } from './install.ts';
import type { Step } from './model/script.ts';
import { type ScriptedModel, startModel } from './model/scripted-model.ts';
import { QUIET } from './quiet.ts';

/** A host that is there, with what it runs on. */
export interface Ready {
  id: HostId;
  title: string;
  version: string;
  host: RealHost;
  command: readonly string[];
}

/** Makes a host ready to run, or says why it cannot be. */
export function ready(id: HostId): Ready | { skipped: string } {
  const host = REAL_HOSTS[id];
  if (host === undefined) return { skipped: `${id} cannot be run without a person` };
  const installed = installPackage(host.package);
  if ('skipped' in installed) return installed;
  const is = { id, title: hostOf(id).title, version: installed.version, host };
  const program = join(installed.modules, host.program);
  if (!existsSync(program)) return { skipped: `${host.package} has no program for this machine` };
  if (!/\.m?js$/.test(program)) return { ...is, command: [program] };
  const found = nodeOf(installed.leastNode);
  return 'skipped' in found ? found : { ...is, command: [found.node, program] };
}

/** What became of a run. */
export interface Session extends Pick<ScriptedModel, 'heard' | 'made' | 'missing'> {
  /** Exit code; none where the time was up. */
  code: number | null;
  /** All that the host wrote. */
  output: string;
}

/** The results of all calls: each request repeats those before. */
export const longestResults = (heard: Session['heard']): readonly string[] =>
  heard.reduce<readonly string[]>(
    (longest, { prompt }) => (prompt.results.length > longest.length ? prompt.results : longest),
    [],
  );

/** Where a host runs, and with which environment. */
export interface Place {
  home: string;
  project: string;
  env: Readonly<Record<string, string>>;
}

/** What a host is run with. */
export interface Run {
  script: readonly Step[];
  /** The program that `init` is asked of and enters. */
  main: string;
  /** Settings of the server, as flags. */
  settings: readonly string[];
  /** More of the host's environment. */
  env?: Readonly<Record<string, string>>;
  /** Puts the server into the host, in place of `init`. */
  install?: (place: Place) => void;
  /** Arguments before the prompt, in place of the host's own. */
  args?: readonly string[];
  /** After which it is ended; 120 where left out. */
  seconds?: number;
}

const write = (home: string, files: Files): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
};

/** Enters the server as a user would, in a shell that has the same variables as the host's. */
function enter({ id }: Ready, home: string, project: string, { main, settings, env }: Run): void {
  const args = [main, 'init', id, ...settings, '--yes'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    env: { PATH: process.env.PATH ?? '', HOME: home, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`init ${id} failed:\n${stdout}${stderr}`);
}

/** Ends what a host left behind in sessions of their own, as background services: each names its folder in its command line. */
function endRest(folder: string): void {
  const { stdout = '' } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  for (const line of stdout.split('\n').filter((each) => each.includes(folder))) end(Number.parseInt(line, 10));
}

/** @param pid of a process, or negative of a group of them */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is over already.
  }
}

/** Runs a command to its end, and ends it and all it started when the time is up. */
async function bounded(
  [program = '', ...args]: readonly string[],
  { cwd, env, seconds }: { cwd: string; env: Record<string, string>; seconds: number },
): Promise<Pick<Session, 'code' | 'output'>> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const endAll = (): void => end(-(child.pid ?? 0));
  const timer = setTimeout(endAll, seconds * 1000);
  // Also where the run itself is interrupted, and what the host left behind in its process group.
  process.once('exit', endAll);
  const [code] = await once(child, 'exit').finally(() => {
    clearTimeout(timer);
    process.off('exit', endAll);
    endAll();
  });
  return { code: code as number | null, output };
}

/**
 * Runs a host once: in a home of its own, with the server in its configuration, against a model that makes the calls of a
 * script.
 */
export async function runHost(one: Ready, run: Run): Promise<Session> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-host-')));
  const [home, project] = [join(folder, 'home'), join(folder, 'project')];
  for (const made of [home, project]) mkdirSync(made);
  const model = await startModel(run.script);
  try {
    const { host, command } = one;
    const { files = {}, env = {} } = host.model(model.url, project);
    write(home, files);
    const environment = {
      PATH: process.env.PATH ?? '',
      HOME: home,
      TERM: 'dumb',
      NO_COLOR: '1',
      ...QUIET,
      ...env,
      ...run.env,
    };
    if (run.install) run.install({ home, project, env: environment });
    else enter(one, home, project, run);
    const ended = await bounded([...command, ...(run.args ?? host.args), 'Do what the script says.'], {
      cwd: project,
      env: environment,
      seconds: run.seconds ?? 120,
    });
    return { ...ended, heard: model.heard, made: model.made, missing: model.missing };
  } finally {
    endRest(folder);
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
