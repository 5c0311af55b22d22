import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { upperOrder, workspaceOption, workspaceSortBy, workspaceStatus } from '../schemas/enums.ts';
import { workspaceItem } from '../schemas/response/workspaces.ts';
import { amount, items, lenient, text } from '../schemas/wire.ts';

/** Workspaces the caller is a member of. */
export const listWorkspaces = defineOperation({
  product: 'aiworkspace',
  action: 'ListWorkspaces',
  method: 'GET',
  path: '/api/v1/workspaces',
  pathParams: {},
  query: [
    'Fields',
    'ModuleList',
    'Option',
    'Order',
    'PageNumber',
    'PageSize',
    'ResourceGroupId',
    'SortBy',
    'Status',
    'UserId',
    'Verbose',
    'WorkspaceIds',
    'WorkspaceName',
  ],
  jsonQuery: [],
  body: [],
  ram: ['paiworkspace:ListWorkspaces', 'aiworkspace:ListWorkspaces'],
  effect: 'read',
  input: z.strictObject({
    Fields: z.string().optional(),
    ModuleList: z.string().optional(),
    Option: workspaceOption.optional(),
    Order: upperOrder.optional(),
    PageNumber: z.int().min(1).optional(),
    PageSize: z.int().min(1).optional(),
    ResourceGroupId: z.string().optional(),
    SortBy: workspaceSortBy.optional(),
    Status: workspaceStatus.optional(),
    UserId: z.string().optional(),
    Verbose: z.boolean().optional(),
    WorkspaceIds: z.string().optional(),
    WorkspaceName: z.string().optional(),
  }),
  output: z.looseObject({
    TotalCount: amount,
    Workspaces: items(workspaceItem),
    RequestId: lenient(text),
    ResourceLimits: lenient(z.record(z.string(), z.unknown())),
  }),
});
