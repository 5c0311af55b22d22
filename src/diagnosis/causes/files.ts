import { again, change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { DAMAGED, PATH, SOCKET } from './remedies.ts';
import { QUOTED_BY_CLIENT } from './system-codes.ts';

/** A path or name in quotes. */
const QUOTED = /['"`](\/?[\w.@+][^'"`\s]{1,200})['"`]/;

const ENDS_EARLY = /\bunexpected end of (data|file|stream)\b|Compressed file ended before the end-of-stream marker/i;

/** What the program gets over, and what is refused for another reason. */
const NOT_DAMAGED = String.raw`Weights only load|skipp|ignor|will be replaced|unsupported pickle|syntax error|\b(?:across|between|on|of|from) (?:\w{2,8} )?(?:ranks?|replicas?|peers?)\b`;

/** Files and commands that are not there, or damaged. */
export const fileCauses: readonly Cause[] = [
  {
    id: 'cut_off_stream',
    category: 'network_failure',
    in: ['exception'],
    match: ENDS_EARLY,
    unless: /skipp|ignor|BufferedReader name='/i,
    where:
      /(\bin |[\s(.=])_?(stream|pipe|resp(onse)?|req(uest)?|url\w{0,8}|http\w{0,8}|sock(et)?|remote\w{0,8})\b[^\n]{0,40}(\n|$)/i,
    directness: 'indirect',
    says: 'what is read through a stream ended before it should: its transfer broke off, or the file behind it is cut off',
    thing: QUOTED,
    remedy: again(
      'data_owner',
      'read it again; if it ends at the same place, compare the size of the file with its source',
    ),
  },
  {
    id: 'cut_off_file',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match: ENDS_EARLY,
    unless: /skipp|ignor|syntax error/i,
    // Read through a mount, a pipe or the web, a whole file ends too early as well.
    directness: 'indirect',
    says: 'a file ended before it should: it is cut off, or what it was read through broke off',
    thing: QUOTED,
    remedy: DAMAGED,
  },
  {
    id: 'damaged_file',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match: anyOf(
      /file size is 0 bytes|MDB_CORRUPTED|No data left in file/i,
      // What Git LFS and a page of a web server begin with, and no pickle does.
      /invalid load key, '[v<]'/i,
      /unexpected EOF, expected \d+ more bytes/i,
      /PytorchStreamReader failed reading zip archive|failed finding central directory|not a ZIP archive/i,
      /MetadataIncompleteBuffer|HeaderTooLarge|(?<!exceptions\.)InvalidHeader(Deserialization|Length|Start)?\b|Error while deserializing header/i,
      /truncated file: eof/i,
      /CRC check failed|DataLossError: .{0,60}\btruncated\b|corrupted record at [1-9]/i,
      /image file is truncated|broken data stream when reading image|broken PNG file \(/i,
      /Unexpected EOF in archive|invalid compressed data/i,
      /\bchecksum (failure|mismatch|error|failed|does not match)|\b(md5|sha\d{1,3})\b.{0,40}\b(mismatch|does not match)/i,
      /\bcheckpoint .{0,80}(is )?corrupt(ed)?\b/i,
    ),
    unless: new RegExp(
      String.raw`${NOT_DAMAGED}|\b(x-amz|headers?|signatures?|computed|Content-?(MD5|SHA256))\b|\b(ranks?|parameters?|arguments?|config\w{0,8}|peers?|replicas?)\b|\bcheckpoint .{0,80}(may|might|could) be corrupt`,
      'i',
    ),
    directness: 'direct',
    says: 'a file is damaged: cut off, empty, or a Git LFS pointer in place of the file',
    thing: QUOTED,
    remedy: DAMAGED,
  },
  {
    // Another kind of file, a page in place of it, or bytes that never were a file are refused in the same words.
    id: 'unreadable_file',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match: anyOf(
      /Not an Arrow file|PytorchStreamReader failed/i,
      /invalid load key, '/i,
      /File is not a zip file|BadZipFile|End-of-central-directory signature not found/i,
      /EOFError: Ran out of input|pickle data was truncated|UnpicklingError(?!: (?:Refusing|Global .{1,100} is not permitted))/i,
      /invalid magic number|file signature not found/i,
      /tarfile\.ReadError(?!: unexpected end)/i,
      /Parquet magic bytes not found|Could not open Parquet input source/i,
      /zlib\.error: Error -|Not a gzipped file|not in gzip format/i,
      /DataLossError|corrupted record at/i,
      /cannot identify image file|UnidentifiedImageError/i,
      // As TensorFlow refuses an image.
      /\bgot unknown format starting with|\bUnknown image file format\b|\bUnable to decode bytes as (?:JPEG|PNG|GIF|BMP)\b|\bNot a (?:JPEG|PNG|GIF|BMP) file: starts with/i,
      /Unable to load weights from pytorch checkpoint file/i,
      /Consistency check failed|The file (may|might) be corrupted/i,
      /\bcheckpoint .{0,80}corrupt(ed)?\b|\bchecksum (failure|mismatch|error|failed|does not match)/i,
    ),
    unless: new RegExp(NOT_DAMAGED, 'i'),
    directness: 'indirect',
    says: 'what was read is no file of the kind that the program expects: damaged, empty, or another one in its place',
    thing: QUOTED,
    remedy: DAMAGED,
  },
  {
    id: 'lfs_object_gone',
    category: 'missing_module_or_file',
    in: ['line'],
    match: /\bsmudge error: .{0,400}(\[404\]|does not exist)|\bobject does not exist on the server/i,
    directness: 'direct',
    atEnd: true,
    explains: ['fetch_failed', 'file_not_found', 'damaged_file', 'unreadable_file'],
    says: 'the repository names a large file (Git LFS) that its server does not have',
    remedy: change('data_owner', 'push the objects of Git LFS to that server, or take the file from another source'),
  },
  {
    id: 'checksum_differs',
    category: 'missing_module_or_file',
    in: ['line'],
    match:
      /^\w{2,8}sum: WARNING: \d{1,6} (of \d{1,6} )?(computed checksums?|listed files?) (did NOT match|could not be read)/i,
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'a file does not have the checksum that it should have: it is cut off, changed, or another one',
    remedy: DAMAGED,
  },
  {
    id: 'path_form',
    category: 'bad_configuration',
    in: ['exception'],
    match: /^IsADirectoryError\b|\[Errno (7|21|36)\]|\bFile name too long\b|\bArgument list too long\b/,
    directness: 'indirect',
    says: 'a path names a folder where a file is wanted, or a name or command is longer than the system takes',
    thing: QUOTED,
    remedy: change('settings', 'correct the path that the message names, or shorten names and lists of arguments'),
  },
  {
    id: 'file_exists',
    category: 'user_code_error',
    in: ['exception'],
    match: /^FileExistsError\b|\[Errno 17\]/,
    directness: 'indirect',
    says: 'what the program makes is there already: several ranks make it at once, or an earlier run left it',
    thing: QUOTED,
    remedy: change('code', 'let one rank make it and the others wait, or allow that it exists (exist_ok=True)'),
  },
  {
    id: 'segment_gone',
    category: 'user_code_error',
    in: ['exception'],
    match: /^FileNotFoundError\b|^(?:builtins\.)?(?:OSError|IOError): \[Errno 2\]/,
    // What a process of the same program makes for the others, and takes away: no file that somebody forgot.
    where:
      /_posixshmem\.shm_open|\bSharedMemory\(|\bmultiprocessing\/shared_memory\.py|\bSemLock\._rebuild|\bmultiprocessing\/(?:connection|reduction|resource_sharer|managers)\.py\b.{0,80}(?:SocketClient|connect)|\brebuild_storage_f\w{1,8}\b|\b_new_shared_f\w{1,8}/,
    directness: 'indirect',
    says: 'shared memory, a lock or a socket that another process made is gone: that process ended, or gave it up too early',
    thing: QUOTED,
    remedy: change(
      'code',
      'look at how the process ended that made it (the log of each rank, host memory), and keep it until all have read it',
    ),
  },
  {
    // The file of a socket is made by the service that listens on it.
    id: 'no_such_socket',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match: anyOf(
      /(?:^|[\s'"(:=])\/[\w./-]{0,200}(?:\.sock(?:et)?(?:\.\d)?|\.s\.PGSQL\.\d{2,5}|\/socket)(?![\w.])/i,
      /\bconnect\w{0,3}\b.{0,200}: No such file or directory\b|\bConnection aborted\.?['"], FileNotFoundError\(2,/i,
    ),
    also: /No such file or directory|\bENOENT\b|(?:does not|doesn't) exist\b|\bnot found\b/i,
    unless: /^\+ |\bwarning:|nvidia-|\/dev\//i,
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'the socket of a service is not there: the service does not run in this pod, or its socket is not mounted',
    thing: /(\/[\w./-]{1,160}(?:\.sock(?:et)?(?:\.\d)?|\.s\.PGSQL\.\d{2,5}|\/socket))(?![\w.])/,
    remedy: SOCKET,
  },
  {
    // Python does not say which.
    id: 'socket_not_there',
    category: 'bad_configuration',
    in: ['exception'],
    match: /^FileNotFoundError: \[Errno 2\] No such file or directory$/,
    where: /\.connect\(|\bcreate_unix_connection\b|\bsock_connect\b|\bAF_UNIX\b/,
    unless: /\bmultiprocessing\b/,
    directness: 'indirect',
    says: 'the socket of a service is not there: the service does not run in this pod, or its socket is not mounted',
    remedy: SOCKET,
  },
  {
    id: 'file_gone',
    category: 'user_code_error',
    in: ['exception'],
    match: /^FileNotFoundError\b|^(?:builtins\.)?(?:OSError|IOError): \[Errno 2\]/,
    // What a program moves or takes away itself, another rank of it may have moved before.
    where: /\b(?:os\.(?:rename|renames|replace|remove|unlink|rmdir)|shutil\.(?:move|rmtree))\([^\n]{0,200}$/,
    directness: 'indirect',
    says: 'what the program moves or removes is not there: another rank did so before, or it was never written',
    thing: QUOTED,
    remedy: change('code', 'let one rank move and remove files while the others wait, or allow that they are gone'),
  },
  {
    id: 'file_not_found',
    category: 'missing_module_or_file',
    in: ['exception'],
    match: anyOf(
      /FileNotFoundError\b/i,
      /\[Errno 2\]/i,
      /NotFoundError: .{0,300}(No such file|not found|does not exist|Failed to find any matching files)/i,
      /No such file or directory/i,
      /NotADirectoryError|\b(Path|Array|Group|Node)NotFoundError\b|\bHTTP Error 404\b/i,
      /(DatasetNotFound|DataFilesNotFound|(?<!Local)EntryNotFound|EmptyDataset|RepositoryNotFound|RevisionNotFound)Error/i,
      /NoSuchKey/i,
      /NoSuchBucket/i,
      /\(404\) when calling .{0,40}(Object|Bucket)/i,
    ),
    // What a driver or library could not open, it does not name.
    unless: new RegExp(
      String.raw`SSL|Executor|temporary directory|\bshm_open\b|shared memory (object|segment)|\berrno\W{1,3}No such file|not found in checkpoint|${QUOTED_BY_CLIENT}`,
    ),
    directness: 'direct',
    // A hub answers so to who has no access; routes and graphs have what is not found, too.
    doubtful:
      /HTTP Error 404|(Path|Array|Group|Node)NotFoundError|\b(Repository|Revision|Dataset)(NotFound| Not Found)/i,
    says: 'a file or folder that the program needs does not exist',
    thing: QUOTED,
    remedy: PATH,
  },
  {
    id: 'model_files',
    category: 'missing_module_or_file',
    in: ['exception'],
    match: anyOf(
      /NotExistError|has no revision|is not a valid (revision|git identifier)/i,
      /does not appear to have (a|any) file/i,
      /is not a local folder and is not a valid model identifier/i,
      /Can't load (tokenizer|the model|config|feature extractor|image processor|the configuration) /i,
      /Error no file named/i,
      /no file named/i,
      /Incorrect path_or_model_id/i,
      /Unable to (find|load) .{0,60}(checkpoint|weights|vocab|tokenizer|config file)/i,
      /no checkpoint(s)? (was |were )?found/i,
      /HFValidationError: Repo id must/i,
      /Expected a string path to an existing/i,
    ),
    directness: 'direct',
    // Of what a hub did not give, for whatever reason, it is said too.
    doubtful:
      /Can't load (tokenizer|the model|config|feature extractor|image processor|the configuration) |(?:^|[\s:'"])[\w.-]{1,60}(?:\/[\w.-]{1,90})? is not a local folder|Unable to (find|load)/i,
    says: 'files of a model, tokenizer or checkpoint are not where the program looks for them',
    thing: QUOTED,
    remedy: PATH,
  },
  {
    id: 'stated_missing',
    category: 'missing_module_or_file',
    in: ['exception'],
    match:
      /\b(files?|paths?|director(y|ies)|folders?|data ?sets?|checkpoints?|tokenizer|vocab\w{0,6}|shards?|manifest|data ?root|weights)\b.{0,200}\b(does not exist|doesn't exist|do not exist|don't exist|not exist|not found|was not found|(cannot|can't|could not|couldn't) be found|is missing|are missing|no such)\b|\b(no|missing|(cannot|can't|could not|couldn't|unable to|failed to) (find|locate)) .{0,40}\b(files?|director(y|ies)|folders?|shards?|samples? found|checkpoints?|data ?sets?)\b|[\s'"(=:]\/[^\s'":,]{2,300}['"]?:? (is |was )?(does not exist|doesn't exist|not found|not a (valid )?(file|directory|folder)|missing)\b/i,
    unless:
      /LocalEntryNotFound|KeyError|AttributeError|\b(key|entry|section|option)s? (named )?["'`]|\bkeys? .{0,80}(in|from) (the )?(checkpoint|state.?dict)\b|\boneCCL\b|\bfds?: |\bclass\b|in the config|environment|column|field|connect|\b(log ?in|api.?key|sample should)\b|missing (from|in) (the )?(checkpoint|state|ZeRO)|\b(no|missing|find|locate) .{0,40}\b(and|enabled|for|from|group|keys?|kernel|provided|prompt|sufficient|when)\b.{0,40}\b(files?|director(y|ies)|folders?|shards?|checkpoints?|data ?sets?|mixture|plan)\b|No such device|loop device|\[Errno (?!2\])\d|\b(graph|state|parameter|weight) keys?\b|not found in checkpoint/i,
    directness: 'direct',
    // A registry, a graph or a checkpoint may lack what has such a name.
    doubtful: /^(?!.{0,900}(?:[\s'"(=:`]\.{0,2}\/\w|\w\.[a-z]\w{1,5}\b|[A-Za-z]:\\))/,
    says: 'the program says that a file or folder it needs does not exist',
    thing: QUOTED,
    remedy: PATH,
  },
  {
    id: 'existence_check',
    category: 'missing_module_or_file',
    in: ['exception'],
    match: /^(AssertionError|ValueError|RuntimeError|Exception|OSError|IOError)\b/,
    // The last frame asserts that a file is there, or that some were found.
    where: anyOf(
      /\bassert\b(?! not\b)(?!.{0,200}\b(?:and|or)\b).{0,80}\b(exists|isfile|isdir|is_file|is_dir)\(.{0,200}$/i,
      /\bassert len\([^)]{0,60}(files?|paths?|ckpts?|lists?|shards?|samples?|checkpoints?|urls?)\w{0,12}\) ?(>=? ?[01]|!= ?0)\b.{0,100}$/i,
    ),
    directness: 'direct',
    says: 'the program checks that a file or folder is there, and it is not',
    remedy: PATH,
  },
  {
    id: 'script_not_found',
    category: 'missing_module_or_file',
    in: ['line'],
    match: anyOf(
      /can't open file .{1,300}(No such file|\[Errno 2\])/i,
      /Unable to access jarfile/i,
      /^fatal: (repository|Remote branch|couldn't find remote ref).{0,200}/i,
      /mpirun was unable to (find|launch) the specified (executable|application)/i,
      /could not (find|access) (the )?executable/i,
      /^(error|fatal): pathspec .{1,200} did not match/i,
      /Could not find or load main class|Failed to load class \S|no main manifest attribute/i,
    ),
    directness: 'direct',
    // To whom a repository is closed, servers say that it is not there.
    doubtful: /^fatal: repository/i,
    says: 'the program to start does not exist',
    thing: QUOTED,
    remedy: PATH,
  },
  {
    // The shell takes the rest of a command for one of its own where a backslash at the end of a line is lost.
    id: 'continuation_lost',
    category: 'bad_configuration',
    in: ['line'],
    match: /(?:^|: )-{1,2}[A-Za-z][\w.-]{0,80}(?:=\S{0,200})?: (?:command )?not found$/,
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'the shell took an option for a command: a backslash is missing before it, or a blank follows one',
    thing: /(?:^|: )(-{1,2}[A-Za-z][\w.-]{0,80})(?:=\S{0,200})?: (?:command )?not found$/,
    remedy: change('settings', 'end every line of the command but its last with a backslash, and nothing after it'),
  },
  {
    id: 'shell_not_found',
    category: 'missing_module_or_file',
    in: ['line'],
    match: anyOf(
      /(requested URL returned error: 404|ERROR 404: Not Found|HTTP\/[\d.]{1,3} 404)/i,
      /: command not found$/i,
      /: No such file or directory$/i,
      /^\S{0,40}sh: (line )?\d{0,5}:? ?.{1,200}: not found$/i,
      /: not found$/i,
      /cannot (stat|access|open) .{1,200}: No such file or directory/i,
      /^ERROR: Could not open requirements file: /i,
    ),
    // The socket of a service: what is missing is the service.
    unless: /^\+ |\bwarning:|setlocale|nvidia-container-|\.sock(et)?(\.\d)?\b|\bconnect\w{0,3} to\b/i,
    // A script goes on after a command that it does not find: the line alone does not show that it ended there.
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'a command or file of the start script does not exist',
    thing: /: ([\w./-]{1,120}): (?:command not found|No such file|not found)/,
    remedy: change('settings', 'install the command in the image, or correct its name in the start script'),
  },
  {
    id: 'entrypoint_not_found',
    category: 'missing_module_or_file',
    in: ['cloud'],
    match: anyOf(
      /exec: .{0,120}(executable file not found|no such file or directory)/i,
      /executable file not found/i,
      /starting container process caused.{0,200}no such file/i,
      /stat \S{1,200}: no such file or directory: unknown/i,
    ),
    // Programs that the node starts itself, for one before any container of the pod.
    unless:
      /mount|sandbox|OCI runtime error|"(apparmor_parser|nvidia-\w[\w-]{2,40}|runc|crun|containerd\S{0,40}|iptables)"|\bhooks?\b/i,
    directness: 'direct',
    says: 'the command of the container does not exist in the image',
    remedy: change('settings', 'correct the command, or take an image that has it'),
  },
];
