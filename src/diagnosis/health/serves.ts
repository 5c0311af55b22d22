import { anyOf } from '../causes/cause.ts';

/** A program that waits to be used: a server that listens, a notebook, a container that only sleeps. */
const WAITS_TO_SERVE = anyOf(
  /\bsleep (?:infinity|inf\b|\d{4,9}\b|\d{1,4}[hd]\b)|\btail -f \/dev\/null/i,
  /\bPress (?:the )?CTRL.?C to (?:quit|stop|exit)\b|\bUse Control-C to stop this server\b/i,
  /\b(?:running|listening|serving|available|server)\b.{0,40}\b(?:on|at|URL)\b\W{1,8}(?:https?|grpc):\/\//i,
  /\b(?:server|sshd|service)\b.{0,40}\b(?:listening|started|serving)\b.{0,20}\b(?:on|at)\b.{0,12}(?:\bport \d|\b0\.0\.0\.0\b|(?<!\S):: )/i,
  /\bStarted (?:GRPCInference|HTTP|Metrics )Service at\b|\bApplication startup complete\b/i,
  /(?<!\S)https?:\/\/[^\s/]{1,80}\/(?:lab|tree|notebooks)?\?token=/i,
  /\b(?:Local|Network|External|Public) URL: {1,4}https?:\/\/|\bGUI go to: {1,4}https?:\/\/|\bOpen this link in your browser https?:/i,
  /\bListening (?:on|at):? {1,3}(?:(?:https?|tcp):\/\/)?(?:0\.0\.0\.0|\[::\]|\*):\d|\bScheduler at: {1,6}tcp:|\bAPI (?:bind to|at): ?\S{0,10}\blocalhost\b/i,
  /\bBooting worker with pid\b|\bModel server started\b|\bEntering the event loop\b|\bcommand will now block forever\b/i,
  /\bwaiting for (?:new )?(?:tasks|requests|jobs|clients|commands)\b|\bready to (?:accept|serve|receive|take) (?:\w{1,12} )?(?:requests?|traffic|connections|tasks)\b/i,
  /\b(?:container|environment|workspace|notebook) is (?:now )?ready\b/i,
);

/** What comes after it where the program has more to do than to wait, or has failed. */
const GOES_ON =
  /\b(?:train|load|download|epoch|step|dataset|init|start(?!ed (?:GRPC|HTTP|Metrics)|up time)|prepar|build|compil|fetch|rank|nccl|shard|tokeniz|import|sav|eval|connect(?!ion\b)|rendez|paus|submi|batch|Traceback)|\w(?:Error|Exception):|\btime(?:d )?-?out\b/i;

/** Lines at the end of a log among which a server says that it listens: some add where, or warn of a client. */
const LAST_OF_SERVER = 7;

/**
 * Whether a log ends as that of a program that waits to be used and has nothing to write until then.
 *
 * @param lines the end of the log, cleaned, oldest first
 */
export function waitsToServe(lines: readonly string[]): boolean {
  const last = lines.slice(-LAST_OF_SERVER);
  const serves = last.findLastIndex((line) => WAITS_TO_SERVE.test(line));
  return serves >= 0 && !last.slice(serves + 1).some((line) => GOES_ON.test(line.replace(/\([^()]{0,200}\)/g, '')));
}
