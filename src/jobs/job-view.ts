import { cleanText } from '../shaping/clean.ts';
import { Foreign } from '../shaping/foreign.ts';
import { maskEnvs } from '../shaping/mask.ts';
import { durationWords, isoTime } from '../shaping/times.ts';
import { capLines } from '../shaping/window.ts';
import { readHistoryPods, readPods } from './pods.ts';
import { readReason } from './reason.ts';
import { MOST_ENTRIES, number, positive, raw, record, records, shown, shownMap, type WireRecord } from './wire.ts';

const MAX_PODS = 20;
const MAX_TASKS = 32;
const MAX_SOURCES = 32;
const MAX_COMMAND_BYTES = 4096;

const PHASES = {
  created: 'GmtCreateTime',
  submitted: 'GmtSubmittedTime',
  running: 'GmtRunningTime',
  succeeded: 'GmtSuccessedTime',
  failed: 'GmtFailedTime',
  stopped: 'GmtStoppedTime',
  finished: 'GmtFinishTime',
} as const;

/** The members of a record that are set, as an object of texts. */
const texts = (entries: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** When each phase began, ISO 8601; phases that were not reached are absent. */
export const jobTimes = (job: WireRecord): Record<string, string> =>
  texts(Object.fromEntries(Object.entries(PHASES).map(([name, field]) => [name, isoTime(raw(job[field]))])));

const seconds = (from: string | undefined, to: string | Date): number | undefined => {
  if (from === undefined) return undefined;
  const span = (new Date(to).getTime() - Date.parse(from)) / 1000;
  return Number.isNaN(span) ? undefined : Math.max(0, span);
};

const words = (span: number | undefined): string | undefined => (span === undefined ? undefined : durationWords(span));

/** How long a job waited (creation to running) and ran, in words; `now` stands for an end not reached. */
export function jobSpans(
  job: WireRecord,
  now: Date,
): { queue_time?: string | undefined; run_time?: string | undefined } {
  const { created, running, finished } = jobTimes(job);
  return {
    queue_time: words(seconds(created, running ?? finished ?? now)),
    run_time: words(seconds(running, finished ?? now)),
  };
}

/** `8 GPU V100, 96 CPU, 960Gi` of one pod, or its machine type. */
export function resourceText(spec: WireRecord): string | undefined {
  const machine = shown(spec.EcsSpec, 80);
  if (machine !== undefined) return machine;
  const { GPU, GPUType, CPU, Memory } = record(spec.ResourceConfig);
  const gpus = positive(GPU);
  const parts = [
    gpus === undefined ? undefined : `${gpus} GPU${shown(GPUType, 40) ? ` ${shown(GPUType, 40)}` : ''}`,
    shown(CPU, 20) && `${shown(CPU, 20)} CPU`,
    shown(Memory, 20),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}

const readTask = (spec: WireRecord) => ({
  role: shown(spec.Type, 64) ?? '?',
  pods: number(spec.PodCount) ?? 0,
  resource: resourceText(spec),
  image: shown(spec.Image, 500),
});

const readSource = (source: WireRecord): Record<string, string> =>
  texts({
    data_source_id: shown(source.DataSourceId, 100),
    uri: shown(source.Uri, 1024),
    mount_path: shown(source.MountPath, 500),
    mount_access: shown(source.MountAccess, 10),
  });

const readCode = (value: unknown): Record<string, string> => {
  const source = record(value);
  return texts({
    code_source_id: shown(source.CodeSourceId, 100),
    branch: shown(source.Branch, 200),
    commit: shown(source.Commit, 80),
    mount_path: shown(source.MountPath, 500),
  });
};

const orNothing = <T extends object>(value: T): T | undefined => (Object.keys(value).length === 0 ? undefined : value);

function envsOf(job: WireRecord, listed: readonly string[]): Record<string, string> {
  const custom = records(job.CustomEnvs).map(({ Key, Value }) => [raw(Key) ?? '', Value] as const);
  const envs = Object.fromEntries(
    [...Object.entries(record(job.Envs)), ...custom]
      .filter(([name]) => name !== '')
      .slice(0, MOST_ENTRIES)
      // Cleaned before it is judged: an invisible character would hide a secret.
      .map(([name, value]) => [cleanText(name.slice(0, 512)), cleanText((raw(value) ?? '').slice(0, 4096))]),
  );
  return Object.fromEntries(
    Object.entries(maskEnvs(envs, listed)).map(([name, value]) => [shown(name, 128) ?? '', shown(value, 500) ?? '']),
  );
}

/** A command as lines, masked and bounded. */
const commandText = (value: unknown): string | undefined => {
  const lines = Foreign.of(value)?.text(MAX_COMMAND_BYTES)?.split('\n');
  if (lines === undefined) return undefined;
  return capLines(lines, { maxLines: 100, maxBytes: MAX_COMMAND_BYTES, keep: 'head' }).lines.join('\n');
};

const readTransition = (entry: WireRecord): Record<string, string> =>
  texts({
    status: shown(entry.Status, 40),
    start: isoTime(raw(entry.StartTime)),
    end: isoTime(raw(entry.EndTime)),
    reason: shown(entry.ReasonCode, 80),
  });

/**
 * The heavy part of a job: what it runs and what it went through.
 * @param listed names of environment variables whose values are shown; all others are masked (R35)
 */
export function jobDetail(job: WireRecord, listed: readonly string[]) {
  const { Tags: _tags, ...settings } = record(job.Settings);
  return {
    command: commandText(job.UserCommand),
    envs: orNothing(envsOf(job, listed)),
    settings: orNothing(shownMap(settings, 500)),
    status_history: records(job.StatusHistory).slice(-50).map(readTransition),
    history_pods: readHistoryPods(job.Pods).slice(-MAX_PODS),
  };
}

const entries = (value: unknown): number => Object.keys(record(value)).length;

/** What is not shown of a job that has more of something than any real one, such as `968 of 1000 tasks`. */
function leftOut(job: WireRecord): string | undefined {
  const parts = [
    { of: 'tasks', all: records(job.JobSpecs).length, most: MAX_TASKS },
    { of: 'data sources', all: records(job.DataSources).length, most: MAX_SOURCES },
    { of: 'environment variables', all: entries(job.Envs) + records(job.CustomEnvs).length, most: MOST_ENTRIES },
    { of: 'tags', all: entries(record(job.Settings).Tags), most: MOST_ENTRIES },
    { of: 'settings', all: entries(job.Settings), most: MOST_ENTRIES },
  ].flatMap(({ of, all, most }) => (all > most ? [`${all - most} of ${all} ${of}`] : []));
  return parts.join(', ') || undefined;
}

/** A GetJob answer in the tool's terms, safe to show; tolerant of what is missing or odd (R38). */
export function jobView(job: WireRecord, now: Date) {
  const pods = readPods(job.Pods);
  return {
    job_id: shown(job.JobId, 64) ?? '',
    display_name: shown(job.DisplayName, 256) ?? '',
    job_type: shown(job.JobType, 40) ?? '',
    status: shown(job.Status, 40) ?? 'Unknown',
    sub_status: shown(job.SubStatus, 40),
    workspace_id: shown(job.WorkspaceId, 64),
    ...readReason(job.ReasonCode, job.ReasonMessage),
    times: jobTimes(job),
    ...jobSpans(job, now),
    priority: positive(job.Priority),
    resource_id: shown(job.ResourceId, 80),
    tasks: records(job.JobSpecs).slice(0, MAX_TASKS).map(readTask),
    pods: pods.slice(0, MAX_PODS),
    pod_count: pods.length,
    data_sources: records(job.DataSources)
      .slice(0, MAX_SOURCES)
      .map(readSource)
      .filter((source) => Object.keys(source).length > 0),
    code_source: orNothing(readCode(job.CodeSource)),
    restarts: shown(job.RestartTimes, 20),
    max_running_minutes: positive(job.JobMaxRunningTimeMinutes),
    tags: orNothing(shownMap(record(job.Settings).Tags, 200)),
    left_out: leftOut(job),
  };
}

export type JobView = ReturnType<typeof jobView>;
