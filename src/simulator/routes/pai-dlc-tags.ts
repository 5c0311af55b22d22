import { fail } from '../errors.ts';
import type { JobRecord } from '../jobs/record.ts';
import type { Route, SimRequest } from '../route.ts';
import { text } from '../world/query.ts';
import { type JobContext, ownJob, STRING } from './pai-dlc-shared.ts';

const MOST_JOBS = 50;
const MOST_TAGS = 20;

type Tags = Readonly<Record<string, string>>;

/** A list of that many strings at most; which code too many are answered with is not published. */
function texts(request: SimRequest, name: string, most: number): string[] {
  const given = request.params[name] ?? [];
  if (!Array.isArray(given) || !given.every((each) => typeof each === 'string'))
    throw fail('InvalidParameter', `${name} must be a list of strings.`);
  if (given.length > most) throw fail('InvalidParameter', `${name} must not have more than ${most} members.`);
  return given;
}

/** The jobs that a call names: all of them are there, and the caller's. */
function jobsOf(context: JobContext, request: SimRequest): JobRecord[] {
  if (text(request.params, 'ResourceType') !== 'Job')
    throw fail('InvalidParameter', 'ResourceType is invalid; valid values: Job.');
  const ids = texts(request, 'ResourceId', MOST_JOBS);
  if (ids.length === 0) throw fail('MissingParameter', 'ResourceId is mandatory for this action.');
  return ids.map((id) => ownJob(context, request, id));
}

/** The tags of a call, by key. */
function tagsOf({ params }: SimRequest): Tags {
  const given = Array.isArray(params.Tag) ? (params.Tag as Record<string, unknown>[]) : [];
  if (given.length === 0) throw fail('MissingParameter', 'Tag is mandatory for this action.');
  if (given.length > MOST_TAGS) throw fail('InvalidParameter', `Tag must not have more than ${MOST_TAGS} members.`);
  return Object.fromEntries(
    given.map(({ Key, Value }) => {
      if (typeof Key !== 'string' || Key === '')
        throw fail('MissingParameter', 'Tag.Key is mandatory for this action.');
      return [Key, typeof Value === 'string' ? Value : ''];
    }),
  );
}

/** `TagResources` and `UntagResources`: tags of jobs, the same as those that a job is created with. */
export function tagRoutes(context: JobContext): Route[] {
  const { store } = context;
  const base = { product: 'pai-dlc', path: '/api/v1/tags' } as const;
  const change = (record: JobRecord, to: (tags: Tags) => Record<string, string>): void =>
    store.update(record, () => {
      const { request } = record;
      const Tags = to(request.Settings?.Tags ?? {});
      record.request = { ...request, Settings: { ...request.Settings, Tags } };
    });
  return [
    {
      ...base,
      action: 'TagResources',
      method: 'POST',
      query: {},
      body: {
        RegionId: { type: 'string', required: true },
        ResourceId: { type: 'array', required: true },
        ResourceType: { type: 'string', required: true },
        Tag: { type: 'array' },
      },
      handle: (request) => {
        const given = tagsOf(request);
        const jobs = jobsOf(context, request);
        const most = jobs.find(
          ({ request: { Settings } }) => Object.keys({ ...Settings?.Tags, ...given }).length > MOST_TAGS,
        );
        if (most) throw fail('InvalidParameter', `Job ${most.id} must not have more than ${MOST_TAGS} tags.`);
        if (!request.ignores()) for (const job of jobs) change(job, (tags) => ({ ...tags, ...given }));
        return {};
      },
    },
    {
      ...base,
      action: 'UntagResources',
      method: 'DELETE',
      query: {
        All: { type: 'string', values: ['true', 'false'] },
        ResourceId: { type: 'array', required: true, serialised: 'json' },
        ResourceType: { ...STRING, required: true },
        TagKey: { type: 'array', serialised: 'json' },
      },
      body: {},
      handle: (request) => {
        const keys = texts(request, 'TagKey', MOST_TAGS);
        const all = text(request.params, 'All') === 'true';
        if (keys.length === 0 && !all) throw fail('MissingParameter', 'TagKey is mandatory for this action.');
        const jobs = jobsOf(context, request);
        const kept = (tags: Tags) =>
          Object.fromEntries(Object.entries(tags).filter(([key]) => !(keys.length === 0 ? all : keys.includes(key))));
        if (!request.ignores()) for (const job of jobs) change(job, kept);
        return {};
      },
    },
  ];
}
