import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { FAULTY, RETRY } from './remedies.ts';

/** Errors of the platform itself; what names a node's fault stands before what says only that the platform failed. */
export const platformCauses: readonly Cause[] = [
  {
    id: 'gpu_not_given',
    category: 'platform_error',
    in: ['cloud', 'line'],
    match: anyOf(
      /nvidia-container-(cli|runtime)\b.{0,80}\b(driver|device|initiali[sz]ation|ldcache|mount|nvml|detection)( rpc)? error/i,
      /\b(could not|failed to|unable to|error) (select|inject|find|get\w{0,4}|generat\w{1,4}) .{0,30}\b(CDI|unresolvable CDI) devices?/i,
    ),
    unless: /unsatisfied condition|requirement error/i,
    directness: 'direct',
    says: 'the node could not give the container its GPUs: the driver or the GPU runtime of the node is not in order',
    thing:
      /nvidia-container-(?:cli|runtime)\S{0,2} ((?:driver|device|initiali[sz]ation|nvml) (?:rpc )?error: [\w :.,-]{3,80})/,
    remedy: FAULTY,
  },
  {
    id: 'probe_failed',
    category: 'bad_configuration',
    in: ['cloud'],
    match:
      /\b(liveness|startup) probe\b.{0,40}\b(fail\w{0,3}|error\w{0,3}|timed out)|fail\w{0,3} (the |its )?(liveness|startup) probe|\bcontainer \S{1,80} is unhealthy, it will be killed/i,
    directness: 'indirect',
    vague: true,
    says: 'a health probe of the container failed, and it is killed for that: the program does not answer where the probe asks',
    remedy: change('settings', 'correct or drop the probe, or give the program more time before it'),
  },
  {
    id: 'container_late',
    category: 'platform_error',
    in: ['cloud'],
    match:
      /\b(\w{0,20}Container\w{0,20}|container|sandbox|\w{0,20}Sandbox)\b.{0,200}\b(deadline exceeded|DeadlineExceeded|timed? ?out|timeout)\b/,
    unless: /\b(mount\w{0,6}|volumes?|image|pull\w{0,3}|probe|exec format)\b/i,
    directness: 'indirect',
    says: 'the machine did not start the container in time, and what held it up is not told',
    remedy: RETRY,
  },
  {
    id: 'platform',
    category: 'platform_error',
    in: ['cloud'],
    match: anyOf(
      /fail\w{0,3} to create (the )?(pod )?sandbox/i,
      /FailedCreatePodSandBox/i,
      /KillPodSandbox/i,
      /FailedKillPod/i,
      /CreateContainerError/i,
      /RunContainerError|ContainerCannotRun/i,
      /CreatePodSandboxError/i,
      /fail\w{0,3} to (start|create|reserve|get|init\w{0,8}) .{0,30}(container|sandbox|pod|network|eni|ip\b)/i,
      /context deadline exceeded/i,
      /rpc error: code = (Unavailable|Internal|DeadlineExceeded|Unknown|Aborted)/i,
      /internal (server |service |system )?(error|failure)/i,
      /Internal(Server|Service|System)?(Error|Failure)/i,
      /SystemError/i,
      /\bsystem (error|failure|exception)/i,
      /service (is )?(temporarily )?unavailable/i,
      /ServiceUnavailable/i,
      /\b50[0234]\b.{0,20}(Service|Internal|Bad Gateway|Gateway)/i,
      /etcdserver/i,
      /failed calling webhook/i,
      /(set ?up|allocat\w{0,4}|configure) .{0,30}(network|eni|ip).{0,60}fail/i,
      /(network|eni|cni)\b.{0,60}\b(fail\w{0,3}|timed? ?out|not ready)/i,
      /NetworkNotReady/i,
      /apiserver.{0,60}(timeout|unavailable|refused)/i,
      /control plane/i,
      /platform (error|failure|exception|issue|fault)/i,
      /(container|docker|containerd|runtime).{0,60}(not responding|is down|unhealthy|crashed)/i,
      /kubelet.{0,60}(error|fail|crash)/i,
      /(controller|scheduler|operator|dispatcher|gateway) .{0,60}(error|crash|panic|unavailable|lost)/i,
      /UnexpectedAdmissionError/i,
      /\u7cfb\u7edf\u9519\u8bef/i,
    ),
    unless:
      /UpdateService error|HandleServiceUpdate|exec format|executable file not found|no such file|permission denied|is forbidden: |is invalid: |denied the request/i,
    directness: 'direct',
    says: 'the platform could not run the job',
    remedy: RETRY,
  },
];
