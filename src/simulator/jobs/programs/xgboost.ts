import type { Program } from './types.ts';

/** Distributed XGBoost with its tracker. */
export const xgboost: Program = {
  jobType: 'XGBoostJob',
  start: `
    | [{hour}] task {rank} got new rank {rank}
    | {clock,} INFO start listen on {ip}:9091
    | {clock,} INFO loading /mnt/data/{train|daily|ctr}.libsvm#part-{rank}, {1000000..9000000} rows`,
  together: '| {clock,} INFO @tracker All of {world} nodes getting started',
  progress: ({ n, loss, at }) => {
    const stamp = new Date(at + 8 * 3_600_000).toISOString().slice(11, 19);
    return [
      `[${stamp}] [${n - 1}]	train-error:${(0.08 + loss / 25).toFixed(6)}	train-logloss:${(loss / 3).toFixed(6)}	eval-error:${(0.09 + loss / 22).toFixed(6)}	eval-logloss:${(loss / 2.8).toFixed(6)}`,
    ];
  },
  done: `
    | {clock,} INFO @tracker All nodes finishes job
    | {clock,} INFO @tracker {900..9000}.{100..999} secs between node start and job finish
    | {clock,} INFO model written to /mnt/data/output/ranker.json`,
  stopped: '| {clock,} WARNING shutting down on SIGTERM',
  epilogue: '',
  peers: `
    | [{hour}] WARNING: /workspace/src/collective/socket.h:{200..400}: rank {rank}: recv from {lostpeer} returned 0, peer is gone
    | Traceback (most recent call last):
    |   File "/root/code/{script}", line {60..140}, in <module>
    |     booster = xgb.train(params, dtrain, num_boost_round=rounds, evals=watchlist)
    |   File "/usr/local/lib/python3.11/site-packages/xgboost/core.py", line 2101, in update
    |     _check_call(
    | xgboost.core.XGBoostError: [{hour}] /workspace/src/collective/allreduce.cc:{80..140}: Allreduce failed. The following errors occurred: Connection reset by peer
    | {clock,} ERROR rabit: worker {rank} lost the ring, leaving`,
  commands: ['python /root/code/train_ranker.py --rounds 800', 'python -u xgb_dist.py --conf conf/ctr.json'],
  image: 'xgboost',
  pods: [2, 3],
};
