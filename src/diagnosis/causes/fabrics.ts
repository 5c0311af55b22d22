import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { NETWORK_BETWEEN } from './remedies.ts';

/**
 * Libraries that carry data between processes, as part of a pattern: by their names, and by the functions and parts
 * that their messages name (libfabric and its providers, PSM, UCX, MPI on top of them, NVSHMEM, transfer engines).
 */
export const FABRIC = [
  String.raw`OFI|libfabric|fi_[a-z]\w{2,40}|MPID\w{0,4}_(?:OFI|UCX|NM|SHM)_?\w{0,60}|atl_ofi\w{0,40}|ofi_init|mtl_\w{2,30}|btl_\w{2,30}`,
  String.raw`PSM[23]?|psm[23]_\w{2,40}|hfi\d?_\w{2,40}|hfi units?|nic units?|cxi[lp]?_\w{2,60}|CXI|gnix_\w{2,40}|GNI_\w{2,40}|efa_\w{2,40}`,
  String.raw`UCX|UCC|[CT]L_[A-Z]{2,10}|pmixp_\w{2,40}|[Tt]ensor[Pp]ipe|ibv_(?:post|poll|req)_\w{2,20}|OpenFabrics|SHARP|sharp(?=[: ])|h?HCOLL|hcoll|uc[tpsm]_\w{2,60}|pml_\w{2,30}|pml framework|PML|MVAPICH\w{0,3}|mv2_\w{2,40}|rdma_find_\w{2,40}`,
  String.raw`NVSHMEM|nvshmem\w{0,40}|IBGDA|ibgda\w{0,20}|IBRC|ibrc|remote transport|librdmacm|rdma_cm|RDMA_CM_\w{2,40}|rdma_(?:create|resolve|bind|connect|listen|accept)_?\w{0,30}`,
  String.raw`RNICs?|RdmaTransport|rdma_(?:context|endpoint|transport)\w{0,10}|TransferEngine|nixl\w{0,40}|NIXL_\w{2,40}|DeepEP|deep_ep\w{0,10}`,
].join('|');

/** That it found nothing to send with. */
const NOTHING =
  /\b(?:no|0|zero|not any) (?:\w{2,20} )?(?:\w{2,20} )?(?:providers?|transports?|HCAs?|RNICs?|NICs?|hfi units?|units|devices?|interfaces?|endpoints?|components|schemes|ANs?|TLs?|ports)\b|\bproviders 0\b|\b(?:can ?not|can't|could ?n[o']t|couldn't|unable to|fail\w{0,3} to|were able to be) (?:be )?(?:\w{2,10} )?(?:open\w{0,2}|find|found|creat\w{1,3}|init\w{0,8}|select\w{0,2}|get|load)\b.{0,60}\b(?:providers?|provider \S{1,40}|transports?|network device|nic unit|hfi unit|fabric|domain|endpoint|interface|ATL)|\bcannot be selected\b|\b(?:fi_getinfo|addrinfo|get_device_list|transport init\w{0,10})\b.{0,20}\b(?:fail\w{0,3}|error)|\binit failed for remote transport\b|\bNo such device$/i;

/** That a call of it did not succeed. */
const TROUBLE =
  /\b(?:fail(?:s|ed|ure)?|errors?|ERR_\w{2,40}|unable|could ?n[o']t|couldn't|cannot|can't|unreachable|timed out|timeout|lost|returned -\d{1,3}|rejected|disconnect\w{0,3}|assert\w{0,4}|aborted|truncated|refused|eof)\b|_(?:ERROR|REJECTED|DISCONNECT\w{0,3}|UNREACHABLE|ERR_\w{2,40})\b/i;

/** What these libraries say of things that have causes of their own, and what they only tell. */
const OTHER =
  /\b(?:install\w{0,3}|No module named|compiled|built (?:with|without|for)|Plugin|\.so\b|fall\w{0,3} back|using|disabl\w{2,3}|re-?try\w{0,3}|out of memory|No space left|locked.?memory|memlock|ibv_reg_\w{2,10}|fi_mr_\w{2,10}|register\w{0,3} memory|memory regist\w{1,8}|shared memory|shm_open|Address already in use|versions?|NCCL INFO|(?:find|no) (?:a )?match|locate package|Find[A-Z]\w{1,40}\.cmake|installation candidate)\b|\blibfabric:.{0,160}<(?:info|debug|trace)>/i;

/** Libraries of the fast network: what of it they could not open, and which of its calls failed. */
export const fabricCauses: readonly Cause[] = [
  {
    id: 'no_fabric',
    category: 'nccl_timeout',
    in: ['exception', 'line', 'unknown_error'],
    match: new RegExp(
      String.raw`(?<![A-Za-z_])(?:${FABRIC}|RDMA|InfiniBand|CCL_ERROR|NET\/(?:OFI|UCX|IB)|BTL|MTL|nvshmem\S{0,40}|transport\.cpp)\b`,
    ),
    also: NOTHING,
    unless: OTHER,
    directness: 'indirect',
    role: 'consequence',
    explains: ['segmentation_fault'],
    says: 'the communication library found no provider, transport or network device that it could open, so the ranks could not be connected',
    remedy: change(
      'settings',
      'see which network the pods have, and name it or leave it to the library (FI_PROVIDER, UCX_TLS, UCX_NET_DEVICES, NCCL_NET)',
    ),
  },
  {
    // A network card has no disk: what ran out are its own queues, contexts or services.
    id: 'fabric_full',
    category: 'resource_limit',
    in: ['exception', 'line', 'unknown_error'],
    match: new RegExp(
      String.raw`(?<![A-Za-z_])(?:${FABRIC}|mlx\d_\w{1,10}|libfabric)\b.{0,160}\bNo space left on device`,
    ),
    unless: /\b(shm\w{0,8}|mmap\w{0,4}|memory|files?|director(y|ies)|writ(e|ing)|copy)\b|\/(tmp|dev\/shm)\b/i,
    directness: 'indirect',
    says: 'a network card has no more of what a process needs of it: contexts, queues or services that others hold',
    remedy: change(
      'settings',
      'start fewer processes per node, or let them share the card; see that no ended one holds it',
    ),
  },
  {
    // UCX ends its process so, with the file of its own that saw it.
    id: 'fabric_fatal',
    category: 'nccl_timeout',
    in: ['line', 'unknown_error'],
    match:
      /^(?:\[[\w.-]{1,80}:\d{1,8}:\d{1,3}:\d{1,8}\] {1,8})?\w{2,40}\.(?:c|h|inl):\d{1,5} {1,3}(?:Fatal: \S|Assertion `\S)/,
    unless: /locked memory|memlock|No space left|out of memory|Cannot allocate memory/i,
    directness: 'indirect',
    role: 'consequence',
    anyLevel: true,
    explains: ['segmentation_fault', 'aborted'],
    says: 'the library that connects the ranks (UCX) ended its process on an error of its own',
    remedy: NETWORK_BETWEEN,
  },
  {
    id: 'fabric_call',
    category: 'nccl_timeout',
    in: ['exception', 'line', 'unknown_error'],
    match: new RegExp(String.raw`(?<![A-Za-z_])(?:${FABRIC})\b`),
    also: TROUBLE,
    unless: anyOf(OTHER, /\bUC[XCTPS] {1,2}(?:ERROR|WARN)\b/i),
    directness: 'indirect',
    role: 'consequence',
    explains: ['segmentation_fault'],
    says: 'a call of the library that connects the ranks failed: a peer that ended, a link, or a network that is not set up for it',
    remedy: NETWORK_BETWEEN,
  },
];
