import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writes } from '../../../tests/e2e/rules/bench.ts';
import { errorOf } from '../../../tests/e2e/session.ts';
import { createRandom } from '../../../tests/shaping/corpus/random.ts';
import { type Args, openGround, soundCalls } from '../calls.ts';
import { many, type Row, startedMain } from '../row.ts';

const DIARY = 'dear diary\n';

/** What somebody puts where the server is going to write; `true`: the file has to be refused. */
const PLANTS: Readonly<Record<string, { refused: boolean; plant(file: string, victim: string): void }>> = {
  nothing: { refused: false, plant: () => {} },
  'a link': { refused: true, plant: (file, victim) => symlinkSync(victim, file) },
  'a dangling link': { refused: true, plant: (file, victim) => symlinkSync(`${victim}.none`, file) },
  'a second name': { refused: true, plant: (file, victim) => linkSync(victim, file) },
  'a file for all to read': { refused: true, plant: (file) => plain(file, 0o644) },
  'a file for all to write': { refused: true, plant: (file) => plain(file, 0o666) },
  'a FIFO': { refused: true, plant: (file) => void execFileSync('mkfifo', [file]) },
  'a directory': { refused: true, plant: (file) => mkdirSync(file) },
  'an open folder': { refused: true, plant: (file) => chmodSync(dirname(file), 0o777) },
  'an open folder above': { refused: true, plant: (file) => chmodSync(dirname(dirname(file)), 0o777) },
  'a sticky folder above': { refused: false, plant: (file) => chmodSync(dirname(dirname(file)), 0o1777) },
  'links to temporary names': {
    refused: false,
    plant: (file, victim) => {
      for (const end of ['.tmp', '.room', `.${process.pid}.room`, '.1', '.2', '.4', '~', '.bak'])
        symlinkSync(victim, file + end);
    },
  },
};

function plain(file: string, mode: number): void {
  writeFileSync(file, '');
  chmodSync(file, mode);
}

/** The files of a server, and a call that needs each. */
const FILES: Readonly<
  Record<string, { option: string; call: (calls: Record<string, Args>) => [string, Args]; action: string }>
> = {
  'audit log': { option: '--audit-log', call: ({ get_token }) => ['get_token', get_token ?? {}], action: 'GetToken' },
  'state file': {
    option: '--state-file',
    call: ({ create_job }) => ['create_job', create_job ?? {}],
    action: 'CreateJob',
  },
};

export const files: Row = {
  name: 'files and links',
  tries:
    'links, second names, FIFOs, wide permissions and open folders where state file and audit log are: nothing of a victim changes, and what needs the file is refused before it is sent',
  goal: '0 victims, 0 writes',
  beyond: 'whoever is root or this user; on Windows, who may use the folder',
  async run(ask) {
    const r = createRandom(ask.seed);
    const ground = await openGround(startedMain(ask));
    const root = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-links-'));
    const missed: string[] = [];
    let tried = 0;
    const cases = Object.entries(FILES).flatMap(([what, file]) =>
      Object.entries(PLANTS).map(([how, each]) => ({ what, file, how, ...each })),
    );
    try {
      for (let n = 0; n < many(ask, 1, 3); n++)
        for (const { what, file, how, refused, plant } of ask.short
          ? cases.filter(({ how }) => how === 'a link' || r.chance(0.12))
          : cases) {
          const path = join(root, `${++tried}`, 'folder', 'file.json');
          mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
          const victim = join(root, `${tried}`, 'victim');
          writeFileSync(victim, DIARY, { mode: 0o600 });
          // What is there before the start ends it, so that is done while the server runs.
          const session = await ground.serve({ args: [file.option, path] });
          plant(path, victim);
          ground.cloud.clearRequests();
          const [name, args] = file.call(soundCalls(ground.named));
          const answer = await session.call(name, args);
          const sent = writes(ground.cloud).some(({ action }) => action === file.action);
          const where = `${what}, ${how}`;
          if (refused && (sent || !answer.isError)) missed.push(`${where}: the call goes on`);
          if (refused && !/refused|unavailable/.test(String(errorOf(answer).kind)))
            missed.push(`${where}: ${answer.text.slice(0, 150)}`);
          if (!refused && answer.isError) missed.push(`${where}: refused without need: ${answer.text.slice(0, 150)}`);
          if (readFileSync(victim, 'utf8') !== DIARY) missed.push(`${where}: the victim was written to`);
          if (existsSync(`${victim}.none`)) missed.push(`${where}: a file appeared where the link led`);
          if (!refused && (statSync(path).mode & 0o777) !== 0o600)
            missed.push(`${where}: permissions ${(statSync(path).mode & 0o777).toString(8)}`);
          const read = await session.call('get_job', { job_id: ground.jobId });
          if (read.isError) missed.push(`${where}: reading stopped, too`);
          await session.close();
        }
      return { tried, missed };
    } finally {
      await ground.close();
      rmSync(root, { recursive: true, force: true });
    }
  },
  broken: {
    file: 'src/files/own-file.ts',
    find: 'const NO_TRAPS = (constants.O_NOFOLLOW ?? 0) |',
    replace: 'const NO_TRAPS = 0 |',
  },
};
