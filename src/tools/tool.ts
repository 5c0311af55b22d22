import type * as z from 'zod';
import type { Offers } from '../advice/offered.ts';
import type { Action, Input, Output } from '../api/operations.ts';
import type { Ceilings } from '../domain/ceilings.ts';
import type { CreateLedger } from '../domain/create-ledger.ts';
import type { FaultDetails } from '../domain/fault.ts';
import type { KeyedDigest } from '../domain/keyed-digest.ts';
import type { Picture } from '../domain/picture.ts';
import type { PriceTable } from '../domain/prices.ts';
import type { Language } from '../domain/said.ts';
import type { Scaled } from '../domain/scaled.ts';
import type { Toolset } from '../domain/toolsets.ts';
import type { Decision, Refuse } from '../policy/decision.ts';

/**
 * What a call does to the world; annotations, the read-only filter and the confirmation derive from it.
 * - `costly`: a job is created, or gets more pods: what `--confirm-create` is about.
 * - `billed`: something else runs, and costs, from then on.
 */
export type Effect = 'read' | 'write' | 'costly' | 'billed' | 'destructive' | 'grants_access';

/** Which scope a tool needs resolved before it runs. `workspace` implies `region`. */
export type ScopeNeed = 'region' | 'workspace' | 'workspace_optional';

/**
 * Reads that may be answered from memory, as what they read changes in days. Never a write, and nothing about a job.
 */
type Kept = 'ListImages' | 'GetImage' | 'GetDataset';

/** What a tool that was read through another one answered: its data, in its own output schema, or why it has none. */
export type ToolRead = { data: Record<string, unknown>; fault?: undefined } | { fault: FaultDetails };

/**
 * What a tool is for a client that shows apps: `job` and `jobs` open the page of that name with their answer; `data` is
 * what a page reads, and no model is shown it.
 */
export type AppRole = 'job' | 'jobs' | 'data';

/** What a tool sees of the world. Region and signal are already bound into `call`. */
export interface ToolContext {
  /**
   * @param options.signal ends this call alone; it has to follow the tool's own signal
   * @param options.expires real time in epoch milliseconds after which the call is not sent any more
   */
  call<A extends Action>(
    action: A,
    input: Input<A>,
    options?: { signal?: AbortSignal; expires?: number },
  ): Promise<Output<A>>;
  /**
   * A read that may be answered from memory, with what was found within the last minute. What was not found is not
   * kept: somebody may have made it in the meantime.
   *
   * @param found whether an answer found what was looked for
   */
  cached<A extends Kept>(action: A, input: Input<A>, found: (answer: Output<A>) => boolean): Promise<Output<A>>;
  /**
   * What another tool that only reads answers, in the same region and workspace and with its own checks, bounds and
   * masks. The actions of that tool are among those of the one that calls.
   * @throws Error for a tool that does more than read, which is a bug
   */
  read(tool: string, input: Readonly<Record<string, unknown>>): Promise<ToolRead>;
  /** What the operator offers. */
  offers: Offers;
  region: string;
  /** Set where the tool's scope is `workspace`, or where it is optional and known. */
  workspaceId: string | undefined;
  /** The workspace as the call itself names it, and not the operator's default. */
  namedWorkspaceId?: string | undefined;
  /** What the operator allows; a model cannot change it. */
  operator: OperatorPolicy;
  /** The operator's prices; `undefined` where there are none, and then no money is shown (R44). */
  prices(): Promise<PriceTable | undefined>;
  /** Digests that an answer may hold; those of an earlier process are the same where its key could be kept. */
  digest(): Promise<KeyedDigest>;
  /** Creates whose outcome is not known, kept across restarts. */
  creates: CreateLedger;
  /** By rule, the job for which this process has made a suggestion. It is not made again for others. */
  told: Map<string, string>;
  /** The pod counts that this process has sent. */
  scaled: Scaled;
  /** The cloud's time. A simulated cloud has a clock of its own. */
  now(): Date;
  signal: AbortSignal;
  /** Set where this call is a look of a task. */
  look?: Look | undefined;
  sleep(ms: number): Promise<void>;
  /** The cloud is the embedded simulator. */
  simulated: boolean;
  /**
   * Puts a picture beside the answer, whose text has to say all that it shows: not every host shows a picture to its
   * model.
   */
  attach(picture: Picture): void;
  /** Whether the client wants to be told how a long call gets on; only then may one take long. */
  hasProgress: boolean;
  /**
   * Tells the client how far the call is; nothing happens where it did not ask. Never rejects. Await it, so that it
   * goes out before the answer.
   * @param progress how much is done; it only grows, so one that does not is nudged above the last
   * @param total how much there is to do, in the same unit
   */
  progress(message: string, progress?: number, total?: number): Promise<void>;
}

export interface OperatorPolicy {
  /** Statuses in which a job may be stopped. `standard`: Running and Queuing; `live`: every live status. */
  stoppable: 'standard' | 'live';
  /**
   * `auto`: a form, or the conversation where there is none; `always`: as `stop_job` is asked about; `never`: not
   * asked.
   */
  confirmCreate: 'auto' | 'always' | 'never';
  /** `human`: a person answers in a form of the client. `chat`: in the conversation, whatever the client can show. */
  confirm: 'human' | 'chat';
  /** In which a person is asked. */
  language: Language;
  /** What no job may exceed (R42). */
  ceilings: Ceilings;
  /** Globs of image URIs that are accepted without being in the catalogue. */
  allowImage: readonly string[];
  /**
   * Names of environment variables whose values are shown although they are not ordinary; a secret is not even then.
   */
  showEnvs: readonly string[];
  /** Milliseconds for which the job of a create is searched for when the answer got lost. */
  createSearchMs: number;
  /** Milliseconds for which a change is read back before it is reported as pending. */
  readBackMs: number;
}

/** The outcome of the checks that precede a call: a decision, and the reads it was based on (handed to `run`). */
export interface Checked<P> {
  decision: Decision;
  prepared: P;
}

/**
 * How a person is asked before a call goes on: by a form of the client, in the conversation, or not at all.
 * `impossible`: one has to be asked and cannot be.
 */
export type Asking = 'elicitation' | 'chat' | 'none' | 'impossible';

/**
 * A dry run: a call that stops before the confirmation and answers with what would happen. It asks nobody and writes
 * nothing.
 */
export interface Preview<I, P, O extends z.ZodObject = z.ZodObject> {
  /** Shape of the answer, advertised beside the tool's own. */
  output: O;
  /** As `foreign` of a tool. */
  foreign?: readonly string[];
  /** Whether a call asks for one. */
  wanted(input: I): boolean;
  describe(ctx: ToolContext, input: I, checked: Checked<P>, asking: Asking): z.input<O>;
  render(output: z.output<O>): string;
  /** As `next` of a tool. */
  next(output: z.output<O>): readonly string[];
}

/** Why a parameter is refused by name, and what to do instead. */
export interface RefusedKey {
  rule: string;
  reason: string;
  fix: string;
}

/**
 * Written as a method, whose parameters TypeScript compares loosely: only so do tools of different inputs fit one list.
 */
type Check<I, P> = { check(ctx: ToolContext, input: I): Promise<Checked<P>> }['check'];

type AlsoWrong<I> = { find(ctx: ToolContext, input: I): Promise<readonly Refuse[]> }['find'];

type Acts<I> =
  | { effect: 'read'; heavier?: undefined }
  | {
      effect: Exclude<Effect, 'read'>;
      /**
       * What a call acts on, as its audit line names it: ids or a display name of the input, no text of the cloud.
       * `undefined`: a call with this input changes nothing and leaves no line (a dry run).
       */
      target(input: I): string | readonly string[] | undefined;
      /**
       * For calls that can do more than `effect` says: further effects by input, about which a person is asked as well.
       */
      heavier?: { effects: readonly Effect[]; of(input: I): readonly Effect[] };
    };

/** One look of a wait that goes on as a task: the tool looks once and answers, however far it is. */
export interface Look {
  /** When the wait began; epoch milliseconds of the real clock. */
  since: number;
  /** What the first look saw, by the id of the thing, so that what came and went after it counts. */
  seen: Readonly<Record<string, string>>;
}

/** How a wait goes on without a call that blocks, for a client that knows tasks. */
export interface Follow<O> {
  /** The parameter with the seconds that the wait lasts, and how many they are for a task where the call names none. */
  lasts: { parameter: string; seconds: number };
  /** What an answer says of a wait that goes on; `undefined` for an answer that decides it. */
  way(output: O): Way | undefined;
}

/** Where a wait is on its way. */
export interface Way {
  /** In a few words of ours. */
  says: string;
  /** As `Look` has it. */
  seen: Readonly<Record<string, string>>;
  /** Arguments of the next look that differ from those of this one. */
  args: Readonly<Record<string, unknown>>;
}

interface ToolData<I extends z.ZodObject, O extends z.ZodObject, P> {
  name: string;
  title: string;
  /** For a model that chooses among tools, or that searches for one: its first words are those of users. */
  description: string;
  /** What Chinese users call it, at the end of the description: hosts search that for words of the user. */
  inChinese: string;
  /**
   * Many tasks begin with it: a host that loads definitions only when they are searched for should load this one at
   * once.
   */
  alwaysLoad?: true;
  toolset: Toolset;
  /**
   * It is on where the operator names no toolset: something that training needs every week, and that is worth its bytes
   * in every session.
   */
  core?: true;
  /** Its part in the pages of the MCP Apps extension; absent for most. Only a read has one. */
  app?: AppRole;
  scope: ScopeNeed;
  /**
   * Every API operation it may call, the main one first; the pipeline lets no other through, RAM policies derive from
   * it.
   */
  actions: readonly Action[];
  input: I;
  output: O;
  /**
   * Paths of the output, such as `evidence[].text`, where text stands that others have written freely: lines of logs
   * and events, reasons, commands, descriptions. The pipeline fences it in structured answers; in the text, `render`
   * does.
   */
  foreign?: readonly string[];
  /**
   * By path, parameters that callers try although there are none such: why they are refused, and what to do instead.
   */
  refusedKeys?: Readonly<Record<string, RefusedKey>>;
  /**
   * Parameters that reach beyond one workspace; a locked scope takes them out, so they have to be optional to `run`.
   */
  beyondWorkspace?: readonly string[];
  /** Preconditions and confirmation; `null` says that the tool has none beyond its schema. */
  check: Check<z.output<I>, P> | null;
  /** What it changes serves several workspaces: under a locked scope it is refused before anybody is asked. */
  shared?: true;
  /**
   * What is wrong besides with a call whose arguments are refused, so that all of it is told in one turn. It only
   * reads, and nothing is ever run after it. Parts of the input and the scope may be unread: see `whereRead`.
   */
  alsoWrong?: AlsoWrong<z.output<I>>;
  /** Where calls can ask for it: `check`, and then this in place of the confirmation and `run`. */
  preview?: Preview<z.output<I>, P>;
  run(ctx: ToolContext, input: z.output<I>, prepared: P): Promise<z.input<O>>;
  /** Of a read that waits. */
  follow?: Follow<z.output<O>>;
  /** Of a call about several things: what became of each, by id, for its audit line. */
  outcomes?(output: z.output<O>): Readonly<Record<string, string>>;
  /** The short rendering for the model: the answer first, then a compact table or list. */
  render(output: z.output<O>, input: z.output<I>): string;
  /**
   * What to do next, at most two steps, none where nothing is left to do. They are data, never read out of a rendering,
   * so that a line of a log cannot pass for one; whoever delivers the answer puts them into every channel.
   */
  next(output: z.output<O>, input: z.output<I>, offers: Offers): readonly string[];
}

/**
 * A tool as plain data. `check` has no side effects: a confirmation re-enters the call from the top, so it runs again
 * on fresh reads just before `run`.
 */
export type Tool<I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject, P = unknown> = ToolData<
  I,
  O,
  P
> &
  Acts<z.output<I>>;

/** Identity with inference: forgetting a field of a tool is a type error. */
export const defineTool = <I extends z.ZodObject, O extends z.ZodObject, P = undefined>(tool: Tool<I, O, P>): Tool =>
  tool;
