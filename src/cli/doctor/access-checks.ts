import { describeCredentials } from '../../api/credentials.ts';
import { type Action, operations } from '../../api/operations.ts';
import { leastPolicy } from '../../api/permission.ts';
import { Fault, type FaultDetails } from '../../domain/fault.ts';
import { asIs, en, listed, NOTHING, type Said, say, zh } from '../../domain/said.ts';
import { cleanText } from '../../shaping/clean.ts';
import { readPermissions } from '../../tools/kit/decoders/workspace-details.ts';
import { foundIn, mendingOf } from '../credential-words.ts';
import { broken, type CheckResult, type DoctorCheck, ok, skipped, warning } from './check.ts';
import { SET_CLOCK } from './network-checks.ts';
import { inOrder, isHarmless, needsNothing, type ProbeResult } from './reads.ts';
import type { Subject } from './subject.ts';

/** That there are none, which is what a person meets first. */
const lacking = ({ kind, message }: FaultDetails, profile: string | undefined): Said => {
  if (kind !== 'credentials') return asIs(message);
  return profile === undefined
    ? say(en`${message}`, zh`没有找到可用的阿里云凭证。`)
    : say(en`${message}`, zh`profile“${profile}”没有可用的阿里云凭证。`);
};

export const credentialsCheck = ({ target, config: { profile } }: Subject): DoctorCheck => ({
  id: 'credentials',
  title: say(en`Credentials`, zh`凭证`),
  needs: ['configuration'],
  run: async () => {
    try {
      const { provider, temporary, keyEnd } = await describeCredentials(await target());
      const kind = temporary
        ? say(en`temporary (STS)`, zh`临时凭证（STS）`)
        : say(en`a permanent access key`, zh`长期 AccessKey`);
      const end =
        keyEnd === undefined
          ? NOTHING
          : say(en`, access key id ending in ${keyEnd}`, zh`，AccessKey ID 以 ${keyEnd} 结尾`);
      const place = foundIn(provider);
      return ok(say(en`${kind} from ${place}${end}`, zh`${kind}，来自${place}${end}`));
    } catch (thrown) {
      if (thrown instanceof Fault)
        return broken(lacking(thrown.details, profile), await mendingOf(thrown.details, profile));
      throw thrown;
    }
  },
});

const actionsOf = ({ tools }: Subject): readonly Action[] => inOrder(tools.flatMap((tool) => tool.actions));

/** The first read that needs no id: whatever the cloud answers shows whether it knows who calls. */
const firstRead = (subject: Subject): Action => actionsOf(subject).find(needsNothing) ?? 'ListWorkspaces';

const said = ({ message, said: words }: FaultDetails): Said =>
  words === undefined
    ? asIs(message)
    : say(
        en`${message} The cloud said: ${JSON.stringify(words)}.`,
        zh`${message} 云端返回：${JSON.stringify(words)}。`,
      );

export const accessCheck = (subject: Subject): DoctorCheck => ({
  id: 'access',
  title: say(en`Signed call`, zh`签名调用`),
  needs: ['credentials', 'region', `endpoint:${operations[firstRead(subject)].product}`],
  deadlineMs: 20_000,
  run: async (signal) => {
    const action = firstRead(subject);
    const attempt = await subject.reads.attempt(action, signal);
    if (attempt.kind !== 'refused')
      return ok(say(en`the cloud accepts the credentials (${action})`, zh`云端接受这套凭证（${action}）`));
    const { fault } = attempt;
    if (fault.kind === 'permission_denied')
      return ok(
        say(
          en`the cloud accepts the credentials (${action} itself is denied)`,
          zh`云端接受这套凭证（但没有 ${action} 的权限）`,
        ),
      );
    if (fault.code?.startsWith('InvalidTimeStamp'))
      return broken(
        say(en`${said(fault)} It was dated too far off.`, zh`${said(fault)} 请求的时间相差过大。`),
        SET_CLOCK,
      );
    return broken(said(fault), await mendingOf(fault, subject.config.profile));
  },
});

const unknown = (why: Said): Said => say(en`unknown: ${why}`, zh`未知：${why}`);

/** What a read says about a permission. Only an answer or a refusal of the cloud counts, not a failure on the way. */
async function permission(attempt: ProbeResult, profile: string | undefined): Promise<CheckResult> {
  if (attempt.kind === 'answered') return ok(say(en`allowed`, zh`允许`));
  if (attempt.kind === 'lacking')
    return skipped(
      say(en`not tested: it takes ${attempt.needs}, and none was found`, zh`未检查：需要${attempt.needs}，但没有找到`),
    );
  const { fault } = attempt;
  if (fault.denied === undefined) return warning(unknown(said(fault)), await mendingOf(fault, profile));
  const policy = leastPolicy(fault.denied.actions);
  return fault.denied.explicit
    ? broken(
        say(en`denied by an explicit Deny`, zh`被显式 Deny 拒绝`),
        say(
          en`${fault.fix}`,
          zh`有显式 Deny 语句涉及此操作：须由管理员去掉，仅添加 Allow 无效。需要允许的权限策略：${policy}。`,
        ),
      )
    : broken(
        say(en`denied (${fault.code ?? 'no code'})`, zh`没有权限（${fault.code ?? '无错误码'}）`),
        say(en`Ask for the RAM policy ${policy}.`, zh`请向管理员申请 RAM 权限策略 ${policy}。`),
      );
}

/** Why an operation is not tried, by its effect; a read has a probe. */
const UNTESTED = {
  write: say(en`it changes something`, zh`会产生更改`),
  access: say(en`it hands out access`, zh`会授予访问权限`),
} as const;

function untested(subject: Subject, action: Action): CheckResult {
  const users = subject.tools.filter((tool) => tool.actions[0] === action).map((tool) => asIs(tool.name));
  const does = UNTESTED[operations[action].effect as keyof typeof UNTESTED];
  const tools = listed(users);
  return skipped(
    users.length > 0
      ? say(en`not tested: ${does} (${tools})`, zh`未检查：${does}（${tools}）`)
      : say(en`not tested: ${does}`, zh`未检查：${does}`),
  );
}

/** Whether a row is about a RAM action. */
export const isPermission = ({ id }: { id: string }): boolean => id.startsWith('ram:');

/** One check per RAM action that the offered tools need. */
export const permissionChecks = (subject: Subject): readonly DoctorCheck[] =>
  actionsOf(subject).map((action) => ({
    id: `ram:${operations[action].ram[0]}`,
    title: asIs(operations[action].ram[0]),
    needs: isHarmless(action) ? ['access', `endpoint:${operations[action].product}`] : [],
    run: async (signal) =>
      isHarmless(action)
        ? permission(await subject.reads.attempt(action, signal), subject.config.profile)
        : untested(subject, action),
  }));

export const workspaceCheck = (subject: Subject): DoctorCheck => ({
  id: 'workspace',
  title: say(en`Default workspace`, zh`默认工作空间`),
  needs: ['access', 'endpoint:aiworkspace'],
  run: async (signal) => {
    const { workspaceId } = subject.config;
    if (workspaceId === undefined)
      return skipped(say(en`none is configured: each call has to name one`, zh`未配置：每次调用都必须指定`));
    const cloud = await subject.composition.runtime.cloud();
    const options = { region: subject.region ?? '', signal };
    try {
      const { Workspaces } = await cloud.call('ListWorkspaces', { WorkspaceIds: workspaceId }, options);
      const found = Workspaces.find((each) => each.WorkspaceId === workspaceId);
      if (found === undefined)
        return broken(
          say(
            en`${workspaceId} does not exist in ${options.region}, or you are not a member of it.`,
            zh`${options.region} 中没有 ${workspaceId}，或您不是其成员。`,
          ),
          say(
            en`Set --workspace-id to a workspace of this region, or ask its administrator to make you a member.`,
            zh`请将 --workspace-id 设为该地域的工作空间，或请其管理员将您添加为成员。`,
          ),
        );
      const named = found.WorkspaceName ?? found.DisplayName;
      const name = named === undefined ? say(en`without a name`, zh`没有名称`) : asIs(cleanText(named));
      if (found.Status !== undefined && found.Status !== 'ENABLED')
        return warning(
          say(
            en`${workspaceId} (${name}) is ${cleanText(found.Status)}.`,
            zh`${workspaceId}（${name}）的状态是 ${cleanText(found.Status)}。`,
          ),
          say(en`Use a workspace that is ENABLED.`, zh`请使用状态为 ENABLED 的工作空间。`),
        );
      return ok(say(en`${workspaceId} (${name})`, zh`${workspaceId}（${name}）`));
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      return warning(unknown(said(thrown.details)), await mendingOf(thrown.details, subject.config.profile));
    }
  },
});

/**
 * What one has to be allowed in a workspace to train there; the code of a permission is that of its operation
 * (api-notes: permissions).
 */
const TO_TRAIN: readonly Action[] = ['CreateJob', 'ListJobs', 'GetJob', 'StopJob'];

/** What the role in the default workspace allows of what the offered tools do, besides RAM: both have to. */
export const roleCheck = (subject: Subject): DoctorCheck => ({
  id: 'role',
  title: say(en`Role in the workspace`, zh`工作空间中的角色`),
  needs: ['workspace'],
  run: async (signal) => {
    const { workspaceId = '' } = subject.config;
    const wanted = TO_TRAIN.filter((action) => actionsOf(subject).includes(action));
    if (wanted.length === 0)
      return skipped(say(en`not tested: no tool that is on works on jobs`, zh`未检查：启用的工具都不操作任务`));
    const cloud = await subject.composition.runtime.cloud();
    const options = { region: subject.region ?? '', signal };
    try {
      const answer = await cloud.call('ListPermissions', { WorkspaceId: workspaceId }, options);
      const held = new Map<string, string>(readPermissions(answer).map(({ code, covers }) => [code, covers]));
      const lacking = wanted.filter((action) => !held.has(`PaiDLC:${action}`));
      if (lacking.length > 0)
        return warning(
          say(
            en`Your role there does not list ${lacking.map((action) => `PaiDLC:${action}`).join(', ')}.`,
            zh`您在该工作空间中的角色没有权限 ${lacking.map((action) => `PaiDLC:${action}`).join('、')}。`,
          ),
          say(
            en`Ask an administrator of the workspace for a role that allows it, such as PAI.AlgoDeveloper.`,
            zh`请工作空间的管理员授予允许此操作的角色，例如 PAI.AlgoDeveloper。`,
          ),
        );
      return ok(asIs(wanted.map((action) => `${action}: ${held.get(`PaiDLC:${action}`)}`).join('; ')));
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      // The tools do not need it, so nothing is wrong where it may not be asked.
      return skipped(unknown(said(thrown.details)));
    }
  },
});
