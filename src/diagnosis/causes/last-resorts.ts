import { change } from '../remedy.ts';
import type { Cause } from './cause.ts';
import { PACKAGES, SETTING } from './remedies.ts';

/** Classes that Python raises for a mistake in a program. What another class means, only its message tells. */
const MISTAKES =
  'TypeError|KeyError|IndexError|LookupError|AttributeError|NameError|UnboundLocalError|ZeroDivisionError|OverflowError|FloatingPointError|SyntaxError|IndentationError|TabError|RecursionError|NotImplementedError|Stop(?:Async)?Iteration|Unicode\\w{0,10}Error';
const MISTAKE = new RegExp(`^([A-Za-z_]\\w{0,60}\\.)?(${MISTAKES})\\b`);
/** Words of other causes: settings, files, permissions, memory, network, devices. */
const OTHER_CAUSE =
  /\b(settings?|config\w{0,10}|options?|arguments?|flags?|require[sd]?|must|should|exceed\w{0,3}|larger than|greater than|unsupported|not supported|not allowed|invalid|missing|not (found|exist|available|installed|readable|valid)|no such|(cannot|can't|could not|unable to|failed to) (find|open|load|read|write|access|connect|reach|allocate|start)|permission|denied|forbidden|unauthori[sz]ed|credentials?|memory|space|disk|quota|connect\w{0,4}|network|timeout|timed out|unreachable|driver|CUDA|NCCL|GPUs?|devices?)\b|--[a-z]|\/\w{1,60}\//i;

/** What broke while it ran is no matter of what it was given. */
const BROKE_OFF =
  /\b(?:\w{0,20}(?:Signal|Decode|Interrupt)\w{0,20}|signal|fail\w{0,4}|died|dead|exit\w{0,3}|terminated|killed|crash\w{0,3}|abort\w{0,3}|lost|time-?d? ?out|timeout|unexpectedly|internal|bugs?|an error (?:occurred|happened)|went wrong|report (?:this|it|an issue)|should (?:never|not) (?:happen|reach)|server|status|code|try again|no completions)\b/i;

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
  /** The same class in a line of its own, as a program prints it that does not tell where it was raised. */
  unplaced: {
    ...UNCAUGHT,
    id: 'unplaced_mistake',
    match: new RegExp(
      String.raw`(?:^(?:[\w.]{1,80}\.)?|\b(?:[Ff]ail\w{0,4}|[Ee]rror|ERROR|[Ee]xception|died|crashed|[Ff]atal|[Aa]bort\w{0,3})\b.{0,120}[\s'"(.])(?:${MISTAKES})(?:$|: \S|\(['"]|'>: )`,
    ),
    says: 'it ended with an exception of a class that Python raises for a mistake; where, the log does not tell',
    remedy: change('code', 'let the program print the traceback, and correct the code at its last frame of your own'),
  },
  /** A key or column that a container of a library does not have: what it holds was read from data or settings. */
  absent: {
    ...UNCAUGHT,
    id: 'key_not_there',
    match: /^(?:[A-Za-z_]\w{0,60}\.)?(?:KeyError|IndexError)\b/,
    says: 'the program asks for a key, column or part that its data, or what it was given, do not have',
    thing: /KeyError: ['"]([\w.-]{1,80})['"]/,
    remedy: change('code', 'compare the name at the frame shown with those that the data, table or archive have'),
  },
  /**
   * A name or argument that what is called does not have, also of a method meant for nobody else. Objects of Python
   * itself are the same in every version.
   */
  version: {
    ...UNCAUGHT,
    id: 'name_not_offered',
    match:
      /^TypeError: .{0,200}\bgot an unexpected keyword argument\b|^TypeError: [\w.]{1,80}\._[a-z]\w{1,60}\(\) (?:takes|missing) |^AttributeError: (?:module |type object |'(?!NoneType')[\w.]{0,80}[A-Z]\w{0,60}' (?:'\w{1,60}' )?object |(?=[A-Z])(?!NoneType )\w{2,60} (?:object )?(?=has no )).{0,200}has no attribute /,
    says: 'the program uses a name or argument that what it calls does not have: a slip, or another version of the library',
    remedy: change('code', 'correct the call at the frame shown, or install the version that the code was written for'),
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
  /** A library or launcher that was started without a program refuses on purpose what it was given. */
  refused: {
    ...UNCAUGHT,
    id: 'refused_input',
    category: 'bad_configuration',
    match:
      /^(?:ValueError|NotImplementedError|AssertionError|KeyError|LookupError|[\w.]{0,60}(?:Config|Option|Argument|Usage|Parameter|Valid|Setting)\w{0,12}(?:Error|Exception)): .{0,300}\b(?:must|should|not|\w{2,6}n't|cannot|invalid|unknown|unsupported|undefined|expected|only|requires?|exceeds?|greater|less|larger|smaller|no)\b/i,
    says: 'a library refuses what it was given: a setting, a name or data that it does not take',
    remedy: SETTING,
  },
  /** Classes that are for what was given, with words that nobody knows. */
  judged: {
    ...UNCAUGHT,
    id: 'judged',
    category: 'bad_configuration',
    match: /^(?:ValueError|AssertionError|NotImplementedError|KeyError|LookupError): {0,4}[^\s:]{1,80} \S{1,80} \S/,
    unless: BROKE_OFF,
    says: 'a library goes no further on purpose: what it was given, or how it is used, does not suit it',
    remedy: SETTING,
  },
  /** What a library raises itself, in words of its own: it goes no further with what it was given. */
  declined: {
    ...UNCAUGHT,
    id: 'declined',
    category: 'bad_configuration',
    match:
      /^[\w.]{0,160}(?:Error|Exception): .{0,300}\b(?:must|should|not|\w{2,6}n't|cannot|invalid|un(?:known|supported|defined|expected|tested|recogni[sz]ed)|expect(?:s|ed|ing)|only|please|needs?|requires?|supports?|exceeds?|(?:great|less|larg|small|low|high)er|at once|already|mismatch\w{0,3}|different|inconsistent|incompatible|conflict\w{0,3}|duplicate\w{0,2}|wrong|incorrect|missing|empty|no)\b/i,
    unless: BROKE_OFF,
    says: 'a library goes no further on purpose: what it was given, or how it is used, does not suit it',
    remedy: SETTING,
  },
  /** Who asks for something in so many words was not given it. Of tensors and types only the program can know. */
  demanded: {
    ...UNCAUGHT,
    id: 'demanded',
    category: 'bad_configuration',
    match:
      /\b(must|should|has to|have to|needs? to)( not| either| both)? (be|have|match|specify|provide|contain|include|equal)\b|\b(is|are) not (a |an )?(valid|supported|allowed|compatible|permitted)\b|\b(does not|doesn't|do not|don't) support\b|\bonly (supports?|supported|allowed|works?)\b|\b(cannot|can't|can not) (be (used|combined|set|enabled)|use|combine|specify|pass|set) |\bplease (set|specify|use|provide|pass|choose|add|remove)\b|\bnot both\b|\bat the same time\b|\bsimultaneously\b/i,
    unless:
      /\b(tensors?|shapes?|dtypes?|dtype=\w+|dimensions?|dims?|\d-?D|scalars?|arrays?|strings?|str|lists?|tuples?|dict\w{0,8}|callable|iterable|instances?|subclass(es)?|types?|objects?|functions?|methods?|modules?|attributes?|gradients?|operands?|leaf|bytes|devices?|process(es)?|servers?|nodes?|memory|driver|kernel|labels?|samples?|rows?|columns?)\b|<class /i,
    says: 'the message asks for something that the program was not given, or was given otherwise',
    remedy: SETTING,
  },
  /** A class of mistakes that a library made, or was led to, without any frame of the program. */
  broken: {
    ...UNCAUGHT,
    id: 'library_mistake',
    category: 'framework_error',
    match: MISTAKE,
    // It missed what somebody else should have given it.
    unless: /'NoneType' object/,
    // Whatever else is known of the job says more.
    role: 'consequence',
    says: 'a library broke inside: its version has a fault, does not fit the others, or does not expect what it was given',
    remedy: change('settings', 'compare its version with the one the settings, model and data were made for'),
  },
  /** What the program imports is of others, and breaks before the program does anything with it. */
  unloaded: {
    ...UNCAUGHT,
    id: 'import_broken',
    category: 'framework_error',
    says: 'what the program imports does not load: a part of it is missing, or its parts do not fit each other',
    remedy: PACKAGES,
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
