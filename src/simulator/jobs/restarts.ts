import type { Pod } from './pods.ts';
import type { JobRecord } from './record.ts';
import type { JobView } from './store.ts';
import { exitCodeOf, type Story, storyOf } from './story.ts';
import { fill, lineOf } from './text.ts';
import { chinaOffset } from './times.ts';

/** Restarts AIMaster allows without an argument that says otherwise (api-notes: AIMaster). */
const DEFAULT_BUDGET = 3;

type Cause = NonNullable<Story['wording']['restart']>;

/** How many restarts the job may have: the scenario's, else the argument's; 0 without fault tolerance. */
export function restartBudget(record: JobRecord): number {
  const { budget } = storyOf(record).course;
  if (budget !== undefined) return budget;
  const { EnableErrorMonitoringInAIMaster: enabled, ErrorMonitoringArgs: args } = record.request.Settings ?? {};
  if (enabled !== true) return 0;
  return Number(/--max-num-of-job-restart[ =](\d+)/.exec(String(args))?.[1] ?? DEFAULT_BUDGET);
}

/** Whether a restart is under way: until the new pods run. */
export const isRestarting = ({ current }: JobView): boolean =>
  current.status === 'Restarting' ||
  (current.attempt > 0 && (current.status === 'EnvPreparing' || current.status === 'SanityChecking'));

/** `RestartRecord`, oldest first. What its strings look like is not published: simulated. */
export function restartRecords(view: JobView, pods: readonly Pod[]): Record<string, unknown>[] {
  const story = storyOf(view.record);
  return view.reached
    .filter((phase) => phase.status === 'Restarting')
    .map((phase, index) => {
      const first = pods
        .flatMap((pod) => [pod, ...pod.history])
        .find((pod) => pod.attempt === phase.attempt && pod.failsFirst);
      const values = { pod: first?.name ?? '', node: first?.nodeName ?? '' };
      const cause = causeOf(story, phase.attempt);
      const text = (template: string): string => fill(template, { values, key: view.record.key }, phase.from);
      const ran = story.attempts[phase.attempt]?.end?.stage === 'running';
      const done = view.now >= phase.to;
      return {
        JobRestartCount: index + 1,
        OccurPhase: ran ? 'Running' : 'EnvPreparing',
        OccurTime: chinaOffset(phase.from, 0),
        Reason: text(cause.reason),
        RestartDurationInSec: done ? Math.round((phase.to - phase.from) / 1000) : 0,
        RestartFailReason: '',
        RestartLevelType: 'Job',
        RestartStatus: done ? 'Succeeded' : 'Restarting',
        TriggerID: `${view.record.id}-restart-${index + 1}`,
        DetailErrorInfoList: [
          {
            AddJobLevelBlacklist: cause.source === 'Node',
            AddNodeToBlacklist: false,
            DetailErrorMsg: '',
            ErrorCode: text(cause.code),
            ErrorMsg: text(lineOf(cause.message).text),
            ErrorSource: cause.source,
            Node: values.node,
            Pod: values.pod,
            TriggerRestart: true,
          },
        ],
      };
    });
}

function causeOf(story: Story, attempt: number): Cause {
  const exit = exitCodeOf(story, attempt) ?? 0;
  const plain = {
    reason: 'PodFailed',
    code: String(exit),
    message: `| pod {pod} exited with code ${exit}`,
    source: 'Pod',
  };
  return story.wording.restart ?? plain;
}
