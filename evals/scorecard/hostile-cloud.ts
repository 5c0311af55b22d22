import { operations } from '../../src/api/operations.ts';
import { allTools } from '../../src/tools/all.ts';
import { answer, refusal } from '../../tests/api/harness.ts';
import type { Session } from '../../tests/e2e/harness.ts';
import { JOB_ID, type Scripted, scripted } from '../../tests/e2e/scripted.ts';
import type { Named } from '../../tests/e2e/world.ts';
import { VIEWER_NAMES } from '../../tests/named.ts';
import { soundCall } from '../../tests/server/full-calls.ts';
import { type Args, connectTo } from './calls.ts';
import { answerTo, NODE, POD } from './hostile-answers.ts';

/** A cloud whose every word is somebody else's, and a server on it. */
export interface HostileCloud {
  session: Session;
  cloud: Scripted;
  /** From now on every text of every answer is this one; a list of lines is for logs and events. */
  says(text: string, lines?: readonly string[]): void;
  /** From now on every call fails with this message. */
  fails(message: string, status?: number, code?: string): void;
  close(): Promise<void>;
}

/** A job like the other, but over. */
const OVER_ID = 'dlc2xjcumbfm7aai';

/** What calls name in this cloud: it has one of everything. */
export const NAMED: Named = {
  workspace_id: '123456',
  job_id: JOB_ID,
  over_job_id: OVER_ID,
  signal_id: 'oper1',
  pod_id: POD,
  image_id: 'image-1',
  image: 'registry/image:1',
  ecs_spec: 'ecs.gn6e-c12g1.3xlarge',
  dataset_id: 'd-1',
  code_source_id: 'code-1',
  private_code_source_id: 'code-1',
  private_dataset_id: 'd-1',
  private_image_id: 'image-1',
  versioned_dataset_id: 'd-1',
  quota: 'quota1',
  resource_group: 'rg1a',
  machine_group: 'mg1a',
  node: NODE,
  ...VIEWER_NAMES,
};

const all = Object.values(operations);

/** What has to be changed in the job of these answers before it can be created. */
const WHOLE: Args = { accessibility: 'PRIVATE', user_vpc: null };
/** What makes a tool show more. */
const FULLER: Readonly<Record<string, Args>> = {
  list_images: { verbose: true },
  list_jobs: { own: false },
  get_job: { detail: true },
  clone_job: { changes: WHOLE, dry_run: true },
  create_job_from_template: { changes: WHOLE, dry_run: true },
  create_jobs: { job: undefined, from_job: JOB_ID, variations: [WHOLE], dry_run: true },
  tag_resources: { tags: { tag: '7' } },
  // No job uses these.
  delete_code_source: { code_source_id: 'code-2' },
  delete_dataset: { dataset_id: 'd-2' },
};

/** Every place where a text of the cloud can come out, as calls. */
export const SURFACES: Readonly<Record<string, (at: HostileCloud) => Promise<unknown>>> = {
  ...Object.fromEntries(
    allTools.map((tool) => [
      tool.name,
      ({ session }: HostileCloud) => session.call(tool.name, { ...soundCall(tool, NAMED), ...FULLER[tool.name] }),
    ]),
  ),
  'resource of a job': ({ session }) => read(session, `cn-hangzhou/jobs/${JOB_ID}`),
  'resource of logs': ({ session }) => read(session, `cn-hangzhou/jobs/${JOB_ID}/logs`),
  'resource of events': ({ session }) => read(session, `cn-hangzhou/jobs/${JOB_ID}/events`),
  prompt: ({ session }) =>
    session.client
      .getPrompt({ name: 'explain_job', arguments: { job_id: JOB_ID } })
      .catch((error: Error) => error.message),
  completion: ({ session }) =>
    session.client
      .complete({
        ref: { type: 'ref/resource', uri: 'pai-dlc://{region}/jobs/{job_id}' },
        argument: { name: 'job_id', value: '' },
      })
      .catch((error: Error) => error.message),
};

const read = (session: Session, path: string): Promise<unknown> =>
  session.client
    .readResource({ uri: `pai-dlc://${path}` })
    .catch((error: Error & { data?: unknown }) => ({ message: error.message, data: error.data }));

/** The ids in the path of a request, by name: an answer that has others is none. */
function askedIn(path: string, url = ''): Args {
  const form = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/?]+)')}(?:\\?|$)`);
  const ids = Object.entries(form.exec(url)?.groups ?? {});
  return Object.fromEntries(ids.map(([name, id]) => [name, decodeURIComponent(id)]));
}

export async function openHostileCloud(
  main: string | undefined,
  env: Record<string, string> = {},
): Promise<HostileCloud> {
  const cloud = await scripted({});
  const session = await connectTo(main, {
    era: 'modern',
    // What a person is asked is a surface, too; they say no.
    person: () => ({ action: 'decline' }),
    env: cloud.env({
      PAI_DLC_MCP_WORKSPACE_ID: '123456',
      PAI_DLC_MCP_READ_BACK_MS: '0',
      PAI_DLC_MCP_LOG_LEVEL: 'error',
      ...env,
    }),
  });
  return {
    session,
    cloud,
    says(text, lines) {
      for (const operation of all) {
        // Made when it is asked for: of more than a hundred answers a call asks for a few.
        let made: Args | undefined;
        cloud.set(operation.action, (response, request) => {
          made ??= answerTo(operation, text, lines);
          const isOver = operation.action === 'GetJob' && request.url?.includes(OVER_ID);
          const over = isOver ? { Status: 'Succeeded' } : {};
          answer(200, { ...made, ...askedIn(operation.path, request.url), ...over })(response, request);
        });
      }
    },
    fails(message, status = 400, code = 'InvalidParameter') {
      for (const { action } of all)
        cloud.set(
          action,
          refusal(
            status,
            code,
            message,
            status === 403
              ? {
                  AccessDeniedDetail: {
                    AuthAction: message,
                    NoPermissionType: message,
                    EncodedDiagnosticMessage: message,
                  },
                }
              : {},
          ),
        );
    },
    async close() {
      await session.close();
      await cloud.close();
    },
  };
}

/** What a surface shows, questions included. */
export async function shownBy(
  at: HostileCloud,
  surface: (at: HostileCloud) => Promise<unknown>,
): Promise<{ text: string; all: string }> {
  const before = at.session.asked.length;
  const result = await surface(at);
  const asked = at.session.asked.slice(before);
  const text =
    typeof result === 'object' && result !== null && 'text' in result ? String(result.text) : JSON.stringify(result);
  return { text: [text, ...asked].join('\n'), all: JSON.stringify([result, asked]) };
}
