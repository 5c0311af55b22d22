import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { RECEIVED } from './process-concepts.ts';
import { DAMAGED, PATH } from './remedies.ts';

const FORM = change(
  'data_owner',
  'correct the data that the message names, or tell the program their columns and form',
);

/** Data that a library reads, and which are empty, of another form, or no data at all. */
export const dataCauses: readonly Cause[] = [
  {
    id: 'unreadable_form',
    category: 'missing_module_or_file',
    in: ['exception'],
    match: anyOf(
      /\bInvalid (JPEG|PNG|GIF|BMP|WAV|MP3|video|image|audio) (data|header|file)|(Premature|Unexpected) end of (JPEG|PNG|image|file|stream)/i,
      /Cannot load file containing pickled data|mmap length is greater than file size|file in archive is not in a subdirectory/i,
      /(could not|cannot|failed to|error) pars(e|ing) .{0,12}(ModelProto|protobuf|proto\b|message of type)|google\.protobuf\.message\.DecodeError/i,
      // Native code names no more than the call that failed.
      /\b(ParseFrom(Array|String|File\w{0,12}|\w{0,8}Stream)|ParsePartial\w{4,24}|Deserialize\w{0,16})\(/i,
      // Sound, pictures and films.
      /\bFormat not recogni[sz]ed\b|Invalid data found when processing input|moov atom not found|cannot find video stream/i,
      /Assertion failed\) !\w{0,12}\.?empty\(\)|\b(decord|av|cv2|soundfile|torchaudio|torchcodec)\b[\w.]{0,40}(Error|error): .{0,200}\b(error|failed|could not|cannot|unable to|fail to) (opening|open(ing)?|read(ing)?|decod(e|ing)|seek\w{0,3})\b/i,
      // Containers of arrays.
      /inflate\(\) failed|wrong B-tree signature|bad (object|local heap|symbol table) \w{0,8} ?(header|signature)|MDB_INVALID|not an LMDB file/i,
    ),
    unless: new RegExp(String.raw`No such file|\[Errno \d{1,3}\]|Permission|${RECEIVED}`, 'i'),
    directness: 'indirect',
    says: 'a file does not have the form that its reader expects: cut off, or something else was saved in its place',
    thing: /\bfrom (\.{0,2}\/[\w./-]{2,160})/,
    remedy: DAMAGED,
  },
  {
    id: 'image_not_read',
    category: 'missing_module_or_file',
    in: ['exception'],
    match:
      /^(AttributeError|TypeError): 'NoneType' object (has no attribute '(shape|size|ndim|astype|copy|dtype)'|is not subscriptable)/,
    // A reader of data asks for the size of a picture: OpenCV gives None for a file that it cannot read.
    where:
      /(data|load|read|sampl|transform|augment|pipeline|preproc|__getitem__)[^\n]{0,200}\b\w{0,20}(img|image|im|frame|mask|picture|pic|photo|depth)\w{0,12}(\.(shape|size|ndim|astype|copy|dtype)\b|\[)[^\n]{0,200}$/i,
    directness: 'indirect',
    says: 'a picture or film that the program read is None: its file is not there, or damaged',
    remedy: change('data_owner', 'check that the path which is read exists there, and that the file can be opened'),
  },
  {
    id: 'data_empty',
    category: 'missing_module_or_file',
    in: ['exception'],
    match: anyOf(
      /\bempty (list|sequence|collection|set) of (data ?sets?|files?|samples?|shards?|tensors?|examples?)\b/i,
      /\b(data ?sets?|data ?loaders?|samplers?|train(ing)? (data|set)|corpus)\b.{0,40}\b(is empty|are empty|(has|have|contains?|with) (0|no|zero) (samples?|examples?|records?|rows?|images?|items?|elements?|data|files?|batches|entries|sequences?)|of (size|length) 0)\b/i,
      /\bfound (0|no|zero) (files?|images?)\b|\b(0|no|zero) (\w{2,12} )?(samples?|examples?|records?|sequences?|images?|annotations?|rows?)( were| was)? (found|left|loaded|remain\w{0,3})\b/i,
      /\bno (valid|usable) (data|samples?|images?|annotations?|examples?)\b|\bnum_samples=0\b|Found array with 0 sample|No columns to parse from file/i,
    ),
    // Nothing was taken away, or something is left.
    unless:
      /\b(?:remov|skip|filter|drop|discard|exclud|ignor|reject|delet|prun)\w{0,4}(?: out)? (?:0|no|zero)\b|\b[1-9]\d{0,9} (?:\w{2,12} )?(?:samples?|examples?|records?|sequences?|images?|annotations?|rows?|files?|items?) (?:were |was |are )?(?:left|remain\w{0,3}|kept)\b/i,
    directness: 'indirect',
    says: 'the data that the program was given hold nothing: its path, split or filter leaves no sample',
    remedy: PATH,
  },
  {
    id: 'nothing_to_join',
    category: 'user_code_error',
    in: ['exception'],
    match:
      /\bnon-empty (?:TensorList|list of Tensors)|\bneed at least one (?:array|tensor) to (?:concatenate|stack)|\bNo objects to concatenate\b/i,
    directness: 'indirect',
    says: 'the program joins a list that is empty: its loader, filter or loop gave it nothing',
    remedy: change('code', 'look at what fills the list, and allow that it gets nothing'),
  },
  {
    id: 'data_build',
    category: 'user_code_error',
    in: ['exception'],
    match:
      /\bDatasetGenerationError\b|^RuntimeError: One of the subprocesses? (has )?raised\b|\bkilled because the data reader raise[sd]\b/,
    directness: 'indirect',
    role: 'consequence',
    says: 'a data set could not be built from its files',
    remedy: FORM,
  },
  {
    id: 'data_reader',
    category: 'user_code_error',
    in: ['exception'],
    match: anyOf(
      // Classes that readers of data raise; what the reader of a setting raises stands under the settings.
      /^[\w.]{0,80}\b(JSONDecodeError|Arrow(Invalid|TypeError|KeyError|IndexError|SerializationError)|XMLSyntaxError|CastError)\b/i,
      /^(pandas\.errors|polars\.exceptions|_?csv|xml\.etree\.\w{1,20}|fastavro|avro)\.[\w.]{0,40}(Error|Exception)\b/i,
      // Records of unlike length or type, as those who put them into batches find them.
      /\bexpected sequence of length \d|default_collate: batch must contain|each element in list of batch should be of equal size|too many dimensions 'str'|Unable to create tensor, you should probably activate|inhomogeneous (shape|part)|setting an array element with a sequence/i,
      // Tables, as those who fit trees to them find them.
      /\b(could not convert string to float|inconsistent numbers of samples|feature.?names? mismatch|DataFrame\.dtypes for data must)\b/i,
      /\b(number of features|labels?|features?|columns?) (in (the )?data |\S{1,20} )?(is not the same|should be (int|float|an? \w)|contains? (NaN|infinity|inf)\b)/i,
      /special JSON characters in feature name|\binput ran out of data\b|OutOfRangeError: End of sequence/i,
    ),
    unless: /\bout of memory\b/i,
    directness: 'indirect',
    says: 'data do not have the form that the program reads: columns, types, lengths, encoding',
    remedy: FORM,
  },
];
