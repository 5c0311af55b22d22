import type { Output } from '../../../api/operations.ts';
import type { Shown } from '../../../domain/shown.ts';
import { flag, records, time } from '../../../jobs/wire.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

/** The names of a list of texts, each fit to show, in one line. */
const listed = (values: unknown): Shown =>
  shownOrEmpty((Array.isArray(values) ? values : []).filter((value) => value).join(', '), 400);

/** The steps that making it went through: `ENABLED`, or `CREATING 500 Create Failed`. */
const conditionsOf = (conditions: unknown): Shown =>
  listed(
    records(conditions).map(({ Type, Code, Message }) =>
      Code === undefined || Code === 200 ? Type : [Type, Code, Message].filter(Boolean).join(' '),
    ),
  );

/** One workspace; the default one tells the same, but not that it is the default. */
export const readWorkspace = (answer: Output<'GetWorkspace'> | Output<'GetDefaultWorkspace'>) => ({
  workspaceId: verbatim(answer.WorkspaceId),
  name: shownOrEmpty(answer.WorkspaceName),
  displayName: shownOrEmpty(answer.DisplayName),
  isDefault: 'IsDefault' in answer && answer.IsDefault !== undefined ? flag(answer.IsDefault) : undefined,
  status: shownOrEmpty(answer.Status, 40),
  description: shownOrEmpty(answer.Description),
  environments: listed(answer.EnvTypes),
  owner: shownOrEmpty(answer.Owner?.UserName ?? answer.Owner?.UserId ?? answer.Creator),
  admins: 'AdminNames' in answer ? listed(answer.AdminNames) : undefined,
  created: time(answer.GmtCreateTime),
  conditions: 'Conditions' in answer ? conditionsOf(answer.Conditions) : undefined,
});

/** What an account is, by the number that the API gives (api-notes: permissions). */
const ACCOUNTS: Readonly<Record<string, string>> = { 1: 'main account', 5: 'RAM user', 6: 'RAM role' };

const member = (answer: Output<'ListMembers'>['Members'][number]) => ({
  userId: verbatim(answer.UserId),
  name: shownOrEmpty(answer.DisplayName || answer.MemberName || answer.AccountName),
  account: ACCOUNTS[answer.AccountType ?? ''] ?? shownOrEmpty(answer.AccountType, 40),
  roles: listed(answer.Roles),
  since: time(answer.GmtCreateTime),
});

/** The members of a page, and how many there are in all. */
export const readMembers = ({ Members, TotalCount }: Output<'ListMembers'>) => ({
  members: Members.map(member),
  total: TotalCount,
});

const resource = (answer: NonNullable<Output<'ListResources'>['Resources']>[number]) => ({
  name: shownOrEmpty(answer.Name),
  type: shownOrEmpty(answer.ResourceType ?? answer.ProductType, 40),
  environment: shownOrEmpty(answer.EnvType, 40),
  isDefault: answer.IsDefault,
  quotas: (answer.Quotas ?? []).map((quota) => ({
    quotaId: verbatim(quota.Id),
    name: shownOrEmpty(quota.DisplayName || quota.Name),
    mode: shownOrEmpty(quota.Mode, 40),
    cards: shownOrEmpty(quota.CardType, 40),
  })),
});

/** The resources of a page, each with the quotas that it brings, and how many there are in all. */
export const readResources = ({ Resources, TotalCount }: Output<'ListResources'>) => ({
  resources: (Resources ?? []).map(resource),
  total: TotalCount,
});

/** Products that are bought and services that are open; what the cloud does not say is `undefined`. */
export const readProducts = ({ Products = [], Services = [] }: Output<'ListProducts'>) => ({
  products: Products.map(({ ProductCode, IsPurchased, HasPermissionToPurchase }) => ({
    code: shownOrEmpty(ProductCode, 80),
    bought: IsPurchased,
    mayBuy: HasPermissionToPurchase,
  })),
  services: Services.map(({ ServiceCode, IsOpen }) => ({ code: shownOrEmpty(ServiceCode, 80), open: IsOpen })),
});

type Rules = Output<'ListPermissions'>['Permissions'][number]['PermissionRules'];

/**
 * Whose things a permission covers, in words (api-notes: permissions). A permission without rules covers everything, as
 * there is nothing that narrows it.
 */
function covers(rules: NonNullable<Rules>): string {
  if (rules.length === 0) return 'all';
  return rules
    .map(({ Accessibility, EntityAccessType }) => {
      const whose = EntityAccessType === 'CREATOR' ? 'your own' : "everybody's";
      const which = shownOrEmpty(Accessibility, 40);
      return which === 'ANY' || which === '' ? whose : `${whose} ${which.toLowerCase()}`;
    })
    .join(', ');
}

/** What the caller may do, each with what it covers. */
export const readPermissions = ({ Permissions }: Output<'ListPermissions'>) =>
  Permissions.map(({ PermissionCode, PermissionRules = [] }) => ({
    code: verbatim(PermissionCode),
    covers: covers(PermissionRules),
  }));
