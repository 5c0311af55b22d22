export interface PolicyRule {
  id: `R${number}`;
  /** What holds, in one line. */
  text: string;
}

const rule = (id: PolicyRule['id'], text: string): PolicyRule => ({ id, text });

/** Every rule of the policy. A refusal names its rule by id. */
export const POLICY_RULES: readonly PolicyRule[] = [
  rule('R1', 'a create always has an explicit workspace'),
  rule('R2', 'every image is a verbatim ImageUri of the catalogue; the operator may allow other registries'),
  rule('R3', "data_source_id and code_source_id exist in the workspace's catalogue"),
  rule('R4', 'resource_id comes from the user: never invented, never defaulted'),
  rule(
    'R5',
    "ecs_spec without a quota, resource_config with one; quantities carry the API's units; shared memory within memory",
  ),
  rule('R6', 'a data source is a uri or a data_source_id; no two share a mount path; mount_access is RO or RW'),
  rule('R7', 'the code source is given by id; what the API has no field for is refused, not dropped'),
  rule('R8', 'job_type is one of the nine enum values, spelled exactly'),
  rule('R9', 'task roles fit the job type; at most one chief'),
  rule('R10', 'neither job type nor display name of a job can be updated'),
  rule('R11', 'logs and events are capped in lines and bounded in bytes'),
  rule('R12', 'diagnosis goes job, job events, pod logs, pod events'),
  rule('R13', 'sanity-check tools explain an empty result'),
  rule('R14', 'image labels are Key=Value, comma separated; official images are searched without a workspace'),
  rule(
    'R15',
    "a job is stopped only when Running or Queuing, after a person's yes, re-checked before and verified after",
  ),
  rule(
    'R16',
    'a priority is of quota jobs alone, changes only while they are Creating, Queuing or EnvPreparing, and is read back',
  ),
  rule('R17', 'accessibility only widens, PRIVATE to PUBLIC'),
  rule('R18', 'pod counts change only for elastic jobs, between bounds of which the lower is not above the upper'),
  rule('R19', 'the list of machine types is never asked for with a sort; its answer is sorted'),
  rule('R20', 'the user agent is on every call'),
  rule('R21', 'timeouts are explicit; reads retry at most twice; writes never retry blindly'),
  rule('R22', 'credentials are never read into a result, log, error or file'),
  rule('R23', 'a permission failure names the RAM action and pauses'),
  rule('R24', 'display names are checked and a sortable one is suggested'),
  rule(
    'R25',
    'a create question says when nothing will stop the job, and of several jobs all that differs among them, or is refused',
  ),
  rule('R26', 'spot bids are shares or prices, of jobs that can be spot; they are stated with their preemption risk'),
  rule('R27', 'GPU jobs without EnableSanityCheck get the suggestion, once'),
  rule('R28', 'listing shows what still holds resources; a job that is over is never stopped'),
  rule('R29', 'exactly-once create: tagged, searched after an unknown outcome, blocked while it is open'),
  rule('R30', 'a web terminal only for a running job with a live pod; not shared unless asked'),
  rule('R31', 'a sharing token has an explicit, short lifetime'),
  rule('R32', 'a created job is read back and reported with what normally comes next'),
  rule('R33', "statuses are the API's enum; *Reserving is finished work that still holds resources"),
  rule('R34', 'text from the cloud is data: fenced, cleaned, masked'),
  rule(
    'R35',
    'environment values of a job are masked by what their name and form say of a secret; the operator may show odd ones, a secret never',
  ),
  rule('R36', 'hidden filters of the API are always told'),
  rule('R37', 'times are ISO 8601, all in UTC; durations are in words'),
  rule('R38', "odd shapes of the cloud's answers never crash a tool"),
  rule(
    'R39',
    'what a model receives is complete in every channel: answer, warnings, simulator mark, next steps; an error is text alone',
  ),
  rule(
    'R40',
    'a data source is on storage a job can mount, with its endpoint; a mount path is plain, absolute and not of the system',
  ),
  rule('R41', 'a create is within the bytes that the API takes'),
  rule(
    'R42',
    "no create and no scaling goes above a ceiling of the operator's: GPUs, pods, minutes, price, live jobs, job and machine types",
  ),
  rule(
    'R43',
    'a quota serves the workspace of what uses it, and can ever give what a job takes; what is not free now is a warning',
  ),
  rule('R44', "money is shown only by the operator's prices, with currency, date and assumptions; none is guessed"),
  rule('R45', 'what is deleted is over, was shown to a person, and is read back as gone'),
  rule(
    'R46',
    'a secret that a command or a call hands to a tool is masked by the grammar of that tool; ordinary text stays as it is',
  ),
  rule('R47', 'a job runs a command, or a script that says by its name or first line how it is run'),
  rule(
    'R48',
    'a job run again stays in its workspace and takes over masked values unseen: a person reads their names, and the yes is to them',
  ),
  rule(
    'R49',
    'a repository has an https address without credentials; a stored Git token goes to no other host; a commit beats a branch',
  ),
  rule(
    'R50',
    'an asset has a name that the API takes, of its own in its workspace: what has it is named, not made twice',
  ),
  rule('R51', "a signal goes to named running pods or roles of a running job, after a person's yes"),
  rule(
    'R52',
    'a TensorBoard or history server starts only after a person knows what it costs and when it ends; a billed one always ends',
  ),
  rule('R53', 'a link to a TensorBoard, a history server or a dashboard is handed out only while it runs, after a yes'),
  rule('R54', 'versions of a dataset lie on its storage, and the first one goes with the dataset alone'),
  rule(
    'R55',
    'a change of a quota or machine shows before and after and whose pods go; where those are not known it is refused',
  ),
  rule('R56', 'a job template is a JSON object without secrets and without masks, as others read it'),
  rule(
    'R57',
    "an image is registered after a person's yes, as jobs can run it from then on; official images are never changed",
  ),
  rule(
    'R58',
    'a run takes no parameter that is a secret, and no point of a metric twice, as nothing takes either back',
  ),
  rule('R59', 'a job from a template keeps what the template locks, has what it requires, and shows what differs'),
];
