import { change } from '../remedy.ts';
import { anyOf, type Cause, concept } from './cause.ts';
import { DAMAGED, PACKAGES } from './remedies.ts';

/** How the files are called in which training data lie. */
const DATA_FILE =
  '(?:mp4|avi|mkv|webm|mov|wav|flac|mp3|ogg|m4a|jpe?g|png|tiff?|webp|gif|bmp|npy|npz|h5|hdf5|tfrecords?|parquet|arrow|mds|lmdb|rec|pkl|nii|zarr|mindrecord\\d{0,3})';

/** What readers of data files, and libraries of operators, say of what they cannot read, or do not have. */
export const readerConcepts: readonly Cause[] = [
  concept({
    id: 'media_words',
    category: 'missing_module_or_file',
    match: anyOf(
      /\b(unknown|unrecogni[sz]ed|invalid|broken|bad|malformed) (image|video|audio|media|sound|picture|png|jpe?g|gif|tiff|webp|mp4|wav|flac|recordio|mindrecord|npy|data stream)\b.{0,30}\b(files?|formats?|data|streams?|headers?|contents)\b/i,
      /\b(broken|corrupt\w{0,4}) (png|jpe?g|gif|tiff|webp|metadata)\b|\binvalid data found when processing\b|\[Errno \d{5,12}\] End of file\b|\berror sending packet\b|\bavcodec_send_packet\b/i,
      new RegExp(
        String.raw`\b(fail\w{0,3}|errors?|unable|could ?n[o']t|cannot|can't)\b.{0,20}\b(read(ing)?|decod(e|ing)|load(ing)?|pars(e|ing)|interpret|identify|work out)\b.{0,60}\.${DATA_FILE}\b`,
        'i',
      ),
      /\bintegrity (check )?fail|\b(decompress\w{0,4}|inflate|uncompress\w{0,4})\b.{0,20}(errors?|fail\w{0,3}|: -\d)|\b(errors?|fail\w{0,3})\b.{0,20}\b(decompress\w{0,4}|uncompress\w{0,4}|inflate)\b/i,
      /\bdeseriali[sz]e thrift\b|\bTProtocolException\b|\bexpected to be able to read \d{1,15} bytes\b|\bwrong byte size: expected \d|\bwas null or length 0\b/i,
      // The beginning of a file, which says what it is, and its end.
      /\b(signature|magic|header|footer)\b.{0,20}\b(mismatch\w{0,2}|invalid|incorrect|wrong)\b|\b(invalid|incorrect|wrong|requires a valid) (file )?(signature|magic|header)\b/i,
      /\bexpected \d{1,15} bytes,? (but )?got \d|\breading array data\b|\bfail\w{0,3} to read the (start|end|next|first) (token|frame|record|block|chunk)\b|\bmmap an empty file\b|\bunpack\w{0,4}\b.{0,20}\breceived extra data\b/i,
      /\bunsupported (image|video|audio|media) (file|format|type)\b|\bindex file doesn't match expected format\b/i,
      /\bimage decode fail|\bfile (format|type) (is )?not (supported|recogni[sz]ed)\b|\bnot recogni[sz]ed as (a|an) (supported )?\w{2,12} format\b|\bnot a (TIFF|PNG|JPEG|GIF|BMP|WAV|RIFF|HDF5|NIfTI) file\b/i,
    ),
    unless:
      /\b(permission|denied|no such file|does not exist|not found|memory|unavailable|connection|shapes?|json|download\w{0,3}|HTTP|requests?|response|token is|auth\w{0,12}|safetensors|signature of (the )?function)\b|\bplugin\b/i,
    says: 'the message speaks of a file of images, video, sound or arrays that its reader cannot decode: damaged, cut off or of another form',
    remedy: DAMAGED,
  }),
  concept({
    // The name of an operation says what it was doing.
    id: 'input_operation_words',
    category: 'user_code_error',
    match: anyOf(
      /\[Op:(IteratorGetNext|Decode\w{2,20}|Parse\w{2,30})\b|\{\{node [\w/]{0,120}\b(Decode|Parse)\w{2,30}/,
      /\bexceeds limit of \d{1,15} pixels\b/,
    ),
    unless: /\b(memory|OOM|End of sequence|cancell?ed|Permission denied|No such file|timed? ?out)\b|UNAVAILABLE/i,
    says: 'the message comes from an operation that reads, decodes or parses the data, which do not have the form it expects',
    remedy: change('data_owner', 'look at the record it stopped at, and compare it with what the program parses'),
  }),
  concept({
    id: 'not_offered_words',
    category: 'framework_error',
    match: anyOf(
      /\b((was|were|is) not|wasn't|weren't|isn't) buil[dt] with\b|\b(was|were|is) built without\b|\brequires? (the )?(cuda|c\+\+|cpp|native|compiled) (extensions?|kernels?)\b/i,
      /\bno operators? found\b|\bunable to find an engine\b|\bno (valid )?choices to select\b|\bcould not find (any|an) implementation\b|\bno suitable (algorithm|kernel)s?\b|\bno working c\+\+ compiler\b|\bunsupported (device|backend) target\b|\b(find|no) (an |any )?(appropriate |suitable )?(audio )?backend (to|for|that)\b|\bNoBackendError\b/i,
      /\bregister an? operator\b.{0,160}\bmultiple times\b|\bincompatible kernel and userspace\b|\bfor GPU arch\b|\b\d active drivers\b/i,
    ),
    unless: /\b(rows?|columns?|samples?)\b/i,
    says: 'the message speaks of an operation that the installed packages do not have, or have twice, on this device',
    remedy: PACKAGES,
  }),
  concept({
    id: 'program_absent_words',
    category: 'missing_module_or_file',
    match: /\bno [\w .-]{2,40} (could|can) be found\b.{0,20}\binstall\b|\binstall \w{2,20} on your system\b/i,
    says: 'the message speaks of a program of the system that is not installed in the image',
    remedy: PACKAGES,
  }),
];
