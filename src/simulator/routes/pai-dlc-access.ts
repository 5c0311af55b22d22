import { randomUUID } from 'node:crypto';
import { fail } from '../errors.ts';
import type { Route } from '../route.ts';
import { text } from '../world/query.ts';
import { type JobContext, ownJob, podOf, readableJob, STRING } from './pai-dlc-shared.ts';
import { signedToken } from './tokens.ts';

const WEEK_SECONDS = 604_800;

/** What hands out access: web terminals and tokens. */
export function accessRoutes(context: JobContext): Route[] {
  const base = { product: 'pai-dlc', method: 'GET', body: {} } as const;
  return [
    {
      ...base,
      action: 'GetWebTerminal',
      path: '/api/v1/jobs/{JobId}/pods/{PodId}/webterminal',
      query: { PodUid: STRING, IsShared: { type: 'boolean' } },
      handle: (request) => {
        const { pod } = podOf(context, request, ownJob(context, request));
        if (pod.status !== 'Running') throw fail('BadRequest', `Pod ${pod.name} is not running.`);
        // `.invalid` never resolves: the link cannot be taken for one that works.
        const host = `pai-dlc-proxy-${context.region}.simulated.invalid`;
        const shared = request.params.IsShared === true ? '&shared=true' : '';
        return { WebTerminalUrl: `wss://${host}/terminals/${pod.name}?token=${randomUUID()}${shared}` };
      },
    },
    {
      ...base,
      action: 'GetToken',
      path: '/api/v1/tokens',
      query: {
        TargetType: STRING,
        TargetId: STRING,
        ExpireTime: { type: 'integer', min: 0 },
        TokenSettings: { type: 'object' },
      },
      handle: (request) => {
        const { params, caller } = request;
        const type = text(params, 'TargetType') ?? 'job';
        const id = text(params, 'TargetId');
        if (type !== 'job' && type !== 'tensorboard')
          throw fail('InvalidParameter', 'TargetType is invalid; valid values: job, tensorboard.');
        if (id === undefined) throw fail('MissingParameter', 'TargetId is mandatory for this action.');
        if (type === 'tensorboard') context.viewers.readable('tensorboard', id, caller);
        else readableJob(context, request, id);
        const iat = Math.floor(context.store.now() / 1000);
        const lifetime = typeof params.ExpireTime === 'number' ? params.ExpireTime : WEEK_SECONDS;
        const asked = { exp: iat + lifetime, iat, user_id: caller.userId, target_id: id, target_type: type };
        // What a token opens besides is not published: it says what it was asked for.
        const claims = params.TokenSettings === undefined ? asked : { ...asked, settings: params.TokenSettings };
        return { Token: signedToken(claims, context.tokenSecret) };
      },
    },
  ];
}
