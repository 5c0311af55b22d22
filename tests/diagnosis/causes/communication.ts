import type { CauseTexts } from './texts.ts';

export const communication: CauseTexts = {
  link_closed: {
    says: [
      'RuntimeError: [../third_party/gloo/gloo/transport/tcp/pair.cc:534] Connection closed by peer [10.0.0.1]:1234',
      '[rank3] gloo/transport/tcp/pair.cc:799] Read error [10.0.0.1]:1234: Connection reset by peer',
    ],
    not: ['gloo/transport/tcp/pair.cc:144] Connect timeout', 'nginx: connection closed by peer'],
  },
  daemon_lost: {
    says: ['ORTE has lost communication with a remote daemon.', 'PRTE has lost communication with a remote prted.'],
    not: ['the shop has lost communication with a remote customer'],
  },
  group_error: {
    says: [
      'RuntimeError: [../third_party/gloo/gloo/transport/tcp/ring.cc:7] the ring is not whole',
      'torch.distributed.elastic.rendezvous.api.RendezvousRingError: the ring is torn',
    ],
    not: ['compiling gloo/transport/tcp/ring.cc', 'RendezvousGracefulExitError'],
  },
  peer_exited: {
    says: [
      'tp worker 3: Connection closed by peer [10.0.0.1]:1234',
      'ConnectionResetError: [Errno 104] Connection reset by peer',
      'node-1:88:120 [3] misc/socket.cc:49 NCCL WARN socketProgress: Connection closed by remote peer node1<57557>',
    ],
    not: [
      'curl: (35) OpenSSL SSL_connect: Connection reset by peer in connection to example.com:443',
      'requests.exceptions.ConnectionError: connection reset by peer, https://pypi.org',
    ],
  },
  peer_connect: {
    says: [
      'node-1:88:120 [3] misc/socket.cc:484 NCCL WARN socketPollConnect: Connect to 10.0.0.3<43211> returned 110(Connection timed out) errno 115(Operation now in progress)',
      '[misc/socket.cc:586] [node-7:pid=39] NCCL WARN socketPollConnect poll() returned 1, no POLLOUT events',
      'A process or daemon was unable to complete a TCP connection',
      '[E socket.cpp:860] [c10d] The client socket has failed to connect to (10.0.0.2, 29500) (errno: 113 - No route to host).',
      '[W socket.cpp:558] [c10d] The IPv6 network addresses of (train-master-0, 23456) cannot be retrieved (gai error: -2 - Name or service not known).',
    ],
    not: [
      'socketPollConnect: Connect to 10.0.0.3<43211> timed out, will retry',
      '[E socket.cpp:860] [c10d] The client socket has timed out after 300s while trying to connect to (10.0.0.2, 29500).',
    ],
  },
  rank_count: {
    says: [
      'NCCL WARN Bootstrap Root : rank 3 of 8 ranks has already checked in',
      'dlc1-master-0:417:455 [0] bootstrap.cc:301 NCCL WARN Bootstrap Root : mismatch in rank count from procs 16 : 8',
      'Bootstrap Root : mismatch in rank count from procs 16 : 8',
    ],
    not: ['world size: 16, each rank has a different seed'],
  },
  network_interface: {
    says: [
      'ncclSocketInit: connecting to address  with family 59936 is neither AF_INET(2) nor AF_INET6(10)',
      'Bootstrap : no socket interface found',
    ],
    not: ['NCCL INFO NCCL_SOCKET_IFNAME set by environment to eth0'],
  },
  port_in_use: {
    says: [
      'torch.distributed.DistNetworkError: The server socket has failed to listen on any local network address. The server socket has failed to bind to [::]:29500 (errno: 98 - Address already in use).',
      '[W socket.cpp:464] [c10d] The server socket has failed to bind to [::]:29500 (errno: 98 - Address already in use).',
      '[E socket.cpp:500] [c10d] The server socket has failed to listen on any local network address.',
    ],
    not: ['Address already in use, trying another port', 'OFI EP enable failed (open:Address already in use)'],
  },
  watchdog_stuck: {
    says: [
      "[rank5]: ProcessGroupNCCL's watchdog got stuck for 480 seconds without making progress in monitoring enqueued collectives.",
      '[PG 0 Rank 5] Heartbeat monitor timed out! Process will be terminated after dumping debug info.',
      '[rank7]:[E305 12:00:00.1 ProcessGroupNCCL.cpp:1375] [PG 0 (default_pg) Rank 7] First PG on this rank that detected no heartbeat of its watchdog. Heartbeat monitor timed out! Process will be terminated after dumping debug info.',
    ],
    not: ['the heartbeat of the job monitor is sent each minute'],
  },
  never_registered: {
    says: [
      'Original error: DEADLINE_EXCEEDED: Barrier timed out. Id: [Init]Wait_for_all_tasks_to_register::0.',
      'Stopping coordination service as cluster registration failed.',
    ],
    not: ['the tasks reached the barrier and are registered'],
  },
  group_timeout: {
    says: [
      [
        'RuntimeError: Wait timeout',
        'dist.py init_process_group _default_pg = ProcessGroupGloo(store, rank, world_size)',
      ],
      ['acme.StoreError: operation timed out after 300 s', 'sync.py wait_all torch.distributed.barrier()'],
    ],
    not: [
      ['RuntimeError: Wait timeout', 'queue.py get self.channel.read(timeout=3)'],
      ['RuntimeError: world size 3', 'dist.py init_process_group ProcessGroupGloo(store, rank, world_size)'],
    ],
  },
  group_broke: {
    says: [
      ['RuntimeError: Broken pipe', 'dist.py barrier work = group.barrier()'],
      ['etcd.EtcdKeyNotFound: Key not found : /torch/store', 'elastic/rendezvous/etcd_store.py get self.client.get('],
      ['RuntimeError: the connection was closed', 'distributed.py new_group pg = ProcessGroupGloo('],
    ],
    not: [
      ['RuntimeError: Broken pipe', 'reader.py next self.pipe.write(b)'],
      ['RuntimeError: connect [127.0.0.1]:3496: Connection refused', 'dist.py new_group pg = ProcessGroupGloo('],
    ],
  },
  barrier_failed: {
    says: [
      'RuntimeError: Rank 0 successfully reached monitoredBarrier, but received errors while waiting for send/recv from rank 5. Please check rank 5 logs for faulty rank.',
      '[Rank 0]: Ranks 5 failed to pass monitoredBarrier in 1800000 ms',
    ],
    not: ['reached the barrier after 2 s', 'monitoredBarrier timed out'],
  },
  barrier_timed_out: {
    says: [
      'jaxlib.xla_extension.XlaRuntimeError: DEADLINE_EXCEEDED: Barrier timed out. Id: PjRT_Client_Connect',
      'RuntimeError: monitoredBarrier of the default group timed out',
    ],
    not: ['reached the barrier after 2 s', '[Rank 0]: Ranks 5 failed to pass monitoredBarrier in 1800000 ms'],
  },
  rdma: {
    says: [
      'NCCL WARN NET/IB : mlx5_1:1 async fatal event on QP (0x7309): local access violation work queue error',

      'dlc1-master-0:3468:3905 [4] ib_plugin.c:1615 NCCL WARN NET/IB : Got completion from peer 10.0.7.36<54862> with status=12 opcode=0 len=0 vendor err 129 (Recv) localGid fd00::3:ff22 remoteGidsfd00::3:ff1f',
      'NET/IB : Got completion from peer 10.0.7.36<54862> with status=12 opcode=0 len=0 vendor err 129 (Recv)',
      'Call to ibv_modify_qp failed with error Connection timed out errno 110',
      '[h7:77:0:77] ring_log.c:7  RNR retry count exceeded on mlx5_7:1/IB',
      '[h7:20499:0] ud_iface.c:120  UCX  ERROR the mtu is not supported',
    ],
    not: ['[h7:20499:0] parser.c:2036 UCX  INFO UCX_* env variables', 'NCCL INFO NET/IB : Using [0]mlx5_bond_0:1/RoCE'],
  },
  collective_timeout: {
    says: [
      '[rank9]: [Rank 9] heard of a collective timeout on rank 12, dumps its debug info',
      'EI0006: [PID: 12] Getting socket times out. Reason: Remote Rank did not send the data in time.',

      'RuntimeError: [Rank 3] Watchdog caught collective operation timeout: WorkNCCL(OpType=ALLREDUCE, Timeout(ms)=1800000) ran for 1806293 milliseconds before timing out.',
      'RuntimeError: [../third_party/gloo/gloo/transport/tcp/unbound_buffer.cc:81] Timed out waiting 1800000ms for recv operation to complete',
      '[E305 12:24:44.903881913 ProcessGroupNCCL.cpp:616] [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=808, OpType=ALLREDUCE, NumelIn=9801523, NumelOut=9801523, Timeout(ms)=600000) ran for 600020 milliseconds before timing out.',
    ],
    not: ['WorkNCCL(SeqNum=9, OpType=ALLREDUCE, Timeout(ms)=1800000)'],
  },
  rendezvous_timeout: {
    says: [
      "torch.distributed.DistBackendError: [3] is setting up NCCL communicator and retrieving ncclUniqueId from [0] via c10d key-value store by store->get('0'), but store->get('0') got error: Socket Timeout",
      'RuntimeError: Socket Timeout',
      'torch.distributed.elastic.rendezvous.api.RendezvousTimeoutError',
    ],
    not: ['init_process_group timeout set to 1800 s'],
  },
  stalled_ranks: {
    says: [
      'W horovod/common/stall_inspector.cc:107] One or more tensors were submitted to be reduced, gathered or broadcasted by subset of ranks and are waiting for remainder of ranks for more than 60 seconds.',
      '[2026-03-05 12:05:22.861697: W horovod/common/operations.cc:588] One or more tensors were submitted to be reduced, gathered or broadcasted by subset of ranks and are waiting for remainder of ranks for more than 60 seconds. This may indicate that different ranks are trying to submit different tensors or that only subset of ranks is submitting tensors, which will cause deadlock.',
      'Stalled ops:HorovodBroadcast_dense_1_bias_0 [missing ranks: 1]',
    ],
    not: ['No rank is waiting'],
  },
  nccl_device_fit: {
    says: [
      "n1:10:12 [3] init.cc:401 NCCL WARN Cuda failure 'invalid device ordinal'",
      "n1:10:12 [3] enqueue.cc:50 NCCL WARN Cuda failure 209 'no kernel image is available for execution on the device'",
    ],
    not: ["n1:10:12 [3] init.cc:401 NCCL WARN Cuda failure 'initialization error'"],
  },
  nccl_device_state: {
    says: [
      "n1:10:12 [3] misc/cudawrap.cc:33 NCCL WARN Cuda failure 'initialization error'",
      "n1:10:12 [3] init.cc:33 NCCL WARN HIP failure 'unknown error'",
    ],
    not: ["n1:10:12 [3] init.cc:401 NCCL WARN Cuda failure 'invalid argument'"],
  },
  nccl_device_fault: {
    says: [
      "n1:10:12 [3] enqueue.cc:50 NCCL WARN Cuda failure 719 'unspecified launch failure'",
      "n1:10:12 [3] enqueue.cc:50 NCCL WARN Cuda failure 'an illegal memory access was encountered'",
    ],
    not: ["n1:10:12 [3] enqueue.cc:50 NCCL WARN Cuda failure 'invalid argument'"],
  },
  nccl_device_peer: {
    says: [
      'n1:10:12 [0] transport/p2p.cc:238 NCCL WARN failed to open CUDA IPC handle : 217 peer access is not supported between these two devices',
      "n1:10:12 [0] p2p.cc:55 NCCL WARN Cuda failure 'peer access is not supported between these two devices'",
    ],
    not: ['n1:10:12 [0] NCCL INFO peer access is not supported between 0 and 1, using SHM'],
  },
  nccl_error: {
    says: [
      'RuntimeError: [ERROR] HCCL error in: torch_npu/csrc/distributed/ProcessGroupHCCL.cpp:64',

      'RuntimeError: NCCL communicator was aborted on rank 3.  Original reason for failure was: NCCL error: unhandled system error, NCCL version 2.14.3',
      'horovod.common.exceptions.HorovodInternalError: NCCL error: unhandled system error',
      'torch.distributed.DistBackendError: NCCL error in: ../torch/csrc/distributed/c10d/NCCLUtils.hpp:219, unhandled system error (run with NCCL_DEBUG=INFO for details), NCCL version 2.20.5',
    ],
    not: [
      "NCCL WARN Cuda failure 'peer mapping resources exhausted'",

      'torch.distributed.DistBackendError: NCCL error in ProcessGroupNCCL.cpp: unhandled cuda error, out of memory',
    ],
  },
  peer_unavailable: {
    says: [
      'tensorflow.python.framework.errors_impl.UnavailableError: Collective ops is aborted by: failed to connect to all addresses',
      'ERROR:tensorflow:/job:worker/task:4 encountered the following error when processing closure: UnavailableError():Graph execution error:',
      '2026-03-05 12:05:22.126506: E tensorflow/core/common_runtime/eager/context.cc:856] Failed to register function remotely due to failed to connect to all addresses',
    ],
    not: ['HTTP 503 Service Unavailable'],
  },
  peer_refused: {
    says: [
      'ConnectionRefusedError: [Errno 111] Connection refused',
      "OSError: Timed out trying to connect to 'tcp://127.0.0.1:8000' after 10 s",
      'tracker: connect to 10.0.0.4:9091 timed out',
    ],
    not: [
      'ConnectionResetError: [Errno 104] reset',
      "urllib3.exceptions.NewConnectionError: [Errno 111] Connection refused for 'https://pypi.org'",
      'connection refused, will retry in 5 s',
    ],
  },
  peer_gone: {
    says: [
      'gcs_client.cc:53: GCS connection timed out',
      'BrokenPipeError: [Errno 32] Broken pipe',
      'EOFError',
      'ray.exceptions.RayActorError: The actor died unexpectedly before finishing this task.',
    ],
    not: ['requests.exceptions.ConnectionError: recv failed for https://pypi.org'],
  },
  piped_command_ended: {
    says: [
      "OSError: (('pipe:fetch oss://leaf/7.tar -',), {'shell': True}): exit 3 (read) {}",
      "OSError: ((('leafcat 7.tar',), {}): exit 141 (write) {}",
      'leafio.Error: ffmpeg error (see stderr output for detail)',
    ],
    not: [
      "OSError: (('pipe:fetch oss://leaf/7.tar -',), {'shell': True}): exit 0 (read) {}",
      'BrokenPipeError: [Errno 32] Broken pipe',
      'RuntimeError: the ffmpeg of this image has no libx264',
    ],
  },
  runtime_stopped: {
    says: [
      'F0328 18:22:58.100000 81201 node_manager.cc:715]  Check failed: actor_entry != actor_registry_.end()',
      '(pid=81331) E0328 18:23:00.165781 81395 core_worker.cc:382] Raylet failed. Shutting down.',
    ],
    not: [
      'F0305 12:00:00.000001 77 tensor.cc:12] Check failed: dims > 0 (0 vs. 0)',
      'I0328 18:22:58.100000 81201 node_manager.cc:715] node added',
    ],
  },
  hung_up: {
    says: [
      "Message: 'Received 1 death signal, shutting down workers'",
      'torch.distributed.elastic.multiprocessing.api.SignalException: Process 812 got signal: 1',
      'W0305 12:14:02.901000 139 torch/distributed/elastic/agent/server/api.py:704] Received Signals.SIGHUP death signal, shutting down workers',
      'Process 12 exited on signal 1 (Hangup).',
      'run.sh: line 7: 811 Hangup                  python fit.py',
      '[agent] SIGHUP received, stopping',
    ],
    not: [
      'nginx: signal 1 (SIGHUP) received, reconfiguring: settings are reloaded',
      'nohup: ignoring input, the shell will ignore SIGHUP',
      'Received signal 11',
    ],
  },
  mpi_abort: {
    says: [
      'MPI_ABORT was invoked on rank 3 in communicator MPI_COMM_WORLD',
      'Abort(5) on node 2 (rank 2 in comm 0): application called MPI_Abort(MPI_COMM_WORLD, 5) - process 2',
      'rank 1 in job 4  leaf_40001   caused collective abort of all ranks',
    ],
    not: ['Patching leaf_solver: MPI_Abort is replaced by a call of exit'],
  },
  terminated: {
    says: [
      'child 77 was terminated by signal 15',
      '[agent] SIGTERM received',
      'KeyboardInterrupt',
      'Terminated',
      'W0305 12:14:02.901000 139 site-packages/torch/distributed/elastic/multiprocessing/api.py:891] Sending process 223 closing signal SIGTERM',
    ],
    not: [
      'The trial was terminated early by its pruner',
      'signal handler for SIGTERM installed',
      'loader: got 15 shards',
    ],
  },
  cluster_node_lost: {
    says: [
      'E coordination_service_agent.cc:711] Polled an error: UNAVAILABLE: Task /job:worker/replica:0/task:3 heartbeat timed out',
      'the agent detected missing heartbeats of its service; most likely another task died',
      'The node with node id: 51 and address: 10.0.3.9 has been marked dead because the detector has missed too many heartbeats from it.',
      'acme.exceptions.ObjectFetchTimedOutError: no copy of part 7 was found in time',
      'ERROR TaskSchedulerImpl: Lost executor 3 on 10.1.1.4: Executor heartbeat timed out after 152112 ms',
    ],
    not: ['The node with node id: 51 has joined', 'task 3: heartbeat ok'],
  },
  missing_ranks: {
    says: [
      'missing ranks: {1}',
      'Not all ranks joining collective for group 0:default_pg collective nccl:all_reduce Missing ranks are {3, 7}',
    ],
    not: ['missing ranks: none', 'expected ranks: 2'],
  },
};
