import { readMember } from '../../src/api/contract/member.ts';
import type { Member } from '../../src/api/contract/types.ts';
import type { Operation } from '../../src/api/operation.ts';
import { KINDS, known } from '../../src/api/operations/ids.ts';
import { JOB_ID } from '../../tests/e2e/scripted.ts';
import type { Args } from './calls.ts';

/** The pod of the job of these answers. */
export const POD = `${JOB_ID}-worker-0`;

/** The machine of these answers. */
export const NODE = 'lingj1a';

/** A job of which every free text is `text`. */
export const jobOf = (text: string, more: Args = {}): Args => ({
  JobId: JOB_ID,
  DisplayName: text,
  JobType: 'PyTorchJob',
  Status: 'Running',
  SubStatus: text,
  ReasonCode: text,
  ReasonMessage: text,
  Description: text,
  UserCommand: text,
  ResourceId: '',
  ResourceName: text,
  Username: text,
  UserId: text,
  WorkspaceId: '123456',
  WorkspaceName: text,
  Envs: { SOME_NAME: text },
  Settings: { Tags: { tag: text }, Driver: text },
  DataSources: [{ DataSourceId: 'd-1', Uri: text, MountPath: text }],
  CodeSource: { CodeSourceId: 'code-1', Branch: text, Commit: text, MountPath: text },
  GmtCreateTime: '2026-11-24T00:00:00Z',
  GmtRunningTime: '2026-11-24T00:30:00Z',
  JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: text, EcsSpec: text }],
  Pods: [
    {
      PodId: POD,
      PodUid: 'uid-1',
      Status: 'Running',
      Type: 'worker',
      NodeName: text,
      StatusDetail: { Reason: text, Message: text },
    },
  ],
  StatusHistory: [
    { Status: 'Running', StartTime: '2026-11-24T00:30:00Z', EndTime: '', ReasonCode: text, ReasonMessage: text },
  ],
  RequestId: 'R-1',
  ...more,
});

/** Answers that have to be more particular than the contract says, or than it knows. */
const PARTICULAR: Readonly<Record<string, (text: string) => Args>> = {
  GetJob: jobOf,
  ListJobs: (text) => ({ Jobs: [jobOf(text)] }),
  // A template that holds a job.
  GetJobTemplate: (text) => ({
    Versions: [{ Version: 1, CreatedBy: text, Content: jobOf(text), Constraints: { Description: text } }],
  }),
  // One of a workspace, which no job runs: tools change those.
  GetImage: (text) => ({
    WorkspaceId: '123456',
    ImageUri: `${text}-2`,
    Labels: ['team', text].map((Key) => ({ Key, Value: text })),
  }),
  // The labels are what makes an image an official one.
  ListImages: (text) => ({
    Images: [{ ImageId: 'image-1', ImageUri: text, Name: text, Description: text, ...officialImage(text) }],
  }),
  // No published client has this operation, so the contract says nothing of its answer.
  GetQuotaWorkloadDiagnosis: (text) => ({ Diagnosis: text, Reason: text, Message: text }),
};
const officialImage = (text: string): Args => ({
  WorkspaceId: '',
  Labels: [
    { Key: 'system.official', Value: 'true' },
    { Key: text, Value: text },
  ],
});

/** Members that keep their form whatever the cloud says, as nothing would be shown of an answer without it. */
const FORMS: readonly (readonly [RegExp, unknown])[] = [
  [/^WorkspaceIds?$/, '123456'],
  [/^Gmt|Time(stamp)?$/, '2026-11-24T00:30:00Z'],
  [/^NodeName$/, NODE],
  ...(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind): [RegExp, unknown] => [
    new RegExp(`^${known(kind).member}$`),
    known(kind).example ?? '1',
  ]),
];
const BASES: Readonly<Record<string, unknown>> = { number: 1, int: 1, boolean: true };

/** An answer of an operation as the contract has it, in which every text of every member is `text`. */
function answerOf({ answer, schemas }: Operation, text: string, lines: readonly string[]): Args {
  const fill = (name: string, member: Member, above: readonly string[]): unknown => {
    const { base, wraps } = readMember(member);
    // Of logs and events.
    if (base === 'string' && wraps.join() === 'list' && above.length === 1) return lines;
    const form = FORMS.find(([pattern]) => base === 'string' && pattern.test(name))?.[1];
    const one = base in schemas ? objectOf(base, above) : (form ?? BASES[base] ?? text);
    return wraps.reduceRight((inner, wrap) => (wrap === 'list' ? [inner] : { SOME_NAME: inner }), one);
  };
  const objectOf = (schema: string, above: readonly string[]): Args | undefined =>
    // A schema inside itself ends there.
    above.includes(schema)
      ? undefined
      : Object.fromEntries(
          Object.entries(schemas[schema] ?? {}).map(([name, member]) => [name, fill(name, member, [...above, schema])]),
        );
  return (answer === undefined ? undefined : objectOf(answer, [])) ?? {};
}

/** What a cloud that says one thing answers to an operation. */
export const answerTo = (operation: Operation, text: string, lines: readonly string[] = [text]): Args => ({
  ...answerOf(operation, text, lines),
  ...PARTICULAR[operation.action]?.(text),
});
