import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { PACKAGES } from './remedies.ts';

/** What comes of packages that were not installed. */
const THEN_MISSING = [
  'module_not_found',
  'submodule_not_found',
  'import_failed',
  'shell_not_found',
  'script_not_found',
];

/** What package managers (pip, uv, conda, apt) give up for, apart from the network. */
export const packageCauses: readonly Cause[] = [
  {
    id: 'package_conflict',
    category: 'framework_error',
    in: ['line'],
    match: anyOf(
      /\bResolutionImpossible\b|conflicting dependencies/i,
      /UnsatisfiableError|nothing provides |package \S{1,60} is not installable|Could not solve for environment specs/i,
      /No solution found when resolving|version solving failed/i,
      /packages have unmet dependencies|held broken packages/i,
      /^\s{0,4}- package \S{1,120} has constraint .{1,120} conflicting with \S/i,
    ),
    directness: 'direct',
    atEnd: true,
    explains: THEN_MISSING,
    says: 'the packages that are asked for exclude each other, so none was installed',
    thing: /Cannot install (?:-r )?([\w.=<>~-]{2,60})|nothing provides (?:requested )?([\w.=<>~-]{2,60})/,
    remedy: change('settings', 'loosen the versions that the message names until they fit each other'),
  },
  {
    id: 'package_not_offered',
    category: 'missing_module_or_file',
    in: ['line'],
    match: anyOf(
      /(^\s{0,4}|ERROR: )(Could not find a version that satisfies|No matching distribution found)/i,
      /\b(PackagesNotFoundError|ResolvePackageNotFound)\b|packages are (not available|missing) from (the )?(current|target) channels/i,
      /^E: (Unable to locate package|Package .{1,80} has no installation candidate|Version .{1,80} was not found)/i,
      /(was|were) not found in the package registry/i,
    ),
    // A shell goes on after a package that it does not get: the line alone does not show that it ended there.
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    explains: THEN_MISSING,
    says: 'the package index does not offer a package in the version that is asked for (or not for this Python)',
    thing:
      /version that satisfies the requirement ([\w.=<>~-]{1,60})|distribution found for ([\w.=<>~-]{1,60})|locate package ([\w.+-]{1,60})/,
    remedy: change('settings', 'correct the name or version of the package, or take an index or a Python that has it'),
  },
  {
    id: 'package_list_old',
    category: 'missing_module_or_file',
    in: ['line'],
    match:
      /^E: (Failed to fetch .{1,300} 404|Unable to fetch some archives|The repository .{1,200} (is not signed|does not have a Release file))/i,
    directness: 'indirect',
    atEnd: true,
    explains: THEN_MISSING,
    says: 'apt does not find its packages: the lists in the image are older than the archive',
    remedy: change('settings', 'run apt-get update first, or put the packages into the image'),
  },
  {
    id: 'package_refused',
    category: 'bad_configuration',
    in: ['line'],
    match:
      /externally-managed-environment|This environment is externally managed|No virtual environment found|Cannot uninstall .{1,80}(distutils installed project|no RECORD file|RECORD file (was )?not found)/i,
    directness: 'direct',
    atEnd: true,
    explains: THEN_MISSING,
    says: 'pip may not install into the Python of this image, which the system manages',
    remedy: change(
      'settings',
      'use a virtual environment (or the option --break-system-packages), or install in the image',
    ),
  },
  {
    id: 'package_hash',
    category: 'framework_error',
    in: ['line'],
    match:
      /THESE PACKAGES DO NOT MATCH THE HASHES|ERROR: .{0,120}is not a supported wheel on this platform|requires a different Python/i,
    directness: 'direct',
    atEnd: true,
    explains: THEN_MISSING,
    says: 'a package is not the one that is asked for, or not for this Python and platform',
    thing: /ERROR: (?!THESE)(?:Package )?'?([\w.=<>~-]{2,80})/,
    remedy: PACKAGES,
  },
  {
    id: 'package_damaged',
    category: 'network_failure',
    in: ['line'],
    match: anyOf(
      /\bHash Sum mismatch\s{0,4}$/i,
      /\bintegrity check failed\b.{0,240}\bdownload (?:may be|is) incomplete\b/i,
      /\bInvalidArchiveError\(.{0,400}\bdelete and re-download\b/i,
    ),
    // What is offered may also be in the middle of an update, or the disk refuse what is unpacked.
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    explains: THEN_MISSING,
    says: 'a file that was downloaded is not what its source promises: cut off, changed on the way, or just updated there',
    thing: /(?:Failed to fetch|\bFile|Error with archive) (\S{1,200})/,
    remedy: change('settings', 'delete the file and download it again, or take another mirror'),
  },
  {
    id: 'package_setup',
    category: 'framework_error',
    in: ['line'],
    match:
      /^\s{0,8}(error: (metadata-generation-failed|failed-wheel-build-for-install|invalid command ')|(ERROR: )?ERROR: (Failed to build|Could not build wheels for) |(× )?Encountered error while (generating package metadata|trying to install package)|× pip subprocess to install .{1,60} did not run successfully|CondaEnvException: Pip failed)/i,
    // What the setup says itself tells more.
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    vague: true,
    explains: THEN_MISSING,
    says: 'the setup of a package failed while pip prepared it: a compiler, a library or another package is missing for it',
    thing: /(?:Failed to build(?: installable wheels for)?|Could not build wheels for) ([\w.-]{2,60})/,
    remedy: change(
      'settings',
      'read what the setup says, and install what it misses, or take a wheel that is built already',
    ),
  },
];
