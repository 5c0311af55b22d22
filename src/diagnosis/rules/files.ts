import type { Rule } from './rule.ts';

/** Modules, files, commands and libraries that are not there. */
export const fileRules: readonly Rule[] = [
  {
    id: 'module_not_found',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match:
      /ModuleNotFoundError\b|ImportError: No module named|^\S{0,100}python[\d.]{0,6}: No module named|Error while finding module specification|package \S{1,80} (is )?not (found|installed)$/,
    directness: 'direct',
    says: 'a Python module is not installed in the image',
  },
  {
    id: 'circular_import',
    category: 'user_code_error',
    in: ['exception'],
    match: /ImportError: .{0,200}(circular import|partially initialized module)/,
    directness: 'direct',
    says: 'the modules of the program import each other in a circle',
  },
  {
    id: 'shared_library',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match:
      /cannot open shared object file|error while loading shared libraries|Could not load library lib\S{1,60}|(libcud\w{1,20}|libnccl|libcublas\w{0,10})\.so\S{0,20}.{0,40}(not found|No such file)|version `\S{1,40}' not found \(required by/,
    directness: 'direct',
    atEnd: true,
    says: 'a shared library is missing in the image',
  },
  {
    id: 'import_failed',
    category: 'missing_module_or_file',
    in: ['exception'],
    match: /^ImportError\b/,
    directness: 'indirect',
    says: 'an import failed: the installed package does not have what the program asks for',
  },
  {
    id: 'file_not_found',
    category: 'missing_module_or_file',
    in: ['exception'],
    match:
      /FileNotFoundError\b|\[Errno 2\]|NotFoundError: .{0,300}(No such file|not found|does not exist)|No such file or directory|NotADirectoryError|(DatasetNotFound|DataFilesNotFound|(?<!Local)EntryNotFound|EmptyDataset|RepositoryNotFound|RevisionNotFound)Error|NoSuchKey|NoSuchBucket/i,
    unless: /SSL|Executor/,
    directness: 'direct',
    says: 'a file or folder that the program needs does not exist',
  },
  {
    id: 'model_files',
    category: 'missing_module_or_file',
    in: ['exception'],
    match:
      /does not appear to have (a|any) file|is not a local folder and is not a valid model identifier|Can't load (tokenizer|the model|config|feature extractor|image processor|the configuration) |Error no file named|no file named|Incorrect path_or_model_id|Unable to (find|load) .{0,60}(checkpoint|weights|vocab|tokenizer|config file)|no checkpoint(s)? (was |were )?found|HFValidationError: Repo id must/i,
    directness: 'direct',
    says: 'files of a model, tokenizer or checkpoint are not where the program looks for them',
  },
  {
    id: 'stated_missing',
    category: 'missing_module_or_file',
    in: ['exception'],
    match:
      /\b(file|path|director(y|ies)|folder|dataset|checkpoint|tokenizer|vocab\w{0,6}|shards?|manifest|index|data ?root|weights)\b.{0,200}\b(does not exist|doesn't exist|do not exist|not exist|not found|was not found|cannot be found|could not be found|is missing|are missing|no such)\b|\b(no|missing|cannot find|can't find|could not find|couldn't find) .{0,40}\b(file|files|director(y|ies)|folder|shards?|samples? found|checkpoint)\b/i,
    unless: /KeyError|AttributeError|in the config|environment|column|field|connect/i,
    directness: 'direct',
    says: 'the program says that a file or folder it needs does not exist',
  },
  {
    id: 'script_not_found',
    category: 'missing_module_or_file',
    in: ['line'],
    match:
      /can't open file .{1,300}(No such file|\[Errno 2\])|Unable to access jarfile|^fatal: (repository|Remote branch|couldn't find remote ref|not a git repository).{0,200}|mpirun was unable to (find|launch) the specified (executable|application)|could not (find|access) (the )?executable|Could not find or load main class/i,
    directness: 'direct',
    says: 'the program to start does not exist',
  },
  {
    id: 'shell_not_found',
    category: 'missing_module_or_file',
    in: ['line'],
    match:
      /: command not found$|: No such file or directory$|^\S{0,40}sh: (line )?\d{0,5}:? ?.{1,200}: not found$|: not found$|cannot (stat|access|open) .{1,200}: No such file or directory|ERROR: (Could not find a version that satisfies|No matching distribution found)/i,
    unless: /requirements\.txt|^\+ |\bwarning:|setlocale/i,
    directness: 'indirect',
    anyLevel: true,
    atEnd: 'shell',
    says: 'a command or file of the start script does not exist',
  },
  {
    id: 'entrypoint_not_found',
    category: 'missing_module_or_file',
    in: ['cloud'],
    match:
      /exec: .{0,120}(executable file not found|no such file or directory)|executable file not found|starting container process caused.{0,200}no such file|stat \S{1,200}: no such file or directory: unknown/i,
    unless: /mount/i,
    directness: 'direct',
    says: 'the command of the container does not exist in the image',
  },
];
