import { asOffered, type Offers, offeredSteps } from '../../src/advice/offered.ts';
import { NO_CEILINGS } from '../../src/domain/ceilings.ts';
import { keyedDigest } from '../../src/domain/keyed-digest.ts';
import { createScaled } from '../../src/domain/scaled.ts';
import { withNext } from '../../src/server/results.ts';
import { memoryLedger } from '../../src/state/ledger.ts';
import type { OperatorPolicy, Tool, ToolContext } from '../../src/tools/tool.ts';

export interface Call {
  action: string;
  input: Record<string, unknown>;
}

/** What an operator who set nothing allows. */
export const OPERATOR: OperatorPolicy = {
  stoppable: 'standard',
  confirmCreate: 'auto',
  confirm: 'human',
  language: 'en',
  ceilings: NO_CEILINGS,
  allowImage: [],
  showEnvs: [],
  createSearchMs: 20_000,
  readBackMs: 25_000,
};

/** A tool's context over a cloud of one function; nothing is remembered, and no time passes. */
export const contextOf = (call: ToolContext['call'], changes: Partial<ToolContext> = {}): ToolContext => ({
  call,
  cached: (action, input) => call(action, input),
  read: async (tool) => {
    throw new Error(`unexpected read of ${tool}`);
  },
  offers: () => true,
  told: new Map(),
  scaled: createScaled(),
  region: 'cn-hangzhou',
  workspaceId: undefined,
  operator: OPERATOR,
  prices: async () => undefined,
  digest: async () => keyedDigest(new Uint8Array(32)),
  creates: memoryLedger(),
  now: () => new Date(0),
  signal: new AbortController().signal,
  sleep: async () => {},
  simulated: false,
  attach: () => {},
  hasProgress: false,
  progress: async () => {},
  ...changes,
});

type Answers = Readonly<Record<string, unknown>>;

/** A cloud of canned answers that records its calls. */
export function fakeContext(
  answers: Answers,
  scope: { workspaceId?: string } = {},
): { ctx: ToolContext; calls: Call[] } {
  const calls: Call[] = [];
  const call = async (action: string, input: unknown): Promise<unknown> => {
    calls.push({ action, input: input as Record<string, unknown> });
    if (!(action in answers)) throw new Error(`unexpected call of ${action}`);
    return answers[action];
  };
  const now = () => new Date('2022-09-05T11:00:00Z');
  const ctx = contextOf(call as ToolContext['call'], { workspaceId: scope.workspaceId, now });
  return { ctx, calls };
}

/** The text of an answer with its next steps, as the pipeline makes it. */
export const textOf = (tool: Tool, output: object, input: object, offers: Offers = () => true): string => {
  const [answer, asked] = [output as Record<string, unknown>, input as Record<string, unknown>];
  return withNext(
    asOffered(tool.render(answer, asked), offers),
    offeredSteps(tool.next(answer, asked, offers), offers),
  );
};

/** Runs a tool as the pipeline does: parse, run, check the output, render. */
export async function use(tool: Tool, raw: object, answers: Answers, scope: { workspaceId?: string } = {}) {
  const { ctx, calls } = fakeContext(answers, scope);
  const input = tool.input.parse(raw);
  const output: Record<string, unknown> = tool.output.parse(await tool.run(ctx, input, undefined));
  return { output, text: textOf(tool, output, input), calls, sent: calls[0]?.input ?? {} };
}

const JOB_ID = 'dlc1xjcumbfm7aai';

/** The real quota job of the API facts. */
export const succeededJob = {
  ClusterId: 'asi_cn-shanghai_pai_g01',
  CodeSource: { CodeSourceId: '', MountPath: '' },
  DataSources: [{ DataSourceId: 'd-sgqhx2gsfq27taohn4', MountPath: '' }],
  DisplayName: 'test_nni',
  Duration: 186,
  GmtCreateTime: '2022-09-05T10:03:38Z',
  GmtSubmittedTime: '2022-09-05T10:03:50Z',
  GmtRunningTime: '2022-09-05T10:03:51Z',
  GmtSuccessedTime: '2022-09-05T10:06:44Z',
  GmtFinishTime: '2022-09-05T10:06:44Z',
  JobId: JOB_ID,
  JobType: 'PyTorchJob',
  JobSpecs: [
    {
      EcsSpec: '',
      Image: 'registry-vpc.example.com/nni:0.0.3',
      ImageConfig: { Username: 'u', Password: 'registry-pass' },
      PodCount: 1,
      ResourceConfig: { CPU: '12', GPU: '1', GPUType: '', Memory: '10Gi', SharedMemory: '' },
      Type: 'Worker',
    },
  ],
  Pods: [
    {
      GmtCreateTime: '2022-09-05T10:03:51Z',
      GmtStartTime: '2022-09-05T10:03:55Z',
      GmtFinishTime: '2022-09-05T10:06:42Z',
      Ip: '10.224.117.178',
      PodId: `${JOB_ID}-master-0`,
      PodUid: 'a525e269-1553-4cfa-a107-ebfcf1285ff4',
      Status: 'Succeeded',
      Type: 'master',
    },
  ],
  Priority: 1,
  ReasonCode: 'JobSucceeded',
  ReasonMessage: `PyTorchJob ${JOB_ID} is successfully completed.`,
  RequestId: 'A8C4F08A-6CB2-504C-9654-CF59B68EB73A',
  ResourceId: 'rg19d2oleg252kke',
  Settings: { BusinessUserId: '', Caller: '', EnableErrorMonitoringInAIMaster: false, Tags: { team: 'nlp' } },
  Status: 'Succeeded',
  UserCommand: 'python train.py --token hunter2secretvalue9',
  UserId: '1157000000000000',
  WorkspaceId: '259315',
  Envs: { NCCL_DEBUG: 'INFO', HF_TOKEN: 'not-to-be-seen', MODEL: 'pr1v4te-m0del' },
  CustomEnvs: [{ Key: 'EXTRA', Value: 'h1dden-3xtra', Visible: 'public' }],
  CredentialConfig: { AliyunEnvRoleKey: 'role-key' },
};

/** The real failed job of the API facts: its reason message is JSON. */
export const failedJob = {
  ...succeededJob,
  JobId: 'dlcymzh8p8f6818o',
  Status: 'Failed',
  ReasonCode: 'JobFailed',
  ReasonMessage:
    '{"overview":"PyTorchJob dlcymzh8p8f6818o failed because 1 Master replica(s) failed.","content":[{"time":"1772684043","pods":{"Master":[0]},"reason":"128"}]}',
  Pods: [
    { PodId: 'dlcymzh8p8f6818o-master-0', Status: 'Succeeded', Type: 'master', PodUid: '' },
    { PodId: 'dlcymzh8p8f6818o-worker-1', Status: 'Failed', Type: 'worker', GmtFinishTime: '2026-03-05T04:14:34Z' },
    { PodId: 'dlcymzh8p8f6818o-worker-0', Status: 'Failed', Type: 'worker', GmtFinishTime: '2026-03-05T04:14:03Z' },
  ],
};
