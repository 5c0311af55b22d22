import { describe, expect, it } from 'vitest';
import { getDefaultWorkspace } from '../../src/tools/workspace/get-default-workspace.ts';
import { getWorkspace } from '../../src/tools/workspace/get-workspace.ts';
import { listMembers } from '../../src/tools/workspace/list-members.ts';
import { listPermissions } from '../../src/tools/workspace/list-permissions.ts';
import { listProducts } from '../../src/tools/workspace/list-products.ts';
import { listResources } from '../../src/tools/workspace/list-resources.ts';
import { use } from './read-fixtures.ts';

const scope = { workspaceId: '259315' };

describe('get_workspace', () => {
  it('asks for all of it, and says what is there', async () => {
    const GetWorkspace = {
      WorkspaceId: '259315',
      WorkspaceName: 'llm_train',
      Status: 'ENABLED',
      IsDefault: true,
      EnvTypes: ['dev', 'prod'],
      AdminNames: ['alice', 'bob'],
      Owner: { UserName: 'alice' },
      GmtCreateTime: '2021-01-21T17:12:35.232Z',
    };
    const { output, text, sent } = await use(getWorkspace, {}, { GetWorkspace }, scope);
    expect(sent).toEqual({ WorkspaceId: '259315', Verbose: true });
    expect(output).toMatchObject({ is_default: true, environments: 'dev, prod', owner: 'alice', admins: 'alice, bob' });
    expect(text).toContain('Workspace llm_train');
  });

  it('takes what is missing or odd for absent', async () => {
    const { output } = await use(
      getWorkspace,
      {},
      { GetWorkspace: { WorkspaceId: '1', Owner: 'x', EnvTypes: 7 } },
      scope,
    );
    expect(output).toMatchObject({ workspace_id: '1', environments: '', owner: '' });
    expect(output.is_default).toBeUndefined();
  });

  it('says of the default one no more than the cloud does', async () => {
    const Conditions = [{ Type: 'CREATING', Code: 500, Message: 'no role' }, { Type: 'ENABLED', Code: 200 }, {}];
    const GetDefaultWorkspace = { WorkspaceId: '2', WorkspaceName: 'x', Conditions };
    const { output, text } = await use(getDefaultWorkspace, {}, { GetDefaultWorkspace });
    expect(output).toMatchObject({ workspace_id: '2', owner: '', conditions: 'CREATING 500 no role, ENABLED' });
    expect(text).toContain('Default workspace x');
  });
});

describe('list_members', () => {
  const ListMembers = {
    Members: [
      { UserId: '1', DisplayName: '', MemberName: 'alice', AccountType: '1', Roles: ['PAI.WorkspaceOwner', 'role-1'] },
      { UserId: '2', AccountType: '9' },
    ],
    TotalCount: 61,
  };

  it('names people by what they are called, and their accounts in words', async () => {
    const { output, text } = await use(
      listMembers,
      { roles: ['PAI.WorkspaceAdmin', 'role-1'] },
      { ListMembers },
      scope,
    );
    expect(output.members).toMatchObject([
      { user_id: '1', name: 'alice', account: 'main account', roles: 'PAI.WorkspaceOwner, role-1' },
      { user_id: '2', name: '', account: '9', roles: '' },
    ]);
    expect(text).toContain('2 of 61 members, page 1 of 2');
    expect(text).toContain('page_number=2 for more.');
  });

  it('sends the roles as one list, and takes nothing that is no role', async () => {
    const { sent } = await use(
      listMembers,
      { roles: ['PAI.WorkspaceAdmin', 'role-1'], user_id: '7' },
      { ListMembers },
      scope,
    );
    expect(sent).toMatchObject({ Roles: 'PAI.WorkspaceAdmin,role-1', UserId: '7', WorkspaceId: '259315' });
    for (const role of ['WorkspaceAdmin', 'PAI.', 'PAI.a,PAI.b', 'role-'])
      expect(listMembers.input.safeParse({ roles: [role] }).success, role).toBe(false);
  });
});

describe('list_resources', () => {
  it('shows the quotas that each brings', async () => {
    const ListResources = {
      Resources: [
        {
          Name: 'r',
          ResourceType: 'Lingjun',
          EnvType: 'prod',
          IsDefault: true,
          Quotas: [{ Id: 'quota1', CardType: 'GPU', Mode: 'share' }],
        },
        { Name: 's' },
      ],
      TotalCount: 2,
    };
    const { output, text, sent } = await use(
      listResources,
      { resource_types: ['ECS', 'Lingjun'] },
      { ListResources },
      scope,
    );
    expect(sent).toMatchObject({ Verbose: true, ResourceTypes: 'ECS,Lingjun' });
    expect(output.resources).toMatchObject([{ quotas: [{ quota_id: 'quota1' }] }, { quotas: [], type: '' }]);
    expect(text).toContain('quota1 GPU share');
  });
});

describe('list_products', () => {
  it('tells what is not open from what is not known', async () => {
    const ListProducts = {
      Products: [{ ProductCode: 'DLC_share', IsPurchased: true }],
      Services: [{ ServiceCode: 'oss', IsOpen: false }, { ServiceCode: 'nas' }],
    };
    const { text, sent } = await use(listProducts, { service_codes: ['oss', 'nas'] }, { ListProducts });
    expect(sent).toEqual({ ServiceCodes: 'oss,nas' });
    expect(text).toMatch(/oss +no/);
    expect(text).toMatch(/nas +unknown/);
    expect(text).toContain('opened by an administrator');
  });

  it('says so where the cloud names nothing', async () => {
    expect((await use(listProducts, {}, { ListProducts: {} })).text).toContain('named no product');
  });
});

describe('list_permissions', () => {
  const ListPermissions = {
    Permissions: [
      { PermissionCode: 'PaiDLC:StopJob', PermissionRules: [{ Accessibility: 'ANY', EntityAccessType: 'CREATOR' }] },
      {
        PermissionCode: 'PaiDLC:GetJob',
        PermissionRules: [
          { Accessibility: 'ANY', EntityAccessType: 'CREATOR' },
          { Accessibility: 'PUBLIC', EntityAccessType: 'ANY' },
        ],
      },
      { PermissionCode: 'PaiDSW:StartInstance' },
    ],
  };

  it('says whose things each covers', async () => {
    const { output } = await use(listPermissions, {}, { ListPermissions }, scope);
    expect(output.permissions).toEqual([
      { code: 'PaiDLC:StopJob', covers: 'your own' },
      { code: 'PaiDLC:GetJob', covers: "your own, everybody's public" },
      { code: 'PaiDSW:StartInstance', covers: 'all' },
    ]);
  });

  it('finds them by a part of their name, in any case', async () => {
    const { output, text } = await use(listPermissions, { code_contains: 'stopjob' }, { ListPermissions }, scope);
    expect(output.permissions).toHaveLength(1);
    expect(text).toContain('1 of 3 permissions');
    const none = await use(listPermissions, { code_contains: 'Tensor' }, { ListPermissions }, scope);
    expect(none.text).toContain('list_members');
  });
});
