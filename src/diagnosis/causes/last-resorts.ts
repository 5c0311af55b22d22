import { change } from '../remedy.ts';
import type { Cause } from './cause.ts';
import { PACKAGES, SETTING } from './remedies.ts';

/** Classes that Python raises for a mistake in a program. What another class means, only its message tells. */
const MISTAKE =
  /^([A-Za-z_]\w{0,60}\.)?(TypeError|KeyError|IndexError|LookupError|AttributeError|NameError|UnboundLocalError|ZeroDivisionError|OverflowError|FloatingPointError|SyntaxError|IndentationError|TabError|RecursionError|NotImplementedError|Stop(Async)?Iteration|Unicode\w{0,10}Error)\b/;
/** Words of other causes: settings, files, permissions, memory, network, devices. */
const OTHER_CAUSE =
  /\b(settings?|config\w{0,10}|options?|arguments?|flags?|require[sd]?|must|should|exceed\w{0,3}|larger than|greater than|unsupported|not supported|not allowed|invalid|missing|not (found|exist|available|installed|readable|valid)|no such|(cannot|can't|could not|unable to|failed to) (find|open|load|read|write|access|connect|reach|allocate|start)|permission|denied|forbidden|unauthori[sz]ed|credentials?|memory|space|disk|quota|connect\w{0,4}|network|timeout|timed out|unreachable|driver|CUDA|NCCL|GPUs?|devices?)\b|--[a-z]|\/\w{1,60}\//i;

/** A traceback that no other cause knows, through a frame of the program. */
export const UNCAUGHT: Cause = {
  id: 'uncaught_exception',
  category: 'user_code_error',
  in: ['exception'],
  match: /^/,
  directness: 'indirect',
  says: 'the program ended with an exception that nothing caught',
  remedy: change('code', 'correct the code at the frame shown'),
};

/** Exceptions of which nothing is known but their class. What they mean depends on whose frame raised them. */
export const LAST_RESORTS = {
  /** A class that Python raises for a mistake, by a frame of the program itself. */
  mistake: {
    ...UNCAUGHT,
    id: 'own_mistake',
    match: MISTAKE,
    directness: 'direct',
    says: 'the program has a mistake: an exception of its own code that nothing caught',
  },
  /** Words of another cause. */
  unclear: {
    ...UNCAUGHT,
    id: 'unclear_exception',
    match: OTHER_CAUSE,
    unless: MISTAKE,
    says: 'the program ended with an exception that nothing caught, and what it says may have another cause',
    remedy: change('code', 'read the message: it may speak of settings or data rather than of the code'),
  },
  uncaught: UNCAUGHT,
  /** A class of mistakes too, but raised where one library calls another. */
  misfit: {
    ...UNCAUGHT,
    id: 'library_misfit',
    category: 'framework_error',
    // What has no value at all fits no version.
    unless: /'NoneType' object/,
    match:
      /^TypeError: .{0,200}\b(unexpected keyword argument|missing \d{1,2} required|takes .{1,40} positional)|^AttributeError: .{0,200} has no attribute /,
    says: 'a library calls another one, or its own parts, in a way that does not fit: versions that do not belong together',
    remedy: PACKAGES,
  },
  /** A launcher or library that is started by the command refuses what it was given: no code of the program has run. */
  refused: {
    ...UNCAUGHT,
    id: 'refused_value',
    category: 'bad_configuration',
    match:
      /^(ValueError|AssertionError|TypeError|RuntimeError|NotImplementedError|Exception|[\w.]{0,60}(Config|Option|Argument|Usage|Parameter|Valid|Setting)\w{0,12}(Error|Exception)): .{0,300}\b(must|should|has to|expected|invalid|not (a )?valid|illegal|unsupported|not supported|not allowed|out of range|cannot be (empty|None|negative|zero|used|set)|only (one|supports?|accepts?)|at (least|most)|between \d|required|conflict\w{0,4})\b/i,
    says: 'the launcher or library that the command starts does not accept a value it was given',
    remedy: SETTING,
  },
  /** No frame of the program is in it. */
  foreign: {
    ...UNCAUGHT,
    id: 'foreign_exception',
    category: 'unknown',
    role: 'consequence',
    says: 'a library or launcher ended with an exception in which the program has no part',
    remedy: change('code', 'read the message and what the log says before it'),
  },
} as const satisfies Record<string, Cause>;
