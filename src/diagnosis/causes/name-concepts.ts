import { change } from '../remedy.ts';
import { anyOf, type Cause, concept as row } from './cause.ts';
import { LOCKS, SETTING, VARIABLE } from './remedies.ts';

/** Words of databases and containers of data, which are told before those of the disk that they lie on. */
export const storeConcepts: readonly Cause[] = [
  row({
    id: 'locked_words',
    category: 'storage_failure',
    match: anyOf(
      /\b(database|db|sqlite\w?|hdf5|files?|table|cache|index|repository)\b.{0,60}\b(is|are|was|already|remains?|still) (exclusively |already )?locked\b/i,
      /\b(unable|fail\w{0,3}|could not|couldn't|cannot|can't|timed? ?out|timeout|wait\w{0,3}|denied)\b.{0,40}\b(to |on |for )?(lock\w{0,3}|(acquir|obtain|tak|get)\w{0,3} .{0,30}lock)\b/i,
      /\block ?file\b.{0,20}\b(can't|cannot|could not) be (set|created|made|opened)\b/i,
      /\b(file ?)?lock\b.{0,120}\b(could not be (acquired|obtained|taken)|timed? ?out|is held|held by|is taken)\b/i,
    ),
    unless:
      /memory|locked.?pages?|dead.?lock|version|package|block|PCI|MMIO|mutex|\b(device|driver|firmware|thread|GIL)\b/i,
    says: 'the message speaks of a file or database that is locked: by another process, or since its file system has no locks',
    remedy: LOCKS,
  }),
  row({
    id: 'upload_words',
    category: 'storage_failure',
    match:
      /\b(BadDigest|InvalidDigest|\w{0,12}ContentSHA256Mismatch|CrcMismatch)\b|\b(Content-?MD5|content-sha256|crc\d{0,2}|checksum|digest)\b.{0,80}\b(specified|provided|header|you sent|computed|calculated|upload\w{0,3})\b.{0,60}\b(did not|didn't|does not|doesn't) match/i,
    says: 'the message speaks of a store that refuses what was sent to it: its checksum is another one',
    remedy: change(
      'settings',
      'write to a mount or to local storage and copy it afterwards, or use a client that the store supports',
    ),
  }),
  row({
    id: 'capacity_words',
    category: 'bad_configuration',
    match:
      /\bMap_?Full\w{0,12}\b|\bmap.?size\b.{0,40}\b(limit|reached|full|exceeded)\b|\b(capacity|max\w{0,6} (size|number|count|length))\b.{0,60}\b(reached|exceeded|exhausted|full)\b/i,
    unless: /\b(memory|disk|file ?system|volume|token|sequence|prompt|retr(y|ies)|time)\b/i,
    says: 'the message speaks of a container that is full: not the disk, but the size that the program gave it',
    remedy: change(
      'settings',
      'raise the size that the message names (map_size of an LMDB, say), or write less into it',
    ),
  }),
];

/** What settings choose by name, apart from models and data sets, which are files as well. */
const NAMED =
  /template|task|algorithm|estimator|reward(?: function)?|loss(?: function)?|metric|criterion|optimi[sz]er|scheduler|stage|method|engine|plugin|preset|recipe|activation|sampler|policy|agent|callback|transform|backbone|arch(?:itecture)?|model.?type|data.?format|environment|env|detector|head|neck|runner|trainer|tuner|objective|booster|queue|partition|qos|\w{2,12} type/;

/** Words of names in settings, which are told before those of files and models that are not there. */
export const nameConcepts: readonly Cause[] = [
  row({
    id: 'variable_words',
    category: 'bad_configuration',
    match:
      /\b(getenv|Environment::Get|GetEnv\w{0,10}|environ)\b.{0,60}\b[A-Z][A-Z0-9]{1,20}_[A-Z0-9_]{2,40}\b|\b[A-Z][A-Z0-9]{1,20}_(\w{2,20}_)?(ROLE|RANK|SIZE|PORT|URI|HOSTS?|ADDR|NUM_\w{2,20})\b/,
    also: /\b(notnull|nullptr|NULL|null|not (set|defined|given)|unset|undefined|missing|empty|required?|requires)\b/,
    says: 'the message speaks of an environment variable that the process was not given',
    thing: /\b([A-Z][A-Z0-9]{1,20}_[A-Z0-9_]{2,40})\b/,
    remedy: VARIABLE,
  }),
  row({
    id: 'key_words',
    category: 'bad_configuration',
    match:
      /\b(keys?|entry|section|field|option)s? (named |called )?["'`]?[\w./-]{1,80}["'`]? (was |is |were |are )?(not (found|present|defined|there)|missing|undefined|unknown)\b|\b((could not|couldn't|cannot|can't|unable to|failed to) find|no|missing)\b.{0,20} (keys?|entry|section|field|option) (named |called |for )?["'`]?[\w./-]{1,80}["'`]? in\b|\bmissing (mandatory |required )?(keys?|entry|section|field|option)\b/i,
    // What holds settings.
    also: /\b(namespace|config\w{0,24}|settings?|struct|parser|arguments|options|spec|profile)\b/i,
    unless: /\b(buckets?|columns?|rows?|records?|samples?|key ?files?|state.?dict|checkpoint)\b/i,
    says: 'the message speaks of an entry that the settings do not have, or that nothing knows',
    thing: /\b(?:[Kk]ey|[Ee]ntry|[Ss]ection|[Ff]ield|[Oo]ption) (?:named |called |for )?["'`]([\w./-]{1,80})["'`]/,
    remedy: SETTING,
  }),
  row({
    id: 'name_words',
    category: 'bad_configuration',
    match: anyOf(
      /\b(no|not|\w{2,6}n't)\b.{0,60}\b(registered|registry|registries)\b|unregistered/i,
      /\b(modules?|layers?|parameters?)\b.{0,120}\bnot found in (the )?(base |given )?(model|network)\b/i,
      /\bunknown resource\b|\bno (file ?system|driver|handler|codec|provider|plugin|implementation|loader|reader) (found |registered )?(for|named|with) /i,
      /\bonly (supports?|accepts?|allows?|knows?) ['"`[(]\w/i,
      /\b(class|function|op|operator) \S{1,60} (does not exist|is not (currently |yet )?(imported|known|registered|implemented))\b/i,
      /\b(choose|select|pick) (one )?(from|of|among|between)\b|\b(available|valid|supported|known|allowed|possible|expected) (\w{1,20} )?(are|options|choices|values|names|types|models|tasks|keys)\b|\bnot found\b.{0,4} (available|valid|supported|known|registered)\b( \w{1,16})?( are)?: ?[[({'"]/i,
      new RegExp(
        `\\b(${NAMED.source})(?:s|_\\w{2,12})?\\b.{0,80}\\b((does not|doesn't) exist|((is|was|are) )?not (yet )?(supported|recogni[sz]ed|known|valid|defined|implemented|found|available)|not applicable|(is|are) (unknown|undefined|unsupported|invalid))\\b`,
        'i',
      ),
      new RegExp(`\\b(unknown|undefined|unsupported|unrecogni[sz]ed|no such)\\b.{0,30}\\b(${NAMED.source})\\b`, 'i'),
    ),
    unless:
      /\b(files?|director(y|ies)|folders?|paths?|labels?|rows?|tensors?|shapes?|dtypes?|columns?)\b|\w\.(jsonl?|txt|bin|safetensors|pt|so)\b/i,
    says: 'the message speaks of a name in the settings that the program does not know',
    remedy: change('settings', 'correct the name that the message gives, or install the version that knows it'),
  }),
  row({
    id: 'stated_setting',
    category: 'bad_configuration',
    match: anyOf(
      /: (.{0,300}[.,;] )?please (specify|set|provide|pass|choose|select|input|enable|disable|launch|run with) /i,
      /Error: .{0,40}\b(unknown|unsupported|unrecogni[sz]ed|invalid) (model|data ?set|network|split|mode|precision|policy)\b|\bneed(s|ed)? (to specify )?either\b/i,
      /\b(lr|learning.?rate|warm.?up\w{0,6}|drop.?out|weight.?decay|epochs)\b.{0,40}\b(must|should|cannot|is not set)\b/i,
      /^ValueError: You (are trying|can't|cannot|can not|must|need to|have to|should|have loaded)\b/i,
      /\bcan only be (used|set|enabled|combined|applied) (on|with|in|for|when|if|together)\b/i,
      /: You (must|need to|have to) (specify|set|provide|pass|choose|supply) \w/i,
      /\bnumber of (GPUs|devices|processes|ranks|nodes|workers)\b.{0,40}\b(must|should|has to|needs to) be\b/i,
      /\b(requires?|needs?|must (have|set|specify|define|provide|name)|lacks?|without) (an? |the |either )?[`'"]?(?!\w{0,40}_error)[a-z][a-z\d]{1,20}_[a-z\d_]{1,40}\b(?!\()/i,
      // Words that only names in settings have.
      /Error: .{0,200}[`'"]?\b[a-z][a-z\d]{1,20}_[a-z\d_]{1,40}\b[`'"]?.{0,60}\b((must|should|has to|needs to) (be|not)|requires|is (only|not) (supported|compatible|allowed|available|implemented)|only supports?|cannot be (used|set|enabled|combined))\b/i,
    ),
    unless:
      /^(KeyError|AttributeError|TypeError|IndexError|NameError)|\b(tensors?|shapes?|dtypes?|dimensions?|arrays?|\d-?D|lists?|labels?|contiguous|CUDA error|NCCL|permission|memory)\b/i,
    says: 'the program or a library refuses a setting, or the way in which settings are combined',
    remedy: SETTING,
  }),
];
