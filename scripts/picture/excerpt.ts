import { type Line, plain } from './lines.ts';

/** A part of the demo's output: a title, a result, or a call with all that follows it. */
interface Scene {
  /** What its first line begins with. */
  begins: string;
  /** Whether the call goes on after its first line, which a mark then says. */
  goesOn?: boolean;
  /** Below the first line, only from here. */
  from?: RegExp;
  /** Nothing from here on. */
  before?: RegExp;
}

/** What tells the story: a machine is found, a wrong call repaired, a job created, a failure explained, a job stopped. */
const SCENES: readonly Scene[] = [
  { begins: '== 1.' },
  { begins: '> list_ecs_specs', from: /instance_type/, before: /^ {4}Next:/ },
  { begins: '== 2.' },
  { begins: '> create_job workspace_id', goesOn: true, from: /^ {4}\[invalid_input\]/, before: /^ {4}Valid:/ },
  { begins: '> create_job job_type=PyTorchJob', before: /^ {4}(?:Normally next|Total:)/ },
  { begins: '== 5.' },
  { begins: '> diagnose_job', before: /^ {4}Known:/ },
  { begins: 'ok one call' },
  { begins: '== 6.' },
  { begins: '> stop_job', before: /^ {4}dlc\w+ "/ },
  { begins: 'ok its history ends' },
];

const PART = /^(?:== |> |ok )/;

/** The lines of a scene. @throws Error where the demo does not have it any more */
function take(lines: readonly Line[], { begins, goesOn, from, before }: Scene): readonly Line[] {
  const start = lines.findIndex((line) => plain(line).startsWith(begins));
  const first = lines[start];
  if (first === undefined) throw new Error(`the demo prints nothing that begins with "${begins}"`);
  const rest = lines.slice(start + 1);
  const index = (pattern: RegExp | undefined, otherwise: number): number => {
    if (pattern === undefined) return otherwise;
    const found = rest.findIndex((line) => pattern.test(plain(line)));
    if (found < 0) throw new Error(`nothing below "${begins}" matches ${pattern}`);
    return found;
  };
  const end = rest.findIndex((line) => plain(line) === '' || PART.test(plain(line)));
  const kept = rest.slice(index(from, 0), before ? index(before, 0) : end);
  const head = goesOn ? first.map((span) => ({ ...span, text: `${span.text} ...` })) : first;
  return [head, ...kept];
}

/** The part of a demo's output that the picture shows, a title apart from what is before it. */
export const excerpt = (lines: readonly Line[]): readonly Line[] =>
  SCENES.flatMap((scene, index) => {
    const gap: readonly Line[] = index > 0 && scene.begins.startsWith('==') ? [[]] : [];
    return [...gap, ...take(lines, scene)];
  });
