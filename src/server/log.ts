/** What a log may hold: no answer, no error and no foreign text as such, which are objects. */
type LogField = string | number | boolean | null | undefined | readonly string[];
type LogFields = Readonly<Record<string, LogField>>;

/** What the server needs of a logger. Fields are ours: never a request, a client or a cloud answer. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
