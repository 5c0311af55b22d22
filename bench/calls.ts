import OpenApi, { $OpenApiUtil } from '@alicloud/openapi-core';
import { RuntimeOptions } from '@darabonba/typescript';
import type { Connection } from './client.ts';
import type { SimulatedCloud } from './cloud.ts';

/** Milliseconds of each call, by way. */
export interface Calls {
  /** `GetJob` with the official SDK core in this process. */
  direct: number[];
  /** `get_job` through the server. */
  through: number[];
  /** A tool without work through a bare server: what client, pipe and SDK cost anyone. */
  floor: number[];
}

/** The call that `get_job` makes, as an application without a server would make it. */
function sdkCall({ endpoint, accessKeyId, accessKeySecret }: SimulatedCloud, jobId: string): () => Promise<unknown> {
  const client = new OpenApi.default(
    new $OpenApiUtil.Config({
      accessKeyId,
      accessKeySecret,
      endpoint,
      protocol: 'http',
      connectTimeout: 15_000,
      readTimeout: 30_000,
    }),
  );
  const params = new $OpenApiUtil.Params({
    action: 'GetJob',
    version: '2020-12-03',
    protocol: 'HTTP',
    pathname: `/api/v1/jobs/${jobId}`,
    method: 'GET',
    authType: 'AK',
    style: 'ROA',
    reqBodyType: 'json',
    bodyType: 'json',
  });
  return () => {
    const request = new $OpenApiUtil.OpenApiRequest({ headers: {}, query: { NeedDetail: 'true' } });
    return client.callApi(params, request, new RuntimeOptions({}));
  };
}

/** The same read in three ways, one call after the other, interleaved; the first `callsBefore` are not counted. */
export async function timeCalls(
  cloud: SimulatedCloud,
  server: Connection,
  bare: Connection,
  { callsBefore, calls: counted }: { callsBefore: number; calls: number },
): Promise<Calls> {
  const { data } = await server.call('list_jobs');
  const [job] = data.jobs as { job_id: string }[];
  if (job === undefined) throw new Error('the simulator has no job');
  const ways: Record<keyof Calls, () => Promise<unknown>> = {
    direct: sdkCall(cloud, job.job_id),
    through: () => server.call('get_job', { job_id: job.job_id }),
    floor: () => bare.call('echo', { text: 'x' }),
  };
  const calls: Calls = { direct: [], through: [], floor: [] };
  for (let round = -callsBefore; round < counted; round += 1)
    for (const [way, call] of Object.entries(ways)) {
      const started = performance.now();
      await call();
      if (round >= 0) calls[way as keyof Calls].push(performance.now() - started);
    }
  return calls;
}
