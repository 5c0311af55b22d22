import { change, never } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { FAULTY, LONGER_LOOK, MORE_MEMORY, RETRY, WAIT } from './remedies.ts';

/*
 * The wording of the platform's events is not published (api-notes: pod events). Where no known wording holds, a
 * sentence still names a cause when its subject and its trouble both belong to one: these rules ask for one word of
 * each, stand last, and are never direct.
 */

const TROUBLE =
  /\b(fail\w{0,5}|error\w{0,3}|unable|can ?not|can't|could not|couldn't|denied|refused|rejected|(not|\w{2,6}n't) (be )?(found|exist|accessible|available|responding|ready|healthy|valid|supported|reachable|belong|respond)|no (such|manifest|permission)|timed? ?out|timeout|unauthori[sz]ed|forbidden|unreachable|missing|lost|broken|abort\w{0,3}|crash\w{0,3}|unavailable|stuck|x509|40[134]|50[0234]|unhealthy|panic)\b/i;
const FINE = /success|succeeded|already present|cache hit|\b0 failed|no error|recovered|is ready|are ready|passed/i;

export const conceptCauses: readonly Cause[] = [
  {
    id: 'unschedulable',
    category: 'quota_or_stock_shortage',
    in: ['cloud'],
    match: /\b\d{1,9}\/\d{1,9} nodes are available/i,
    directness: 'indirect',
    vague: true,
    says: 'no node can take a pod of the job; the message says why for each',
    remedy: WAIT,
  },
  {
    id: 'image_trouble',
    category: 'image_pull',
    in: ['cloud'],
    match: /\b(image|manifest|registry|image layers?)\b/i,
    also: TROUBLE,
    unless: new RegExp(`${FINE.source}|driver|CUDA|imagine`, 'i'),
    directness: 'indirect',
    says: 'the container image could not be had',
    remedy: change('settings', 'check the image URI and the credentials of its registry'),
  },
  {
    id: 'storage_trouble',
    category: 'permission_or_mount',
    in: ['cloud'],
    match:
      /\b(mount\w{0,6}|volumes?(?:Mounts?)?|buckets?|oss|ossfs|nas|cpfs|bmcpfs|nfs|data ?sets?|data ?sources?|pvc?|storage|file ?systems?)\b/i,
    also: TROUBLE,
    unless: FINE,
    directness: 'indirect',
    says: 'storage of the job could not be used',
    remedy: change('settings', "check the data source's path, its access mode and the permissions of the job"),
  },
  {
    id: 'memory_trouble',
    category: 'host_oom',
    in: ['cloud'],
    match: /\bmemory\b.{0,80}\b(reached|exceed\w{0,3}|over|above)\b|killed as a result of limit of|\boom\b/i,
    also: /\b(killed?|kills|terminated|limit|oom)\b/i,
    unless: /GPU|quota|request/i,
    directness: 'indirect',
    says: 'the memory limit of the pod was reached',
    remedy: MORE_MEMORY,
  },
  {
    id: 'device_trouble',
    category: 'hardware_fault',
    in: ['cloud'],
    match: anyOf(
      /\b(GPUs?|NVLink|NVSwitch|PCIe|ECC|DBE|RDMA|NICs?|mlx5_\w{1,4}|infiniband|HCA|hardware|DIMM|devices?|cards?)\b/i,
      /DeviceCheck/i,
      /CommCheck/i,
      /sanity ?check/i,
      /\bgemm\b/i,
      /all-?reduce/i,
      /health check/i,
    ),
    also: /\b(fail\w{0,5}|error\w{0,3}|faults?|faulty|not responding|(not|n't) pass|drops?|lost|down|flapping|unhealthy|isolated|below|slow\w{0,4}|degraded|black-?list\w{0,3}|crash\w{0,3}|reset|overheat\w{0,3}|hangs?|hung|timeout|timed out|dropped|abnormal)\b/i,
    unless: new RegExp(
      `${FINE.source}|quota|limit|exceed|insufficient|request|free|allocat|plugin|enough|available|no space|driver version|scal(e|ing)`,
      'i',
    ),
    directness: 'indirect',
    says: 'a device of a machine reported trouble',
    remedy: FAULTY,
  },
  {
    id: 'machine_trouble',
    category: 'hardware_fault',
    in: ['cloud'],
    match: /\b(node|machine|host|instance|server)\b/i,
    also: /\b(crash\w{0,3}|reboot\w{0,3}|power(ed)? (off|loss|failure)|isolated|black-?list\w{0,3}|set aside|dead|kernel panic|broken|faults?|faulty|offline|disconnected|lost contact|heartbeat)\b/i,
    unless: new RegExp(`${FINE.source}|fault[- ]toleran|default|enough|spot`, 'i'),
    directness: 'indirect',
    says: 'a machine of the job went out of service',
    remedy: FAULTY,
  },
  {
    id: 'per_node_limit',
    category: 'bad_configuration',
    in: ['cloud'],
    match: /\b(per (pod|node|instance|task)|single (node|machine|instance))\b/i,
    also: /exceed|larger|more than|greater|not support|at most|maximum/i,
    directness: 'indirect',
    says: 'one pod asks for more than a machine has',
    remedy: never('settings', 'ask for no more per pod than one machine of the type has'),
  },
  {
    id: 'scarcity',
    category: 'quota_or_stock_shortage',
    in: ['cloud'],
    match:
      /\b(quota|stock|inventory|capacity|resources?|GPUs?|CPUs?|instance types?|zones?|bid|market price|user limit|scale-?up|queue)\b/i,
    also: /\b(insufficient|(not|n't) (have )?enough|exceed\w{0,3}|limit reached|reached|out of|no (inventory|stock|capacity|free|available)|unavailable|lack\w{0,3}|shortage|exhausted|waiting|wait(s)? for|full|only \d+|\d+ (\w{1,12} )?(left|free|available)|max\w{0,4} .{0,30}reached|did not trigger|pending|above your|below|not available|used up|occupied|in use)\b/i,
    unless: new RegExp(`${FINE.source}|disk|ip address|\\beni\\b|network|mount|permission`, 'i'),
    directness: 'indirect',
    says: 'there are not enough free resources for the job',
    remedy: WAIT,
  },
  {
    id: 'does_not_fit',
    category: 'quota_or_stock_shortage',
    in: ['cloud'],
    match:
      /\b(workload|jobs?|pod ?(group|set)?s?|applications?|request\w{0,4}|tasks?|gang|queue|quota|flavors?|nodes?|topology)\b/i,
    also: anyOf(
      /\b(not|\w{2,6}n't|cannot|no longer|only) fits?\b|\bfits? only\b|\bheadroom\b|\b(remaining|unused|spare) (quota|capacity|resources?)\b/i,
      /\b(jobs?|workloads?|pods?|tasks?) (\w{1,12} )?ahead\b|\bahead (of|in)\b|\b(queued|waits?|waiting|pending) behind\b/i,
      /\bun-?schedul\w{2,5}\b|\b(not|\w{2,6}n't|cannot) (be |yet |been )?(scheduled|admitted|placed)\b|\binadmissible\b/i,
      /\bpending\b.{0,40}\bwait\w{0,3} (for|on|until)\b/i,
    ),
    unless: new RegExp(`${FINE.source}|disk|volume|mount|permission|image`, 'i'),
    directness: 'indirect',
    vague: true,
    says: 'the job does not fit into what is free now, or others come before it',
    remedy: WAIT,
  },
  {
    // The reasons that Slurm gives for a job that waits.
    id: 'pending_reason',
    category: 'quota_or_stock_shortage',
    in: ['cloud'],
    match:
      /\b((Assoc|QOS)(Grp|Max)[A-Z]\w{2,40}|ReqNodeNotAvail|MaxGRESPer\w{3,10}|Partition(Node|Time)Limit|JobArrayTaskLimit)\b/,
    directness: 'indirect',
    says: 'a limit of the user, the account or the partition holds the job, or the nodes that it names are not free',
    thing: /\b((?:Assoc|QOS)(?:Grp|Max)[A-Z]\w{2,40}|ReqNodeNotAvail|Partition(?:Node|Time)Limit)/,
    remedy: WAIT,
  },
  {
    id: 'setting_trouble',
    category: 'bad_configuration',
    in: ['cloud'],
    match:
      /\b(parameters?|arguments?|config\w{0,10}|env|environment|variables?|specs?|vpc|vswitch|vsw-\w{1,20}|uservpc|security group|TF_CONFIG|commands?|drivers?|secret|configmap|fields?|values?|job type|task roles?|entry ?point|role)\b/i,
    also: anyOf(
      /invalid/i,
      /not (be )?(valid|supported|allowed|found|generated|parsed)/i,
      /does not (exist|belong|support|match)/i,
      /unsupported/i,
      /mismatch/i,
      /missing/i,
      /required/i,
      /malformed/i,
      /illegal/i,
      /conflict/i,
      /incompatible/i,
      /unknown/i,
      /not defined/i,
      /too (old|new|long|large)/i,
    ),
    unless: FINE,
    directness: 'indirect',
    says: 'a setting of the job cannot work',
    remedy: change('settings', 'correct the setting that the event names'),
  },
  {
    id: 'service_trouble',
    category: 'platform_error',
    in: ['cloud'],
    match:
      /\b(services?|controllers?|schedulers?|kubelet|etcd|api ?server|sandbox|runtime|containerd|docker|networks?|eni|cni|platform|dlc|pai|gateway|control plane|PLEG|rpc|admission|webhook|cluster|system|container)\b/i,
    also: new RegExp(`${TROUBLE.source}|maintenance|leader changed`, 'i'),
    unless: new RegExp(
      `${FINE.source}|replica\\(s\\) failed|exit ?code|exited|user|program|restarting failed container|UpdateService|HandleService|\\bpod \\S{1,80} failed$`,
      'i',
    ),
    directness: 'indirect',
    says: 'a service of the platform had trouble',
    remedy: RETRY,
  },
  {
    // It is shown, since it may say more to a reader.
    id: 'unknown_trouble',
    category: 'unknown',
    in: ['cloud'],
    match: new RegExp(`${TROUBLE.source}|\\bexceed\\w{0,3}|evict\\w{2,3}\\b`, 'i'),
    unless: new RegExp(
      `${FINE.source}|replica\\(s\\) failed|\\bpod \\S{1,80} failed$|^\\S{1,20}: \\w{1,20}Job \\S{1,60} failed`,
      'i',
    ),
    directness: 'indirect',
    role: 'consequence',
    vague: true,
    says: 'an event tells of trouble, but of none that is known here',
    remedy: LONGER_LOOK,
  },
];
