import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';

/** Settings of the job that the platform does not take. */
export const jobSettingCauses: readonly Cause[] = [
  {
    id: 'policy_refused',
    category: 'bad_configuration',
    in: ['cloud'],
    match:
      /\badmission webhook \S{1,120} denied the request|\bviolates PodSecurity\b|\bPolicyViolation\b|\bforbidden: (unable to validate|violates|not allowed)/i,
    unless: /quota|insufficient|exceed|enough/i,
    directness: 'indirect',
    says: 'a rule of the cluster does not let pods in that are set up like this',
    remedy: change('settings', 'change what the rule names, or ask whoever keeps the cluster for an exception'),
  },
  {
    id: 'hook_failed',
    category: 'bad_configuration',
    in: ['cloud'],
    match: /\b(PostStart|PreStop|post-start|lifecycle) ?hook\b.{0,200}\b(fail\w{0,3}|error)/i,
    directness: 'indirect',
    says: 'a command that is run as the container starts failed, and the container is ended for that',
    remedy: change('settings', 'correct the command of the hook, or drop it'),
  },
  {
    id: 'no_address',
    category: 'bad_configuration',
    in: ['cloud'],
    match:
      /no (free|available) ip\b|(not enough|insufficient|lack of|no more) (free |available )?ip ?address|ip ?address(es)? .{0,40}(exhausted|insufficient|not enough|used up)|InvalidVSwitch.{0,20}Ip|IpNotEnough/i,
    directness: 'direct',
    says: 'the vSwitch of the job has no free IP address left',
    thing: /(vsw-\w{3,30})/,
    remedy: change('settings', 'take a vSwitch with more free addresses'),
  },
  {
    id: 'cloud_configuration',
    category: 'bad_configuration',
    in: ['cloud'],
    match: anyOf(
      /InvalidParameter/i,
      /InvalidArgument/i,
      /InvalidConfig/i,
      /Invalid\w{0,20}Spec\b|\bspec(ification)? (is|was) (not valid|invalid)/i,
      /\binvalid (parameter|argument|value|config\w{0,10}|spec|job|setting|request)/i,
      /CreateContainerConfigError/i,
      /(secret|configmap|service ?account) .{0,120}not found|couldn't find key \S{1,80} in (secret|configmap)/i,
      /runAsNonRoot/i,
      /environment variable.{0,80}(missing|not set|required|invalid)/i,
      /DriverVersionMismatch/i,
      /driver version.{0,80}(mismatch|not support|unsupported|incompatible|insufficient|lower)/i,
      /unsatisfied condition: cuda/i,
      /(not supported|unsupported|does not support).{0,60}(instance|machine|spec|driver|resource|job type|framework)/i,
      /exceed\w{0,3} .{0,30}(instance|machine|node|spec)\w{0,6} (limit|size|capacity)/i,
      /malformed/i,
      /validation failed/i,
      /\u53c2\u6570\u9519\u8bef/i,
    ),
    unless: /pull|manifest|mount|cgroup/i,
    directness: 'direct',
    says: 'the job is configured in a way that cannot work',
    remedy: change('settings', 'correct the setting of the job that the event names'),
  },
];
