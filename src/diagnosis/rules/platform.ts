import type { Rule } from './rule.ts';

/** Errors of the platform itself. */
export const platformRules: readonly Rule[] = [
  {
    id: 'platform',
    category: 'platform_error',
    in: ['cloud'],
    match:
      /fail\w{0,3} to create (the )?(pod )?sandbox|FailedCreatePodSandBox|KillPodSandbox|FailedKillPod|CreateContainerError|RunContainerError|CreatePodSandboxError|fail\w{0,3} to (start|create|reserve|get|init\w{0,8}) .{0,30}(container|sandbox|pod|network|eni|ip\b)|context deadline exceeded|rpc error: code = (Unavailable|Internal|DeadlineExceeded|Unknown|Aborted)|internal (server |service |system )?(error|failure)|Internal(Server|Service|System)?(Error|Failure)|SystemError|\bsystem (error|failure|exception)|service (is )?(temporarily )?unavailable|ServiceUnavailable|\b50[0234]\b.{0,20}(Service|Internal|Bad Gateway|Gateway)|etcdserver|failed calling webhook|(set ?up|allocat\w{0,4}|configure) .{0,30}(network|eni|ip).{0,60}fail|(network|eni|cni)\b.{0,60}\b(fail\w{0,3}|timed? ?out|not ready)|NetworkNotReady|apiserver.{0,60}(timeout|unavailable|refused)|control plane|platform (error|failure|exception|issue|fault)|(container|docker|containerd|runtime).{0,60}(not responding|is down|unhealthy|crashed)|kubelet.{0,60}(error|fail|crash)|(controller|scheduler|operator|dispatcher|gateway) .{0,60}(error|crash|panic|unavailable|lost)|UnexpectedAdmissionError|\u7cfb\u7edf\u9519\u8bef/i,
    unless:
      /UpdateService error|HandleServiceUpdate|exec format|executable file not found|no such file|permission denied/i,
    directness: 'direct',
    says: 'the platform could not run the job',
  },
];
