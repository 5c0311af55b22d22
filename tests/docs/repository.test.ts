import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, read } from './markdown.ts';

const json = (path: string) => JSON.parse(read(path));
const { engines, scripts, devDependencies } = json('package.json');

/** The oldest major version of Node.js that is promised. */
const oldest = Number(/^>=(\d+)\./.exec(engines.node)?.[1]);

describe('the gate', () => {
  const { jobs } = parse(read('.github/workflows/gate.yml'));
  const { steps, strategy } = jobs.gate;

  it("is one command everywhere: the README's test command, through .ci/run", () => {
    expect(read('.ci/run').trim().split('\n').at(-1)).toBe('npm test');
    expect(read('README.md')).toMatch(/^npm test +# /m);
    expect(steps.flatMap(({ run }: { run?: string }) => run ?? [])).toEqual(['bash .ci/run']);
  });

  it('runs on three versions of Node.js, from the oldest that is promised', () => {
    const versions: string[] = strategy.matrix.node;
    expect(versions.map(Number)).toEqual([oldest, oldest + 2, oldest + 4]);
    // Without quotes a version such as 22.10 would be the number 22.1.
    for (const version of versions) expect(version).toBeTypeOf('string');
    const asked = steps.flatMap((step: { with?: Record<string, unknown> }) => step.with?.['node-version'] ?? []);
    expect(asked).toEqual([expect.stringMatching(/^\$\{\{ matrix\.node \}\}$/)]);
  });

  it('is followed by the whole of what it runs in part', () => {
    const { matrix } = parse(read('.github/workflows/whole.yml')).jobs.whole.strategy;
    const [, inPart = ''] =
      /^What grows without end is run in part there([\s\S]*?)\n\n/m.exec(read('CONTRIBUTING.md')) ?? [];
    const commands = [...inPart.matchAll(/`npm run ([^`]+)`/g)].map(([, command]) => command);
    expect(commands.length).toBeGreaterThan(3);
    expect(matrix.command).toEqual(commands);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands.map((command) => command?.split(' ')[0])));
  });
});

describe.each(['gate', 'whole'])('the workflow %s', (name) => {
  it('takes actions by commit, and may read the sources and nothing else', () => {
    const workflow = read(`.github/workflows/${name}.yml`);
    const uses = [...workflow.matchAll(/uses: (.*)/g)].map(([, used]) => used);
    expect(uses.length).toBeGreaterThan(1);
    for (const used of uses) expect(used).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect(parse(workflow).permissions).toEqual({ contents: 'read' });
  });
});

describe('what else goes by the oldest Node.js', () => {
  it('are the dev container, which installs with a script that is there', () => {
    const { image, postCreateCommand } = json('.devcontainer/devcontainer.json');
    expect(image).toMatch(new RegExp(`:\\d+-${oldest}-`));
    expect(Object.keys(scripts).map((name) => `npm run ${name}`)).toContain(postCreateCommand);
  });

  it('are its types, which updates leave where they are', () => {
    expect(devDependencies['@types/node']).toMatch(new RegExp(`^${oldest}\\.`));
    const { updates } = parse(read('.github/dependabot.yml'));
    expect(updates.map((update: Record<string, unknown>) => update['package-ecosystem'])).toEqual([
      'npm',
      'github-actions',
    ]);
    expect(updates[0].ignore).toEqual([
      { 'dependency-name': '@types/node', 'update-types': ['version-update:semver-major'] },
    ]);
    for (const { schedule, groups } of updates) {
      expect(schedule).toEqual({ interval: 'weekly' });
      expect(Object.values(groups)).toEqual([{ patterns: ['*'] }]);
    }
  });
});

describe('.editorconfig', () => {
  it('has what Biome formats by', () => {
    const { formatter } = json('biome.json');
    const [, all = ''] = /^\[\*\]\n([\s\S]*?)\n\n/m.exec(read('.editorconfig')) ?? [];
    const settings = Object.fromEntries(all.split('\n').map((line) => line.split(' = ')));
    expect(settings).toMatchObject({ indent_style: 'space', indent_size: '2', end_of_line: 'lf' });
    expect(formatter).toEqual({ useEditorconfig: true, lineWidth: Number(settings.max_line_length) });
  });
});

describe('forms for issues and pull requests', () => {
  const forms = readdirSync(`${ROOT}.github/ISSUE_TEMPLATE`);

  it('are for bugs, wrong diagnoses and features', () => {
    expect(forms.sort()).toEqual(['bug.yml', 'diagnosis.yml', 'feature.yml']);
  });

  it.each(forms)('%s is one that GitHub shows', (file) => {
    const { name, description, body } = parse(read(`.github/ISSUE_TEMPLATE/${file}`));
    expect([name, description].every((text) => typeof text === 'string' && text !== '')).toBe(true);
    const asked: { type: string; id: string; attributes: { label: string; options?: string[] } }[] = body.filter(
      ({ type }: { type: string }) => type !== 'markdown',
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const { type, id, attributes } of asked) {
      expect(['input', 'textarea', 'dropdown'], id).toContain(type);
      expect(id).toMatch(/^[a-z]+$/);
      expect(attributes.label).toMatch(/\S/);
      expect(type === 'dropdown', id).toBe(Array.isArray(attributes.options));
    }
    // Both have to be unique in a form.
    for (const values of [asked.map(({ id }) => id), asked.map(({ attributes }) => attributes.label)])
      expect(new Set(values).size).toBe(values.length);
  });

  it('and code owners name what is there', () => {
    const template = read('.github/pull_request_template.md');
    expect(template).toContain('`npm test`');
    expect(template).toContain('`changes/`');
    const folders = [...read('.github/CODEOWNERS').matchAll(/(?<=\s)\/((?:[\w.-]+\/)+)/g)].map(([, path]) => path);
    expect(folders.length).toBeGreaterThan(2);
    expect(folders.filter((path) => !existsSync(`${ROOT}${path}`))).toEqual([]);
  });
});
