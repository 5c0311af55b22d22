import { describeCredentials } from '../../api/credentials.ts';
import { CONFIGURE_CREDENTIALS, CREDENTIAL_WAYS } from '../../api/errors.ts';
import { type Action, operations } from '../../api/operations.ts';
import { leastPolicy } from '../../api/permission.ts';
import { Fault, type FaultDetails } from '../../domain/fault.ts';
import { cleanText } from '../../shaping/clean.ts';
import { readPermissions } from '../../tools/kit/decoders/workspace-details.ts';
import { broken, type CheckResult, type DoctorCheck, ok, skipped, warning } from './check.ts';
import { SET_CLOCK } from './network-checks.ts';
import { inOrder, isHarmless, needsNothing, type ProbeResult } from './reads.ts';
import type { Subject } from './subject.ts';

/** The repair of a fault in words for a person. The fault's own words are for a model. */
const fixOf = ({ fix }: FaultDetails): string =>
  fix === CONFIGURE_CREDENTIALS ? `For credentials, ${CREDENTIAL_WAYS}; then run doctor again.` : fix;

export const credentialsCheck = ({ target }: Subject): DoctorCheck => ({
  id: 'credentials',
  title: 'Credentials',
  needs: ['configuration'],
  run: async () => {
    try {
      const { provider, temporary, keyEnd } = await describeCredentials(await target());
      const kind = temporary ? 'temporary (STS)' : 'a permanent access key';
      return ok(`${kind}, found by ${provider}${keyEnd === undefined ? '' : `, access key id ending in ${keyEnd}`}`);
    } catch (thrown) {
      if (thrown instanceof Fault) return broken(thrown.details.message, fixOf(thrown.details));
      throw thrown;
    }
  },
});

const actionsOf = ({ tools }: Subject): readonly Action[] => inOrder(tools.flatMap((tool) => tool.actions));

/** The first read that needs no id: whatever the cloud answers shows whether it knows who calls. */
const firstRead = (subject: Subject): Action => actionsOf(subject).find(needsNothing) ?? 'ListWorkspaces';

const said = ({ message, said: words }: FaultDetails): string =>
  words === undefined ? message : `${message} The cloud said: ${JSON.stringify(words)}.`;

export const accessCheck = (subject: Subject): DoctorCheck => ({
  id: 'access',
  title: 'Signed call',
  needs: ['credentials', 'region', `endpoint:${operations[firstRead(subject)].product}`],
  deadlineMs: 20_000,
  run: async (signal) => {
    const action = firstRead(subject);
    const attempt = await subject.reads.attempt(action, signal);
    if (attempt.kind !== 'refused') return ok(`the cloud accepts the credentials (${action})`);
    const { fault } = attempt;
    if (fault.kind === 'permission_denied') return ok(`the cloud accepts the credentials (${action} itself is denied)`);
    if (fault.code?.startsWith('InvalidTimeStamp'))
      return broken(`${said(fault)} It was dated too far off.`, SET_CLOCK);
    return broken(said(fault), fixOf(fault));
  },
});

/** What a read says about a permission. Only an answer or a refusal of the cloud counts, not a failure on the way. */
function permission(attempt: ProbeResult): CheckResult {
  if (attempt.kind === 'answered') return ok('allowed');
  if (attempt.kind === 'lacking') return skipped(`not tested: it takes ${attempt.needs}, and none was found`);
  const { fault } = attempt;
  if (fault.denied === undefined) return warning(`unknown: ${said(fault)}`, fixOf(fault));
  return fault.denied.explicit
    ? broken('denied by an explicit Deny', fault.fix)
    : broken(`denied (${fault.code ?? 'no code'})`, `Ask for the RAM policy ${leastPolicy(fault.denied.actions)}.`);
}

/** Why an operation is not tried, by its effect; a read has a probe. */
const UNTESTED = { write: 'it changes something', access: 'it hands out access' } as const;

function untested(subject: Subject, action: Action): CheckResult {
  const users = subject.tools.filter((tool) => tool.actions[0] === action).map((tool) => tool.name);
  const does = UNTESTED[operations[action].effect as keyof typeof UNTESTED];
  return skipped(`not tested: ${does}${users.length > 0 ? ` (${users.join(', ')})` : ''}`);
}

/** Whether a row is about a RAM action. */
export const isPermission = ({ id }: { id: string }): boolean => id.startsWith('ram:');

/** One check per RAM action that the offered tools need. */
export const permissionChecks = (subject: Subject): readonly DoctorCheck[] =>
  actionsOf(subject).map((action) => ({
    id: `ram:${operations[action].ram[0]}`,
    title: operations[action].ram[0],
    needs: isHarmless(action) ? ['access', `endpoint:${operations[action].product}`] : [],
    run: async (signal) =>
      isHarmless(action) ? permission(await subject.reads.attempt(action, signal)) : untested(subject, action),
  }));

export const workspaceCheck = (subject: Subject): DoctorCheck => ({
  id: 'workspace',
  title: 'Default workspace',
  needs: ['access', 'endpoint:aiworkspace'],
  run: async (signal) => {
    const { workspaceId } = subject.config;
    if (workspaceId === undefined) return skipped('none is configured: each call has to name one');
    const cloud = await subject.composition.runtime.cloud();
    const options = { region: subject.region ?? '', signal };
    try {
      const { Workspaces } = await cloud.call('ListWorkspaces', { WorkspaceIds: workspaceId }, options);
      const found = Workspaces.find((each) => each.WorkspaceId === workspaceId);
      if (found === undefined)
        return broken(
          `${workspaceId} does not exist in ${subject.region}, or you are not a member of it.`,
          'Set --workspace-id to a workspace of this region, or ask its administrator to make you a member.',
        );
      const name = cleanText(found.WorkspaceName ?? found.DisplayName ?? 'without a name');
      if (found.Status !== undefined && found.Status !== 'ENABLED')
        return warning(`${workspaceId} (${name}) is ${cleanText(found.Status)}.`, 'Use a workspace that is ENABLED.');
      return ok(`${workspaceId} (${name})`);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      return warning(`unknown: ${said(thrown.details)}`, fixOf(thrown.details));
    }
  },
});

/** What one has to be allowed in a workspace to train there; the code of a permission is that of its operation (api-notes: permissions). */
const TO_TRAIN: readonly Action[] = ['CreateJob', 'ListJobs', 'GetJob', 'StopJob'];

/** What the role in the default workspace allows of what the offered tools do, besides RAM: both have to. */
export const roleCheck = (subject: Subject): DoctorCheck => ({
  id: 'role',
  title: 'Role in the workspace',
  needs: ['workspace'],
  run: async (signal) => {
    const { workspaceId = '' } = subject.config;
    const wanted = TO_TRAIN.filter((action) => actionsOf(subject).includes(action));
    if (wanted.length === 0) return skipped('not tested: no tool that is on works on jobs');
    const cloud = await subject.composition.runtime.cloud();
    const options = { region: subject.region ?? '', signal };
    try {
      const answer = await cloud.call('ListPermissions', { WorkspaceId: workspaceId }, options);
      const held = new Map<string, string>(readPermissions(answer).map(({ code, covers }) => [code, covers]));
      const lacking = wanted.filter((action) => !held.has(`PaiDLC:${action}`));
      if (lacking.length > 0)
        return warning(
          `Your role there does not list ${lacking.map((action) => `PaiDLC:${action}`).join(', ')}.`,
          'Ask an administrator of the workspace for a role that allows it, such as PAI.AlgoDeveloper.',
        );
      return ok(wanted.map((action) => `${action}: ${held.get(`PaiDLC:${action}`)}`).join('; '));
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      // The tools do not need it, so nothing is wrong where it may not be asked.
      return skipped(`not known: ${said(thrown.details)}`);
    }
  },
});
