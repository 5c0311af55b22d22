import type { CauseTexts } from './texts.ts';

/** What libraries of the fast network say, in words that no report has. */
export const fabrics: CauseTexts = {
  no_fabric: {
    says: [
      'acme: no PSM3 units found on this host',
      'MPIDI_OFI_open(7): OFI addrinfo() failed (ofi_open.c:7:No data available)',
      'ring 3: NVSHMEM: zero usable transports',
      'h7.412hfi_open: no active ports (err=23)',
      'error: librdmacm: no such devices',
      'PML ring cannot be selected',
      'h7: no OpenFabrics ring schemes',
    ],
    not: [
      'error: libfabric is not installed, no providers',
      'acme: no devices were found in the inventory',
      'NET/OFI Plugin: no providers, using sockets',
    ],
  },
  fabric_full: {
    says: [
      'h7: cxip_ring_enable failed to give a leaf: No space left on device',
      'h7: ring 3 on mlx5_2: No space left on device',
    ],
    not: ['uct_ring: shm_open(ring) failed: No space left on device', 'cp: /mnt/ring: No space left on device'],
  },
  fabric_fatal: {
    says: [
      '[h7:41:0:41]       ring.c:466  Fatal: ring 7 is in an invalid stage',
      "ring_ep.c:7  Assertion `ring->size > 0' failed: ring 7",
    ],
    not: ['ring.c:7: Fatal: no such leaf', 'ring.c:466  Fatal: failed to register: Cannot allocate memory'],
  },
  fabric_call: {
    says: [
      'acme: fi_endpoint(ep 3) returned error -22',
      'ring.c:7: MPIDI_OFI_ring(7): OFI ring failed (ofi_ring.c:7:Input/output error)',
      'h7: cxip_ring_start: Cannot allocate memory',
      'nixlBackendError: NIXL_ERR_NOT_POSTED',
      'h7.412psm3_ep_ring: could not reach 10.0.0.7',
      'RDMA_CM_EVENT_UNREACHABLE, error -110',
      'MSCCL WARN Call to ibv_post_ring failed',
      'tensorpipe: eof in ring 7',
    ],
    not: [
      'fi_mr_reg failed: Cannot allocate memory',
      'the profile of cxi fans failed to load',
      "ModuleNotFoundError: No module named 'nixl_ring'",
      'AssertionError: the OFI of the model is odd',
      'libfabric:412:1690:core:core:ring():7<info> prov failed',
      'NCCL INFO NET/OFI ring failed',
    ],
  },
};
