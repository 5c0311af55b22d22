import { type Cause, concept as row } from './cause.ts';
import { CREDENTIALS, DAMAGED, PATH, SETTING, WAY_OUT } from './remedies.ts';

/** What only the class of a library's exception says by its dotted name, where its message leaves it open. */
export const classConcepts: readonly Cause[] = [
  row({
    id: 'network_class_words',
    category: 'network_failure',
    match:
      /^(?:httpx|httpcore|h11|h2|aiohttp|urllib3|websockets?|a?io?botocore|botocore)\.[\w.]{0,60}\b(?:Read|Write|Incomplete|Connect|Pool|Close|Network|Remote\w{0,10}|LocalProtocol|Protocol|Payload|HTTPClient)\w{0,10}(?:Error|Timeout|Exception)(?::|$)|^grpc\.[\w.]{0,40}Rpc(?:Error)?\b|^(?:[a-z_][\w.]{0,100}\.)?(?:Unavailable|DeadlineExceeded)Error(?::|$)|^(?!__main__\b)[a-z_][\w.]{0,100}\.\w{0,30}(?:Download|ContentTooShort|RateLimit|APITimeout|Unavailable|DeadlineExceeded|TooManyRequests|InternalServer|ChunkedEncoding|InvalidChunkLength)(?:Error|Exception)?(?::|$)/,
    says: 'the class of the exception speaks of a service that did not answer as it should',
    remedy: WAY_OUT,
  }),
  row({
    id: 'damaged_class_words',
    category: 'missing_module_or_file',
    match:
      /^(?!__main__\b)[a-z_][\w.]{0,100}\.\w{0,30}(?:BadGzipFile|BadZipFile|Unpickling|LZMA|Zstd|LZ4Frame|Uncompress|InvalidProtobuf|FileIntegrity|Corrupt(?:ed|ion)?(?:File|Cache|Archive|Data)?|Truncated\w{0,10})(?:Error|Exception)?(?::|$)/,
    // Those files are whole.
    unless: /weights.only/i,
    says: 'the class of the exception speaks of a file or stream that is damaged or of another form',
    remedy: DAMAGED,
  }),
  row({
    id: 'access_class_words',
    category: 'permission_or_mount',
    match:
      /^(?!__main__\b)[a-z_][\w.]{0,100}\.\w{0,30}(?:NoPermissions?|NotLogin|NotLoggedIn|DefaultCredentials|CredentialRefresh|Login|Unauthori[sz]ed)(?:Error|Exception)?(?::|$)/,
    says: 'the class of the exception speaks of an account or a key that is not accepted',
    remedy: CREDENTIALS,
  }),
  row({
    id: 'missing_class_words',
    category: 'missing_module_or_file',
    match:
      /^(?!__main__\b)[a-z_][\w.]{0,100}\.\w{0,30}(?:(?:Resource|Package|Library|Command|Distribution|Bucket|Object|Blob)_?NotFound|DependencyNot(?:Installed|Available)|InvalidGitRepository)(?:Error|Exception)?(?::|$)/,
    says: 'the class of the exception speaks of a file, package or program that is not there',
    remedy: PATH,
  }),
  row({
    id: 'form_class_words',
    category: 'bad_configuration',
    match:
      /^(?!__main__\b)[a-z_][\w.]{0,100}\.\w{0,30}(?:Missing[A-Z]\w{2,20}(?:Name|Config|Setting|Option|Parameter|Variable|Value)|(?:Unrecognized|IllegalValue|IllegalFlagValue|Duplicate)Flag|IllegalFlagValue|T[Oo][Mm][Ll]Decode|InvalidRequirement)(?:Error|Exception)?(?::|$)/,
    says: 'the class of the exception speaks of a setting that the program does not accept',
    remedy: SETTING,
  }),
];
