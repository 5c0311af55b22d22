import type { Action } from '../../../api/operations.ts';
import type { Toolset } from '../../../domain/toolsets.ts';
import type { ToolContext } from '../../tool.ts';
import type { Page } from '../all-pages.ts';
import {
  readHistoryServer,
  readHistoryServers,
  readTensorboard,
  readTensorboards,
  type Viewer,
  type Viewers,
} from '../decoders/viewers.ts';

type Context = Pick<ToolContext, 'call' | 'signal'>;

export type ViewerAct = 'start' | 'stop' | 'remove';

/** The calls of one kind: what shows the work of jobs does the same, by operations of other names. */
export interface ViewerApi extends Record<ViewerAct, (ctx: Context, id: string) => Promise<unknown>> {
  toolset: Toolset;
  /** Name of the parameter that has its id. */
  param: string;
  /** Name of the tool that reads one. */
  reader: string;
  actions: Readonly<Record<ViewerAct | 'read', Action>>;
  /** @param signal ends this read alone */
  read(ctx: Context, id: string, signal?: AbortSignal): Promise<Viewer>;
  list(ctx: Context, request: ListRequest): Promise<Viewers>;
}

interface ListRequest extends Page {
  WorkspaceId: string | undefined;
  ShowOwn: boolean;
  StartTime: string;
}

export const TENSORBOARD: ViewerApi = {
  toolset: 'tensorboard',
  param: 'tensorboard_id',
  reader: 'get_tensorboard',
  actions: {
    read: 'GetTensorboard',
    start: 'StartTensorboard',
    stop: 'StopTensorboard',
    remove: 'DeleteTensorboard',
  },
  read: async ({ call, signal: own }, TensorboardId, signal = own) =>
    readTensorboard(await call('GetTensorboard', { TensorboardId }, { signal })),
  list: async ({ call }, request) => readTensorboards(await call('ListTensorboards', { ...request, Verbose: true })),
  start: ({ call }, TensorboardId) => call('StartTensorboard', { TensorboardId }),
  stop: ({ call }, TensorboardId) => call('StopTensorboard', { TensorboardId }),
  remove: ({ call }, TensorboardId) => call('DeleteTensorboard', { TensorboardId }),
};

export const HISTORY_SERVER: ViewerApi = {
  toolset: 'ray',
  param: 'ray_history_server_id',
  reader: 'get_ray_history_server',
  actions: {
    read: 'GetRayHistoryServer',
    start: 'StartRayHistoryServer',
    stop: 'StopRayHistoryServer',
    remove: 'DeleteRayHistoryServer',
  },
  read: async ({ call, signal: own }, RayHistoryServerId, signal = own) =>
    readHistoryServer(await call('GetRayHistoryServer', { RayHistoryServerId }, { signal })),
  list: async ({ call }, request) => readHistoryServers(await call('ListRayHistoryServers', { ...request })),
  start: ({ call }, RayHistoryServerId) => call('StartRayHistoryServer', { RayHistoryServerId }),
  stop: ({ call }, RayHistoryServerId) => call('StopRayHistoryServer', { RayHistoryServerId }),
  remove: ({ call }, RayHistoryServerId) => call('DeleteRayHistoryServer', { RayHistoryServerId }),
};
