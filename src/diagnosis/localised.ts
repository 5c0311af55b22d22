/** What the C library and bash say in Chinese, with what they say in English: every rule is written for the latter. */
const MESSAGES: readonly (readonly [chinese: string, english: string])[] = [
  ['没有那个文件或目录', 'No such file or directory'],
  ['权限不够', 'Permission denied'],
  ['不允许的操作', 'Operation not permitted'],
  ['未找到命令', 'command not found'],
  ['设备上没有空间', 'No space left on device'],
  ['超出磁盘限额', 'Disk quota exceeded'],
  ['只读文件系统', 'Read-only file system'],
  ['输入/输出错误', 'Input/output error'],
  ['失效文件句柄', 'Stale file handle'],
  ['传输端点尚未连接', 'Transport endpoint is not connected'],
  ['设备或资源忙', 'Device or resource busy'],
  ['文件已存在', 'File exists'],
  ['打开的文件过多', 'Too many open files'],
  ['资源暂时不可用', 'Resource temporarily unavailable'],
  ['无法分配内存', 'Cannot allocate memory'],
  ['可执行文件格式错误', 'Exec format error'],
  ['无法执行二进制文件', 'cannot execute binary file'],
  ['拒绝连接', 'Connection refused'],
  ['连接被对方重设', 'Connection reset by peer'],
  ['连接超时', 'Connection timed out'],
  ['没有到主机的路由', 'No route to host'],
  ['网络不可达', 'Network is unreachable'],
  ['地址已在使用', 'Address already in use'],
  ['未知的名称或服务', 'Name or service not known'],
  ['域名解析暂时失败', 'Temporary failure in name resolution'],
  ['断开的管道', 'Broken pipe'],
  ['段错误', 'Segmentation fault'],
  ['总线错误', 'Bus error'],
  ['非法指令', 'Illegal instruction'],
  ['已杀死', 'Killed'],
  ['已终止', 'Terminated'],
  ['已放弃', 'Aborted'],
  ['核心已转储', 'core dumped'],
  ['吐核', 'core dumped'],
  ['未绑定的变量', 'unbound variable'],
];
const CHINESE = /[\u4e00-\u9fff]/;
/** Where bash names the line of a script: `行 25:`, `第 25 行：`. */
const LINE_NUMBER = /(?:第 ?(\d{1,6}) ?行|行 ?(\d{1,6}))[:：]/;

/** Quotes as compilers, loaders and shells print them in a UTF-8 locale, and keyboards and web pages make of them. */
const SINGLE_QUOTES = /[\u00b4\u2018-\u201b\uff07]/g;
const DOUBLE_QUOTES = /[\u201c-\u201f\uff02]/g;

const plainQuotes = (text: string): string => text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"');

const translated = (text: string): string =>
  MESSAGES.reduce(
    (line, [chinese, english]) => line.replaceAll(chinese, english),
    text.replace(LINE_NUMBER, (_, before: string, after: string) => `line ${before ?? after}:`),
  );

/**
 * A line as every rule is written: the messages of the system in English, quotes plain;
 * `undefined` where it is so already.
 */
export function asRulesRead(text: string): string | undefined {
  const quoted = plainQuotes(text);
  const read = CHINESE.test(quoted) ? translated(quoted) : quoted;
  return read === text ? undefined : read;
}
