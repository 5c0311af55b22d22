import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';

/** Modules and libraries that are not there, and scripts that the shell cannot read. */
export const moduleCauses: readonly Cause[] = [
  {
    id: 'line_endings',
    category: 'bad_configuration',
    in: ['line'],
    match: anyOf(
      /\^M: bad interpreter/i,
      /\$'\\r': command not found/i,
      /\$'[^']{0,40}\\r'/i,
      /bad interpreter: \S{1,60}\^M/i,
      /env: ['\u2018"]?\w{2,10}\\r['\u2019"]?/i,
      /invalid option name: pipefail\\?r/i,
    ),
    directness: 'direct',
    anyLevel: true,
    explains: ['shell_not_found', 'native_check', 'script_not_found', 'usage'],
    says: 'the script has Windows line endings (CRLF), which the shell takes for part of each word',
    thing: /^(\S{1,120}\.sh): /,
    remedy: change('settings', 'convert the script to Unix line endings (dos2unix)'),
  },
  {
    // Of a package that is not there at all, Python names no part.
    id: 'submodule_not_found',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match: /^(ModuleNotFoundError|ImportError): No module named '?[A-Za-z]\w{1,40}\.\w[\w.]{0,80}'?(; '|\s|$)/,
    directness: 'direct',
    says: 'a package lacks the part that is imported: another version of it, one that was not built, or a path of modules that is not set',
    thing: /No module named '?([\w.]{1,80})/,
    remedy: change(
      'settings',
      'install the version that has that part, or set PYTHONPATH where the modules are your own',
    ),
  },
  {
    id: 'module_not_found',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match: anyOf(
      /ModuleNotFoundError\b/,
      /ImportError: No module named/,
      /\w{3,30}(Error|Exception): .{0,300}(: |\(['"])No module named '/,
      /^\S{0,100}python[\d.]{0,6}: No module named/,
      /Error while finding module specification/,
      /package \S{1,80} (is )?not (found|installed)$/,
      // Java, R and Julia.
      /\b(ClassNotFoundException|NoClassDefFoundError)\b|there is no package called|[Pp]ackage \S{1,60} not found in current path/,
    ),
    directness: 'direct',
    // The class is there, and broke as it was loaded.
    doubtful: /Could not initialize class/,
    says: 'a Python module is not installed in the image',
    thing: /No module named '?([\w.]{1,80})|package (\S{1,80}) (?:is )?not/,
    remedy: change('settings', 'install the package in the image, or with requirements'),
  },
  {
    id: 'circular_import',
    category: 'user_code_error',
    in: ['exception'],
    match: /ImportError: .{0,200}(circular import|partially initialized module)/,
    directness: 'direct',
    says: 'the modules of the program import each other in a circle',
    remedy: change('code', 'break the circle of imports'),
  },
  {
    id: 'shared_library',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match: anyOf(
      /cannot open shared object file/,
      /error while loading shared libraries/,
      /UnsatisfiedLinkError: no \S{1,80} in java\.library\.path/,
      /Could not load library lib\S{1,60}/,
      /(libcud\w{1,20}|libnccl|libcublas\w{0,10})\.so\S{0,20}.{0,40}(not found|No such file)/,
    ),
    // What gives a container its GPUs looks on the node.
    unless: /nvidia-container-(cli|runtime)/,
    directness: 'direct',
    // The node gives those of the driver to the container, with its GPUs.
    doubtful: /\blib(?:cuda|nvidia-[\w-]{2,20}|nvcuvid|nvoptix)\.so/,
    atEnd: true,
    says: 'a shared library is missing in the image',
    thing: /(lib[\w.+-]{1,60}\.so[\w.]{0,12})/,
    remedy: change('settings', 'install the system library in the image'),
  },
  {
    id: 'import_failed',
    category: 'missing_module_or_file',
    in: ['exception'],
    match: /^ImportError\b/,
    directness: 'indirect',
    lastResort: true,
    says: 'an import failed: the installed package does not have what the program asks for',
    remedy: change('settings', 'install the version of the package that the code was written for'),
  },
];
