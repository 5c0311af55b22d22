import type { Rule } from './rule.ts';

/** The image of a container cannot be had. */
export const imageRules: readonly Rule[] = [
  {
    id: 'image_pull',
    category: 'image_pull',
    in: ['cloud'],
    match:
      /ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|ImageInspectError|ErrImage\w{0,12}|RegistryUnavailable|ImagePull\w{0,8}(Fail|Error|Timeout)|ImageNotFound|ImageNotExist|\b(fail(ed|ure)?|unable|error|cannot|can't|could not|couldn't|timed? ?out)\b.{0,20}\bpull(ing)?\b.{0,40}\bimage\b|back-?off pulling image|\bimage\b.{0,300}\b(pull\w{0,3}|download\w{0,3})\b.{0,40}\b(fail\w{0,3}|timed? ?out|timeout|error|denied)|\bpull\w{0,3}\b.{0,60}\bimage\b.{0,300}\b(fail\w{0,3}|timed? ?out|timeout|error|denied|not found|unauthorized)|manifest .{0,300}(unknown|not found)|manifest unknown|pull access denied|failed to resolve reference|failed to pull and unpack|repository .{0,200}(does not exist|not found)|\bimage\b.{0,200}\b(does not exist|not found|not exist|couldn't be found)|unauthorized: authentication required|no basic auth credentials|requested access to the resource is denied|toomanyrequests|registry.{0,160}(no such host|i\/o timeout|TLS handshake|connection refused|unauthorized|x509|503|unreachable)|couldn't parse image reference|invalid reference format|\u955c\u50cf.{0,20}(\u5931\u8d25|\u4e0d\u5b58\u5728)/i,
    unless: /successfully pulled|already present/i,
    directness: 'direct',
    says: 'the container image could not be pulled',
  },
];
