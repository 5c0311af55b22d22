import { describe, expect, it } from 'vitest';
import { ERAS, type Person, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, writes } from './bench.ts';

type Row = Record<string, unknown>;

const TEXT = 'import os\nprint(f"$HOME {os.getpid()}")\n';
const asking = (at: Bench, changes: Row): Row => jobArguments(at.finds, { command: undefined, ...changes });
const create = (at: Bench, changes: Row) => at.session.call('create_job', asking(at, changes));

async function sent(at: Bench, changes: Row): Promise<unknown> {
  at.cloud.clearRequests();
  await ok(at, 'create_job', asking(at, changes));
  return onlyWrite(at.cloud, 'CreateJob').body.UserCommand;
}

describe.each(ERAS)('R47 what a job runs, on the %s era', (era) => {
  const at = bench({ era });

  it('is a command as it is given', async () => {
    expect(await sent(at, { command: 'python "a b.py"' })).toBe('python "a b.py"');
  });

  it('is a script, which stands in the command with how it is run', async () => {
    const head = "cat > 'train.py' <<'END_OF_SCRIPT' || exit 1\n";
    expect(await sent(at, { script: { name: 'train.py', text: TEXT } })).toBe(
      `${head}${TEXT}END_OF_SCRIPT\npython './train.py'`,
    );
    const command = 'torchrun --nproc_per_node 8 train.py';
    expect(await sent(at, { script: { name: 'train.py', text: TEXT }, command })).toBe(
      `${head}${TEXT}END_OF_SCRIPT\n${command}`,
    );
  });

  it.each<[string, Row, string]>([
    ['neither', {}, 'neither command nor script'],
    [
      'a script of which nothing says how it runs',
      { script: { name: 'train.txt', text: 'x' } },
      'script.name "train.txt"',
    ],
  ])('is refused where it is %s, and nothing is written', async (_what, changes, says) => {
    const answer = await create(at, changes);
    expectRefused(at, answer, 'R47', { looks: true });
    expect(answer.text).toContain(says);
    expect(answer.text).toContain('Pass command');
  });

  it.each<[string, Row]>([
    ['a name that leaves its directory', { name: '../train.py', text: TEXT }],
    ['a name of several words', { name: "a'; rm -rf '/", text: TEXT }],
    ['no text', { name: 'train.py', text: '' }],
    ['a NUL in its text', { name: 'train.py', text: 'a\0b' }],
    ['more than name and text', { name: 'train.py', text: TEXT, mode: '755' }],
  ])('is refused for a script with %s, and nothing is written', async (_what, script) => {
    expectRefused(at, await create(at, { script }), undefined, { kind: 'invalid_input', looks: true });
  });

  it('R41 is no more than the API takes, and the answer names the script', async () => {
    const script = { name: 'train.py', text: 'x = 1\n'.repeat(12_000) };
    const answer = await create(at, { script });
    expectRefused(at, answer, 'R41', { looks: true });
    expect(answer.text).toContain('script alone has');
    await ok(at, 'create_job', asking(at, { script: { ...script, text: 'x = 1\n'.repeat(8_000) } }));
    onlyWrite(at.cloud, 'CreateJob');
  });
});

describe.each(ERAS)('a job with a script, on the %s era', (era) => {
  const person: Person = (message) => yes(message);
  const at = bench({ era, person });
  const secret = 'hunter2hunter2';
  const script = { name: 'train.py', text: `API_KEY = "${secret}"\nprint("hello")\n` };

  it('is asked about with its text, secrets masked', async () => {
    await ok(at, 'create_job', asking(at, { script }));
    const question = String(at.session.asked.at(-1));
    expect(question).toContain("cat > 'train.py'");
    expect(question).toContain("python './train.py'");
    expect(question).not.toContain(secret);
  });

  it('shows it in get_job, and in a dry run, secrets masked', async () => {
    const { data } = await ok(at, 'create_job', asking(at, { script }));
    const shown = await ok(at, 'get_job', { job_id: data.job_id, detail: true });
    const dry = await ok(at, 'create_job', asking(at, { script, display_name: 'another', dry_run: true }));
    for (const { text } of [shown, dry]) {
      expect(text).toContain('hello');
      expect(text).not.toContain(secret);
    }
  });

  it('hands it to a clone as script and command, and a clone with another one is made', async () => {
    const plain = { name: 'src/train.py', text: 'print("hello")\n' };
    const command = 'torchrun src/train.py';
    const { data } = await ok(at, 'create_job', asking(at, { script: plain, command }));
    const job_id = data.job_id;
    const [made] = writes(at.cloud);
    at.cloud.clearRequests();
    await ok(at, 'clone_job', { job_id });
    const commandOf = (body: unknown) => (body as Row).UserCommand;
    expect(commandOf(onlyWrite(at.cloud, 'CreateJob').body)).toBe(commandOf(made?.body));
    at.cloud.clearRequests();
    const script = { text: 'print("bye")\n' };
    await ok(at, 'clone_job', { job_id, changes: { script, command: null, display_name: 'with-another-script' } });
    expect(onlyWrite(at.cloud, 'CreateJob').body.UserCommand).toContain('print("bye")\nEND_OF_SCRIPT\npython ');
  });

  it('R29 is the same job when it is created again', async () => {
    const args = asking(at, { script });
    const first = await ok(at, 'create_job', args);
    const again = await at.session.call('create_job', args);
    expect(again.text).toContain(String(first.data.job_id));
    const other = await at.session.call('create_job', { ...args, script: { ...script, text: 'print("other")\n' } });
    expect(other.text).not.toBe(again.text);
  });
});
